// What changed on the day shown, beside the map; and what was said to happen on it.

import { el, fillWith, byId } from "./dom.js";
import { changeRow } from "./change-row.js";
import { changesOn, nextChange } from "./changes.js";
import { predicate } from "./filters.js";
import { fill, gettext, ngettext } from "./i18n.js";
import { dateInWords, shortDate } from "./format.js";
import { eventInWords, inRow, modalityName, placeName } from "./words.js";

const MOST = 40; // rows shown at once; the rest is counted
const IN_SIGHT = 10; // rows that are in sight without scrolling

export class ChangesPanel {
  /** `onPlace(id)`, `onEvent(event)`, `onDay(day)`. */
  constructor(actions) {
    this.actions = actions;
    this.root = byId("panel-changes");
  }

  /** Shows the changes of the state's day; `brief`: only those in sight. */
  render(state, ledger, time, _visible = null, brief = false) {
    const most = brief ? IN_SIGHT : MOST;
    const changes = changesOn(time, state.day);
    const accepts = predicate(state, ledger);
    const events = ledger.events.on(state.day).filter(accepts);
    fillWith(
      this.root,
      el("h2", {}, dateInWords(state.day)),
      this.#summary(changes, events, ledger, state, time),
      changes.length ? el("ul", { class: "cm-rows" }, changes.slice(0, most).map((change) => changeRow(change, ledger, this.actions.onPlace))) : null,
      changes.length > most ? el("p", { class: "cm-quiet" }, fill(ngettext("and {n} more", "and {n} more", changes.length - most), { n: changes.length - most })) : null,
      events.length ? el("h3", {}, gettext("Reported of this day")) : null,
      events.length ? el("ul", { class: "cm-rows" }, events.slice(0, Math.max(0, most - changes.length * brief)).map((event) => this.#event(event, ledger))) : null,
    );
  }

  #summary(changes, events, ledger, state, time) {
    if (changes.length) {
      return el("p", { class: "cm-quiet" }, fill(ngettext("{n} place changed on this day", "{n} places changed on this day", changes.length), { n: changes.length }));
    }
    const [back, on] = [nextChange(time, state.day, -1), nextChange(time, state.day, 1)];
    const link = (day, text) => (day === null ? null : el("button", { type: "button", class: "cm-link", onclick: () => this.actions.onDay(day) }, fill(text, { date: shortDate(day) })));
    return el("div", { class: "cm-empty" }, el("p", {}, gettext("Nothing changed on this day.")), link(back, gettext("The change before: {date}")), link(on, gettext("The next change: {date}")));
  }

  #event(event, ledger) {
    const place = ledger.places[event.place];
    return el("li", {}, el("button", { type: "button", class: "cm-row", disabled: !place, onclick: () => this.actions.onEvent(event) },
      el("span", { class: "cm-row-text" }, el("b", {}, place ? placeName(place) : gettext("Place not resolved")), el("span", {}, eventInWords(event, ledger.actors)),
        el("span", { class: "cm-quiet" }, [modalityName(event.modality), inRow(event.outlets)].filter(Boolean).join(" · ")))));
  }
}
