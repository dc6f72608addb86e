import { bundle } from "../../lib/launch/bundle.mjs";

/** Runs once before everything: the side threads' programs as `npm start` builds them. */
export const setup = (): Promise<void> =>
  bundle(process.cwd(), ["pdf-thread", "page-thread", "workbook-thread", "face-thread", "xlsx-reader"]);
