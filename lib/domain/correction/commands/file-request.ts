import { randomInt } from "node:crypto";
import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { type RequestItem, requestNumber } from "../request";
import { correctableStatuses } from "../rules";

export type FileRequestRefusal = "request_not_possible" | "request_already_open" | "requests_used_up";

/** So many requests of one registration are ever read; then he phones. */
const MAX_EVER = 20;
const TRIES = 5;

type Filing = {
  accountId: string;
  examSessionId: string;
  item: RequestItem;
  wanted: string;
  statement: string;
  now: Date;
};

/** 信息有误: a candidate asks for a correction of what he handed in. One open request a field. */
export async function fileRequest(filing: Filing): Promise<Result<{ number: string }, FileRequestRefusal>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await file(filing);
    } catch (error) {
      const index = violatedIndex(error);
      if (index?.includes("correction_request_open")) return refuse("request_already_open");
      if (attempt === TRIES || !index?.includes("number")) throw error;
    }
  }
}

const file = ({ accountId, examSessionId, item, wanted, statement, now }: Filing) =>
  transact<{ number: string }, FileRequestRefusal>(async (tx) => {
    const own = await tx.registration.findUnique({
      where: { accountId_examSessionId: { accountId, examSessionId } },
      select: { id: true, status: true },
    });
    if (!own || !correctableStatuses.includes(own.status)) return refuse("request_not_possible");
    if ((await tx.correctionRequest.count({ where: { registrationId: own.id } })) >= MAX_EVER)
      return refuse("requests_used_up");
    const id = uuidv7(now);
    const number = requestNumber(randomInt(100_000_000));
    await tx.correctionRequest.create({
      data: {
        id,
        number,
        registrationId: own.id,
        item,
        wantedEncrypted: encryptColumn("correction_request.wanted_encrypted", id, wanted),
        statementEncrypted: encryptColumn("correction_request.statement_encrypted", id, statement),
        createdAt: now,
      },
    });
    await recordAudit(tx, {
      actor: { kind: "CANDIDATE", id: accountId },
      action: "correction_request.file",
      subject: { kind: "correction_request", id },
      detail: { registrationId: own.id, item, number },
      now,
    });
    return ok({ number });
  });
