"use client";

import { ErrorReport } from "@/app/_components/error-report";
import { useT } from "@/app/_components/language";

/** The page for unexpected errors. */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  const t = useT();
  return (
    <main className="mx-auto max-w-4xl px-4 py-8">
      <ErrorReport error={error} home="/registration" homeLabel={t("返回我的报名")} />
    </main>
  );
}
