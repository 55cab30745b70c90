// The sentence that a colour rests on, its words marked by their part in it.

import { el } from "./dom.js";
import { gettext } from "./i18n.js";

const ROLES = ["trigger", "place", "gaining", "losing", "date", "cue", "attribution", "part"];

export const roleName = (role) => ({
  trigger: gettext("the verb of the change"), place: gettext("the place"), gaining: gettext("the side that gains"), losing: gettext("the side that loses"),
  date: gettext("the date"), cue: gettext("a word that limits it"), attribution: gettext("who says so"), part: gettext("the part of the place"),
})[role] ?? role;

/**
 * Spans of [start, end, role] without overlaps, in order: where two overlap the one that starts first (then the longer)
 * stands and the other is cut to what is left of it.
 */
export function cleanSpans(spans, length) {
  const sorted = spans.map(([a, b, role]) => [Math.max(0, a), Math.min(length, b), role]).filter(([a, b]) => b > a).sort((x, y) => x[0] - y[0] || y[1] - x[1]);
  const out = [];
  let end = 0;
  for (const [a, b, role] of sorted) {
    const from = Math.max(a, end);
    if (from >= b) continue;
    out.push([from, b, role]);
    end = b;
  }
  return out;
}

/** Text and marks of a sentence; offsets in UTF-16 units, as JavaScript counts. */
export function markedSentence(text, spans, rule = "") {
  const nodes = [];
  let at = 0;
  for (const [from, to, role] of cleanSpans(spans, text.length)) {
    nodes.push(text.slice(at, from));
    const name = ROLES.includes(role) ? role : "cue";
    nodes.push(el("mark", { class: `cm-${name}`, title: rule ? `${roleName(role)} · ${rule}` : roleName(role) }, text.slice(from, to)));
    at = to;
  }
  nodes.push(text.slice(at));
  return nodes;
}

/** A claim: the sentence with a neighbour on each side, then outlet, date, and how it is said. */
export function claimQuote(claim) {
  return el("blockquote", { class: "cm-quote", lang: "ar", dir: "rtl" },
    claim.sentence_before ? el("span", { class: "cm-neighbour" }, `${claim.sentence_before} `) : null,
    el("span", { class: "cm-sentence" }, markedSentence(claim.sentence_text ?? "", claim.highlight ?? [], claim.rule ?? "")),
    claim.sentence_after ? el("span", { class: "cm-neighbour" }, ` ${claim.sentence_after}`) : null);
}
