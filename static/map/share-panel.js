// Link, citation, export and print.

import { el, fillWith, byId, download, isolating } from "./dom.js";
import { citation, shownCsv, shownGeoJson } from "./exports.js";
import { dayOf, toIso } from "./days.js";
import { fill, gettext } from "./i18n.js";
import { inRow } from "./words.js";

export class SharePanel {
  /** `address()` gives the full address of the view; `say(text)` tells the reader something. */
  constructor({ address, say }) {
    this.address = address;
    this.say = say;
    this.root = byId("panel-share");
  }

  /** The words to cite the view by. */
  words(state, ledger) {
    return citation({ day: state.day, known: state.known, version: ledger.version.slice(0, 12), address: this.address(), seenOn: dayOf(new Date()) });
  }

  #latin(ledger) {
    return [this.address(), ledger.version.slice(0, 12)];
  }

  /** What stands at the foot of a printed page: citation, sources, attribution; as nodes. */
  forPrint(state, ledger) {
    const sources = ledger.events.outlets();
    const lines = [this.words(state, ledger), sources.length ? fill(gettext("Sources: {list}."), { list: inRow(sources) }) : "", gettext("Base map: Natural Earth (public domain); rivers partly drawn by hand."), gettext("Borders are drawn as commonly mapped, disputed ones dashed; no endorsement is meant.")];
    return isolating(lines.filter(Boolean).join("\n"), this.#latin(ledger));
  }

  render(state, ledger, time, visible) {
    const words = this.words(state, ledger);
    const name = `conflictmap-${toIso(state.day)}`;
    const button = (id, text, onclick) => el("button", { type: "button", class: "cm-button", id, onclick }, text);
    fillWith(this.root,
      el("h2", {}, gettext("Share this view")),
      el("p", { class: "cm-quiet" }, gettext("The address holds the day, the filters, the place and the view. It stays after the #, so that no server log learns it.")),
      el("input", { type: "text", readonly: true, id: "share-address", dir: "ltr", value: this.address(), "aria-label": gettext("Address of this view") }),
      el("div", { class: "cm-buttons" }, button("copy-link", gettext("Copy the link"), () => this.#copy(this.address()))),
      el("h2", {}, gettext("Cite")),
      el("p", { class: "cm-cite", id: "citation" }, isolating(words, this.#latin(ledger))),
      el("div", { class: "cm-buttons" }, button("copy-citation", gettext("Copy the citation"), () => this.#copy(words))),
      el("h2", {}, gettext("Take it with you")),
      el("div", { class: "cm-buttons" },
        button("export-geojson", "GeoJSON", () => download(`${name}.geojson`, "application/geo+json", shownGeoJson(ledger, time, visible))),
        button("export-csv", "CSV", () => download(`${name}.csv`, "text/csv;charset=utf-8", shownCsv(ledger, time, visible))),
        button("print", gettext("Print"), () => window.print())),
      el("p", { class: "cm-quiet" }, gettext("The files hold exactly the places on the map now, with the ledger's version.")));
  }

  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.say(gettext("Copied."));
    } catch {
      const field = byId("share-address");
      field.value = text;
      field.select();
      this.say(gettext("Copying is not allowed here; the text is selected for you."));
    }
  }
}
