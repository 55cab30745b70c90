import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { DEMO } from "./demo-ledger.js";
import { readLedger } from "../../static/map/ledger.js";
import { readTable } from "../../static/map/wire.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PYTHON = existsSync(`${ROOT}/.venv/bin/python`) ? `${ROOT}/.venv/bin/python` : "python3";

test("each way of writing a column", () => {
  const table = { count: 4, columns: {
    start: { as: "step", of: [10, 2, null, 3] }, since: { as: "from", than: "start", of: [0, -1, 7, null] }, end: { as: "next", than: "start", of: [0, 5, 0, null] },
    side: { as: "pick", from: ["isis", null], of: [0, 0, 1, 0] }, lists: { as: "lists", lengths: [1, 0, 2, 0], of: [5, 1, 1] }, plain: { as: "plain", of: ["a", "b", "c", "d"] },
  } };
  assert.deepEqual(readTable(table, []), {
    start: [10, 12, null, 15], since: [10, 11, 7, null], end: [12, 5, 15, null], side: ["isis", "isis", null, "isis"], lists: [[5], [], [6, 7], []], plain: ["a", "b", "c", "d"],
  });
});

test("a column of the wrong length or kind is refused", () => {
  assert.throws(() => readTable({ count: 2, columns: { a: { as: "plain", of: [1] } } }, []), /column a has 1 values for 2 rows/);
  assert.throws(() => readTable({ count: 1, columns: { a: { as: "magic", of: [1] } } }, []), /unknown way: magic/);
});

test("what the server writes as columns is read as the same ledger as its rows", () => {
  const code = "import json,sys;from events.compact import compact;print(json.dumps(compact(json.load(sys.stdin))))";
  const columns = JSON.parse(execFileSync(PYTHON, ["-c", code], { cwd: ROOT, input: JSON.stringify(DEMO) }));
  const plain = (ledger) => ({ ...ledger, found: ledger.events.map((event) => ledger.events.withPk(event.pk).index), that: ledger.events.on(6496).map((event) => event.pk) });
  assert.deepEqual(plain(readLedger(columns)), plain(readLedger(DEMO)));
});

test("an empty ledger is written and read as columns", () => {
  const code = "import json,sys;from events.compact import compact;print(json.dumps(compact(json.load(sys.stdin))))";
  const columns = JSON.parse(execFileSync(PYTHON, ["-c", code], { cwd: ROOT, input: JSON.stringify({ ...DEMO, places: [], periods: [], events: [] }) }));
  assert.equal(readLedger(columns).periods.count, 0);
});
