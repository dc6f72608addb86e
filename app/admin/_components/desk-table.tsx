import type { ReactNode } from "react";

/** The frame of the desk's tables: scrolls sideways by itself where the screen is narrow. `head`: the columns' names; one in brackets is for screen readers only. */
export function DeskTable({ head, children }: { head: readonly string[]; children: ReactNode }) {
  return (
    // Where it scrolls, a keyboard must be able to scroll it, also when no cell holds anything to press.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="card relative overflow-x-auto p-0 sm:p-2" tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
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
