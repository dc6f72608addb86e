import { texts } from "@/app/_lib/texts";
import { CandidateShell } from "@/app/_components/candidate-shell";
import { currentVisitor, shownBrand, shownOffices } from "@/lib/auth/step";
import { officesText } from "../_components/offices-text";

export const generateMetadata = async () => ({ title: (await texts()).t("个人信息保护说明") });

/**
 * The notice whose version is CONSENT_VERSION in lib/domain/account/consent.ts: increment it when the content here
 * changes.
 */
export default async function PrivacyPage() {
  const { t } = await texts();

  const visitor = await currentVisitor();
  const school = shownBrand(visitor)?.schoolName || "学校";
  return (
    <CandidateShell>
      <article className="card prose-text">
        <h1>{t("个人信息保护说明")}</h1>
        <p>
          {school}
          {t("为组织成人高等教育学士学位外语水平考试，需要处理您的个人信息。请在注册前阅读本说明。")}
        </p>
        <h2>{t("我们收集什么，用来做什么")}</h2>
        <ul>
          <li>{t("手机号码：作为登录用户名，接收验证码和与本次报名有关的通知。")}</li>
          <li>
            {t(
              "姓名、性别、证件类型、证件号码、考生类别、考籍号或学号、就读学校、报考层次和应试语种：核对报考资格，编排考场，制作准考证。",
            )}
          </li>
          <li>{t("身份证件照片和成绩证明：供审核人员核对您填写的内容。")}</li>
          <li>{t("更正与找回账号时您自愿上传的凭据：供处理申请的人员核实；找回账号的凭据在处理后即删除。")}</li>
          <li>{t("登记照：用于准考证，以及考试当日核对本人。人脸信息属于敏感个人信息，采集前会另行征得您的同意。")}</li>
          <li>
            {t(
              "缴费记录：确认报名费到账，办理退费和对账。缴费由微信支付完成，我们不接触您的银行卡信息。在微信内缴费的，还会用到您在本校服务号的微信标识（openid），用于付款，以及在您关注服务号时发送准考证和考试提醒。",
            )}
          </li>
          <li>{t("登录时间和网络地址的摘要：防止账号被盗用和恶意操作。")}</li>
        </ul>
        <h2>{t("我们如何保护")}</h2>
        <ul>
          <li>{t("证件号码、手机号码和您上传的文件加密保存，只有承担相应工作的人员可以查看，每次查看都有记录。")}</li>
          <li>{t("我们不出售您的个人信息，不用于与考试无关的目的；除组织考试和法律规定的情形外，不提供给他人。")}</li>
          <li>{t("个人信息保存在中国境内。考试及成绩复核结束后，超过保存期限的信息将被删除。")}</li>
        </ul>
        <h2>{t("您的权利")}</h2>
        <p>
          {t(
            "您可以查看和更正自己的报名信息，也可以撤回同意、要求注销账号或删除信息。撤回同意不影响此前的处理；报名所必需的信息被撤回后，将无法继续参加本次报名。请联系考务办公室办理",
          )}
          {officesText(shownOffices(visitor))}。
        </p>
        <p className="no-print">
          <a href="/register">{t("返回新用户注册")}</a>
        </p>
      </article>
    </CandidateShell>
  );
}
