import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A wire to the server of `url` that can freeze: it then takes what it is given and passes nothing on, and breaks no
 * connection. `lose` freezes for ever those that stand, and lets new ones through. */
export async function startWire(
  url: string,
): Promise<{ url: string; freeze: () => void; mend: () => void; lose: () => void; stop: () => void }> {
  const { hostname, port } = new URL(url);
  let frozen = false;
  const sockets = new Set<Socket>();
  const lost = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    sockets.add(near).add(far);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on("data", (bytes) => void (frozen || lost.has(near) || to.write(bytes)));
      from.on("close", () => to.destroy());
      from.on("error", () => undefined);
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: Object.assign(new URL(url), { hostname: "127.0.0.1", port: String((server.address() as AddressInfo).port) })
      .href,
    freeze: () => void (frozen = true),
    mend: () => void (frozen = false),
    lose: () => {
      for (const socket of sockets) lost.add(socket);
    },
    stop: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
