/**
 * The service's errors: status, message and, where its documentation tells one, the EC of each.
 *
 * @packageDocumentation
 */

/** The code of an error that operations answer. */
export type OssErrorCode =
  | "AccessDenied"
  | "BadRequest"
  | "BucketAlreadyExists"
  | "BucketNotEmpty"
  | "CallbackFailed"
  | "EntityTooLarge"
  | "EntityTooSmall"
  | "FileAlreadyExists"
  | "InternalError"
  | "InvalidAccessKeyId"
  | "InvalidArgument"
  | "InvalidBucketName"
  | "InvalidDigest"
  | "InvalidEncryptionAlgorithmError"
  | "InvalidInputCommentCharacter"
  | "InvalidInputFieldDelimiter"
  | "InvalidInputQuoteCharacter"
  | "InvalidInputRecordDelimiter"
  | "InvalidObjectName"
  | "InvalidObjectState"
  | "InvalidPart"
  | "InvalidPartOrder"
  | "InvalidRange"
  | "InvalidSecurityToken"
  | "InvalidSqlParameter"
  | "InvalidTag"
  | "InvalidTargetBucketForLogging"
  | "InvalidTargetType"
  | "MalformedXML"
  | "MethodNotAllowed"
  | "MissingArgument"
  | "MissingContentLength"
  | "NoSuchBucket"
  | "NoSuchCORSConfiguration"
  | "NoSuchKey"
  | "NoSuchLifecycle"
  | "NoSuchLiveChannel"
  | "NoSuchSymlinkTarget"
  | "NoSuchUpload"
  | "NoSuchWebsiteConfiguration"
  | "NotImplemented"
  | "NotModified"
  | "NotSymlink"
  | "ObjectNotAppendable"
  | "OperationNotSupported"
  | "PositionNotEqualToLength"
  | "PreconditionFailed"
  | "RequestTimeTooSkewed"
  | "RestoreAlreadyInProgress"
  | "SecurityTokenExpired"
  | "SignatureDoesNotMatch";

type Meaning = readonly [status: number, message: string, ec?: string];

const ERRORS: Readonly<Record<OssErrorCode, Meaning>> = {
  AccessDenied: [403, "You have no right to access this object because of bucket acl."],
  BadRequest: [400, "This request is bad."],
  BucketAlreadyExists: [409, "The requested bucket name is not available.", "0015-00000104"],
  BucketNotEmpty: [409, "The bucket you tried to delete is not empty.", "0015-00000301"],
  CallbackFailed: [203, "The callback failed."],
  EntityTooLarge: [400, "Your proposed upload exceeds the maximum allowed size."],
  EntityTooSmall: [
    400,
    "Your proposed upload is smaller than the minimum allowed size.",
    "0042-00000213",
  ],
  FileAlreadyExists: [409, "The object you specified already exists and can not be overwritten."],
  InternalError: [500, "We encountered an internal error. Please try again."],
  InvalidAccessKeyId: [
    403,
    "The OSS Access Key Id you provided does not exist in our records.",
    "0002-00000902",
  ],
  InvalidArgument: [400, "Invalid argument."],
  InvalidBucketName: [400, "The specified bucket is not valid."],
  InvalidDigest: [400, "The Content-MD5 you specified was invalid."],
  InvalidEncryptionAlgorithmError: [400, "The encryption algorithm is not supported."],
  InvalidInputCommentCharacter: [400, "The comment character is invalid."],
  InvalidInputFieldDelimiter: [400, "The field delimiter is invalid."],
  InvalidInputQuoteCharacter: [400, "The quote character is invalid."],
  InvalidInputRecordDelimiter: [400, "The record delimiter is invalid."],
  InvalidObjectName: [400, "The specified object is not valid."],
  InvalidObjectState: [403, "The operation is not valid for the object's state"],
  InvalidPart: [
    400,
    "One or more of the specified parts could not be found or the specified entity tag might not have matched the part's entity tag.",
  ],
  InvalidPartOrder: [
    400,
    "The list of parts was not in ascending order. Parts list must be specified in order by part number.",
    "0042-00000209",
  ],
  InvalidRange: [416, "The requested range cannot be satisfied."],
  InvalidSecurityToken: [403, "The security token you provided is invalid."],
  InvalidSqlParameter: [400, "The SQL expression is invalid."],
  InvalidTag: [400, "The tags are invalid."],
  InvalidTargetBucketForLogging: [400, "The target bucket for logging does not exist."],
  InvalidTargetType: [400, "The target of the symbol link is a symbol link itself."],
  MalformedXML: [
    400,
    "The XML you provided was not well-formed or did not validate against our published schema.",
  ],
  MethodNotAllowed: [405, "The specified method is not allowed against this resource."],
  MissingArgument: [400, "A required argument is missing."],
  MissingContentLength: [411, "You must provide the Content-Length HTTP header."],
  NoSuchBucket: [404, "The specified bucket does not exist.", "0015-00000101"],
  NoSuchCORSConfiguration: [404, "The CORS Configuration does not exist."],
  NoSuchKey: [404, "The specified key does not exist.", "0026-00000001"],
  NoSuchLifecycle: [404, "No Row found in Lifecycle Table."],
  NoSuchLiveChannel: [404, "No such live channel."],
  NoSuchSymlinkTarget: [404, "The target object that symbol link points to does not exist."],
  NoSuchUpload: [
    404,
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
  ],
  NoSuchWebsiteConfiguration: [404, "The specified bucket does not have a website configuration."],
  NotImplemented: [
    501,
    "A header or a parameter you provided asks for something that this server does not do.",
  ],
  NotModified: [304, "Not Modified"],
  NotSymlink: [400, "The object is not a symbol link."],
  ObjectNotAppendable: [409, "The object is not appendable", "0026-00000017"],
  OperationNotSupported: [400, "The operation is not supported for this resource"],
  PositionNotEqualToLength: [409, "Position is not equal to file length", "0026-00000016"],
  PreconditionFailed: [412, "At least one of the pre-conditions you specified did not hold."],
  RequestTimeTooSkewed: [
    403,
    "The difference between the request time and the current time is too large.",
    "0002-00000504",
  ],
  RestoreAlreadyInProgress: [409, "The restore operation is in progress."],
  SecurityTokenExpired: [403, "The security token you provided has expired."],
  SignatureDoesNotMatch: [
    403,
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
  ],
};

/** What an {@link OssError} says besides its code. */
export interface OssErrorDetails {
  /** Instead of the code's own message. */
  readonly message?: string;
  /** Instead of the code's own EC. */
  readonly ec?: string;
  /** Further elements of the error document. */
  readonly elements?: Readonly<Record<string, string>>;
  /** Headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that is an error. */
export class OssError extends Error {
  /** The service's name for it. */
  readonly code: OssErrorCode;
  /** The HTTP status. */
  readonly status: number;
  /** The number of the exact cause, "" when there is none. */
  readonly ec: string;
  /** Further elements of the error document. */
  readonly elements: Readonly<Record<string, string>>;
  /** Headers of the answer. */
  readonly headers: Readonly<Record<string, string>>;

  /**
   * An error of the service.
   *
   * @param code - its code
   * @param details - what differs from the code's own words
   */
  constructor(code: OssErrorCode, details: OssErrorDetails = {}) {
    const [status, message, ec = ""] = ERRORS[code];
    super(details.message ?? message);
    this.code = code;
    this.status = status;
    this.ec = details.ec ?? ec;
    this.elements = details.elements ?? {};
    this.headers = details.headers ?? {};
  }
}
