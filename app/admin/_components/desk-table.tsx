import type { ReactNode } from "react";

/**
 * The frame of the desk's tables: scrolls sideways by itself where the screen is narrow. `head`: the columns' names;
 * one in brackets is for screen readers only, and as the last one, with what can be pressed, it stays in sight.
 * `figures`: the columns whose cells stand right. `inCard`: the table is part of a card and draws none of its own.
 */
export function DeskTable({
  head,
  figures = [],
  inCard = false,
  children,
}: {
  head: readonly string[];
  figures?: readonly string[];
  inCard?: boolean;
  children: ReactNode;
}) {
  return (
    // Where it scrolls, a keyboard must be able to scroll it, also when no cell holds anything to press.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={`relative overflow-x-auto ${inCard ? "mt-2" : "card p-0 sm:p-2"}`} tabIndex={0}>
      <table className={`table ${head.at(-1)?.startsWith("[") ? "table-acts" : ""}`}>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col" className={figures.includes(name) ? "text-right" : undefined}>
                {name.startsWith("[") ? <span className="sr-only">{name.slice(1, -1)}</span> : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
