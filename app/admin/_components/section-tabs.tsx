export type SectionTab<Href extends string> = {
  href: Href;
  label: string;
  /** What waits there, for example “3 待复核”. */
  waits?: string | undefined;
};

/** The pages of one part of the desk, side by side under its heading. */
export function SectionTabs<Href extends string>({
  label,
  tabs,
  present,
}: {
  label: string;
  tabs: readonly SectionTab<Href>[];
  present: NoInfer<Href>;
}) {
  return (
    <nav aria-label={label} className="no-print">
      <ul className="desk-tabs">
        {tabs.map(({ href, label: name, waits }) => (
          <li key={href}>
            <a href={href} aria-current={href === present ? "page" : undefined}>
              {name}
              {waits && <span className="ml-1 text-sm text-warn">（{waits}）</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
