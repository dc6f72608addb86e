import { micromark } from "micromark";

/**
 * A text of the exam session as HTML. micromark escapes raw HTML and drops dangerous addresses, so a staff text cannot
 * run a script.
 */
export function Markdown({ text }: { text: string }) {
  return <div className="prose-text" dangerouslySetInnerHTML={{ __html: micromark(text) }} />;
}
