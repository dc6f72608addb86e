import { drain, endGently, isEnding } from "@/lib/http/server-life";
import { createWebServer } from "@/lib/http/web-server";

// A web process of ours with a stand-in for the framework: `node web-program.mjs <port>`. It answers its process id and
// whether it ends; `/long` begins at once and goes on until the end has come and the pause is over.

const PAUSE_MS = 3_000;
const port = Number(process.argv[2]);
let goOn: () => void = () => undefined;
const closing = new Promise<void>((resolve) => (goOn = resolve));

const server = createWebServer(
  async (request, response) => {
    if (request.url === "/long") {
      response.write("begun ");
      await closing;
    }
    response.end(`${process.pid} ${isEnding() ? "ends" : "serves"}`);
  },
  { keepAliveMs: 650_000, forwarded: false },
);
server.listen(port, "127.0.0.1");
endGently(PAUSE_MS, async () => {
  setTimeout(goOn, 200);
  await drain(server);
  process.exit(143);
});
