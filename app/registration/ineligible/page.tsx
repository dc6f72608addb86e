import type { Metadata } from "next";
import { requireStep } from "@/lib/auth/step";
import { StepFrame } from "../_components/step-frame";

export const metadata: Metadata = { title: "不符合报名条件" };

/**
 * For a graduate of an earlier term: he does not meet the condition, and no correction of the form changes that, unless
 * he mistyped the month.
 */
export default async function IneligiblePage() {
  const standing = await requireStep("details");
  const { examSession } = standing;
  const [year, month] = examSession.graduationMonth.split("-").map(Number);
  return (
    <StepFrame standing={standing} page="details" title="您不符合本次考试的报名条件">
      <div className="card space-y-3">
        <p>
          本次考试接受在籍学生，以及{year}年{month}月起申请办理毕业证书的学生报名；{year}年{month}
          月以前已经毕业的学生不能报考。
        </p>
        <p>
          如果毕业申请年月填写有误，请返回修改，已填写的内容已为您保留。如对报名条件有疑问，请联系考务办公室：
          {examSession.contactPhone}，{examSession.contactHours}。
        </p>
        <p>
          <a href="/registration/details#graduationMonth" className="button">
            返回修改
          </a>
        </p>
      </div>
    </StepFrame>
  );
}
