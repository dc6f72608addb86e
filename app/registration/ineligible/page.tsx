import { texts } from "@/app/_lib/texts";
import { requireStep } from "@/lib/auth/step";
import { StepFrame } from "../_components/step-frame";

export const generateMetadata = async () => ({ title: (await texts()).t("不符合报名条件") });

/**
 * For a graduate of an earlier term: he does not meet the condition, and no correction of the form changes that, unless
 * he mistyped the month.
 */
export default async function IneligiblePage() {
  const { t, language } = await texts();

  const standing = await requireStep("details");
  const { examSession } = standing;
  const [year, month] = examSession.graduationMonth.split("-").map(Number);
  return (
    <StepFrame standing={standing} page="details" title={t("您不符合本次考试的报名条件")}>
      <div className="card space-y-3">
        <p>
          {t("本次考试接受在籍学生，以及{month}起申请办理毕业证书的学生报名；{month}以前已经毕业的学生不能报考。", {
            month: language === "en" ? examSession.graduationMonth : `${year}年${month}月`,
          })}
        </p>
        <p>
          {t("如果毕业申请年月填写有误，请返回修改，已填写的内容已为您保留。如对报名条件有疑问，请联系考务办公室：")}
          {examSession.contactPhone}，{examSession.contactHours}。
        </p>
        <p>
          <a href="/registration/details#graduationMonth" className="button">
            {t("返回修改")}
          </a>
        </p>
      </div>
    </StepFrame>
  );
}
