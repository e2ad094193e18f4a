/**
 * `oss_util.c`: the content type that a name stands for.
 *
 * @packageDocumentation
 */

import type { AosTable } from "../../aos/table.js";
import { OSS_CONTENT_TYPE } from "../define.js";

const DEFAULT_CONTENT_TYPE = "application/octet-stream";

const contentTypes: ReadonlyMap<string, string> = new Map([
  ["html", "text/html"],
  ["htm", "text/html"],
  ["shtml", "text/html"],
  ["css", "text/css"],
  ["xml", "text/xml"],
  ["gif", "image/gif"],
  ["jpeg", "image/jpeg"],
  ["jpg", "image/jpeg"],
  ["js", "application/x-javascript"],
  ["atom", "application/atom+xml"],
  ["rss", "application/rss+xml"],
  ["mml", "text/mathml"],
  ["txt", "text/plain"],
  ["jad", "text/vnd.sun.j2me.app-descriptor"],
  ["wml", "text/vnd.wap.wml"],
  ["htc", "text/x-component"],
  ["png", "image/png"],
  ["tif", "image/tiff"],
  ["tiff", "image/tiff"],
  ["wbmp", "image/vnd.wap.wbmp"],
  ["ico", "image/x-icon"],
  ["jng", "image/x-jng"],
  ["bmp", "image/x-ms-bmp"],
  ["svg", "image/svg+xml"],
  ["svgz", "image/svg+xml"],
  ["webp", "image/webp"],
  ["jar", "application/java-archive"],
  ["war", "application/java-archive"],
  ["ear", "application/java-archive"],
  ["hqx", "application/mac-binhex40"],
  ["doc", "application/msword"],
  ["pdf", "application/pdf"],
  ["ps", "application/postscript"],
  ["eps", "application/postscript"],
  ["ai", "application/postscript"],
  ["rtf", "application/rtf"],
  ["xls", "application/vnd.ms-excel"],
  ["ppt", "application/vnd.ms-powerpoint"],
  ["wmlc", "application/vnd.wap.wmlc"],
  ["kml", "application/vnd.google-earth.kml+xml"],
  ["kmz", "application/vnd.google-earth.kmz"],
  ["7z", "application/x-7z-compressed"],
  ["cco", "application/x-cocoa"],
  ["jardiff", "application/x-java-archive-diff"],
  ["jnlp", "application/x-java-jnlp-file"],
  ["run", "application/x-makeself"],
  ["pl", "application/x-perl"],
  ["pm", "application/x-perl"],
  ["prc", "application/x-pilot"],
  ["pdb", "application/x-pilot"],
  ["rar", "application/x-rar-compressed"],
  ["rpm", "application/x-redhat-package-manager"],
  ["sea", "application/x-sea"],
  ["swf", "application/x-shockwave-flash"],
  ["sit", "application/x-stuffit"],
  ["tcl", "application/x-tcl"],
  ["tk", "application/x-tcl"],
  ["der", "application/x-x509-ca-cert"],
  ["pem", "application/x-x509-ca-cert"],
  ["crt", "application/x-x509-ca-cert"],
  ["xpi", "application/x-xpinstall"],
  ["xhtml", "application/xhtml+xml"],
  ["zip", "application/zip"],
  ["wgz", "application/x-nokia-widget"],
  ["bin", "application/octet-stream"],
  ["exe", "application/octet-stream"],
  ["dll", "application/octet-stream"],
  ["deb", "application/octet-stream"],
  ["dmg", "application/octet-stream"],
  ["eot", "application/octet-stream"],
  ["iso", "application/octet-stream"],
  ["img", "application/octet-stream"],
  ["msi", "application/octet-stream"],
  ["msp", "application/octet-stream"],
  ["msm", "application/octet-stream"],
  ["mid", "audio/midi"],
  ["midi", "audio/midi"],
  ["kar", "audio/midi"],
  ["mp3", "audio/mpeg"],
  ["ogg", "audio/ogg"],
  ["m4a", "audio/x-m4a"],
  ["ra", "audio/x-realaudio"],
  ["3gpp", "video/3gpp"],
  ["3gp", "video/3gpp"],
  ["mp4", "video/mp4"],
  ["mpeg", "video/mpeg"],
  ["mpg", "video/mpeg"],
  ["mov", "video/quicktime"],
  ["webm", "video/webm"],
  ["flv", "video/x-flv"],
  ["m4v", "video/x-m4v"],
  ["mng", "video/x-mng"],
  ["asx", "video/x-ms-asf"],
  ["asf", "video/x-ms-asf"],
  ["wmv", "video/x-ms-wmv"],
  ["avi", "video/x-msvideo"],
  ["ts", "video/MP2T"],
  ["m3u8", "application/x-mpegURL"],
  ["apk", "application/vnd.android.package-archive"],
]);

/**
 * The content type of names that end in `suffix`, in any case; `application/octet-stream` for an
 * unknown one. Unlike C, whose table has a space behind it, `doc` is known. Port of
 * `get_content_type_by_suffix`.
 *
 * @param suffix - without its dot
 */
export function getContentTypeBySuffix(suffix: string): string {
  return contentTypes.get(suffix.toLowerCase()) ?? DEFAULT_CONTENT_TYPE;
}

/**
 * The content type of what `name` names, by what stands behind its last dot; "" without a dot. Port
 * of `get_content_type`.
 */
export function getContentType(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot < 0 ? "" : getContentTypeBySuffix(name.slice(dot + 1));
}

/**
 * Gives `headers` a Content-Type when they have none: that of the file's name, or else of the key.
 * Port of `set_content_type`.
 *
 * @param fileName - the local file, or `null`
 * @param key - the object's name, or `null`; when both are, the headers are left alone
 */
export function setContentType(
  fileName: string | null,
  key: string | null,
  headers: AosTable,
): void {
  const name = fileName ?? key;
  if (name === null || headers.get(OSS_CONTENT_TYPE) !== null) return;
  headers.set(OSS_CONTENT_TYPE, getContentType(name) || DEFAULT_CONTENT_TYPE);
}
