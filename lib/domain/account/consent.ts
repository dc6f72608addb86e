/**
 * The version of the privacy notice at /privacy that a new account agrees to. Increment it when the content of the
 * notice changes. Who agreed to an earlier version keeps that one: version 2 added what somebody uploads of his own
 * accord, with a link to the notice where he does so.
 */
export const CONSENT_VERSION = 2;
