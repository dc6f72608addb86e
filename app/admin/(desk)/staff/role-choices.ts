import { roleLabels } from "@/app/_lib/labels/staff";

export const roleChoices = Object.entries(roleLabels).map(([value, label]) => ({ value, label }));
