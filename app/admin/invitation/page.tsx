import type { Metadata } from "next";
import { SmsNote } from "@/app/(account)/_components/sms-note";
import { formatInstant } from "@/app/_lib/format";
import { maskPhone } from "@/lib/core/phone";
import { keptInvitation } from "@/lib/auth/invitation-link";
import { currentStaff } from "@/lib/auth/session";
import { type OpenInvitation, invitationBehind, schoolNames, strictStaffPasswords } from "@/lib/domain/account/queries";
import { AcceptForm } from "./accept-form";

export const metadata: Metadata = { title: "接受邀请", robots: { index: false } };

/** What the link of an invitation leads to: the member sets his password, and his second factor after it. */
export default async function InvitationPage() {
  const token = await keptInvitation();
  const invitation = token === null ? null : await invitationBehind(token, new Date());
  return (
    <main id="main" className="mx-auto max-w-md px-4 py-10">
      <p className="mb-5 text-center text-lg font-bold text-brand">学士学位外语报名系统 · 管理端</p>
      <div className="card">{invitation?.state === "open" ? <Open {...invitation} /> : <Dead {...invitation} />}</div>
    </main>
  );
}

async function Open({ phone, name, until }: OpenInvitation) {
  const [schools, staff] = await Promise.all([schoolNames(), currentStaff()]);
  const maskedPhone = maskPhone(phone);
  return (
    <>
      <h1 className="mb-2">接受邀请</h1>
      <p className="mb-3">
        {schools.length > 0 && `${schools.join("、")}的`}管理员为您开通了管理端账号，请设置自己的密码。
      </p>
      <dl className="mb-5 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-muted">姓名</dt>
        <dd>{hiddenName(name)}</dd>
        <dt className="text-muted">手机号</dt>
        <dd>{maskedPhone}</dd>
        <dt className="text-muted">有效期</dt>
        <dd>{formatInstant(until)}前，只能使用一次</dd>
      </dl>
      <p className="mb-5 text-sm text-muted">不是您本人的，请关闭本页，并告知学校的系统管理员。</p>
      {staff && <p className="mb-5">本浏览器现在登录的是{staff.name}，设置密码后改为登录受邀的账号。</p>}
      <SmsNote />
      <AcceptForm maskedPhone={maskedPhone} strict={strictStaffPasswords()} />
    </>
  );
}

/** 欧阳某某 → 欧***: a stranger learns little, the person knows that he is meant. */
const hiddenName = (name: string): string => {
  const [first = "", ...rest] = name;
  return first + "*".repeat(rest.length);
};

/** Nothing, for a link that never was, was withdrawn or replaced: they are not told apart. */
function Dead({ state }: { state?: "over" | "used" }) {
  if (state === "used")
    return (
      <>
        <h1 className="mb-2">链接已使用</h1>
        <p className="mb-4">密码已经设置，请用手机号和密码登录。不是您本人设置的，请立即告知学校的系统管理员。</p>
        <a href="/admin/login" className="button button-primary w-full">
          去登录
        </a>
      </>
    );
  return (
    <>
      <h1 className="mb-2">{state === "over" ? "邀请已过期" : "链接无效"}</h1>
      <p className="mb-4">
        {state === "over"
          ? "邀请链接72小时内有效。请联系邀请您的系统管理员，在“工作人员”中重新发送。"
          : "链接不完整、已撤回，或已被更新的邀请代替。请打开最新一条短信中的链接；仍打不开的，请联系邀请您的系统管理员重新发送。"}
      </p>
      <a href="/admin/login" className="button w-full">
        已有密码，去登录
      </a>
    </>
  );
}
