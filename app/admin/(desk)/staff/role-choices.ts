import { roleLabels } from "@/app/_lib/labels";

export const roleChoices = Object.entries(roleLabels).map(([value, label]) => ({ value, label }));
