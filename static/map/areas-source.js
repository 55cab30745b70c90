// Fetches the estimated areas of a day, once the day has come to rest.

import { askJson, withQuery } from "./api.js";
import { settled } from "./dom.js";
import { toIso } from "./days.js";
import { gettext } from "./i18n.js";

const KEPT = 40; // answers of so many days are kept

export class AreasSource {
  constructor(config, notices, map) {
    Object.assign(this, { config, notices, map });
    this.answers = new Map();
    this.shown = false;
    this.soon = settled(() => this.#fetch(), 250);
  }

  /** Follows the state: shows, hides, or asks anew. */
  update(state, ledger) {
    this.state = state;
    this.ledger = ledger;
    if (!state.areas && !this.shown) return;
    this.shown = state.areas;
    document.body.classList.toggle("cm-areas-on", state.areas);
    if (!state.areas) {
      this.map.areas.show(null, ledger.actors);
      this.notices.drop("areas");
      return;
    }
    this.soon();
  }

  async #fetch() {
    const { areas, day, ledger: withLedger, known } = this.state;
    if (!areas || day === null) return;
    const url = withQuery(this.config.urls.areas, { at: toIso(day), ledger: withLedger, known: known === null ? null : toIso(known), limit: 1000 });
    try {
      const answer = this.answers.get(url) ?? await askJson(url, "areas");
      this.answers.set(url, answer);
      if (this.answers.size > KEPT) this.answers.delete(this.answers.keys().next().value);
      if (this.state.day !== day || !this.state.areas) return;
      this.map.areas.show(answer, this.ledger.actors);
      this.notices.keep("areas", gettext("Areas are an estimate drawn around places with evidence; they claim nothing of the land between."));
    } catch {
      this.notices.keep("areas", gettext("The estimated areas could not be fetched; places are not affected."), { text: gettext("Try again"), run: () => this.#fetch() });
    }
  }
}
