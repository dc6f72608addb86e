import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../../..");

/**
 * The ways by which a form or a script may reach a server action: both keep what was typed when the post does not come
 * through.
 */
const ways = /(?:useServerAction(?:<\w+>)?\(|<ActionForm action=\{)$/;

/** Every use of an imported server action that goes another way, as the text before it. */
function detours(source: string): string[] {
  const imports = [...source.matchAll(/import (type )?\{([^}]*)\} from "[^"]*\/actions";/g)].filter(
    ([, type]) => !type,
  );
  const names = imports.flatMap(([, , list = ""]) =>
    list
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "" && !name.startsWith("type ")),
  );
  const body = source.replaceAll(/^import [^;]*;$/gm, "");
  return names.flatMap((name) =>
    [...body.matchAll(new RegExp(`\\b${name}\\b`, "g"))]
      .map(({ index }) => body.slice(Math.max(0, index - 60), index))
      .filter((before) => !ways.test(before)),
  );
}

describe("the way to a server action", () => {
  const files = readdirSync(path.join(root, "app"), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({ name, source: readFileSync(path.join(root, "app", name), "utf8") }));
  const callers = files.filter(
    ({ source }) => /^import \{[^}]*\} from "[^"]*\/actions";$/m.test(source) && !/["']use server["']/.test(source),
  );

  it("is known for every form", () => {
    expect(callers.length).toBeGreaterThan(30);
    expect(
      callers.flatMap(({ name, source }) => detours(source).map((before) => `${name}: …${before.slice(-40)}`)),
    ).toEqual([]);
  });

  it("does not lead past the wrapper by another name", () => {
    const renamed = files.filter(({ source }) =>
      /import (?!type)[^;]*\b(?:\w+ as \w+|\* as \w+)[^;]*from "[^"]*\/actions"/.test(source),
    );
    expect(renamed.map(({ name }) => name)).toEqual([]);
    // An action written inside a component would be in no actions.ts.
    const inline = files.filter(
      ({ name, source }) => /["']use server["']/.test(source) && !name.endsWith("actions.ts"),
    );
    expect(inline.map(({ name }) => name)).toEqual([]);
  });

  it.each([
    ['import { payAction } from "./actions";\nconst [state] = useActionState(payAction, idle);'],
    ['import { payAction } from "./actions";\nconst form = <form action={payAction}>;'],
    ['import { payAction } from "./actions";\nawait payAction(idle, form);'],
    ['import { payAction } from "./actions";\nconst button = <button formAction={payAction}>;'],
  ])("is not %s", (source) => {
    expect(detours(source)).toHaveLength(1);
  });

  it.each([
    ['import { payAction } from "./actions";\nconst [state] = useServerAction(payAction, idle);'],
    [
      'import { payAction, type PayState } from "./actions";\nconst [state] = useServerAction<PayState>(payAction, idle);',
    ],
    ['import { payAction } from "./actions";\nconst form = <ActionForm action={payAction}>;'],
  ])("may be %s", (source) => {
    expect(detours(source)).toEqual([]);
  });
});
