import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { DEMO } from "./demo-ledger.js";
import { parseDay } from "../../static/map/days.js";
import { setLanguage } from "../../static/map/i18n.js";
import { readLedger } from "../../static/map/ledger.js";
import { TimeLayer } from "../../static/map/time.js";
import { caveatsOf, changeInWords, eventInWords, lookInWords, placeName, sideLetters } from "../../static/map/words.js";
import { readBasemap } from "../../static/map/basemap.js";
import { readFileSync } from "node:fs";
import { cleanSpans } from "../../static/map/evidence-text.js";

const ledger = readLedger(DEMO);
const time = new TimeLayer(ledger);
const words = (id, iso) => lookInWords(time.looks[time.lookAt(ledger.placeById.get(id).index, parseDay(iso))], ledger.actors);
afterEach(() => setLanguage("en"));

test("each state in words", () => {
  assert.equal(words("mayadin", "2017-10-12"), "Held by ISIS; besieged by Syrian government");
  assert.equal(words("raqqa", "2017-10-15"), "Contested: ISIS holds, SDF attacks");
  assert.equal(words("tabqa", "2017-06-01"), "Unknown, left by ISIS");
  assert.equal(words("deir", "2017-10-15"), "Divided: ISIS, Syrian government");
  assert.equal(words("mayadin", "2010-01-01"), "Nothing known");
});

test("what limits trust", () => {
  const look = time.looks[time.lookAt(0, parseDay("2017-10-01"))];
  assert.deepEqual(caveatsOf(look), ["inferred", "accepted by policy"]);
});

test("the ends of a change that read alike say in which caveat they differ", () => {
  const look = { ...time.looks[time.lookAt(ledger.placeById.get("deir").index, parseDay("2017-10-15"))], fresh: 0 };
  const [inferred, policy] = [1, 4];
  assert.deepEqual(changeInWords({ ...look, flags: inferred | policy }, { ...look, flags: policy }, ledger.actors),
    { then: "Divided: ISIS, Syrian government · inferred", now: "Divided: ISIS, Syrian government" });
  assert.deepEqual(changeInWords(null, { ...look, flags: inferred }, ledger.actors), { then: "Nothing known", now: "Divided: ISIS, Syrian government" });
});

test("events say who against whom", () => {
  assert.equal(eventInWords(ledger.events.withPk(1), ledger.actors), "Recapture: Syrian government from ISIS");
  assert.equal(eventInWords(ledger.events.withPk(4), ledger.actors), "Advance: SDF against ISIS");
  assert.equal(eventInWords(ledger.events.withPk(5), ledger.actors), "Evacuation: ISIS");
});

test("sides get different letters in both languages", () => {
  const slugs = ["syrian-government", "sdf", "isis"];
  assert.deepEqual(sideLetters(ledger.actors, slugs), { "syrian-government": "S", sdf: "D", isis: "I" });
  setLanguage("ar");
  assert.equal(new Set(Object.values(sideLetters(ledger.actors, slugs))).size, 3);
});

test("a place without a name in the page's language shows its other name", () => {
  assert.equal(placeName({ ar: "الميادين", en: "" }), "الميادين");
  setLanguage("ar");
  assert.equal(placeName({ ar: "", en: "Mayadin" }), "Mayadin");
});

test("highlights never overlap and stay within the sentence", () => {
  assert.deepEqual(cleanSpans([[5, 9, "place"], [0, 6, "trigger"], [8, 99, "date"], [3, 3, "cue"]], 12), [[0, 5, "trigger"], [5, 8, "place"], [8, 12, "date"]]);
  assert.deepEqual(cleanSpans([[0, 20, "trigger"], [5, 9, "gaining"]], 30), [[0, 5, "trigger"], [5, 9, "gaining"], [9, 20, "trigger"]]);
});

test("the base map has its layers, its Arabic names and the outlines of the countries it serves", () => {
  const topology = JSON.parse(readFileSync(new URL("../../static/map/basemap.json", import.meta.url), "utf8"));
  const base = readBasemap(topology);
  for (const name of ["land", "lakes", "rivers", "coast", "borders", "disputed", "areas"]) assert.ok(base[name].length > 5, name);
  const codes = topology.objects.countries.geometries.map((g) => g.properties.iso_a2);
  for (const iso of ["SY", "IQ", "LB", "JO", "YE", "LY", "SD", "TR"]) assert.ok(codes.includes(iso), iso);
  const rivers = base.labels.filter((label) => label.kind === "river").map((label) => label.ar);
  for (const name of ["الفرات", "دجلة", "الخابور", "العاصي", "النيل"]) assert.ok(rivers.includes(name), name);
  const near = (line, lon, lat) => { for (let i = 0; i < line.length; i += 2) if (Math.hypot(line[i] - lon, line[i + 1] - lat) < 0.25) return true; return false; };
  assert.ok(base.rivers.some((line) => near(line, 40.14, 35.34)), "a river runs by Deir ez-Zor");
});

test("a place has its name in the page's language, else in the other one, and nothing is added to it", () => {
  assert.equal(placeName({ ar: "محافظة دير الزور", en: "Deir ez-Zor Governorate", kind: "governorate" }), "Deir ez-Zor Governorate");
  assert.equal(placeName({ ar: "البوكمال", en: "", kind: "town" }), "البوكمال");
  setLanguage("ar", {});
  assert.equal(placeName({ ar: "محافظة دير الزور", en: "Deir ez-Zor Governorate", kind: "governorate" }), "محافظة دير الزور");
});
