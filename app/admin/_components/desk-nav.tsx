"use client";

import { usePathname } from "next/navigation";

/**
 * The navigation of the desk, with the current part marked. On narrow screens a row that wraps, on wide ones a column
 * beside the page.
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
