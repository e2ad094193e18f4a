/**
 * `oss_util.c`: configuration and request options.
 *
 * @packageDocumentation
 */

import { type AosPool, aosPoolCreate } from "../../aos/pool.js";
import { hostString, secretString } from "../../aos/redact.js";
import { aosString } from "../../aos/string.js";
import type { AosHttpController } from "../../aos/transport.js";
import type { OssConfig, OssRequestOptions } from "../define.js";

/**
 * Makes a configuration in which nothing is set. Unlike C, whose structures nothing prints, the
 * secret, the token, the proxy's password and user info of hosts stay hidden when it or a copy goes to
 * `console.log` or into JSON; their fields give them. Port of `oss_config_create`.
 *
 * @param _p - not needed for plain data; may be `null`
 */
export function ossConfigCreate(_p: AosPool | null): OssConfig {
  return {
    endpoint: hostString(),
    accessKeyId: aosString(),
    accessKeySecret: secretString(),
    stsToken: secretString(),
    isCname: false,
    proxyHost: hostString(),
    proxyPort: 0,
    proxyUser: aosString(),
    proxyPasswd: secretString(),
    signatureVersion: 0,
    region: aosString(),
    cloudboxId: aosString(),
  };
}

/**
 * Takes the proxy of a configuration over into the options of a controller, which are shared by all
 * controllers unless this one was given its own. Nothing changes when `config` names no proxy. Port
 * of `oss_config_resolve`.
 *
 * @param _pool - not needed for plain data; may be `null`
 */
export function ossConfigResolve(
  _pool: AosPool | null,
  config: OssConfig,
  ctl: AosHttpController,
): void {
  const { proxyHost, proxyPort, proxyUser, proxyPasswd } = config;
  if (proxyHost.data === "") return;
  ctl.options.proxyHost = proxyPort === 0 ? proxyHost.data : `${proxyHost.data}:${proxyPort}`;
  if (proxyUser.data === "" || proxyPasswd.data === "") return;
  ctl.options.proxyAuth = `${proxyUser.data}:${proxyPasswd.data}`;
}

/**
 * Makes request options, whose `config` and `ctl` the program sets before the first call:
 * `options.config = ossConfigCreate(options.pool)` and
 * `options.ctl = aosHttpControllerCreate(options.pool, 0)`.
 *
 * Unlike C, where they are NULL until then, reading one that is not set throws a `TypeError` that says
 * so. Port of `oss_request_options_create`.
 *
 * @param p - the pool that requests end with; `null` makes a new one
 */
export function ossRequestOptionsCreate(p: AosPool | null): OssRequestOptions {
  let givenConfig: OssConfig | null = null;
  let givenCtl: AosHttpController | null = null;
  return {
    pool: p ?? aosPoolCreate(null),
    get config(): OssConfig {
      if (givenConfig !== null) return givenConfig;
      throw new TypeError("options.config is not set: make it with ossConfigCreate");
    },
    set config(config: OssConfig) {
      givenConfig = config;
    },
    get ctl(): AosHttpController {
      if (givenCtl !== null) return givenCtl;
      throw new TypeError("options.ctl is not set: make it with aosHttpControllerCreate");
    },
    set ctl(ctl: AosHttpController) {
      givenCtl = ctl;
    },
  };
}
