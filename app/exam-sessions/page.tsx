import { redirect } from "next/navigation";
import { CandidateShell } from "@/app/_components/candidate-shell";
import { News } from "@/app/_components/news";
import { SessionChoice } from "@/app/_home/session-choice";
import { texts } from "@/app/_lib/texts";
import { currentVisitor } from "@/lib/auth/step";
import "@/app/_home/home.css";

export const generateMetadata = async () => ({ title: (await texts()).t("选择考试批次") });

/** Where a visitor changes to another exam session; without another one there is nothing to choose. */
export default async function ExamSessionsPage() {
  const [visitor, words] = [await currentVisitor(), await texts()];
  if (visitor.current.length + visitor.past.length < 2) redirect("/");
  return (
    <CandidateShell>
      <News />
      <h1>{words.t("选择考试批次")}</h1>
      <SessionChoice visitor={visitor} words={words} />
    </CandidateShell>
  );
}
