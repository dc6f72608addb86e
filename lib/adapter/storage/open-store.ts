import { env } from "@/lib/env";
import { diskStore } from "./disk-store";
import type { ObjectStore } from "./object-store";
import { s3Store } from "./s3-store";

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
