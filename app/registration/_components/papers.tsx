import type { Texts } from "@/app/_lib/texts";

type Paper = { label: string; act: string; href: string };

/** The papers of a submitted registration that exist now, to open again. */
export function Papers({
  registrationId,
  receipt,
  card,
  accommodation,
  words: { t },
}: {
  registrationId: string;
  /** The settled order, "waived" when he did not have to pay, or null. */
  receipt: { orderId: string } | "waived" | null;
  card: boolean;
  /** What stands beside the request for 合理便利; null: there is none, and none can be made. */
  accommodation: string | null;
  words: Texts;
}) {
  const papers: Paper[] = [{ label: "报名表", act: "查看、打印", href: "/registration/form" }];
  if (receipt === "waived") papers.push({ label: "缴费收据", act: "查看、打印", href: "/registration/paid" });
  else if (receipt)
    papers.push({ label: "缴费收据", act: "打开 PDF", href: `/api/payments/receipts/${receipt.orderId}` });
  if (card) {
    papers.push({ label: "准考证", act: "查看、打印", href: "/registration/admit-card" });
    papers.push({ label: "考试承诺书", act: "打开 PDF", href: `/api/admit-cards/${registrationId}/pledge` });
  }
  if (accommodation) papers.push({ label: "合理便利申请", act: accommodation, href: "/registration/accommodation" });
  return (
    <section aria-labelledby="papers" className="card">
      <h2 id="papers">{t("我的材料")}</h2>
      <ul className="mt-1 -mb-2 divide-y divide-line">
        {papers.map(({ label, act, href }) => (
          <li key={label}>
            <a
              href={href}
              className="flex min-h-12 items-center justify-between gap-4 no-underline hover:bg-brand-soft"
            >
              <span className="underline underline-offset-2">{t(label)}</span>
              <span className="text-sm text-muted">{t(act)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
