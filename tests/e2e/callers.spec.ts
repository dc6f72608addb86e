import { expect, test } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { showsNobody } from "../support/looks";
import { addressOf, bodyOf } from "./support/callers/addresses";
import { type Action, builtActions, builtRoutes } from "./support/callers/build";
import { formsFor, WRITTEN_NAME } from "./support/callers/forms";
import {
  type Answer,
  callAction,
  FOREIGN_ORIGIN,
  methodsOf,
  outcomeOf,
  postAction,
  read,
  request,
} from "./support/callers/send";
import { callers, type Caller, rowsOf, type Row } from "./support/callers/table";
import { createWorld, type PersonName, secretsFrom, type World } from "./support/callers/world";

// The matrix of callers: every page, route, method and server action of the production build, asked by everybody there
// is. What each may do stands in support/callers/table.ts, and nowhere else: an entry that is missing there fails here,
// and so does one that no longer exists.
//
// How a new route or action enters itself:
// 1. Run `node tests/run.mjs e2e -- callers.spec.ts --project=callers`. The difference shows the new line as the build
//    answers it.
// 2. Check each cell against who may do this (not against what was answered), and put the line into table.ts.
// 3. Name a new [parameter] in addresses.ts, an action's valid fields in forms.ts, and the rows they refer to in
//    world.ts.

let world: World;
/** No row of this world has a lower id. */
let oldest: string;
test.setTimeout(300_000);

test.beforeAll(async () => {
  test.setTimeout(120_000);
  oldest = uuidv7(new Date());
  world = await createWorld();
});

/** Each caller's answers, some at a time: the table stays quick and the server is not stormed. */
async function each<T, R>(list: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < list.length; at += atOnce)
    results.push(...(await Promise.all(list.slice(at, at + atOnce).map(work))));
  return results;
}

const by = (caller: Caller, owner: PersonName) => ({
  cookie: world.cookieFor(caller, owner),
  foreign: caller === "foreign",
});

/** What was told that this caller may not know, or what lets a foreign page read it. */
function leaks(
  answer: Answer,
  caller: Caller,
  owner: PersonName,
  { navigates = false, reveals = false } = {},
): string[] {
  // A browser that follows a foreign link shows the page to its user: what matters is that the foreign page cannot read
  // it.
  const secrets = caller === "foreign" && navigates ? [] : secretsFrom(world, caller, owner, reveals);
  const told = secrets.filter((secret) => answer.text.includes(secret));
  const shared =
    answer.text.includes(FOREIGN_ORIGIN) || /^access-control-allow-origin:/m.test(answer.text)
      ? ["to a foreign page"]
      : [];
  return [...told, ...shared];
}

const declared = (kind: "route" | "action") => rowsOf(kind);
const lineOf = (name: string, cells: readonly string[]) => `${name}  ${cells.join(" ")}`;

const written = (
  "registration registration_event review_decision returned_item appeal phone_appeal exam_session staff staff_scope recovery_code login_session account " +
  "sms_code refund_request waiver_request refund ledger_entry payment_exception payment_order room seat canned_reason bulk_run bulk_item roster_import stored_file step_override saved_view list_setting staff_note notice correction phone_change muted_sms sms_campaign correction_request passkey accommodation accommodation_decision evidence_file exchange desk_filling"
).split(" ");
// Of a login only its end counts: every request of its browser writes down that it was seen. Rows of earlier journeys
// are left out: the worker still sends their messages and asks about their orders. Ids grow with time.
const sums = written.map(
  (table) =>
    `SELECT '${table}' AS name, md5(string_agg(t::text, ' ' ORDER BY t::text)) AS sum
     FROM ${table === "login_session" ? "(SELECT id, revoked_at FROM login_session)" : `"${table}"`} t WHERE NOT t::text LIKE ANY ($1::text[])${["bulk_item", "list_setting", "muted_sms", "accommodation"].includes(table) ? "" : " AND t.id >= $2::uuid"}`,
);

type Sums = Record<string, string | null>;

/** A sum of this world's rows in each table that posts and actions write, without those that name one of these ids. */
async function fingerprints(without: readonly string[] = []): Promise<Sums> {
  const patterns = without.map((id) => `%${id}%`);
  const rows = await db().$queryRawUnsafe<{ name: string; sum: string | null }[]>(
    sums.join(" UNION ALL "),
    patterns,
    oldest,
  );
  return Object.fromEntries(rows.map(({ name, sum }) => [name, sum]));
}

const changes = (before: Sums, after: Sums, by: string) =>
  written.flatMap((table) => (after[table] === before[table] ? [] : [`${by} changed ${table}`]));

test("every page, route and method answers each caller as the table says, and tells nobody what he may not know", async () => {
  const routes = await each(builtRoutes(), 8, async ({ path, kind }) => {
    const methods = kind === "page" ? ["GET"] : await methodsOf(addressOf(path, world));
    return methods.map((method) => ({ name: `${method} ${path}`, method, path, kind }));
  });
  const table = new Map(declared("route").map((row) => [row.name, row]));
  const found: string[] = [];
  const told: string[] = [];
  const changed: string[] = [];
  for (const { name, method, path, kind } of routes.flat()) {
    const row = table.get(name);
    const owner = row?.owner ?? "paid";
    const address = addressOf(path, world);
    // Posts one after the other: what one did decides what the next is told.
    const cells = await each(callers, method === "GET" ? 8 : 1, async (caller) => {
      const reveals = row?.reveals === true && row.cells[callers.indexOf(caller)] === "ok";
      const before = method === "GET" ? {} : await fingerprints();
      const answers =
        method === "GET"
          ? [
              await read(address, by(caller, owner), false),
              ...(kind === "page" ? [await read(address, by(caller, owner), true)] : []),
            ]
          : [await request(method, address, by(caller, owner), bodyOf(path, world))];
      for (const answer of answers) {
        for (const leak of leaks(answer, caller, owner, { navigates: method === "GET", reveals }))
          told.push(`${name} told ${caller}: ${leak}`);
      }
      // What React is answered must not be more than what a navigation is.
      const cell = [...new Set(answers.map(outcomeOf))].join("/");
      if (method !== "GET" && cell !== "ok" && cell !== "204")
        changed.push(...changes(before, await fingerprints(), `${name} by ${caller}`));
      return cell;
    });
    found.push(lineOf(name, cells));
  }
  // Whatever the administrator was shown of a person is on record, page by page.
  const shown = declared("route").filter(
    ({ name, cells }) =>
      /^GET \/admin\/(?!login|second-factor|invitation)/.test(name) && cells[callers.indexOf("admin")] === "ok",
  );
  const looks = await db().$queryRaw<{ page: string }[]>`
    SELECT DISTINCT detail->>'page' AS page FROM audit_entry WHERE action LIKE '%.look' AND actor_id = ${world.staff.admin ?? ""}::uuid`;
  const onRecord = new Set(looks.map(({ page }) => page));
  const unseen = shown
    .map(({ name }) => name.slice("GET ".length))
    .filter((page) => !showsNobody[page] && !onRecord.has(page));
  expect.soft(unseen).toEqual([]);
  expect.soft(changed).toEqual([]);
  expect.soft(told).toEqual([]);
  expect.soft(found.sort()).toEqual(
    declared("route")
      .map(({ name, cells }) => lineOf(name, cells))
      .sort(),
  );
});

const isGate = (cell: string) => ["login", "none", "block", "scope"].includes(cell);

/** What an action's answer comes to: the gate's refusal, or "may". */
function actionOutcome(answers: readonly Answer[], caller: Caller, expected: string): string {
  const outcomes = answers.map((answer) => {
    const outcome = outcomeOf(answer);
    if (caller === "foreign") return answer.status >= 400 || outcome === "login" ? "block" : outcome;
    if (outcome === "login" || outcome === "none") return outcome;
    if (answer.status >= 500) return String(answer.status);
    return expected === "scope" || expected === "own" ? expected : "may";
  });
  return [...new Set(outcomes)].join("/");
}

const actions = builtActions();
const actionRows = () => new Map(declared("action").map((row) => [row.name, row]));

async function call(action: Action, caller: Caller, row: Row | undefined): Promise<Answer[]> {
  const owner = row?.owner ?? "paid";
  const fields = (await formsFor(world))[action.name] ?? {};
  const address = addressOf(action.page, world);
  const answer = await callAction(action, address, by(caller, owner), fields);
  return caller === "foreign" ? [answer, await postAction(action, address, by(caller, owner), fields)] : [answer];
}

test("a server action refuses whom the table refuses, and changes nothing for them", async () => {
  const rows = actionRows();
  const found: string[] = [];
  const told: string[] = [];
  const changed: string[] = [];
  let before = await fingerprints();
  for (const action of actions) {
    const row = rows.get(action.name);
    const owner = row?.owner ?? "paid";
    const cells = [...(row?.cells ?? callers.map(() => "?"))];
    const ask = async (caller: Caller, index: number) => {
      // What a caller typed himself comes back to him, and tells him nothing.
      const answers = (await call(action, caller, row)).map((answer) => ({
        ...answer,
        text: answer.text.replaceAll(WRITTEN_NAME, ""),
      }));
      for (const answer of answers)
        for (const leak of leaks(answer, caller, owner)) told.push(`${action.name} told ${caller}: ${leak}`);
      cells[index] = actionOutcome(answers, caller, cells[index] ?? "");
    };
    // Who may is asked below, after everybody who may not. An action that is not in the table is sent nothing that
    // could do harm.
    const asked = [...callers.entries()];
    const refused = asked.filter(([index]) => isGate(cells[index] ?? ""));
    await each(refused, 4, ([index, caller]) => ask(caller, index));
    const after = await fingerprints();
    changed.push(...changes(before, after, `${action.name} by one who may not`));
    before = after;
    for (const [index, caller] of asked.filter(([at]) => cells[at] === "own")) {
      const own = [world.who.other.registrationId, world.who.other.accountId];
      const others = await fingerprints(own);
      await ask(caller, index);
      changed.push(...changes(others, await fingerprints(own), `${action.name} by ${caller}`));
      before = await fingerprints();
    }
    found.push(lineOf(action.name, cells));
  }
  expect.soft(changed).toEqual([]);
  expect.soft(told).toEqual([]);
  expect.soft(found.sort()).toEqual(
    declared("action")
      .map(({ name, cells }) => lineOf(name, cells))
      .sort(),
  );
});

test("the same calls do their work for whom the table allows them", async () => {
  const rows = actionRows();
  const idle: string[] = [];
  const found: string[] = [];
  const told: string[] = [];
  for (const row of declared("action")) {
    const action = actions.find(({ name }) => name === row.name);
    if (!action) continue;
    let works = false;
    for (const [index, caller] of callers.entries()) {
      if (row.cells[index] !== "may") continue;
      const before = await fingerprints();
      const answers = await call(action, caller, rows.get(row.name));
      if (actionOutcome(answers, caller, "may") !== "may")
        found.push(`${row.name} by ${caller}: ${actionOutcome(answers, caller, "may")}`);
      works ||= changes(before, await fingerprints(), caller).length > 0;
      for (const answer of answers)
        for (const leak of leaks(answer, caller, row.owner, { reveals: row.reveals }))
          told.push(`${row.name} told ${caller}: ${leak}`);
    }
    // A call that can do nothing proves no refusal.
    if (!works && !row.reads && row.cells.includes("may")) idle.push(row.name);
  }
  expect.soft(told).toEqual([]);
  expect.soft(found).toEqual([]);
  expect.soft(idle).toEqual([]);
});
