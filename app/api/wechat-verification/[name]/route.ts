import { readFile } from "node:fs/promises";
import path from "node:path";
import { dataDir } from "@/lib/http/installation";

const MAX_BYTES = 1024;

/**
 * WeChat checks that a domain is ours (网页授权域名, JS接口安全域名, H5 支付域名) by the file MP_verify_….txt that its console
 * provides. The office puts it into DATA_DIR, and the rewrite in next.config.ts serves it at the root.
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
