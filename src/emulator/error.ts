/**
 * The service's errors: status, message and, where its documentation tells one, the EC of each.
 *
 * @packageDocumentation
 */

/** The code of an error that operations answer. */
export type OssErrorCode =
  | "AccessDenied"
  | "BucketAlreadyExists"
  | "BucketNotEmpty"
  | "EntityTooLarge"
  | "EntityTooSmall"
  | "FileAlreadyExists"
  | "InternalError"
  | "InvalidAccessKeyId"
  | "InvalidArgument"
  | "InvalidBucketName"
  | "InvalidDigest"
  | "InvalidObjectName"
  | "InvalidPart"
  | "InvalidPartOrder"
  | "InvalidRange"
  | "InvalidSecurityToken"
  | "MalformedXML"
  | "MethodNotAllowed"
  | "MissingArgument"
  | "MissingContentLength"
  | "NoSuchBucket"
  | "NoSuchKey"
  | "NoSuchUpload"
  | "NotImplemented"
  | "NotModified"
  | "ObjectNotAppendable"
  | "PositionNotEqualToLength"
  | "PreconditionFailed"
  | "RequestTimeTooSkewed"
  | "SecurityTokenExpired"
  | "SignatureDoesNotMatch";

type Meaning = readonly [status: number, message: string, ec?: string];

const ERRORS: Readonly<Record<OssErrorCode, Meaning>> = {
  AccessDenied: [403, "You have no right to access this object because of bucket acl."],
  BucketAlreadyExists: [409, "The requested bucket name is not available.", "0015-00000104"],
  BucketNotEmpty: [409, "The bucket you tried to delete is not empty.", "0015-00000301"],
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
  InvalidObjectName: [400, "The specified object is not valid."],
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
  MalformedXML: [
    400,
    "The XML you provided was not well-formed or did not validate against our published schema.",
  ],
  MethodNotAllowed: [405, "The specified method is not allowed against this resource."],
  MissingArgument: [400, "A required argument is missing."],
  MissingContentLength: [411, "You must provide the Content-Length HTTP header."],
  NoSuchBucket: [404, "The specified bucket does not exist.", "0015-00000101"],
  NoSuchKey: [404, "The specified key does not exist.", "0026-00000001"],
  NoSuchUpload: [
    404,
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
  ],
  NotImplemented: [
    501,
    "A header or a parameter you provided asks for something that this server does not do.",
  ],
  NotModified: [304, "Not Modified"],
  ObjectNotAppendable: [409, "The object is not appendable", "0026-00000017"],
  PositionNotEqualToLength: [409, "Position is not equal to file length", "0026-00000016"],
  PreconditionFailed: [412, "At least one of the pre-conditions you specified did not hold."],
  RequestTimeTooSkewed: [
    403,
    "The difference between the request time and the current time is too large.",
    "0002-00000504",
  ],
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
  }
}
