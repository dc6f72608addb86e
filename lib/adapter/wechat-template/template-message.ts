import { z } from "zod";
import { type Env, env } from "@/lib/env";
import type { SmsTemplate } from "../sms/message";

// https://developers.weixin.qq.com/doc/service/api/notify/template/api_sendtemplatemessage and
// …/api/base/api_getstableaccesstoken. The public account is the one behind WECHAT_PAY_APPID: openids are its own.

const TIMEOUT_MS = 10_000;

const settingOf = {
  "card-published": "WECHAT_TEMPLATE_CARD",
  "card-changed": "WECHAT_TEMPLATE_CARD_CHANGED",
  "exam-tomorrow": "WECHAT_TEMPLATE_EXAM",
} as const satisfies Partial<Record<SmsTemplate, keyof Env>>;

type Kind = keyof typeof settingOf;

const isKind = (template: string): template is Kind => Object.hasOwn(settingOf, template);

/** The SMS that are also sent as template messages: those whose template the office has set. */
export const wechatKinds = (): Kind[] =>
  Object.keys(settingOf)
    .filter(isKind)
    .filter((kind) => env()[settingOf[kind]] !== undefined);

/** What came of a message. `again`: it was certainly not taken; whom: only this recipient is refused. */
export type WechatOutcome =
  | { state: "sent" }
  /** 45009: no more of any until midnight. */
  | { state: "limit"; reason: string }
  | { state: "refused"; reason: string; whom: "recipient" | "template" | "vendor" }
  /** He may have taken it. */
  | { state: "unanswered"; reason: string };

/** Not a follower or no more, on the block list, or unknown to this account. */
const refusesRecipient = new Set([40_003, 43_004, 43_019, 43_101]);
const refusesTemplate = new Set([40_037, 47_003]);
const LIMIT = 45_009;
/** The access token is wrong or has expired. */
const refusesToken = new Set([40_001, 40_014, 42_001]);

/**
 * Sends one template message. `id` names it: WeChat takes a second one of the same name within ten minutes for the
 * same. A token that WeChat no longer accepts is asked for once more.
 */
export async function sendTemplateMessage({
  id,
  openid,
  template,
  params,
}: {
  id: string;
  openid: string;
  template: string;
  params: Readonly<Record<string, string>>;
}): Promise<WechatOutcome> {
  const setting = isKind(template) ? env()[settingOf[template]] : undefined;
  if (!setting) return { state: "refused", reason: "wechat no template", whom: "template" };
  const data = setting.fields.map(([name, said]) => [name, { value: said.replace("{time}", params["time"] ?? "") }]);
  const body = {
    touser: openid,
    template_id: setting.id,
    url: `${env().APP_URL}/registration`,
    client_msg_id: id,
    data: Object.fromEntries(data) as Record<string, { value: string }>,
  };
  const first = await post(body, await accessToken());
  return first.code !== undefined && refusesToken.has(first.code)
    ? outcomeOf(await post(body, await accessToken({ not: first.token })))
    : outcomeOf(first);
}

type Answer = { code?: number; reason: string; token: string | null; reached: boolean };

const errcode = z.object({ errcode: z.number().default(0) });

async function post(body: object, token: string | null): Promise<Answer> {
  if (token === null) return { reason: "wechat no token", token, reached: false };
  const told = await ask(`/cgi-bin/message/template/send?access_token=${encodeURIComponent(token)}`, body);
  if ("failure" in told) return { reason: told.failure, token, reached: told.reached };
  const code = errcode.safeParse(told.answer).data?.errcode;
  return { ...(code !== undefined && { code }), reason: `wechat ${code ?? "unreadable"}`, token, reached: true };
}

function outcomeOf({ code, reason, reached }: Answer): WechatOutcome {
  if (code === 0) return { state: "sent" };
  // -1: the system is busy. He says nothing of what became of it.
  if (code === undefined || code === -1)
    return reached ? { state: "unanswered", reason } : { state: "refused", reason, whom: "vendor" };
  if (code === LIMIT) return { state: "limit", reason };
  if (refusesRecipient.has(code)) return { state: "refused", reason, whom: "recipient" };
  return { state: "refused", reason, whom: refusesTemplate.has(code) ? "template" : "vendor" };
}

/** One token for the process; WeChat gives every asker the same while it is valid. */
let held: { token: string; until: number } | null = null;
/** A token is not used in its last minutes. */
const MARGIN_MS = 5 * 60_000;

const tokenAnswer = z.object({ access_token: z.string().min(1).max(1000), expires_in: z.number().positive() });

/** `not`: the one that WeChat has just refused. null: he gives none. */
async function accessToken({ not }: { not?: string | null } = {}): Promise<string | null> {
  if (held && held.token !== not && Date.now() < held.until) return held.token;
  held = null;
  const { WECHAT_PAY_APPID: appid, WECHAT_APP_SECRET: secret } = env();
  const told = await ask("/cgi-bin/stable_token", { grant_type: "client_credential", appid, secret });
  const answer = "answer" in told ? tokenAnswer.safeParse(told.answer).data : undefined;
  if (!answer) return null;
  held = { token: answer.access_token, until: Date.now() + answer.expires_in * 1000 - MARGIN_MS };
  return held.token;
}

/** What Node says when no connection came about: then nothing was asked. */
const neverReached = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "UND_ERR_CONNECT_TIMEOUT"]);

/** Neither address nor body may be told: they hold token, secret and openid. */
async function ask(path: string, body: object): Promise<{ answer: unknown } | { failure: string; reached: boolean }> {
  const url = new URL(path, env().WECHAT_OAUTH_BASE_URL ?? "https://api.weixin.qq.com");
  let status: number | undefined;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(body),
      redirect: "error",
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    status = response.status;
    return { answer: (await response.json()) as unknown };
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    return {
      failure: `wechat ${status ?? code ?? (error as Error).name}`,
      reached: code === undefined || !neverReached.has(code),
    };
  }
}
