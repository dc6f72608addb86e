"use client";

import { ErrorReport } from "@/app/_components/error-report";

/** The page for unexpected errors of staff outside the desk's frame. */
export default function AdminError({ error }: { error: Error & { digest?: string } }) {
  return (
    <main className="mx-auto max-w-4xl px-4 py-8">
      <ErrorReport error={error} home="/admin" homeLabel="返回工作台" />
    </main>
  );
}
