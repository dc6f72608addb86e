import { micromark } from "micromark";

/**
 * A text of the session as HTML. micromark escapes raw HTML and drops dangerous addresses, so staff text cannot script
 * a page.
 */
export function Markdown({ text }: { text: string }) {
  return <div className="prose-text" dangerouslySetInnerHTML={{ __html: micromark(text) }} />;
}
