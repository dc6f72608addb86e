/** Bundles the programs named, or all whose sources exist, into .build/ under `root`. */
export function bundle(
  root: string,
  names?: (
    | "cli"
    | "worker"
    | "pdf-thread"
    | "page-thread"
    | "picture-thread"
    | "workbook-thread"
    | "xlsx-reader"
    | "face-thread"
    | "simulator"
    | "new-migration"
  )[],
): Promise<void>;
