// What the map shows, as a list: for screen readers, for print, for those who prefer to read.

import { el, fillWith, byId } from "./dom.js";
import { isArea } from "./ledger.js";
import { markIcon } from "./mark-icon.js";
import { fill, gettext, ngettext } from "./i18n.js";
import { dateInWords } from "./format.js";
import { areaName, caveatsOf, lookInWords, placeName } from "./words.js";
import { NOTHING } from "./time.js";

const MOST = 300;
const IN_SIGHT = 12; // rows that are in sight without scrolling

export class ListPanel {
  /** `onPlace(id)`. */
  constructor({ onPlace }) {
    this.onPlace = onPlace;
    this.root = byId("panel-list");
  }

  /** `visible`: null or one byte per place; `brief`: only rows in sight; `most`: no more rows than these. */
  render(state, ledger, time, visible, brief = false, most = brief ? IN_SIGHT : MOST) {
    const places = ledger.places
      .filter((place) => time.look[place.index] !== NOTHING && (!visible || visible[place.index]))
      .sort((a, b) => a.rank - b.rank || placeName(a).localeCompare(placeName(b)));
    const n = places.length;
    fillWith(this.root,
      el("h2", {}, dateInWords(state.day)),
      el("p", { class: "cm-quiet", id: "list-count" }, n ? fill(ngettext("{n} place with a known state", "{n} places with a known state", n), { n }) : gettext("No place to show. Clear a filter or choose another day.")),
      el("ul", { class: "cm-rows", id: "list-places" }, places.slice(0, most).map((place) => this.#row(place, ledger, time.looks[time.look[place.index]]))),
      n > most ? el("p", { class: "cm-quiet" }, fill(ngettext("and {n} more", "and {n} more", n - most), { n: n - most })) : null);
  }

  #row(place, ledger, look) {
    const caveats = caveatsOf(look);
    return el("li", {}, el("button", { type: "button", class: "cm-row", dataset: { place: place.id }, onclick: () => this.onPlace(place.id) }, markIcon(look, ledger.actors, { size: 30, radius: 8, area: isArea(place) }),
      el("span", { class: "cm-row-text" }, el("b", {}, placeName(place)), el("span", { class: "cm-quiet" }, areaName(place)), el("span", {}, lookInWords(look, ledger.actors)), caveats.length ? el("span", { class: "cm-quiet" }, caveats.join(" · ")) : null)));
  }
}
