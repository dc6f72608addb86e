import { readFileSync } from "node:fs";
import path from "node:path";

// What the production build contains, told by its own manifests.

const root = path.resolve(import.meta.dirname, "../../../..");
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(root, ".next", file), "utf8"));

/** Next's own pages: they show nothing of ours. */
const internal = new Set(["/_global-error", "/_not-found"]);

type Route = { path: string; kind: "page" | "route" };

/** Every page and route handler of the build, and every address that next.config.ts rewrites to one. */
export function builtRoutes(): Route[] {
  const routes = Object.entries(read("app-path-routes-manifest.json") as Record<string, string>)
    .map(([file, address]): Route => ({ path: address, kind: file.endsWith("/page") ? "page" : "route" }))
    .filter(({ path: address }) => !internal.has(address));
  const { rewrites } = read("routes-manifest.json") as { rewrites: Record<string, { source: string }[]> };
  return [
    ...routes,
    ...Object.values(rewrites).flatMap((list) => list.map(({ source }): Route => ({ path: source, kind: "route" }))),
  ];
}

/**
 * A server action. `arguments`: how many it reads (0, 1: the form; 2: the last state and the form), as its id tells.
 */
export type Action = { id: string; name: string; page: string; arguments: 0 | 1 | 2 };

type References = Record<string, { exportedName?: string; filename?: string; workers: Record<string, unknown> }>;

/** Every server action of the build by the name it is exported under, with a page that knows it. */
export function builtActions(): Action[] {
  const { node, edge } = read("server/server-reference-manifest.json") as { node: References; edge: References };
  const routes = read("app-path-routes-manifest.json") as Record<string, string>;
  return Object.entries({ ...node, ...edge }).map(([id, { exportedName, filename, workers }]) => {
    // The first byte: one bit for the kind, six for the arguments that are read, one for "and the rest".
    const bits = Number.parseInt(id.slice(0, 2), 16);
    const worker = Object.keys(workers)[0] ?? "";
    return {
      id,
      name: exportedName ?? `${filename ?? "?"}#${id}`,
      page: routes[worker.replace(/^app/, "")] ?? "",
      arguments: (bits & 0b0111_1111) === 0 ? 0 : bits === 0b0100_0000 ? 1 : 2,
    };
  });
}
