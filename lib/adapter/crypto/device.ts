import { blindIndex } from "./encryption";

/**
 * A browser, identified by its cookie: a random id, and a signed mark for each account or staff member that signed in
 * with it before.
 */
export type Device = { id: string; marks: readonly string[] };

/** The number of accounts remembered for one browser. A computer at a teaching point serves many people. */
export const MAX_MARKS = 20;

const MARK_LENGTH = 22;

/** The mark that ties a browser to an account or a staff member. It cannot be made without the server's key. */
export const deviceMark = (deviceId: string, ownerId: string): string =>
  blindIndex("known-device", `${deviceId}\0${ownerId}`).slice(0, MARK_LENGTH);

/** Whether this account or staff member signed in with this browser before. */
export const isKnownDevice = (device: Device, ownerId: string): boolean =>
  device.marks.includes(deviceMark(device.id, ownerId));

/** The key by which the table of codes finds a browser again. */
export const browserIndex = (device: Device): string => blindIndex("browser", device.id);
