import { type IncomingMessage, Server } from "node:http";

/**
 * Next believes an x-forwarded-for that the caller wrote himself and adds the real address only where there is none. Without a proxy of
 * ours in front, nobody has anything to say in that header: it is dropped as a request comes in, and Next puts the peer's address there.
 */
export function dropForgedAddresses(): void {
  // oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
  const { emit } = Server.prototype;
  Server.prototype.emit = function (this: Server, event: string | symbol, ...rest: unknown[]) {
    if (event === "request") delete (rest[0] as IncomingMessage).headers["x-forwarded-for"];
    return Reflect.apply(emit, this, [event, ...rest]) as boolean;
  };
}
