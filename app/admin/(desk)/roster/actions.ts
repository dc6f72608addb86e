"use server";

import { staffAction } from "@/lib/auth/actions";
import {
  cancelImport,
  chooseTable,
  confirmColumns,
  confirmImport,
  reopenColumns,
} from "@/lib/domain/roster/commands/steer-import";
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
  (staff, { importId, mode, ignoreErrors }, now) =>
    confirmImport({ importId, mode, ignoreErrors: ignoreErrors === "on", staffId: staff.id, now }),
  page,
);

export const cancelImportAction = staffAction(
  roles,
  importSchema,
  (staff, { importId }, now) => cancelImport({ importId, staffId: staff.id, now }),
  { path: "/admin/roster", notice: "roster_import_cancelled" },
);
