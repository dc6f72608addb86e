import type { seatingPreview } from "@/lib/domain/seating/queries";

export type Preview = Awaited<ReturnType<typeof seatingPreview>>;

/** 考场编号 and 座位编号 as they are printed. */
export const roomNumber = (number: number) => String(number).padStart(3, "0");
export const seatNumber = (number: number) => String(number).padStart(2, "0");

export const languageOf = ({ languageNames }: Preview, code: string) => languageNames.get(code) ?? "未填写语种";

/** Which languages miss how many seats; nothing where everybody can be seated. */
export function Shortages({ preview }: { preview: Preview }) {
  if (preview.plan.ok) return null;
  return (
    <div className="mt-3">
      <p className="font-semibold text-bad">座位不足，不能编排：一个考场只能有一个语种，现有考场还缺</p>
      <ul className="mt-1 list-disc pl-6">
        {preview.plan.short.map((shortage) => (
          <li key={shortage.languageCode}>
            {languageOf(preview, shortage.languageCode)}：缺 {shortage.seats} 个座位，再增加 {shortage.rooms}{" "}
            个考场（每考场按 30 个座位计）。
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Requests for 合理便利 that are not decided: a drawing now seats these candidates among the others. */
export const UndecidedNeeds = ({ count, examSessionId }: { count: number; examSessionId: string }) =>
  count > 0 && (
    <p className="mt-3 font-semibold text-warn">
      有 {count} 名待编排考生的合理便利申请尚未决定，现在编排将按普通考生排座。请先
      <a href={`/admin/accommodations?session=${examSessionId}`}>审批合理便利申请</a>。
    </p>
  );
