import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Notice } from "@/app/_components/notice";
import { formatInstant, formatStamp } from "@/app/_lib/format";
import { roleNames } from "@/app/_lib/labels/staff";
import { hasRole, isLimited } from "@/lib/domain/account/roles";
import { memberState } from "@/lib/domain/account/invitation";
import { liveLogins, secondFactorOf, ssoOf, staffMember } from "@/lib/domain/account/queries";
import { canSend } from "@/lib/adapter/sms/send";
import { appUrl, showsSmsCodes } from "@/lib/http/installation";
import { requireStaff } from "@/lib/auth/session";
import { reviewDeciders } from "@/lib/domain/review/stages";
import { currentFrames, wholeExamSession } from "@/lib/domain/exam-session/queries";
import { shownLogin } from "../../../_components/shown-login";
import { PageHead } from "../../../_components/page-head";
import type { DeskItemProps } from "../../../_components/page-props";
import { MemberState } from "../member-state";
import { EditForm } from "./edit-form";
import { DisableForm, EnableForm, InviteForm, ResetSecondFactorForm, UnbindSsoForm, WithdrawForm } from "./grave-form";
import { MemberLogins } from "./member-logins";
import { ScopeForm } from "./scope-form";

export const metadata: Metadata = { title: "管理工作人员" };

export default async function StaffMemberPage({ params }: DeskItemProps) {
  // Administrators only.
  const staff = await requireStaff([], "/admin/staff");
  const now = new Date();
  const { id } = await params;
  const known = z.uuid().safeParse(id).success;
  const [member, logins, factor, sso] = known
    ? await Promise.all([staffMember(id), liveLogins(id, now), secondFactorOf(id), ssoOf(id)])
    : [null, [], null, null];
  if (!member) notFound();
  const { name, version } = member;
  const about = { id: member.id, version, name };
  const state = memberState(member, now);
  const reviews = hasRole(member.roles, ["REVIEWER"]);
  const places = reviews ? await placesFor(member) : [];
  return (
    <>
      <p className="mb-2">
        <a href="/admin/staff">返回工作人员</a>
      </p>
      <PageHead
        title={name}
        lead={
          <>
            {roleNames(member.roles)}　{member.maskedPhone}　<MemberState member={member} now={now} />
          </>
        }
      />
      {state === "invited" && member.invitedUntil && (
        <Notice tone={member.invitationSentAt || !canSend("staff-invitation") ? "info" : "warn"}>
          {invitationWords(member)}
          {`请通知${name}：在${formatInstant(member.invitedUntil)}前打开 ${appUrl()}/admin/set-password ，`}
          {`用手机号 ${member.maskedPhone} 获取验证码，设置自己的密码。`}
          {showsSmsCodes() && "演示模式不发送短信，链接写在 sms-outbox.jsonl。"}
        </Notice>
      )}
      {reviews && (
        <section className="mb-6">
          <h2 className="mb-3">审核范围</h2>
          <p className="mb-3 text-sm text-muted">
            按学校和教学点的名称保存，以后的考试批次同样适用。
            {!isLimited(member.roles, reviewDeciders) && "他的另一个角色可以审核全部学校，这里的范围目前不起作用。"}
          </p>
          <ScopeForm id={member.id} allSchools={member.allSchools} places={places} />
        </section>
      )}
      {/* Created again after a change, so that no field keeps its former value. */}
      <EditForm
        key={version}
        id={member.id}
        version={version}
        name={name}
        roles={member.roles}
        maskedPhone={member.maskedPhone}
      />
      <h2 className="mt-8 mb-3">登录</h2>
      {logins.length === 0 ? (
        <p className="text-muted">目前没有登录。</p>
      ) : (
        <MemberLogins
          id={member.id}
          name={name}
          logins={logins.map((login) => shownLogin(login, staff.loginSessionId))}
        />
      )}
      <p className="mt-3">
        两步验证：
        {factor ? `已设置（${formatStamp(factor.since)}），剩余恢复码${factor.codesLeft}个。` : "尚未设置。"}
      </p>
      {sso && (
        <p className="mt-1">
          统一身份认证：已绑定{sso.account && `（${sso.account}）`}，{formatStamp(sso.since)}。
        </p>
      )}
      {state !== "disabled" && member.id === staff.id && (
        <p className="mt-6">
          修改自己的密码请到<a href="/admin/account">我的账号</a>。
        </p>
      )}
      {state !== "disabled" && member.id !== staff.id && <InviteForm {...about} hasPassword={member.hasPassword} />}
      {state === "invited" && <WithdrawForm {...about} />}
      {sso && member.id !== staff.id && <UnbindSsoForm {...about} />}
      {factor && member.id !== staff.id && <ResetSecondFactorForm {...about} />}
      {state === "disabled" ? <EnableForm {...about} /> : <DisableForm {...about} />}
    </>
  );
}

/** What became of the SMS with the link, and what stands in for it. */
function invitationWords({ invitationSentAt, maskedPhone }: { invitationSentAt: Date | null; maskedPhone: string }) {
  if (invitationSentAt)
    return `邀请链接已于${formatStamp(invitationSentAt)}发送到 ${maskedPhone}。没有收到的，可以在下方重新发送；也可以不用链接：`;
  if (canSend("staff-invitation")) return "邀请短信可能没有发出，请在下方重新发送；也可以不用链接：";
  return "邀请短信的模板还没有设置，不发送链接。";
}

/** The places that a reviewer can be given: of the current exam sessions, and those he has from an earlier one. */
async function placesFor({ scopes }: { scopes: readonly Place[] }) {
  const current = await Promise.all((await currentFrames(new Date())).map(wholeExamSession));
  const everywhere = current
    .flatMap(({ schools }) => schools)
    .flatMap((school) => [
      { school: school.name, teachingPoint: "" },
      ...school.teachingPoints.map((point) => ({ school: school.name, teachingPoint: point.name })),
    ]);
  const offered = everywhere.filter((place, index) => everywhere.findIndex((other) => same(other, place)) === index);
  const former = scopes.filter((scope) => !offered.some((place) => same(place, scope)));
  return [...offered, ...former].map((place) => ({ ...place, ticked: scopes.some((scope) => same(place, scope)) }));
}

type Place = { school: string; teachingPoint: string };

const same = (a: Place, b: Place) => a.school === b.school && a.teachingPoint === b.teachingPoint;
