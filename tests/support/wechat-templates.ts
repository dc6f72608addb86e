import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Message = { touser: string; template_id: string; client_msg_id: string; data: Record<string, { value: string }> };

/**
 * Plays WeChat's template messages on a port of its own: tokens that are valid until another is asked for, followers,
 * and the ten minutes in which a message of the same name is the same.
 */
export async function startWeChatTemplates({ appid, secret }: { appid: string; secret: string }) {
  const world = {
    url: "",
    tokens: 0,
    /** Every token given so far; only the last one is valid, and none of those in `spoilt`. */
    given: [] as string[],
    spoilt: new Set<string>(),
    followers: new Set<string>(),
    /** What arrived on phones. */
    arrived: [] as Message[],
    /** Every request for a message, also those that were refused. */
    asked: [] as Message[],
    /** The next answers, in place of what would follow. "hang up": takes the message and says nothing. */
    next: [] as (number | "hang up")[],
    close: () => new Promise((resolve) => server.close(resolve)),
  };
  const token = (body: { appid?: string; secret?: string; grant_type?: string }) => {
    if (body.appid !== appid || body.secret !== secret || body.grant_type !== "client_credential")
      return { errcode: 40_125, errmsg: "invalid appsecret" };
    const valid = world.given.at(-1);
    if (valid && !world.spoilt.has(valid)) return { access_token: valid, expires_in: 7200 };
    const fresh = `token-${(world.tokens += 1)}-${crypto.randomUUID()}`;
    world.given.push(fresh);
    return { access_token: fresh, expires_in: 7200 };
  };
  const send = (message: Message, given: string | null) => {
    world.asked.push(message);
    if (given === null || given !== world.given.at(-1) || world.spoilt.has(given)) return { errcode: 40_001 };
    const told = world.next.shift();
    if (typeof told === "number") return { errcode: told, errmsg: "as the test wants it" };
    const follows = world.followers.has(message.touser);
    if (!follows && told !== "hang up") return { errcode: 43_004, errmsg: "require subscribe" };
    if (follows && !world.arrived.some(({ client_msg_id }) => client_msg_id === message.client_msg_id))
      world.arrived.push(message);
    return told ?? { errcode: 0, errmsg: "ok", msgid: world.arrived.length };
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = JSON.parse(Buffer.concat(parts).toString()) as Message;
    const said =
      pathname === "/cgi-bin/stable_token"
        ? token(body as object)
        : pathname === "/cgi-bin/message/template/send"
          ? send(body, searchParams.get("access_token"))
          : { errcode: 404 };
    if (said === "hang up") return void request.socket.destroy();
    response.setHeader("content-type", "application/json").end(JSON.stringify(said));
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return world;
}
