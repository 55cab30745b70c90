import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { fill, formatNumber, gettext, ngettext, setLanguage } from "../../static/map/i18n.js";
import { dateInWords, monthName, setMonths, shortDate, spanInWords } from "../../static/map/format.js";
import { parseDay } from "../../static/map/days.js";

const DAY = parseDay("2017-10-14");
afterEach(() => {
  setLanguage("en");
  setMonths("levant");
});

test("a day in Arabic words, Levantine month", () => {
  setLanguage("ar");
  assert.equal(dateInWords(DAY), "السبت 14 تشرين الأول 2017");
});

test("the same day for readers in the Gulf and in the Maghreb", () => {
  setLanguage("ar");
  setMonths("gulf");
  assert.equal(dateInWords(DAY), "السبت 14 أكتوبر 2017");
  setMonths("maghreb");
  assert.equal(shortDate(parseDay("2017-01-02")), "2 جانفي 2017");
  assert.equal(shortDate(parseDay("2017-08-02")), "2 أوت 2017");
});

test("an unknown region falls back to the Levant", () => {
  setLanguage("ar");
  setMonths("atlantis");
  assert.equal(monthName(2), "شباط");
});

test("a day in English", () => {
  assert.equal(dateInWords(DAY), "Saturday 14 October 2017");
});

test("Arabic numerals, also in thousands", () => {
  setLanguage("ar", {}, "arabic");
  assert.equal(dateInWords(DAY), "السبت ١٤ تشرين الأول ٢٠١٧");
  assert.equal(formatNumber(12345), "١٢٬٣٤٥");
  setLanguage("ar", {}, "western");
  assert.equal(formatNumber(12345), "12,345");
});

test("half-open spans show their last day, open ones their first", () => {
  assert.equal(spanInWords(DAY, DAY + 1), "14 October 2017");
  assert.equal(spanInWords(DAY, DAY + 3), "from 14 October 2017 to 16 October 2017");
  assert.equal(spanInWords(DAY, null), "since 14 October 2017");
});

test("Arabic has six plural forms and each number gets its own", () => {
  setLanguage("ar", { "{n} event": ["لا أحداث", "حدث واحد", "حدثان", "{n} أحداث", "{n} حدثاً", "{n} حدث"] });
  const words = (n) => fill(ngettext("{n} event", "{n} events", n), { n });
  const expected = [[0, "لا أحداث"], [1, "حدث واحد"], [2, "حدثان"], [3, "3 أحداث"], [10, "10 أحداث"], [11, "11 حدثاً"], [99, "99 حدثاً"], [100, "100 حدث"], [103, "103 أحداث"]];
  for (const [n, text] of expected) assert.equal(words(n), text);
});

test("English has two, and a missing message is its own text", () => {
  assert.equal(fill(ngettext("{n} event", "{n} events", 1), { n: 1 }), "1 event");
  assert.equal(fill(ngettext("{n} event", "{n} events", 2), { n: 2 }), "2 events");
  assert.equal(gettext("no such message"), "no such message");
  assert.equal(fill("{known} and {unknown}", { known: "x" }), "x and {unknown}");
});
