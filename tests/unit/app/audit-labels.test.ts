import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { auditActions, auditLabel, subjectLabels } from "@/app/_lib/labels/audit";
import { refundTransitions } from "@/lib/domain/payment/refund-status";
import { transitions } from "@/lib/domain/registration/status";

const sources = ["lib/domain", "lib/auth", "lib/cli", "app"].flatMap((top) =>
  readdirSync(top, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes("labels"))
    .map((file) => readFileSync(path.join(top, file), "utf8"))
    .filter((source) => /recordAudit|insertAuditRows|lookAt|recordSearch|recordExport|auditEntry/.test(source)),
);

/** Every word of this kind that the code writes into the log. */
const written = (pattern: RegExp) =>
  new Set(sources.flatMap((source) => Array.from(source.matchAll(pattern), (found) => found[1] ?? "")));

it("names every action of the log in Chinese", () => {
  const actions = [
    ...written(/["']([a-z_]+\.[A-Za-z_]+)["']/g),
    ...Object.keys(transitions).map((event) => `registration.${event}`),
    ...Object.keys(refundTransitions).map((event) => `refund.${event}`),
    ...[...written(/lookAt\([^{]*\{ kind: "([a-z_]+)"/g)].map((kind) => `${kind}.look`),
    ...[...written(/among: "([a-z_]+)"/g)].flatMap((among) =>
      auditLabel(`${among}.export`) === `${among}.export` ? [`${among}.search`] : [`${among}.export`],
    ),
  ].filter((action) => !notActions.test(action));
  expect(actions.length).toBeGreaterThan(80);
  expect(actions.filter((action) => !/\p{Script=Han}/u.test(auditLabel(action)))).toEqual([]);
});

/** Columns of the database and files, which are written alike. */
const notActions = /^(?:[a-z_]+\.(?:[a-z_]*encrypted|[a-z]*plain|id|csv|json|ts)|refund\.take)$/;

it("names whatever an action is about", () => {
  const subjects = [...written(/subject(?::| =) \{ kind: "([a-z_]+)"/g)];
  expect(subjects.length).toBeGreaterThan(10);
  expect(subjects.filter((kind) => subjectLabels[kind] === undefined)).toEqual([]);
});

it("offers no action twice", () => {
  const offered = Object.values(auditActions).flatMap((actions) => Object.keys(actions));
  expect(offered.filter((action, index) => offered.indexOf(action) !== index)).toEqual([]);
});
