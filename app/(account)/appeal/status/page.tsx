import { formatStamp } from "@/app/_lib/format";
import { readPhoneTicket } from "@/lib/auth/phone-ticket";
import { ownPhoneAppeals } from "@/lib/domain/appeal/queries/phone-appeals";
import { AccountPage } from "../../_components/account-page";
import { SmsNote } from "../../_components/sms-note";
import { OpenAppealsForm } from "./form";

export const metadata = { title: "找回账号：处理结果" };

export default async function AppealStatusPage() {
  const smsCodeId = await readPhoneTicket("appeal");
  const appeals = smsCodeId ? await ownPhoneAppeals(smsCodeId) : null;
  return (
    <AccountPage title="找回账号：处理结果">
      {appeals ? <Appeals appeals={appeals} /> : <OpenAppeals />}
      <p className="mt-5 flex justify-between">
        <a href="/appeal">提交申请</a>
        <a href="/login">返回登录</a>
      </p>
    </AccountPage>
  );
}

const OpenAppeals = () => (
  <>
    <p className="mb-5">请用申请时填写的新手机号验证。</p>
    <SmsNote />
    <OpenAppealsForm />
  </>
);

function Appeals({ appeals }: { appeals: NonNullable<Awaited<ReturnType<typeof ownPhoneAppeals>>> }) {
  if (appeals.length === 0) return <p>这个手机号没有提交过申请。</p>;
  return (
    <ul className="divide-y divide-line border-y border-line">
      {appeals.map(({ id, createdAt, decidedAt, approved, reason }) => (
        <li key={id} className="py-3">
          <p className="text-sm text-muted">{formatStamp(createdAt)} 提交</p>
          {decidedAt ? (
            <>
              <p className="mt-1 font-semibold">
                {approved ? "已通过，账号已绑定这个手机号。" : "未通过。"}
                <span className="ml-2 text-sm font-normal text-muted">{formatStamp(decidedAt)}</span>
              </p>
              <p className="mt-1 whitespace-pre-line">{reason}</p>
              {approved && (
                <p className="mt-2">
                  请<a href="/reset-password">设置新密码</a>后登录，届时需要再次输入证件号码。
                </p>
              )}
            </>
          ) : (
            <p className="mt-1 font-semibold text-warn">正在核实。处理后会向这个手机号发送短信，届时请在本页查看。</p>
          )}
        </li>
      ))}
    </ul>
  );
}
