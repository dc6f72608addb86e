import { env } from "@/lib/env";

/** Whether this installation is a demonstration with stand-ins. */
export const isDemo = (): boolean => env().APP_MODE === "demo";

/** Whether a page may show the code of a message: only where messages go to a file instead of a phone. */
export const showsSmsCodes = (): boolean => isDemo() && env().SMS_PROVIDER === "outbox";
