import { insertOneRow } from "@/tests/bench/insert";

/** The measure for saving a step: a route handler that reads a posted form and inserts one row. */
export async function POST(request: Request) {
  const form = await request.formData();
  await insertOneRow([...form.keys()].length);
  return new Response(null, { status: 303, headers: { location: "/bench" } });
}
