/** What the samples of the C SDK share, `oss_config.c`: where they go, and with which key. */

export const OSS_ENDPOINT: string =
  process.env["OSS_ENDPOINT"] ?? "https://oss-cn-hangzhou.aliyuncs.com";
export const OSS_REGION: string = process.env["OSS_REGION"] ?? "cn-hangzhou";
export const ACCESS_KEY_ID: string = process.env["OSS_ACCESS_KEY_ID"] ?? "";
export const ACCESS_KEY_SECRET: string = process.env["OSS_ACCESS_KEY_SECRET"] ?? "";
export const STS_TOKEN: string = process.env["OSS_SESSION_TOKEN"] ?? "";
export const BUCKET_NAME: string = process.env["OSS_BUCKET"] ?? "examplebucket";
export const OBJECT_NAME = "exampleobject.txt";
export const MULTIPART_UPLOAD_FILE_PATH: string = process.argv[2] ?? "examplefile.bin";

/* Ends with a slash; only the samples about directories use it. */
export const DIR_NAME = "exampledir/";

/* Where the service calls the program's own server; only the samples of callbacks use it. */
export const CALLBACK_URL: string =
  process.env["OSS_CALLBACK_URL"] ?? "http://callback.example.com:23450";
