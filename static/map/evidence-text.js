// The sentence that a colour rests on, its words marked by their part in it.

import { el } from "./dom.js";
import { gettext } from "./i18n.js";

const ROLES = ["trigger", "place", "gaining", "losing", "date", "cue", "attribution", "part"];

export const roleName = (role) => ({
  trigger: gettext("the verb of the change"), place: gettext("the place"), gaining: gettext("the side that gains"), losing: gettext("the side that loses"),
  date: gettext("the date"), cue: gettext("a word that limits it"), attribution: gettext("who says so"), part: gettext("the part of the place"),
})[role] ?? role;

/**
 * Spans of [start, end, role] without overlaps, in order. The shorter lies upon the longer: a trigger of two words with
 * a side between them keeps both its words, and the side its own mark.
 */
export function cleanSpans(spans, length) {
  const longestFirst = spans.map(([a, b, role]) => [Math.max(0, a), Math.min(length, b), role]).filter(([a, b]) => b > a).sort((x, y) => y[1] - y[0] - (x[1] - x[0]) || x[0] - y[0]);
  const roles = new Array(length).fill(null);
  longestFirst.forEach((span) => roles.fill(span, span[0], span[1]));
  const out = [];
  for (let i = 0; i < length; i += 1) {
    if (roles[i] === null) continue;
    const last = out.at(-1);
    if (last && last.span === roles[i] && last.end === i) last.end = i + 1;
    else out.push({ span: roles[i], start: i, end: i + 1 });
  }
  return out.map(({ span, start, end }) => [start, end, span[2]]);
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
