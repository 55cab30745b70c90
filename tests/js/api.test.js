import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { askJson, Unavailable, withQuery } from "../../static/map/api.js";

let server;
let base;
const asked = {};

/** A real server that fails as it is asked to. */
before(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://x");
    asked[pathname] = (asked[pathname] ?? 0) + 1;
    if (pathname === "/ok" || (pathname === "/flaky" && asked[pathname] > 1)) response.end('{"a": 1}');
    else if (pathname === "/flaky" || pathname === "/down") response.writeHead(503).end("busy");
    else if (pathname === "/bad") response.writeHead(400).end("no such day");
    else if (pathname === "/broken") response.end("{");
    // "/silent" never answers
  });
  await new Promise((done) => { server.listen(0, "127.0.0.1", done); });
  base = `http://127.0.0.1:${server.address().port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

test("an answer is read", async () => {
  assert.deepEqual(await askJson(`${base}/ok`, "x"), { a: 1 });
});

test("a passing failure is tried again, and the reader is told", async () => {
  const told = [];
  assert.deepEqual(await askJson(`${base}/flaky`, "x", { pauses: [1], onRetry: (n) => told.push(n) }), { a: 1 });
  assert.deepEqual(told, [1]);
});

test("a lasting failure ends in Unavailable with its status", async () => {
  await assert.rejects(askJson(`${base}/down`, "map data", { pauses: [1, 1] }), (error) => error instanceof Unavailable && error.status === 503 && error.what === "map data");
  assert.equal(asked["/down"], 3);
});

test("a refusal is not tried again", async () => {
  await assert.rejects(askJson(`${base}/bad`, "x", { pauses: [1, 1] }), (error) => error.status === 400 && error.detail === "no such day" && !error.passing);
  assert.equal(asked["/bad"], 1);
});

test("silence and broken answers count as no answer", async () => {
  await assert.rejects(askJson(`${base}/silent`, "x", { limit: 60, pauses: [] }), (error) => error instanceof Unavailable && error.status === 0);
  await assert.rejects(askJson(`${base}/broken`, "x", { pauses: [] }), (error) => error instanceof Unavailable && error.status === 0);
});

test("empty parameters are left out of an address", () => {
  assert.equal(withQuery("/map/data", { ledger: false, known: null, q: "" }), "/map/data");
  assert.equal(withQuery("/map/search", { q: "دير الزور", ledger: true }), "/map/search?q=%D8%AF%D9%8A%D8%B1%20%D8%A7%D9%84%D8%B2%D9%88%D8%B1&ledger=1");
});
