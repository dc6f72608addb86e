export const demoPassword: string;
export const demoStaff: readonly {
  phone: string;
  name: string;
  role: "ADMINISTRATOR" | "EXAM_OFFICER" | "REVIEWER" | "FINANCE" | "AUDITOR";
  roleName: string;
  scope: { school: string; teachingPoint: string } | null;
}[];
