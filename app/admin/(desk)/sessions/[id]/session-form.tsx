"use client";

import { type ReactNode } from "react";
import { FormErrors } from "@/app/_components/form-errors";
import { CheckboxField, TextField } from "@/app/_components/field";
import { SubmitButton } from "@/app/_components/submit-button";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { TextAreaField } from "@/app/_components/text-area-field";
import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { updateSessionAction } from "./actions";

const labels = {
  title: "考试名称",
  examStartsAt: "考试开始时间",
  examEndsAt: "考试结束时间",
  examAddress: "考试地址",
  registrationOpensAt: "网上报名开始",
  registrationClosesAt: "网上报名截止",
  reviewOpensAt: "资格审核开始",
  reviewClosesAt: "资格审核截止",
  paymentOpensAt: "网上缴费开始",
  paymentClosesAt: "网上缴费截止",
  printingOpensAt: "准考证打印开始",
  printingClosesAt: "准考证打印截止",
  fee: "报名费（元）",
  graduationMonth: "准予报名的毕业申请年月",
  levels: "报考层次",
  languages: "应试语种",
  schools: "就读学校与教学点",
  noticeText: "报考须知",
  tipsText: "报名温馨提示",
  notes: "考生须知",
  pledgeText: "考试承诺书",
  numberTemplate: "准考证号编号规则",
  schoolNumber: "学校代码",
  contactPhone: "考务办公室电话",
  contactHours: "办公时间",
  rosterRequired: "学籍名单中没有的，不得审核通过",
  twoStageReview: "两级审核：学校初审，考务办公室复审",
  payerIdentity: "指定身份支付：须由考生本人的微信账户付款",
  refundLimit: "退款复核限额（元）",
};

type FieldName = keyof typeof labels;
type TickName = "rosterRequired" | "twoStageReview" | "payerIdentity";

/** The session as the form shows it; `seen` is the time of the change it was read at. */
export type SessionValues = Record<FieldName | "id" | "seen", string>;

export function SessionForm({ initial, mayMoveLimit }: { initial: SessionValues; mayMoveLimit: boolean }) {
  const [state, action] = useServerAction(updateSessionAction, idle);
  const field = (name: FieldName) => ({
    name,
    label: labels[name],
    errors: fieldErrors(state, name),
    defaultValue: typed(state, name) ?? initial[name],
  });
  const answered = state.status === "invalid" || state.status === "refused";
  const tick = (name: TickName, hint: string) => (
    <CheckboxField name={name} label={labels[name]} hint={hint} defaultChecked={(answered ? typed(state, name) : initial[name]) === "on"} />
  );
  const time = (name: FieldName) => <TextField {...field(name)} type="datetime-local" required={false} />;

  return (
    <form action={action} noValidate>
      <FormErrors state={state} names={labels} />
      <input type="hidden" name="id" value={initial.id} />
      <input type="hidden" name="seen" value={typed(state, "seen") ?? initial.seen} />

      <Part title="考试">
        <TextField {...field("title")} maxLength={100} />
        <Pair>
          {time("examStartsAt")}
          {time("examEndsAt")}
        </Pair>
        <TextField {...field("examAddress")} maxLength={200} />
      </Part>

      <Part title="各阶段时间" lead="均为北京时间。开始时刻包含在内，截止时刻不包含在内：截止填 17:00，则 17:00:00 起不再受理。">
        <Pair>
          {time("registrationOpensAt")}
          {time("registrationClosesAt")}
          {time("reviewOpensAt")}
          {time("reviewClosesAt")}
          {time("paymentOpensAt")}
          {time("paymentClosesAt")}
          {time("printingOpensAt")}
          {time("printingClosesAt")}
        </Pair>
      </Part>

      <Part title="费用与名单">
        <Pair>
          <TextField {...field("fee")} inputMode="decimal" />
          <TextField {...field("graduationMonth")} hint="例如 2026-06。此前毕业的不得报考。" />
        </Pair>
        <TextAreaField {...field("schools")} rows={3} hint="每行一所学校，教学点写在冒号之后：学校：教学点1、教学点2" />
        <Pair>
          <TextAreaField {...field("languages")} rows={6} hint="每行一个：名称 数字代码 费用（可不填），例如 英语 1 50.00" />
          <TextAreaField {...field("levels")} rows={6} hint="每行一个。" />
        </Pair>
      </Part>

      <Part title="资格审核">
        {tick("rosterRequired", "不勾选时，名单比对结果只供审核员参考。")}
        {tick("twoStageReview", "初审和复审须由两个人进行。")}
      </Part>

      <Part title="缴费与退款">
        {tick("payerIdentity", "须先由微信支付为本商户开通此权限，否则考生无法下单。扫码支付是否支持，请先向微信支付确认。")}
        <TextField
          {...field("refundLimit")}
          inputMode="decimal"
          readOnly={!mayMoveLimit}
          hint={`每人每天办理的退款与减免合计超过此数时，须由另一人复核。${mayMoveLimit ? "" : "只有管理员可以修改。"}`}
        />
      </Part>

      <Part title="文字" lead="报考须知与温馨提示可使用 Markdown：## 标题、1. 编号、**加粗**。修改这两项后，考生须重新阅读并确认。">
        <TextAreaField {...field("noticeText")} rows={16} />
        <TextAreaField {...field("tipsText")} rows={8} />
        <TextAreaField {...field("notes")} rows={10} hint="印在准考证上，每行一条，不必写序号。" />
        <TextAreaField {...field("pledgeText")} rows={12} hint="段落之间空一行。" />
      </Part>

      <Part title="编号与联系方式">
        <TextField
          {...field("numberTemplate")}
          spellCheck={false}
          hint="可用：{school:位数} 学校代码、{year} 或 {yy} 年份、{half} 上下半年（1或2）、{language:位数} 语种、{room:位数} 考场、{seat:位数} 座位，以及数字。"
        />
        <Pair>
          <TextField {...field("schoolNumber")} inputMode="numeric" />
          <TextField {...field("contactPhone")} />
        </Pair>
        <TextField {...field("contactHours")} />
      </Part>

      <SubmitButton>保存</SubmitButton>
    </form>
  );
}

function Part({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <section className="card mb-5">
      <h2>{title}</h2>
      {lead && <p className="mt-1 text-sm text-muted">{lead}</p>}
      <div className="mt-3">{children}</div>
    </section>
  );
}

const Pair = ({ children }: { children: ReactNode }) => <div className="grid gap-x-6 sm:grid-cols-2">{children}</div>;
