import type { Processes } from "./processes.mjs";

export function install(root: string, processes: Processes): Promise<void>;
