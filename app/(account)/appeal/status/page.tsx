import { texts } from "@/app/_lib/texts";
import { formatStamp } from "@/app/_lib/format";
import { readPhoneTicket } from "@/lib/auth/phone-ticket";
import { StateWatch } from "@/app/registration/_components/state-watch";
import { ownPhoneAppeals, phoneAppealsMark } from "@/lib/domain/appeal/queries/phone-appeals";
import { EvidenceUpload } from "@/app/_components/evidence-upload";
import { AccountPage } from "../../_components/account-page";
import { SmsNote } from "../../_components/sms-note";
import { OpenAppealsForm } from "./form";

export const generateMetadata = async () => ({ title: (await texts()).t("找回账号：处理结果") });

export default async function AppealStatusPage() {
  const { t } = await texts();

  const smsCodeId = await readPhoneTicket("appeal");
  const appeals = smsCodeId ? await ownPhoneAppeals(smsCodeId) : null;
  return (
    <AccountPage title={t("找回账号：处理结果")}>
      {appeals ? <Appeals appeals={appeals} /> : <OpenAppeals />}
      <p className="mt-5 flex justify-between">
        <a href="/appeal">{t("提交申请")}</a>
        <a href="/login">{t("返回登录")}</a>
      </p>
    </AccountPage>
  );
}

const OpenAppeals = async () => {
  const { t } = await texts();
  return (
    <>
      <p className="mb-5">{t("请用申请时填写的新手机号验证。")}</p>
      <SmsNote />
      <OpenAppealsForm />
    </>
  );
};

async function Appeals({ appeals }: { appeals: NonNullable<Awaited<ReturnType<typeof ownPhoneAppeals>>> }) {
  const { t } = await texts();

  if (appeals.length === 0) return <p>{t("这个手机号没有提交过申请。")}</p>;
  const waits = appeals.some(({ decidedAt }) => !decidedAt);
  return (
    <>
      <ul className="divide-y divide-line border-y border-line">
        {appeals.map(({ id, createdAt, decidedAt, approved, reason, evidence }) => (
          <li key={id} className="py-3">
            <p className="text-sm text-muted">
              {formatStamp(createdAt)} {t("提交")}
            </p>
            {decidedAt ? (
              <>
                <p className="mt-1 font-semibold">
                  {approved ? t("已通过，账号已绑定这个手机号。") : t("未通过。")}
                  <span className="ml-2 text-sm font-normal text-muted">{formatStamp(decidedAt)}</span>
                </p>
                <p className="mt-1 whitespace-pre-line">{reason}</p>
                {approved && (
                  <p className="mt-2">
                    {t("请")}
                    <a href="/reset-password">{t("设置新密码")}</a>
                    {t("后登录，届时需要再次输入证件号码。")}
                  </p>
                )}
              </>
            ) : (
              <>
                <p className="mt-1 font-semibold text-warn">
                  {t("正在核实。处理后会向这个手机号发送短信，届时请在本页查看。")}
                </p>
                <EvidenceUpload
                  of={`of=appeal&id=${id}`}
                  files={evidence}
                  opens={false}
                  removable
                  hint={t(
                    "选填。能证明账号属于您的照片或PDF，例如原手机号的入网凭证，每个不超过10MB。只有处理申请的工作人员能查看，处理后即删除。",
                  )}
                />
                <p className="mt-2 text-sm">
                  <a href="/privacy" target="_blank">
                    {t("个人信息保护说明")}
                  </a>
                </p>
              </>
            )}
          </li>
        ))}
      </ul>
      {waits && (
        <p className="mt-3">
          <StateWatch
            id={crypto.randomUUID()}
            mark={phoneAppealsMark(appeals)}
            of="phone-appeals"
            polls
            turnsInMs={null}
            words
          />
        </p>
      )}
    </>
  );
}
