import { ensureSimulatorCredentials } from "./credentials.mjs";

// `node print-credentials.mjs <dir>` prints the merchant account's variables as JSON, for the launcher.
process.stdout.write(JSON.stringify(ensureSimulatorCredentials(process.argv[2] ?? "")));
