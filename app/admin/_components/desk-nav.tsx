"use client";

import { usePathname } from "next/navigation";

/** An entry of the navigation, with the number of what waits behind it. */
type Entry = { href: string; label: string; waiting?: { count: number; unit: string } | undefined };

/** The navigation of the desk in groups, with the current part marked. */
export function DeskNav({ groups }: { groups: readonly { title: string; links: readonly Entry[] }[] }) {
  const pathname = usePathname();
  const leads = (href: string) =>
    pathname === href || (href !== "/admin" && pathname.startsWith(`${href}/`)) ? href.length : 0;
  const entries = groups.flatMap(({ links }) => links);
  const present = entries.reduce((best, { href }) => (leads(href) > leads(best) ? href : best), "");
  return groups.map(({ title, links }) => (
    <div key={title} className="desk-nav-group">
      <p className="px-3 text-xs text-muted" aria-hidden="true">
        {title}
      </p>
      <ul aria-label={title}>
        {links.map(({ href, label, waiting }) => (
          <li key={href}>
            <a href={href} aria-current={href === present ? "page" : undefined} className="desk-nav-link">
              {label}
              {waiting && (
                <span className="desk-nav-count">
                  <span className="sr-only">：</span>
                  {waiting.count}
                  <span className="sr-only"> {waiting.unit}</span>
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </div>
  ));
}
