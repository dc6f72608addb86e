"use client";

import { ErrorReport } from "@/app/_components/error-report";

/** Inside the frame of the desk, whose main stands around it. */
export default function DeskError({ error }: { error: Error & { digest?: string } }) {
  return <ErrorReport error={error} home="/admin" homeLabel="返回工作台" />;
}
