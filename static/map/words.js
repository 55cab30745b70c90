// States, types and modalities in words of the page's language. No DOM.

import { gettext, pgettext, fill, currentLanguage, numerals } from "./i18n.js";
import { STATES, INFERRED, HATCHED, POLICY } from "./ledger.js";
import { FRESHNESS } from "./time.js";

/** The label of a side. */
export function sideName(actors, slug) {
  const actor = actors[slug];
  if (!actor) return slug;
  return currentLanguage() === "ar" ? actor.ar : actor.en;
}

/** The label of a place; the other language's where its own is missing. A governorate's name carries its rank in the data. */
export function placeName(place) {
  return (currentLanguage() === "ar" ? place.ar || place.en : place.en || place.ar) ?? "";
}

export function areaName(place) {
  return (currentLanguage() === "ar" ? place.admin1_ar || place.admin1_en : place.admin1_en || place.admin1_ar) ?? "";
}

export const typeName = (type) => ({
  capture: gettext("Capture"), recapture: gettext("Recapture"), handover: gettext("Handover"), withdrawal: gettext("Withdrawal"),
  surrender: gettext("Surrender"), evacuation: gettext("Evacuation"), siege: gettext("Siege"), siege_broken: gettext("Siege broken"),
  advance: gettext("Advance"), repelled: gettext("Attack repelled"), holds: gettext("Holds"),
})[type] ?? type;

export const modalityName = (modality) => ({
  asserted: gettext("stated by the outlet"), claimed: gettext("claimed by a cited source"), expected: gettext("expected"), denied: gettext("denied"),
})[modality] ?? modality;

export const deciderName = (decider) => ({ person: gettext("accepted by a person"), policy: gettext("accepted by policy") })[decider] ?? gettext("not decided");

export const stateName = (state) => ({
  held: gettext("Held"), divided: gettext("Divided"), shared: gettext("Shared by agreement"), contested: gettext("Contested"),
  disputed: gettext("Sources disagree"), uncertain: gettext("Uncertain"), unknown: gettext("Unknown"), besieged: gettext("Besieged"),
})[state] ?? state;

export const kindName = (kind) => ({
  country: gettext("country"), governorate: gettext("governorate"), district: gettext("district"), subdistrict: gettext("subdistrict"),
  city: gettext("city"), town: gettext("town"), village: gettext("village"), neighbourhood: gettext("quarter"), camp: gettext("camp"),
  base: gettext("base"), airbase: gettext("air base"), port: gettext("port"), crossing: gettext("crossing"), dam: gettext("dam"),
  bridge: gettext("bridge"), island: gettext("island"), oilfield: gettext("oil field"), hill: gettext("hill"), road: gettext("road"),
  river: gettext("river"), facility: gettext("facility"), area: gettext("area"),
})[kind] ?? kind;

const partNames = () => ({
  n: gettext("north"), ne: gettext("north-east"), e: gettext("east"), se: gettext("south-east"), s: gettext("south"), sw: gettext("south-west"),
  w: gettext("west"), nw: gettext("north-west"), centre: gettext("centre"), bank_e: gettext("eastern bank"), bank_w: gettext("western bank"),
});

/** The name of a part of a place: as written, else by its code. */
export const partName = (label, code) => label || (partNames()[code] ?? "");

/** Words in a row, with the comma of the page's language; empty ones left out. */
export const inRow = (words) => words.filter(Boolean).join(currentLanguage() === "ar" ? "\u060c " : ", ");

const join = (actors, slugs) => inRow(slugs.map((slug) => sideName(actors, slug)));

/** "Contested: ISIS holds, SDF attacks" and the like; what a look (time.js) says in one line. */
export function lookInWords(look, actors) {
  if (!look) return gettext("Nothing known");
  const [a, b] = look.holders.map((slug) => sideName(actors, slug));
  const state = STATES[look.state];
  const texts = {
    held: gettext("Held by {a}"), divided: gettext("Divided: {all}"), shared: gettext("Shared by agreement: {all}"),
    contested: b ? gettext("Contested: {a} holds, {b} attacks") : gettext("Contested: {a}"), disputed: gettext("Sources disagree: {all}"),
    uncertain: b ? gettext("Uncertain: {a} or {b}") : gettext("Uncertain: {a}"),
    unknown: look.leftBy ? gettext("Unknown, left by {left}") : look.siege.length ? gettext("Holder unknown") : gettext("Unknown"),
  };
  const all = look.holders.length > 1 || !look.parts.length ? look.holders : [...new Set([...look.holders, ...look.parts])];
  const main = fill(texts[state] ?? state, { a, b, all: join(actors, all), left: look.leftBy ? sideName(actors, look.leftBy) : "" });
  if (!look.siege.length) return main;
  return fill(gettext("{state}; besieged by {besieger}"), { state: main, besieger: join(actors, look.siege) });
}

/** What limits trust in a look: inferred, age, policy … as short words. */
export function caveatsOf(look) {
  if (!look) return [];
  const age = FRESHNESS[look.fresh];
  return [
    look.flags & INFERRED ? gettext("inferred") : null,
    look.flags & HATCHED ? gettext("said of the area as a whole") : null,
    age === "ageing" ? numerals(gettext("evidence older than 30 days")) : age === "stale" ? numerals(gettext("evidence older than 180 days")) : null,
    look.flags & POLICY ? deciderName("policy") : null,
  ].filter(Boolean);
}

/** The two ends of a change as `{then, now}`. Ends that read alike differ in a caveat, and then say which. */
export function changeInWords(before, after, actors) {
  const [then, now] = [lookInWords(before, actors), lookInWords(after, actors)];
  if (then !== now) return { then, now };
  const [had, has] = [caveatsOf(before), caveatsOf(after)];
  const withOwn = (text, own, other) => [text, ...own.filter((caveat) => !other.includes(caveat))].join(" · ");
  return { then: withOwn(then, had, has), now: withOwn(now, has, had) };
}

const GAINS = new Set(["capture", "recapture", "handover", "surrender"]);

/** One line for an event: "Capture: Syrian government from ISIS". */
export function eventInWords(event, actors) {
  const [gaining, losing] = [event.gaining, event.losing].map((slug) => (slug ? sideName(actors, slug) : null));
  const values = { type: typeName(event.type), gaining, losing };
  if (gaining && losing && GAINS.has(event.type)) return fill(pgettext("event", "{type}: {gaining} from {losing}"), values);
  if (gaining && losing) return fill(pgettext("event", "{type}: {gaining} against {losing}"), values);
  if (gaining) return fill(pgettext("event", "{type}: {gaining}"), values);
  if (losing) return fill(pgettext("event", "{type}: {losing}"), values);
  return values.type;
}

const LEAD = /^(\u0627\u0644|\u0642\u0648\u0627\u062a |\u062c\u0645\u0627\u0639\u0629 |\u062a\u0646\u0638\u064a\u0645 )+/;

/** A letter for each side, different where the names allow it: slug → letter. */
export function sideLetters(actors, slugs) {
  const taken = new Set();
  const letters = {};
  for (const slug of slugs) {
    const name = sideName(actors, slug).replace(LEAD, "");
    const letter = [...name].find((c) => /\p{L}/u.test(c) && !taken.has(c)) ?? "";
    taken.add(letter);
    letters[slug] = currentLanguage() === "en" ? letter.toUpperCase() : letter;
  }
  return letters;
}
