// One change of a place as a row to press: its mark before and after, and both in words.

import { el } from "./dom.js";
import { fill, gettext } from "./i18n.js";
import { isArea } from "./ledger.js";
import { markIcon } from "./mark-icon.js";
import { areaName, changeInWords, placeName } from "./words.js";

/** A list item for `{place, before, after}`; `onPlace` is called with the place's id. */
export function changeRow({ place, before, after }, ledger, onPlace) {
  const at = ledger.places[place];
  const { then, now } = changeInWords(before, after, ledger.actors);
  const icon = (look, size, radius) => markIcon(look, ledger.actors, { size, radius, area: isArea(at) });
  return el("li", {}, el("button", { type: "button", class: "cm-row", onclick: () => onPlace(at.id) },
    el("span", { class: "cm-from-to" }, icon(before, 20, 6), el("span", { class: "cm-arrow", "aria-hidden": "true" }), icon(after, 24, 7.5)),
    el("span", { class: "cm-row-text" }, el("b", {}, placeName(at)), el("span", { class: "cm-quiet" }, areaName(at)), el("span", {}, now),
      el("span", { class: "cm-quiet" }, fill(gettext("before: {state}"), { state: then })))));
}
