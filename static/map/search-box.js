// Type-ahead for places: those with a state first (known here), then the whole gazetteer (asked of the server).

import { el, fillWith, byId, settled } from "./dom.js";
import { askJson, withQuery } from "./api.js";
import { foldText } from "./filters.js";
import { gettext } from "./i18n.js";
import { areaName, inRow, kindName, placeName } from "./words.js";

const MOST = 12;

export class SearchBox {
  /** `onPick(place)` gets {id, lat, lon, known}: `known` when the place has a history on the map. */
  constructor({ url, onPick }) {
    this.url = url;
    this.onPick = onPick;
    this.input = byId("search-input");
    this.list = byId("search-results");
    this.rows = [];
    this.active = -1;
    this.asked = 0;
    this.input.addEventListener("input", () => this.#local());
    this.input.addEventListener("input", settled(() => this.#remote(), 220));
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.#close(), 150));
  }

  setData(ledger) {
    this.ledger = ledger;
    this.folded = ledger.places.map((place) => foldText(`${place.ar ?? ""} ${place.en ?? ""}`));
  }

  #local() {
    const word = foldText(this.input.value.trim());
    this.failed = false;
    if (!word || !this.ledger) {
      this.#close();
      return;
    }
    const hits = this.ledger.places.filter((place) => this.folded[place.index].includes(word));
    this.#show(hits.sort((a, b) => a.rank - b.rank).slice(0, MOST).map((place) => ({ ...place, name_ar: place.ar, name_en: place.en, known: true })));
  }

  async #remote() {
    const text = this.input.value.trim();
    if (text.length < 2) return;
    const number = (this.asked += 1);
    try {
      const found = await askJson(withQuery(this.url, { q: text }), "search", { pauses: [] });
      if (number !== this.asked || this.input.value.trim() !== text) return;
      const ids = new Set(this.rows.filter((row) => row.known).map((row) => row.id));
      const more = found.filter((row) => !ids.has(row.id)).map((row) => ({ ...row, ar: row.name_ar, en: row.name_en, known: Boolean(this.ledger?.placeById.has(row.id)) }));
      this.#show([...this.rows.filter((row) => row.known), ...more].slice(0, MOST), true);
    } catch {
      this.failed = true;
      this.#show(this.rows, true);
    }
  }

  #show(rows, final = false) {
    this.rows = rows;
    this.active = rows.length ? 0 : -1;
    const nodes = rows.map((row, i) => el("li", { role: "option", id: `found-${i}`, "aria-selected": i === 0 ? "true" : "false", onpointerdown: (event) => { event.preventDefault(); this.#pick(i); } },
      el("b", {}, placeName(row)), el("span", { class: "cm-quiet" }, inRow([kindName(row.kind), areaName(row)])), row.known ? null : el("span", { class: "cm-tag" }, gettext("no reports"))));
    if (!rows.length && final) nodes.push(el("li", { class: "cm-quiet", role: "option", "aria-disabled": "true" }, this.failed ? gettext("The search does not answer just now.") : gettext("No such place in the gazetteer. Try another spelling.")));
    fillWith(this.list, nodes);
    this.list.hidden = !nodes.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.#mark();
  }

  #mark() {
    [...this.list.children].forEach((node, i) => node.setAttribute("aria-selected", String(i === this.active)));
    if (this.active >= 0) this.input.setAttribute("aria-activedescendant", `found-${this.active}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    if (event.key === "Escape") this.#close();
    else if (event.key === "Enter" && this.active >= 0) this.#pick(this.active);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const n = this.rows.length;
      if (n) this.active = (this.active + (event.key === "ArrowDown" ? 1 : n - 1)) % n;
      this.#mark();
      event.preventDefault();
    }
  }

  #pick(i) {
    const row = this.rows[i];
    this.input.value = placeName(row);
    this.#close();
    this.onPick(row);
  }

  #close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
