/** An answer before it is signed. `body` undefined means an empty one. */
export type Reply = { status: number; body?: object };

export const refusal = (status: number, code: string, message: string): Reply => ({ status, body: { code, message } });
