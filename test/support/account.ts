/** The account of the emulators in tests; apart, since processes that run no tests need it too. */

/** The access key of the emulators in tests, and a bucket that is there. */
export const testAccount = {
  accessKeyId: "LTAIexampleAccessKeyId",
  accessKeySecret: "exampleAccessKeySecret0123456789",
  region: "cn-hangzhou",
  bucket: "examplebucket",
} as const;
