import type { Texts } from "@/app/_lib/texts";

/** The SMS that were sent to the candidate, newest first. */
export function Messages({
  messages,
  words: { t, moment },
}: {
  messages: readonly { at: Date; text: string; phone: string }[];
  words: Texts;
}) {
  if (!messages.length) return null;
  return (
    <section aria-labelledby="messages" className="card">
      <h2 id="messages">{t("发给您的短信")}</h2>
      <ul className="mt-1 -mb-2 divide-y divide-line">
        {messages.map(({ at, text, phone }) => (
          <li key={`${at.getTime()} ${text}`} className="py-2">
            <p className="flex flex-wrap justify-between gap-x-4 text-sm text-muted">
              <time dateTime={at.toISOString()}>{moment(at)}</time>
              <span>{phone}</span>
            </p>
            <p lang="zh-CN">{text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
