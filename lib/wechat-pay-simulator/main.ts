import { startSimulator } from "./server";

/** The simulator as a process of its own. Settings: SIMULATOR_PORT, _HOST, _DATA_DIR, _MODE, _CONTROL. */
const {
  SIMULATOR_PORT = "3901",
  SIMULATOR_HOST = "127.0.0.1",
  SIMULATOR_DATA_DIR = ".data/wechat-pay-simulator",
} = process.env;
const { SIMULATOR_MODE, SIMULATOR_CONTROL, APP_MODE } = process.env;

// Refuse to start where real candidates pay, whoever starts it: a simulator must never act as WeChat there.
if (APP_MODE === "live") throw new Error("the simulator has no place beside a live system");

const simulator = await startSimulator({
  port: Number(SIMULATOR_PORT),
  host: SIMULATOR_HOST,
  dir: SIMULATOR_DATA_DIR,
  control: SIMULATOR_CONTROL === "1",
  mode: SIMULATOR_MODE === "certificate" || SIMULATOR_MODE === "mixed" ? SIMULATOR_MODE : "public-key",
});
console.log(`WeChat Pay simulator: ${simulator.url}`);

const stop = () => void simulator.close().then(() => process.exit(0));
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
