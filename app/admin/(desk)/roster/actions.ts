"use server";

import { staffAction } from "@/lib/auth/actions";
import { cancelImport } from "@/lib/domain/roster/commands/cancel-import";
import { chooseTable } from "@/lib/domain/roster/commands/choose-table";
import { confirmColumns } from "@/lib/domain/roster/commands/confirm-columns";
import { confirmImport } from "@/lib/domain/roster/commands/confirm-import";
import { reopenColumns } from "@/lib/domain/roster/commands/reopen-columns";
import { columnsSchema, confirmSchema, importSchema, tableSchema } from "@/lib/domain/roster/schema";

const roles = ["EXAM_OFFICER"] as const;
const page = ({ id }: { id: string }) => `/admin/roster/${id}`;

export const chooseTableAction = staffAction(roles, tableSchema, (_staff, choice) => chooseTable(choice), page);

export const confirmColumnsAction = staffAction(
  roles,
  columnsSchema,
  (_staff, columns) => confirmColumns(columns),
  page,
);

export const reopenColumnsAction = staffAction(
  roles,
  importSchema,
  (_staff, { importId }) => reopenColumns({ importId }),
  page,
);

export const confirmImportAction = staffAction(
  roles,
  confirmSchema,
  (staff, { ignoreErrors, ...input }, now) =>
    confirmImport({ ...input, ignoreErrors: ignoreErrors === "on", staffId: staff.id, now }),
  page,
);

export const cancelImportAction = staffAction(
  roles,
  importSchema,
  (staff, { importId }, now) => cancelImport({ importId, staffId: staff.id, now }),
  { path: "/admin/roster", notice: "roster_import_cancelled" },
);
