import type { Texts } from "@/app/_lib/texts";
import { itemLabel } from "@/app/_lib/id-type-guides";
import type { IdType } from "@/lib/adapter/db/enums";
import type { Happening, TimelineEntry } from "@/lib/domain/progress/timeline";
import type { Item } from "@/lib/domain/registration/items";

const names: Record<Happening, string> = {
  submitted: "提交报名",
  resubmitted: "修改后重新提交",
  withdrawn: "撤回报名",
  returned: "审核退回，要求修改",
  refused: "审核不通过",
  approved: "审核通过",
  reopened: "重新开放修改",
  paid: "缴费完成",
  cancelled: "报名取消，已退费",
  cancelled_unpaid: "考试办公室取消了报名",
  corrected: "考试办公室更正了报名信息",
  card_published: "准考证发布",
};

const tones: Partial<Record<Happening, string>> = {
  returned: "warn",
  refused: "bad",
  cancelled: "bad",
  cancelled_unpaid: "bad",
  approved: "good",
  paid: "good",
  card_published: "good",
};

/** What happened so far, newest first. The reasons of earlier returns are told here; those of the present one above. */
export function History({
  entries,
  idType,
  reasonsShown,
  waived,
  words: { t, moment },
}: {
  entries: readonly TimelineEntry[];
  idType: IdType | null;
  /** The newest decision's reasons stand on the page already. */
  reasonsShown: boolean;
  /** Nothing had to be paid. */
  waived: boolean;
  words: Texts;
}) {
  const told = reasonsShown ? entries.find(({ decision }) => decision) : undefined;
  return (
    <section aria-labelledby="history" className="card">
      <h2 id="history" className="mb-3">
        {t("办理记录")}
      </h2>
      <ol className="timeline">
        {entries.map((entry) => {
          const { what, at, decision, correction, reason } = entry;
          return (
            <li key={`${what} ${at.getTime()}`} data-tone={tones[what]}>
              <b>{t(what === "paid" && waived ? "免缴报名费" : names[what])}</b>
              <time dateTime={at.toISOString()}>{moment(at)}</time>
              {reason && <span>{t(reason)}</span>}
              {correction && (
                <span>
                  {correction.changes
                    .map(
                      ({ item, before, after }) => `${t(itemLabel(item, idType))}：${before || "—"} → ${after || "—"}`,
                    )
                    .join("；")}
                  {`（${correction.reason}）`}
                </span>
              )}
              {decision && entry !== told && (
                <span>
                  {decision.reason}
                  {decision.items
                    .map(({ item, reason }) => `${t(itemLabel(item as Item, idType))}：${reason}`)
                    .join("；")}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
