import { isCodeStale } from "./create-order";
import type { Ledger, Order } from "./ledger";
import { paymentObstacle, type PaymentRefusal } from "./payment";

const STATES = { NOTPAY: "待支付", SUCCESS: "已支付", CLOSED: "已关闭" };
const TYPES = { NATIVE: "扫码", JSAPI: "微信内", MWEB: "手机浏览器" };

const OBSTACLES: Record<PaymentRefusal, string> = {
  paid: "该订单已支付，请返回报名页面查看结果。",
  closed: "该订单已关闭，不能再支付。请返回报名页面重新下单。",
  expired: "该订单已过支付截止时间，不能再支付。",
  other_person: "支付账户的实名信息与订单指定的身份不一致，不能支付。",
};

/** All orders of the simulator, newest first. */
export function ordersPage(ledger: Ledger): string {
  const rows = ledger
    .all()
    .slice(0, 200)
    .map((order) => {
      const refunded = order.refunds.length > 0 ? ` · 退款 ${order.refunds.length} 笔` : "";
      const told = order.notice
        ? ` · 通知 ${order.notice.attempts} 次，最近应答 ${order.notice.lastStatus ?? "无"}`
        : "";
      return `<li><a href="/pay?pr=${order.pr}"><b>${escape(order.description)}</b>
      <span>${yuan(order.total)} · ${TYPES[order.tradeType]} · ${STATES[order.state]}${refunded}</span>
      <small>${escape(order.outTradeNo)}${told}</small></a></li>`;
    });
  return page("模拟微信支付 · 订单", `<h1>订单</h1>${rows.length ? `<ul>${rows.join("")}</ul>` : "<p>尚无订单。</p>"}`);
}

/**
 * The page of a payment code: the order with a button to pay it, or the reason why it cannot be paid. `back`: the
 * address after the payment.
 */
export function payPage(order: Order | undefined, pr: string, now: number, back?: string): string {
  if (!order || (isCodeStale(order, pr, now) && order.state === "NOTPAY")) {
    return page("支付链接已失效", `<h1>支付链接已失效</h1><p>请返回报名页面刷新后再试。</p>`);
  }
  const obstacle = paymentObstacle(order, now);
  const hidden = back ? `<input type="hidden" name="redirect_url" value="${escape(back)}">` : "";
  const cancel = back && !obstacle ? `<p class="cancel"><a href="${escape(back)}">取消支付</a></p>` : "";
  const done = back && obstacle ? `<p class="cancel"><a href="${escape(back)}">返回商户页面</a></p>` : "";
  return page(
    "模拟支付",
    `<h1>${escape(order.description)}</h1>
    <p class="sum">${yuan(order.total)}</p>
    <dl><dt>商户订单号</dt><dd>${escape(order.outTradeNo)}</dd><dt>状态</dt><dd>${STATES[order.state]}</dd>
    <dt>支付截止</dt><dd>${new Date(order.expiresAt).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai" })}</dd></dl>
    ${obstacle ? `<p role="status">${OBSTACLES[obstacle]}</p>${done}` : `<form method="post">${hidden}<button>支付 ${yuan(order.total)}</button></form>${cancel}`}`,
  );
}

/** The page for a browser that does not come from the merchant's own pages. */
export const strangerPage = (): string =>
  page("无法支付", "<h1>商家参数格式有误</h1><p>请联系商家解决。（没有来自商户域名的 Referer）</p>");

const yuan = (fen: number) => `¥${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, "0")}`;

const escape = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const page = (title: string, content: string) => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title>
<style>
body{margin:0;font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;color:#1f2329;background:#f5f6f7}
header{background:#8a4b00;color:#fff;padding:.6rem 1rem;text-align:center}
main{max-width:26rem;margin:1rem auto;padding:1.25rem;background:#fff;border-radius:.75rem}
h1{font-size:1.15rem;margin:0 0 .5rem}.sum{font-size:2.25rem;font-weight:600;text-align:center;margin:1rem 0}
dl{display:grid;grid-template-columns:auto 1fr;gap:.35rem 1rem;margin:0 0 1.25rem}dt{color:#5c6370}dd{margin:0;text-align:right;overflow-wrap:anywhere}
button{width:100%;min-height:3rem;border:0;border-radius:.5rem;background:#067a46;color:#fff;font:inherit;font-weight:600}
.cancel{text-align:center}.cancel a{display:inline-block;padding:.5rem;color:#1a4fa0}
button:focus-visible,a:focus-visible{outline:3px solid #1a66ff;outline-offset:2px}
ul{list-style:none;margin:0;padding:0}li{border-top:1px solid #e3e5e8}li a{display:block;padding:.75rem 0;color:inherit;text-decoration:none}
li span,li small{display:block}small{color:#5c6370;overflow-wrap:anywhere}
</style></head><body><header>模拟支付 演示 · 不会产生真实扣款</header><main>${content}</main></body></html>`;
