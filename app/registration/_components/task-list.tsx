import { texts } from "@/app/_lib/texts";
import type { OwnRegistration } from "@/lib/domain/registration/queries/standing";
import type { Page } from "@/lib/domain/registration/steps";
import { missingDocuments } from "@/lib/domain/registration/uploads";

/** The parts of a draft, done or not. A part that is not open yet has no link. */
export async function TaskList({ registration, open }: { registration: OwnRegistration; open: readonly Page[] }) {
  const { t } = await texts();

  const documents = missingDocuments(registration.files, registration.idType).length === 0;
  const tasks: { label: string; href: string; page: Page; done: boolean }[] = [
    { label: "考生信息", href: "/registration/details", page: "details", done: registration.detailsSavedAt !== null },
    { label: "证件与成绩证明", href: "/registration/details#ID_FRONT", page: "details", done: documents },
    {
      label: "登记照",
      href: "/registration/portrait",
      page: "portrait",
      done: registration.files.some(({ kind }) => kind === "PORTRAIT"),
    },
    { label: "核对并提交", href: "/registration/confirm", page: "confirm", done: false },
  ];
  return (
    <ul className="-mb-2 divide-y divide-line">
      {tasks.map(({ label, href, page, done }) => {
        const row = "flex min-h-12 items-center justify-between gap-4 px-1 py-2";
        if (!open.includes(page)) {
          return (
            <li key={label} className={`${row} text-muted`}>
              <span>{t(label)}</span>
              <span>{t("未到")}</span>
            </li>
          );
        }
        return (
          <li key={label}>
            <a href={href} className={`${row} no-underline hover:bg-brand-soft`}>
              <span className="underline underline-offset-2">{t(label)}</span>
              <span className={done ? "font-semibold text-good" : "text-ink"}>{done ? t("已完成") : t("未完成")}</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
