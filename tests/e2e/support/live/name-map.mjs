import tls from "node:tls";

// Loaded before a program of the live installation (NODE_OPTIONS=--import). As an /etc/hosts of the test's own would,
// it leads the names of the outside world to the test's TLS server. Nothing else changes: the certificate is still
// checked against the name that the program asked for.

const { LIVE_TEST_NAMES = "", LIVE_TEST_PORT } = process.env;
const names = new Set(LIVE_TEST_NAMES.split(","));
const connect = tls.connect;

tls.connect = (/** @type {any} */ options, /** @type {any[]} */ ...rest) =>
  names.has(options?.host)
    ? connect(
        { ...options, host: "127.0.0.1", port: Number(LIVE_TEST_PORT), servername: options.servername ?? options.host },
        ...rest,
      )
    : connect(options, ...rest);
