/**
 * The version of the privacy notice at /privacy that a new account agrees to. Increment it when the content of the
 * notice changes.
 */
export const CONSENT_VERSION = 2;
