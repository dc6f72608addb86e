/**
 * Version of the privacy notice at /privacy that a new account agrees to. It goes up when the notice says something
 * new.
 */
export const CONSENT_VERSION = 1;
