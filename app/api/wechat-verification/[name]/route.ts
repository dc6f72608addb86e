import { readFile } from "node:fs/promises";
import path from "node:path";
import { dataDir } from "@/lib/http/installation";

const MAX_BYTES = 1024;

/**
 * WeChat's check that a domain is ours (网页授权域名, JS接口安全域名, H5 支付域名): the file MP_verify_….txt that its console hands out
 * lies in DATA_DIR and is served at the root, by the rewrite in next.config.ts.
 */
export async function GET(_request: Request, { params }: { params: Promise<{ name: string }> }): Promise<Response> {
  const { name } = await params;
  if (!/^[0-9A-Za-z]{1,64}$/.test(name)) return new Response(null, { status: 404 });
  try {
    const bytes = await readFile(path.join(/* turbopackIgnore: true */ dataDir(), `MP_verify_${name}.txt`));
    if (bytes.length > MAX_BYTES) return new Response(null, { status: 404 });
    return new Response(bytes, {
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    });
  } catch {
    return new Response(null, { status: 404 });
  }
}
