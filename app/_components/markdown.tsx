import { micromark } from "micromark";

/** More texts than one exam session has, together with those that staff are just editing. */
const MAX_TEXTS = 50;

/** Every text stands below a heading of the page's second level. */
const TOP_LEVEL = 3;

/** The HTML of each text, the oldest first. A changed text is another key, so an entry never becomes wrong. */
const rendered = new Map<string, string>();

/**
 * A text of the exam session as HTML. micromark escapes raw HTML and drops dangerous addresses, so a staff text cannot
 * run a script.
 */
function htmlOf(text: string): string {
  const known = rendered.get(text);
  if (known !== undefined) return known;
  const html = micromark(text).replaceAll(
    /<(\/?)h([1-6])>/g,
    (_tag, slash: string, level: string) => `<${slash}h${Math.min(6, Math.max(TOP_LEVEL, Number(level) + 1))}>`,
  );
  const [oldest] = rendered.keys();
  if (oldest !== undefined && rendered.size >= MAX_TEXTS) rendered.delete(oldest);
  rendered.set(text, html);
  return html;
}

/** A text of the exam session. It is parsed once in each process, because every visitor of the home page reads it. */
export function Markdown({ text }: { text: string }) {
  return <div className="prose-text" dangerouslySetInnerHTML={{ __html: htmlOf(text) }} />;
}
