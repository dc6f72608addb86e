import { noticeGroupLabels } from "@/app/_lib/labels/notice";
import { noticeGroups } from "@/lib/domain/notice/group";

export const groupChoices = noticeGroups.map((value) => ({ value, label: noticeGroupLabels[value] }));

/** `examSession`: whose candidates a notice for some of them would reach; null leaves only everybody. */
export const audienceChoices = (examSession: { title: string } | null) => [
  { value: "EVERYBODY", label: "所有人（首页和每名考生的“我的报名”）" },
  ...(examSession ? [{ value: "CANDIDATES", label: `部分考生：${examSession.title}（只在“我的报名”）` }] : []),
];
