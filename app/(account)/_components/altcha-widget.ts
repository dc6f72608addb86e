import "altcha/altcha.css";
import "altcha/external";

/** The widget's texts. It works without the visitor, so most of them are visible only for a moment. */
const words = {
  ariaLinkLabel: "ALTCHA",
  cancel: "取消",
  error: "验证未能完成，请点击重试。",
  expired: "验证已过期，请重试。",
  footer: "",
  label: "安全验证",
  loading: "正在加载…",
  reload: "重新加载",
  required: "请等待安全验证完成。",
  verificationRequired: "请等待安全验证完成。",
  verified: "已验证",
  verify: "验证",
  verifying: "正在验证…",
  waitAlert: "正在验证，请稍候。",
};

/**
 * Adds the widget to a form and starts to solve the challenge at once. Reports when it is solved and when the solution
 * has expired. Loaded only when the server sets a challenge.
 */
export function mountWidget(place: HTMLElement, challenge: string, onSolved: (solved: boolean) => void): void {
  const { algorithms, i18n } = globalThis.$altcha;
  algorithms.set(
    "PBKDF2/SHA-256",
    () => new Worker(new URL("./altcha-worker.ts", import.meta.url), { type: "module" }),
  );
  i18n.set("zh-cn", words);
  const widget = document.createElement("altcha-widget");
  widget.setAttribute("challenge", challenge);
  widget.setAttribute("auto", "onload");
  widget.setAttribute("language", "zh-cn");
  widget.setAttribute(
    "configuration",
    JSON.stringify({ hideFooter: true, hideLogo: true, humanInteractionSignature: false }),
  );
  widget.addEventListener("statechange", (event) => {
    onSolved((event as CustomEvent<{ state: string }>).detail.state === "verified");
  });
  place.replaceChildren(widget);
}
