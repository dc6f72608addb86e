const pages = [
  { href: "/admin/messages", label: "群发短信" },
  { href: "/admin/messages/log", label: "发送记录" },
  { href: "/admin/messages/rules", label: "自动短信" },
] as const;

/** The pages about SMS, for every role that may see them. */
export function MessageLinks({ present }: { present: (typeof pages)[number]["href"] }) {
  return (
    <nav aria-label="短信" className="no-print">
      <ul className="desk-tabs">
        {pages.map(({ href, label }) => (
          <li key={href}>
            <a href={href} aria-current={href === present ? "page" : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
