"use client";

import { ErrorReport } from "@/app/_components/error-report";

/** The page for unexpected errors. */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <main className="mx-auto max-w-4xl px-4 py-8">
      <ErrorReport error={error} home="/registration" homeLabel="返回我的报名" />
    </main>
  );
}
