"use client";

import { usePathname } from "next/navigation";

/**
 * The desk's parts, with the present one marked. A row that wraps on narrow screens, a column beside the page on wide
 * ones.
 */
export function DeskNav({ links }: { links: readonly { href: string; label: string }[] }) {
  const pathname = usePathname();
  return (
    <ul className="flex flex-wrap gap-1 lg:flex-col">
      {links.map(({ href, label }) => {
        const present = href === "/admin" ? pathname === href : pathname.startsWith(href);
        return (
          <li key={href}>
            <a
              href={href}
              aria-current={present ? "page" : undefined}
              className="flex min-h-11 items-center rounded-md px-3 text-ink no-underline hover:bg-brand-soft aria-[current=page]:bg-brand aria-[current=page]:font-semibold aria-[current=page]:text-white"
            >
              {label}
            </a>
          </li>
        );
      })}
    </ul>
  );
}
