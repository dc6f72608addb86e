import { createHash } from "node:crypto";

const style =
  "body{margin:0;background:#f6f8fa;color:#1a1d21;font:1rem/1.7 system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif}" +
  "main{max-width:40rem;margin:0 auto;padding:2rem 1rem}h1{font-size:1.5rem}" +
  "a{display:inline-block;margin:.5rem .75rem 0 0;padding:.6rem 1rem;border:1px solid #0f4c81;border-radius:.375rem;color:#0f4c81;text-decoration:none}" +
  "a:first-of-type{background:#0f4c81;color:#fff}";

/** The page's own policy: its one style sheet and nothing else. */
export const plainPagePolicy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; base-uri 'none'; frame-ancestors 'none'`;

const escape = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/**
 * A page for the cases in which the application cannot render one. `links`: where to go next; `head`: further elements
 * of its head.
 */
const page = ({
  title,
  head = "",
  paragraphs,
  links = "",
}: {
  title: string;
  head?: string;
  paragraphs: string[];
  links?: string;
}): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${head}` +
  `<title>${escape(title)}</title><style>${style}</style></head><body><main><h1>${escape(title)}</h1>` +
  `${paragraphs.map((text) => `<p>${escape(text)}</p>`).join("")}${links}</main></body></html>`;

/** The page after a post that was not carried out. `back`: the path of the page that it came from. */
export function plainPage({ title, text, back }: { title: string; text: string; back: string }): string {
  const home = back === "/admin" || back.startsWith("/admin/") ? "/admin" : "/";
  const links = `<p><a href="${escape(back)}">回到原来的页面</a><a href="${home}">${home === "/" ? "返回首页" : "返回工作台"}</a></p>`;
  return page({ title, paragraphs: [text], links });
}

/** The page while the database does not answer. `method`: of the request. */
export function unavailablePage(method: string | undefined): string {
  const title = "系统暂时繁忙";
  const kept = "系统暂时没有应答，已经提交的信息不会丢失。";
  // A GET is repeated by the page itself; a post must be sent again by the visitor.
  return method === "GET"
    ? page({
        title,
        head: '<meta http-equiv="refresh" content="10">',
        paragraphs: [kept, "请稍等片刻，本页每十秒自动重试一次，也可以自行刷新。"],
      })
    : page({ title, paragraphs: [kept, "刚才的操作没有完成。请按浏览器的返回键回到上一页，稍等片刻后再提交一次。"] });
}

/** The texts for a browser without JavaScript whose post was not carried out, by status. */
export const refusedPosts: Record<400 | 403 | 405 | 409 | 413 | 415, { title: string; text: string }> = {
  400: {
    title: "提交的内容不完整",
    text: "内容在传送途中缺损，刚才的操作没有执行。请回到原来的页面，检查后重新提交。",
  },
  403: { title: "不能这样提交", text: "这次提交不是从本系统的页面发出的，没有执行。请回到原来的页面重新提交。" },
  405: { title: "不能这样访问", text: "系统不支持这种访问方式，没有执行任何操作。请回到原来的页面重新操作。" },
  409: {
    title: "页面已经更新",
    text: "系统刚刚更新过，刚才的操作没有执行。请回到原来的页面重新提交；点浏览器的“后退”，多半还能看到已填写的内容。",
  },
  413: { title: "提交的内容过大", text: "刚才的操作没有执行。请回到原来的页面，减少填写的内容后重新提交。" },
  415: { title: "不能这样提交", text: "系统不认识这种格式的内容，刚才的操作没有执行。请回到原来的页面重新提交。" },
};
