// The fragment of the address and the state, kept in step.

import { settled } from "./dom.js";
import { fill, gettext } from "./i18n.js";
import { inRow } from "./words.js";
import { fromFragment, toFragment } from "./url-state.js";

const WORDS = () => ({
  t: gettext("day"), vs: gettext("date to compare with"), from: gettext("first day"), to: gettext("last day"), known: gettext("day of knowledge"), v: gettext("view"),
  place: gettext("place"), event: gettext("event"), side: gettext("side"), type: gettext("type"), mod: gettext("kind of statement"), src: gettext("source"), by: gettext("decider"),
});

export class AddressBar {
  constructor(app) {
    this.app = app;
    this.writeSoon = settled(() => this.#write(), 200, 2_000); // browsers are slow to take a new address
    window.addEventListener("hashchange", () => { if (window.location.hash.slice(1) !== this.written && app.ledger) this.read(); });
    for (const form of document.querySelectorAll("form.cm-language")) form.addEventListener("submit", (event) => this.#switchLanguage(event));
  }

  /** What the address asks for before the ledger is here: which ledger to fetch. */
  wishes() {
    return fromFragment(window.location.hash, { places: { has: () => true }, sides: [], sources: [] }).patch;
  }

  /** Takes the address into the state; says what it could not understand. */
  read() {
    const { ledger, store, notices } = this.app;
    const known = { places: { has: (id) => ledger.placeById.has(id) }, sides: Object.keys(ledger.actors), sources: ledger.events.outlets() };
    const { patch, problems } = fromFragment(window.location.hash, known);
    const [low, high] = ledger.days;
    for (const [key, param] of [["day", "t"], ["compare", "vs"]]) {
      if (patch[key] !== undefined && (patch[key] < low || patch[key] > high)) {
        problems.push({ param, value: this.#text(param) });
        patch[key] = key === "day" ? Math.max(low, Math.min(high, patch[key])) : null;
      }
    }
    store.set(patch);
    if (patch.view && this.app.map.ledger) this.app.map.setView(patch.view);
    if (problems.length) notices.keep("address", this.#complaint(problems));
    else notices.drop("address");
  }

  #text(param) {
    return new URLSearchParams(window.location.hash.slice(1)).get(param) ?? "";
  }

  #complaint(problems) {
    // What was written stands as it was written, whichever way the page reads.
    const list = problems.map(({ param, value }) => `${WORDS()[param] ?? param}: \u2066${value}\u2069`);
    return fill(gettext("Part of the address was not understood and is left out: {list}"), { list: inRow(list) });
  }

  /** The address of what is shown. */
  full() {
    const { origin, pathname } = window.location;
    const state = { ...this.app.store.get(), lang: this.app.config.lang };
    return `${origin}${pathname}#${toFragment(state)}`;
  }

  #write() {
    this.written = this.full().split("#")[1];
    window.history.replaceState(null, "", `#${this.written}`);
  }

  /** The language switch keeps the view: the cookie is set here and the fragment carried over. */
  #switchLanguage(event) {
    event.preventDefault();
    const lang = event.submitter.value;
    document.cookie = `${this.app.config.languageCookie}=${lang};path=/;max-age=31536000;samesite=lax`;
    const fragment = toFragment({ ...this.app.store.get(), lang, digits: null });
    window.history.replaceState(null, "", `#${fragment}`);
    window.location.reload();
  }
}
