/**
 * Where bytes lie. It sees only encrypted bytes under random keys: neither a person nor a kind of file can be read from
 * it.
 */
export type ObjectStore = {
  put: (key: string, bytes: Uint8Array) => Promise<void>;
  /** null when nothing lies under the key. */
  get: (key: string) => Promise<Buffer | null>;
  /** A key that is not there is no error: deleting twice is deleting. */
  delete: (key: string) => Promise<void>;
};
