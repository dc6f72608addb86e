import type { Column } from "@/app/admin/_components/desk-table";
import { readSort, shownColumns } from "@/app/admin/_list/desk-list";
import { newestFirst, orderColumns, orderSort } from "@/app/admin/(desk)/payments/order-columns";
import { requestColumns } from "@/app/admin/(desk)/payments/refunds/request-columns";
import { logColumns } from "@/app/admin/(desk)/messages/log/log-columns";
import { auditColumns } from "@/app/admin/(desk)/audit/audit-columns";
import { waiverColumns } from "@/app/admin/(desk)/payments/waivers/waiver-columns";
import {
  newestFirst as newestRegistrationFirst,
  registrationColumns,
} from "@/app/admin/(desk)/registrations/registration-columns";
import { queueColumns } from "@/app/admin/(desk)/reviews/queue-columns";
import { namedExamSession } from "@/lib/auth/desk-exam-session";
import type { SettableList } from "@/lib/domain/account/list-settings";
import { type SignedInStaff, staffList } from "@/lib/domain/account/queries";
import { auditFilterSchema } from "@/lib/domain/audit/filter";
import { auditEntries } from "@/lib/domain/audit/queries";
import { logFilterSchema } from "@/lib/domain/message/log-filter";
import { smsLog } from "@/lib/domain/message/queries/log";
import { deskFilterSchema, narrowsTo, sessionFilter } from "@/lib/domain/payment/desk-filter";
import { deskOrders } from "@/lib/domain/payment/queries/desk";
import { refundRequests } from "@/lib/domain/payment/queries/refunds";
import { waivers } from "@/lib/domain/payment/queries/waivers";
import { listFilterSchema } from "@/lib/domain/review/list-filter";
import { registrationList } from "@/lib/domain/review/queries/registrations";
import { reviewQueue } from "@/lib/domain/review/queries/queue";
import { scopeOf } from "@/lib/domain/review/queries/scope";
import { reviewReaders } from "@/lib/domain/review/stages";
import { queueFilterSchema } from "@/lib/domain/review/queue-filter";

type Cell = string | number | null;
type Wanted = { staff: SignedInStaff; search: Record<string, string>; limit: number; now: Date };
type Table = {
  among: string;
  examSessionId?: string | undefined;
  head: readonly string[];
  rows: readonly (readonly Cell[])[];
  ids: readonly string[];
};

/** A list that can be exported, and its rows. */
type ExportableList = {
  title: string;
  /** null: its exam session can no longer be shown. */
  read: (wanted: Wanted) => Promise<Table | null>;
};

/** Rows as the shown columns write them. A column without text (what can be pressed) is left out. */
function tableOf<Row extends { id: string }>(
  columns: readonly Column<Row>[],
  { search }: Wanted,
  rows: readonly Row[],
): Pick<Table, "head" | "rows" | "ids"> {
  const written = shownColumns(columns, search["columns"]?.split(".") ?? []).flatMap(({ label, text }) =>
    text ? { label, text } : [],
  );
  return {
    head: written.map(({ label }) => label),
    rows: rows.map((row) => written.map(({ text }) => text(row) ?? null)),
    ids: rows.map(({ id }) => id),
  };
}

export const exportableLists: Readonly<Record<SettableList, ExportableList>> = {
  reviews: {
    title: "资格审核",
    read: async (wanted) => {
      const { staff, search, limit, now } = wanted;
      const columns = queueColumns({ now, self: staff.name, query: "", decides: true });
      const examSession = await namedExamSession(search["session"]);
      if (!examSession) return null;
      const { rows } = await reviewQueue({
        examSessionId: examSession.id,
        scope: await scopeOf(staff, reviewReaders),
        filter: queueFilterSchema.parse(search),
        staffId: staff.id,
        now,
        after: null,
        limit,
        down: readSort(search["sort"], columns)?.down ?? false,
      });
      return { among: "registration", examSessionId: examSession.id, ...tableOf(columns, wanted, rows) };
    },
  },
  registrations: {
    title: "报名",
    read: async (wanted) => {
      const { staff, search, limit, now } = wanted;
      const examSession = await namedExamSession(search["session"]);
      if (!examSession) return null;
      const sort = readSort(search["sort"], registrationColumns) ?? newestRegistrationFirst;
      const { rows } = await registrationList({
        examSessionId: examSession.id,
        scope: await scopeOf(staff, reviewReaders),
        filter: listFilterSchema.parse(search),
        now,
        after: null,
        limit,
        down: sort.down,
      });
      return { among: "registration", examSessionId: examSession.id, ...tableOf(registrationColumns, wanted, rows) };
    },
  },
  orders: {
    title: "支付订单",
    read: async (wanted) => {
      const sort = readSort(wanted.search["sort"], orderColumns) ?? newestFirst;
      const filter = deskFilterSchema.parse(wanted.search);
      const { orders } = await deskOrders(filter, orderSort(sort), wanted);
      return {
        among: "payment_order",
        examSessionId: narrowsTo(filter.session),
        ...tableOf(orderColumns, wanted, orders),
      };
    },
  },
  refunds: {
    title: "退款申请",
    read: async (wanted) => {
      const session = sessionFilter.parse(wanted.search["session"]);
      const { others } = await refundRequests({ session, limit: wanted.limit });
      return { among: "refund_request", examSessionId: narrowsTo(session), ...tableOf(requestColumns, wanted, others) };
    },
  },
  waivers: {
    title: "减免",
    read: async (wanted) => {
      const session = sessionFilter.parse(wanted.search["session"]);
      const { others } = await waivers({ session, limit: wanted.limit });
      return { among: "waiver_request", examSessionId: narrowsTo(session), ...tableOf(waiverColumns, wanted, others) };
    },
  },
  sms: {
    title: "短信发送记录",
    read: async (wanted) => {
      const examSession = await namedExamSession(wanted.search["session"]);
      if (!examSession) return null;
      const filter = logFilterSchema.parse(wanted.search);
      const { rows } = await smsLog({ examSessionId: examSession.id, filter, limit: wanted.limit });
      return { among: "sms_message", examSessionId: examSession.id, ...tableOf(logColumns, wanted, rows) };
    },
  },
  audit: {
    title: "操作记录",
    read: async (wanted) => {
      const filter = auditFilterSchema.parse(wanted.search);
      const [members, { entries }] = await Promise.all([staffList(), auditEntries({ filter, limit: wanted.limit })]);
      return { among: "audit_entry", ...tableOf(auditColumns(members), wanted, entries) };
    },
  },
};
