import "altcha/altcha.css";
import "altcha/external";
import "altcha/i18n/zh-cn";

/** Puts the widget into a form and lets it solve the challenge at once. Loaded only when a challenge is set. */
export function mountWidget(place: HTMLElement, challenge: string): void {
  globalThis.$altcha.algorithms.set("PBKDF2/SHA-256", () => new Worker(new URL("./altcha-worker.ts", import.meta.url), { type: "module" }));
  const widget = document.createElement("altcha-widget");
  widget.setAttribute("challenge", challenge);
  widget.setAttribute("auto", "onload");
  widget.setAttribute("language", "zh-cn");
  widget.setAttribute("configuration", JSON.stringify({ hideFooter: true, hideLogo: true, humanInteractionSignature: false }));
  place.replaceChildren(widget);
}
