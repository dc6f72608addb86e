const pages = [
  { href: "/admin/reviews", label: "审核队列" },
  { href: "/admin/reviews/bulk/runs", label: "批量审核记录" },
  { href: "/admin/reviews/reasons", label: "常用原因" },
  { href: "/admin/reviews/throughput", label: "审核进度" },
] as const;

/** The pages around the queue, for every role that may see the queue. */
export function ReviewLinks({ present }: { present: (typeof pages)[number]["href"] }) {
  return (
    <nav aria-label="资格审核" className="mb-4 border-b border-line">
      <ul className="flex flex-wrap gap-x-5">
        {pages.map(({ href, label }) => (
          <li key={href}>
            <a
              href={href}
              aria-current={href === present ? "page" : undefined}
              className="inline-flex min-h-11 items-center no-underline aria-[current=page]:border-b-2 aria-[current=page]:border-brand aria-[current=page]:font-semibold"
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
