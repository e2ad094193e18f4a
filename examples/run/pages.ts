/**
 * What else the pages of the documentation are called, or were, and where else they stand: a page has
 * another address in each edition, and whoever has one of them in hand looks for that.
 */

/** The names of a page beside those that the examples tell at their heads. */
export interface OtherNames {
  /** Other titles that it has or had, and words that it goes by. */
  readonly titles?: readonly string[];
  /** The last parts of the addresses, which are the same in all languages. */
  readonly addresses?: readonly string[];
}

/** The other names of the pages, by the title that the examples tell. */
export const otherNames: Readonly<Record<string, OtherNames>> = {
  "Append upload (C SDK)": {
    titles: ["追加上传"],
    addresses: ["90215"],
  },
  "Authorize access (C SDK)": {
    titles: ["Authorized access", "授权访问"],
    addresses: ["32139", "c-language-authorized-access"],
  },
  "Bucket (older single page)": {
    titles: ["Bucket", "存储空间"],
  },
  "Copying a file (C SDK)": {
    titles: ["Copy objects", "拷贝文件"],
    addresses: ["90515", "manage-objects-5"],
  },
  "Create a bucket (C SDK)": {
    titles: ["Create buckets"],
    addresses: ["32135", "create-buckets-9"],
  },
  "Cross-origin resource sharing (C SDK)": {
    titles: ["CORS", "跨域资源共享"],
    addresses: ["89705"],
  },
  "Delete a bucket (C SDK)": {
    titles: ["Delete buckets"],
    addresses: ["147600", "buckets-9"],
  },
  "Delete objects (C SDK)": {
    titles: ["Delete files", "删除文件"],
    addresses: ["90493"],
  },
  "Download a file to a local file (C SDK)": {
    titles: ["Download objects to your local file", "下载到本地文件"],
  },
  "Download an object to memory (C SDK)": {
    titles: ["Download to your local memory", "下载到本地内存"],
    addresses: ["90280"],
  },
  "Download progress bar (C SDK)": {
    titles: ["Progress bars", "进度条下载"],
    addresses: ["objects-3"],
  },
  "Error handling (C SDK)": {
    titles: ["Exception handling", "错误处理"],
    addresses: ["32141"],
  },
  "Get bucket information (C SDK)": {
    titles: ["Query bucket information", "Retrieve bucket information"],
    addresses: ["buckets-9", "query-bucket-information-2"],
  },
  "Get the region of a bucket (C SDK)": {
    titles: ["Query the region of a bucket"],
    addresses: ["147597", "buckets-9"],
  },
  "Hotlink protection (C SDK)": {
    titles: ["Referer", "防盗链"],
    addresses: ["89700"],
  },
  "Image processing (C SDK)": {
    titles: ["IMG", "图片处理"],
    addresses: ["48113"],
  },
  "Initialization (C SDK)": {
    titles: ["初始化"],
    addresses: ["32133"],
  },
  "Lifecycle (C SDK)": {
    titles: ["Manage lifecycle rules", "生命周期"],
    addresses: ["32140"],
  },
  "List buckets (C SDK)": {
    addresses: ["147596"],
  },
  "List objects (C SDK)": {
    titles: ["列举文件"],
    addresses: ["90514", "list-objects-4"],
  },
  "Logging (C SDK)": {
    titles: ["Log storage", "Set logging", "日志转存", "访问日志"],
    addresses: ["89684", "set-logging-7"],
  },
  "Manage bucket ACLs (C SDK)": {
    titles: ["Set bucket ACLs"],
    addresses: ["147599"],
  },
  "Manage file access permissions (C SDK)": {
    titles: ["Manage access permissions for objects", "Manage object ACLs", "管理文件访问权限"],
    addresses: ["90509"],
  },
  "Manage object metadata (C SDK)": {
    titles: ["管理文件元信息", "管理文件元数据"],
    addresses: ["32138", "90504"],
  },
  "Manage symbolic links (C SDK)": {
    titles: ["管理软链接"],
    addresses: ["90490", "manage-objects-5", "manage-symbolic-links-1"],
  },
  "Multipart upload (C SDK)": {
    titles: ["分片上传"],
    addresses: ["90222"],
  },
  "Quick Start (C SDK)": {
    titles: ["快速入门"],
    addresses: ["32134"],
  },
  "Range download (C SDK)": {
    titles: ["范围下载"],
    addresses: ["90282"],
  },
  "Restore archived objects (C SDK)": {
    titles: ["Restore an archive object", "解冻归档文件"],
    addresses: ["90491"],
  },
  "Resumable download (C SDK)": {
    titles: ["断点续传下载"],
    addresses: ["90283", "resumable-download-1"],
  },
  "Resumable upload (C SDK)": {
    titles: ["断点续传上传"],
    addresses: ["90219"],
  },
  "Simple upload (C SDK)": {
    titles: ["简单上传"],
    addresses: ["90214"],
  },
  "Static website hosting (C SDK)": {
    titles: ["静态网站托管"],
    addresses: ["89697"],
  },
  "Upload callback (C SDK)": {
    titles: ["上传回调"],
    addresses: ["90224", "upload-callback-1"],
  },
  "Upload objects (2017)": {
    addresses: ["209480", "209702"],
  },
  "Upload progress bar (C SDK)": {
    titles: ["Progress bars", "进度条上传"],
    addresses: ["90225"],
  },
};
