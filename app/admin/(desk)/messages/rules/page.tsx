import type { Metadata } from "next";
import { smsRuleLabels } from "@/app/_lib/labels/message";
import { formatClosing } from "@/app/_lib/format";
import { SmsRule } from "@/lib/adapter/db/enums";
import { canSend } from "@/lib/adapter/sms/send";
import { deskExamSession } from "@/lib/auth/desk-exam-session";
import { requireStaff } from "@/lib/auth/session";
import { type ExamSessionFrame, mutedSms } from "@/lib/domain/exam-session/queries";
import { templateOfRule } from "@/lib/domain/message/reminders";
import { isExamOffice } from "@/lib/domain/account/roles";
import { env } from "@/lib/env";
import { NoExamSession, PageHead } from "../../../_components/page-head";
import { MessageLinks } from "../message-links";
import { RulesForm } from "./rules-form";

export const metadata: Metadata = { title: "自动短信" };

export default async function SmsRulesPage() {
  const staff = await requireStaff(["EXAM_OFFICER", "AUDITOR"], "/admin/messages/rules");
  const examSession = await deskExamSession();
  if (!examSession) return <NoExamSession title="自动短信" />;
  const muted = await mutedSms(examSession.id);
  const quiet = env().SMS_QUIET_HOURS;
  return (
    <>
      <PageHead
        title="自动短信"
        tabs={<MessageLinks present="/admin/messages/rules" />}
        lead={
          quiet
            ? `${quiet.from}:00 至次日 ${quiet.to}:00 不发短信：截止提醒提前到 ${quiet.from - 1}:00，其他的等到 ${quiet.to}:00。`
            : "未设置免打扰时段，随时发送。"
        }
      />
      <p className="mb-3 max-w-3xl">
        每名考生、每条规则、每个截止时间只发一次；为个别考生延长了时间的，按延长后的时间。开关只对“{examSession.title}
        ”生效，已经发出的不受影响。
      </p>
      <RulesForm
        session={examSession.id}
        edits={isExamOffice(staff.roles)}
        rules={Object.values(SmsRule).map((rule) => ({
          rule,
          ...smsRuleLabels[rule],
          whom: withTime(rule, examSession),
          on: !muted.includes(rule),
          note: canSend(templateOfRule(rule)) ? null : "短信模板还没有设置，暂不发送",
        }))}
      />
    </>
  );
}

/** The closing time beside the first rule of each window. */
function withTime(rule: SmsRule, examSession: ExamSessionFrame): string {
  const { whom } = smsRuleLabels[rule];
  const ends: Partial<Record<SmsRule, Date>> = {
    REGISTRATION_48: examSession.registrationClosesAt,
    RESUBMIT_48: examSession.reviewClosesAt,
    PAYMENT_48: examSession.paymentClosesAt,
  };
  const end = ends[rule];
  return end ? `${whom}（${formatClosing(end)} 截止）` : whom;
}
