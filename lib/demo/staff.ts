/** The one password of the demo staff: printed at start, never used in live mode. */
export const demoPassword = "demo-2026-staff";

/** One staff member per role of the demo: the seed makes them, and `npm start` prints them. */
export const demoStaff = [
  { phone: "13900000001", name: "管理员（演示）", roles: ["ADMINISTRATOR"], roleName: "管理员", scope: null },
  { phone: "13900000002", name: "考务老师（演示）", roles: ["EXAM_OFFICER"], roleName: "考务", scope: null },
  { phone: "13900000003", name: "审核老师（演示）", roles: ["REVIEWER"], roleName: "审核员", scope: null },
  {
    phone: "13900000006",
    name: "函授站老师（演示）",
    roles: ["REVIEWER"],
    roleName: "审核员（仅襄阳函授站）",
    scope: { school: "武汉轻工大学", teachingPoint: "襄阳函授站" },
  },
  { phone: "13900000004", name: "财务老师（演示）", roles: ["FINANCE"], roleName: "财务", scope: null },
  { phone: "13900000005", name: "审计老师（演示）", roles: ["AUDITOR"], roleName: "审计（只读）", scope: null },
] as const;
