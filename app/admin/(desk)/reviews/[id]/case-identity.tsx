import { itemLabel } from "@/app/_lib/id-type-guides";
import { idTypeLabels, sexLabels, statusLabels } from "@/app/_lib/labels/registration";
import type { ShownStatus } from "@/lib/domain/registration/shown-status";
import type { ReviewCase } from "@/lib/domain/review/queries/case";

/** Name and whole document number, large and above the pictures that they are compared with. */
export function CaseIdentity({ found, shown }: { found: ReviewCase; shown: ShownStatus }) {
  const facts = [
    found.sex && sexLabels[found.sex],
    found.birthDate?.toISOString().slice(0, 10),
    found.idType && idTypeLabels[found.idType],
  ].filter(Boolean);
  return (
    <div className="mb-2 flex flex-wrap items-baseline gap-x-5">
      <h1 id="subject" tabIndex={-1} className="wrap-anywhere outline-none">
        {found.name}
      </h1>
      {found.documentNumber && (
        <p className="case-number text-2xl leading-snug font-bold tabular-nums wrap-anywhere">
          <span className="sr-only">{itemLabel("documentNumber", found.idType)}：</span>
          {groupsOf(found.documentNumber).map((group, index) => (
            // Apart for the eye, and together when they are copied.
            <span key={index} className={index > 0 ? "ml-[0.35em]" : undefined}>
              {group}
            </span>
          ))}
        </p>
      )}
      <p className="text-sm text-muted">{facts.join(" · ")}</p>
      <p className="ml-auto rounded bg-brand-soft px-2 py-0.5 text-sm font-semibold">
        {statusLabels[shown]}
        {found.submissions > 1 && `（第${found.submissions}次提交）`}
      </p>
    </div>
  );
}

/** 420106 19990101 123X: the groups in which people read a number of 18 characters; others in fours. */
const groupsOf = (number: string): readonly string[] =>
  (number.length === 18 ? /^(.{6})(.{8})(.{4})$/.exec(number)?.slice(1) : number.match(/.{1,4}/gu)) ?? [number];
