import { env } from "@/lib/env";
import { diskStore } from "./disk-store";
import { s3Store } from "./s3-store";

/** Where bytes lie. It sees only sealed bytes under random keys: neither a person nor a kind of file can be read from it. */
export type ObjectStore = {
  put: (key: string, bytes: Uint8Array) => Promise<void>;
  /** null when nothing lies under the key. */
  get: (key: string) => Promise<Buffer | null>;
  /** A key that is not there is no error: deleting twice is deleting. */
  delete: (key: string) => Promise<void>;
};

let store: ObjectStore | undefined;

/** The store named by STORAGE_URL. */
export const objectStore = (): ObjectStore => (store ??= openStore(env()));

/** `file:<folder>`, or `s3+https://<endpoint>/<bucket>[/<prefix>][?region=<region>]`. */
export function openStore(settings: {
  STORAGE_URL: string;
  STORAGE_ACCESS_KEY_ID?: string | undefined;
  STORAGE_SECRET_ACCESS_KEY?: string | undefined;
}): ObjectStore {
  const { STORAGE_URL: address } = settings;
  if (address.startsWith("file:")) return diskStore(address.slice("file:".length).replace(/^\/\/(?=\/)/, ""));
  return s3Store(new URL(address.replace(/^s3\+/, "")), {
    accessKeyId: settings.STORAGE_ACCESS_KEY_ID ?? "",
    secretAccessKey: settings.STORAGE_SECRET_ACCESS_KEY ?? "",
  });
}
