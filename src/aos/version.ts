/**
 * The version of this package, as the User-Agent header tells it. Imports nothing.
 *
 * @packageDocumentation
 */

/** The version in package.json. */
export const PACKAGE_VERSION = "0.1.0";
