import type { ReactNode } from "react";
import { itemLabel } from "@/app/_lib/id-type-guides";
import { accommodationStates } from "@/app/_lib/labels/accommodation";
import { categoryLabels, idTypeLabels, itemLabels, sexLabels } from "@/app/_lib/labels/registration";
import { fileAdvice, rosterFieldLabels } from "@/app/_lib/labels/review";
import type { Finding } from "@/lib/domain/review/findings";
import type { ReviewCase } from "@/lib/domain/review/queries/case";
import type { UploadItem } from "@/lib/domain/registration/items";
import type { Change } from "@/lib/domain/registration/submission";

const findingTexts: Record<Finding["code"], string> = {
  number_valid: "证件号码校验通过",
  number_invalid: "证件号码校验不通过。逐位对照证件照片，填错的退回“证件号码”。",
  sex_matches: "性别与证件号码一致",
  sex_differs: "性别与证件号码不一致。对照证件照片，填错的退回“性别”或“证件号码”。",
  birth_matches: "出生日期与证件号码一致",
  birth_differs: "出生日期与证件号码不一致。对照证件照片，填错的退回“证件号码”。",
};

/**
 * What the reviewer must look at first: the automatic findings, the roster, pictures that other candidates also have,
 * and the changes since the last submission.
 */
export function CaseFindings({
  found,
  unprintable,
}: {
  found: ReviewCase;
  /** Characters of the name that no font draws. */ unprintable: readonly string[];
}) {
  return (
    <section aria-labelledby="findings" className="card p-3 sm:p-3">
      <h2 id="findings">自动核对</h2>
      <ul className="mt-1 space-y-0.5 text-sm">
        {found.findings.map(({ code, good }) => (
          <Line key={code} good={good}>
            {findingTexts[code]}
          </Line>
        ))}
        {unprintable.length > 0 && (
          <Line good={false}>
            姓名中的“{unprintable.join("”“")}”没有可用的打印字体。可以照常审核，发布准考证前须由管理员安装字体。
          </Line>
        )}
        {found.files.flatMap((file) => [
          ...file.findings.flatMap((code) => {
            const text = fileAdvice[code];
            return text
              ? [
                  <Line
                    key={file.id + code}
                    good={false}
                  >{`${itemLabel(file.kind as UploadItem, found.idType)}：${text}`}</Line>,
                ]
              : [];
          }),
          ...file.matches.map((match) => (
            <Line key={file.id + match.otherFileId} good={false}>
              <Match
                match={match}
                mine={itemLabel(file.kind as UploadItem, found.idType)}
                session={found.examSession.title}
              />
            </Line>
          )),
        ])}
        {found.files.length > 0 &&
          found.files.every(({ findings, matches }) => !findings.length && !matches.length) && (
            <Line good>图片未发现异常</Line>
          )}
        {found.accommodation && (
          <Line good={false}>
            考生申请合理便利（{accommodationStates[found.accommodation.state]}）。另行
            <a href={`/admin/accommodations/${found.id}`}>审批</a>，不影响资格审核。
          </Line>
        )}
      </ul>
      <Roster roster={found.roster} />
      <Changes {...found} />
    </section>
  );
}

function Line({ good, children }: { good: boolean; children: ReactNode }) {
  return (
    <li className={good ? "text-good" : "font-semibold text-bad"}>
      <span aria-hidden="true">{good ? "✓ " : "! "}</span>
      {children}
    </li>
  );
}

function Match({
  match: { exact, kind, status, owner },
  mine,
  session,
}: {
  match: ReviewCase["files"][number]["matches"][number];
  /** The label of this candidate's picture. */
  mine: string;
  session: string;
}) {
  const what = `${mine}与另一考生的${itemLabels[kind as UploadItem]}${exact ? "完全相同" : "高度相似"}。打开对照，确认不是冒用他人材料`;
  if (status === "DRAFT") return <>{what}（对方的报名尚未提交）</>;
  if (!owner) return <>{what}（对方不在您的审核范围，请告知考务人员）</>;
  return (
    <>
      {what}：
      <a href={`/admin/reviews/${owner.id}`} target="_blank" rel="noreferrer">
        {owner.name} {owner.documentMasked}
        {owner.session !== session && `，${owner.session}`}
      </a>
    </>
  );
}

function Roster({ roster }: Pick<ReviewCase, "roster">) {
  if (!roster) return <p className="mt-2 text-sm text-muted">学籍名单：本批次尚未导入名单，未比对。</p>;
  const { state, fields, byStudent } = roster;
  if (state === "MISSING") {
    return (
      <p className="mt-2 text-sm font-semibold text-bad">
        <span aria-hidden="true">! </span>
        学籍名单中没有这个证件号码。对照证件照片，填错的退回“证件号码”。
        {byStudent && `名单中姓名和学号相同的是 ${byStudent.name} ${byStudent.documentMasked}。`}
      </p>
    );
  }
  const differing = fields.filter(({ result }) => result === "near" || result === "differs");
  if (differing.length === 0) {
    const compared = fields.filter(({ result }) => result === "same").map(({ field }) => rosterFieldLabels[field]);
    return (
      <p className="mt-2 text-sm text-good">
        <span aria-hidden="true">✓ </span>与学籍名单一致（证件号码、{compared.join("、")}）
      </p>
    );
  }
  return (
    <table className="mt-2 w-full text-left text-sm">
      <caption className="text-left font-semibold text-bad">
        <span aria-hidden="true">! </span>
        {state === "NEAR"
          ? "与学籍名单只是写法不同，确认是同一人可以通过"
          : "与学籍名单不符。对照证件照片和材料，填错的退回该项。"}
      </caption>
      <thead className="text-muted">
        <tr>
          <th className="py-0.5 font-normal">项目</th>
          <th className="py-0.5 font-normal">报名</th>
          <th className="py-0.5 font-normal">名单</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ field, registered, roster: listed, result }) => (
          <tr
            key={field}
            className={
              result === "differs" ? "font-semibold text-bad" : result === "near" ? "font-semibold text-warn" : ""
            }
          >
            <th className="pr-2 align-top font-normal">{rosterFieldLabels[field]}</th>
            <td className="pr-2 wrap-anywhere">{rosterValue(field, registered)}</td>
            <td className="wrap-anywhere">{result === "not_given" ? "未列" : rosterValue(field, listed)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function rosterValue(field: keyof typeof rosterFieldLabels, value: string | null): string {
  if (value === null) return "—";
  if (field === "category") return categoryLabels[value as keyof typeof categoryLabels];
  if (field === "eligible") return value === "true" ? "符合" : "不符合";
  return value;
}

function Changes({
  changes,
  unchanged,
  submissions,
  idType,
}: Pick<ReviewCase, "changes" | "unchanged" | "submissions" | "idType">) {
  if (submissions < 2) return null;
  return (
    <div className="mt-3 border-t border-line pt-2 text-sm">
      <h3 className="font-bold">第{submissions}次提交，与上次相比</h3>
      {changes.length === 0 && <p className="text-muted">没有可以比对的修改。</p>}
      {unchanged.length > 0 && (
        <p className="font-semibold text-bad">
          退回后考生未修改：{unchanged.map((item) => itemLabel(item, idType)).join("、")}
        </p>
      )}
      <ul className="space-y-0.5">
        {changes.map((change) => (
          <li key={change.item}>
            <strong>{itemLabel(change.item, idType)}</strong>：
            {hidden.includes(change.item) ? (
              "有修改"
            ) : change.kind === "upload" ? (
              uploadChange(change)
            ) : (
              <>
                <del className="text-muted">{fieldValue(change.item, change.before) || "（空）"}</del>
                <span aria-hidden="true"> → </span>
                <ins className="font-semibold no-underline">{fieldValue(change.item, change.after) || "（空）"}</ins>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function uploadChange({ before, after }: Extract<Change, { kind: "upload" }>): string {
  if (before === 0) return "新上传";
  if (after === 0) return "已删除";
  return before === after ? "已更换" : `原${before}份，现${after}份`;
}

const codes: Record<string, Record<string, string>> = {
  category: categoryLabels,
  sex: sexLabels,
  idType: idTypeLabels,
};

/** Health data: read where it is decided. */
const hidden: readonly string[] = ["accommodation"];

const fieldValue = (item: string, value: string) => codes[item]?.[value] ?? value;
