"use client";

import { ErrorReport } from "@/app/_components/error-report";

/** The error page inside the desk's frame, which already has a main element. */
export default function DeskError({ error }: { error: Error & { digest?: string } }) {
  return <ErrorReport error={error} home="/admin" homeLabel="返回工作台" />;
}
