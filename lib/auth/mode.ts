import { env } from "@/lib/env";

/** Whether this installation is a demonstration with stand-ins. */
export const isDemo = (): boolean => env().APP_MODE === "demo";
