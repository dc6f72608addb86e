/** Tries to listen for a moment; returns the error's code, or null when the port is free. */
export function tryPort(port: number, host?: string): Promise<string | null>;
/** Any free port of the loopback. */
export function freePort(): Promise<number>;
