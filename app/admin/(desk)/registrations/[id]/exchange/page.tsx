import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Notice } from "@/app/_components/notice";
import { formatStamp } from "@/app/_lib/format";
import { itemLabel } from "@/app/_lib/id-type-guides";
import { exchangeStates } from "@/app/_lib/labels/exchange";
import { itemLabels, portraitFindingLabels } from "@/app/_lib/labels/registration";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { isExamOffice } from "@/lib/domain/account/roles";
import { maskPersonal } from "@/lib/core/mask-personal";
import { exchangeableStatuses, exchangeItems, shownExchange } from "@/lib/domain/correction/exchange";
import { type ExchangeMatch, exchangeMatches } from "@/lib/domain/correction/queries/exchange-matches";
import { exchangesOf, exchangeSubject } from "@/lib/domain/correction/queries/exchanges";
import { examTimeOf } from "@/lib/domain/exam-session/exam-time";
import { needsTwoPeople } from "@/lib/domain/correction/rules";
import type { UploadItem } from "@/lib/domain/registration/items";
import { EvidencePictures } from "../../../../_components/evidence-pictures";
import { PageHead } from "../../../../_components/page-head";
import type { DeskItemProps } from "../../../../_components/page-props";
import { DecideForm, OpenForm, WithdrawForm } from "./exchange-forms";

export const metadata: Metadata = { title: "换交登记照或材料" };

export default async function ExchangePage({ params }: DeskItemProps) {
  const staff = await requireStaff(["EXAM_OFFICER", "AUDITOR"], "/admin/registrations");
  const { id } = await params;
  const subject = z.uuid().safeParse(id).success ? await exchangeSubject(id) : null;
  if (!subject) notFound();
  await lookAt(staff, "/admin/registrations/[id]/exchange", { kind: "registration", id: subject.id });
  const { name, status, idType, languageId, examSession, files } = subject;
  const exchanges = await Promise.all(
    (await exchangesOf(id)).map(async (one) => ({
      ...one,
      matches: one.state === "HANDED_IN" ? await exchangeMatches(one.id) : [],
    })),
  );
  const now = new Date();
  const two = needsTwoPeople({ status, ...examSession });
  const officer = isExamOffice(staff.roles);
  const possible = exchangeableStatuses.includes(status);
  const busy = new Set(
    exchanges.flatMap((one) => (["OPEN", "HANDED_IN"].includes(shownExchange(one, now)) ? [one.item] : [])),
  );
  const items = exchangeItems.filter((item) => !busy.has(item) && (item !== "ID_BACK" || idType !== "PASSPORT"));
  return (
    <>
      <p className="mb-2">
        <a href={`/admin/registrations/${id}`}>返回考生档案</a>
      </p>
      <PageHead title={`换交登记照或材料：${name ?? ""}`} lead={examSession.title} />
      <Notice tone={two ? "warn" : "info"} title={two ? "须由两人办理" : "由您一人办理"}>
        <p>
          开放后，考生在截止前上传新的文件；核对通过才生效，此前原材料一直有效。报名状态、缴费和座位不变。
          {two && "这份报名已缴费或座位已编排：开放的人不能自己核对通过。"}
        </p>
      </Notice>
      {exchanges.map((one) => {
        const state = shownExchange(one, now);
        const item = one.item as UploadItem;
        const label = itemLabel(item, idType);
        const open = state === "OPEN" || state === "HANDED_IN";
        const seen = { id, exchangeId: one.id, version: one.version };
        return (
          <section key={one.id} aria-label={`换交${label}`} className="card mb-4">
            <h2>
              {label}：{exchangeStates[state]}
            </h2>
            <p className="mt-1 text-sm text-muted">
              {one.staff.name} {formatStamp(one.createdAt)} 开放，截止 {formatStamp(one.until)}。原因：
              {maskPersonal(one.reason)}
              {one.decidedAt && (
                <span className="block">
                  {one.decidedBy?.name} {formatStamp(one.decidedAt)} 办结
                  {one.decisionReason && `：${maskPersonal(one.decisionReason)}`}
                </span>
              )}
            </p>
            {state === "HANDED_IN" && (
              <div className="mt-3 grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-2">
                <div>
                  <h3>原{label}</h3>
                  <div className="mt-3 flex flex-wrap gap-3">
                    {files
                      .filter(({ kind }) => kind === item)
                      .map(({ id: file }) => (
                        <a key={file} href={`/api/files/${file}`} target="_blank" rel="noreferrer">
                          <img
                            src={`/api/files/${file}`}
                            alt={`原${label}`}
                            className="max-h-56 max-w-full rounded border border-line bg-soft object-contain"
                          />
                        </a>
                      ))}
                  </div>
                </div>
                <div>
                  <h3>考生换交的{label}</h3>
                  <EvidencePictures files={one.files} />
                  <Warnings findings={one.files.flatMap(({ findings }) => findings)} />
                  <Matches matches={one.matches} mine={label} />
                </div>
              </div>
            )}
            {state === "HANDED_IN" && officer && possible && (
              <DecideForm {...seen} own={two && one.staff.id === staff.id} card={item === "PORTRAIT"} />
            )}
            {open && officer && <WithdrawForm {...seen} />}
          </section>
        );
      })}
      {officer && (
        <section aria-labelledby="open" className="card">
          <h2 id="open" className="mb-2">
            开放换交
          </h2>
          {!possible ? (
            <p>只有审核通过和已缴费的报名办理换交。待审核的请退回修改，退回和填写中的由考生直接修改。</p>
          ) : items.length === 0 ? (
            <p>各项材料都已开放换交，请先处理或撤回。</p>
          ) : (
            <OpenForm
              id={id}
              items={items.map((value) => ({ value, label: itemLabel(value, idType) }))}
              latest={formatStamp(examTimeOf(examSession, languageId).opensAt)}
            />
          )}
        </section>
      )}
    </>
  );
}

/** Whose pictures look the same. */
function Matches({ matches, mine }: { matches: readonly ExchangeMatch[]; mine: string }) {
  if (matches.length === 0) return null;
  return (
    <ul className="mt-2 list-disc pl-5 text-sm font-semibold text-bad">
      {matches.map(({ id, status, name, documentMasked, session, kind, exact }) => (
        <li key={id}>
          换交的{mine}与另一考生的{itemLabels[kind]}
          {exact ? "完全相同" : "高度相似"}，请确认不是冒用他人材料：
          {status === "DRAFT" ? (
            "对方的报名尚未提交"
          ) : (
            <a href={`/admin/registrations/${id}`} target="_blank" rel="noreferrer">
              {name} {documentMasked}，{session}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What the checks of a portrait found. */
function Warnings({ findings }: { findings: readonly string[] }) {
  const words = findings.flatMap(
    (code) => Object.entries(portraitFindingLabels).find(([key]) => key === code)?.[1] ?? [],
  );
  if (words.length === 0) return null;
  return (
    <ul className="mt-2 list-disc pl-5 text-sm text-warn">
      {words.map((word) => (
        <li key={word}>{word}</li>
      ))}
    </ul>
  );
}
