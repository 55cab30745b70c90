import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const all = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);

/** The modules that one needs, itself among them. */
function needed(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const other of all(read(`static/map/${name}`), /^(?:import|export)\b[^;]*?from "\.\/([^"]+)";/gm)) needed(other, found);
  return found;
}

/** Those of the data, which early.js reads first, then all others. */
function inOrder() {
  const early = [...needed("early.js")].sort();
  return [...early, ...[...needed("main.js")].sort().filter((name) => !early.includes(name))];
}

test("the page asks at once for every module that it will need, those of the data first, and for no other", () => {
  const asked = all(read("templates/map/modules.html"), /'map\/([^']+)'/g);
  assert.deepEqual(asked, inOrder());
});

test("no module lies about unused", () => {
  const there = readdirSync(new URL("../../static/map", import.meta.url)).filter((name) => name.endsWith(".js"));
  assert.deepEqual(there.sort(), inOrder().sort());
});

test("to read the data takes few modules, none of them of the page", () => {
  assert.deepEqual([...needed("early.js")].filter((name) => read(`static/map/${name}`).includes("document.")), ["early.js"]);
});
