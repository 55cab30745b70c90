// Filters of the events shown, each choice with its count; and the day of knowledge.

import { el, fillWith, byId, settled } from "./dom.js";
import { facetCounts, predicate } from "./filters.js";
import { FILTERS, isFiltered } from "./state.js";
import { parseDay, toIso } from "./days.js";
import { swatch } from "./mark-icon.js";
import { colourOf } from "./colours.js";
import { fill, formatNumber, gettext, ngettext } from "./i18n.js";
import { deciderName, modalityName, sideName, typeName } from "./words.js";

const CLEAR = { sides: [], types: [], modalities: [], sources: [], decided: [], text: "", from: null, to: null };

export class FiltersPanel {
  /** `onChange(patch)` takes a patch of the state. */
  constructor({ onChange }) {
    this.onChange = onChange;
    this.root = byId("panel-filters");
    this.form = null;
  }

  render(state, ledger) {
    // What stands here depends on the filters alone: a day that moves on changes nothing of it.
    const asked = JSON.stringify([...FILTERS, "text", "from", "to", "known", "months", "digits"].map((key) => state[key]));
    if (this.form && this.ledger === ledger && this.asked === asked) return;
    Object.assign(this, { ledger, asked });
    if (!this.form) this.#build(state);
    const counts = facetCounts(state, ledger);
    const passing = ledger.events.count(predicate(state, ledger));
    const focus = document.activeElement?.id;
    fillWith(this.result, this.#result(passing, ledger.events.length, state, counts));
    fillWith(this.groups, FILTERS.map((key) => this.#group(key, counts[key], state, ledger)));
    for (const key of ["from", "to", "known"]) this.inputs[key].value = state[key] === null ? "" : toIso(state[key]);
    if (this.inputs.text.value !== state.text && document.activeElement !== this.inputs.text) this.inputs.text.value = state.text;
    if (focus?.startsWith("filter-")) byId(focus)?.focus();
    byId("filters-on").hidden = !isFiltered(state);
  }

  #build(state) {
    const day = (key, label) => el("label", { class: "cm-inline" }, el("span", {}, label), el("input", { type: "date", id: `day-${key}`, onchange: (event) => this.onChange({ [key]: parseDay(event.target.value) }) }));
    const typed = settled(() => this.onChange({ text: this.inputs.text.value.trim() }), 200);
    const text = el("input", { type: "search", id: "filter-text", value: state.text, placeholder: gettext("Word in place, side, outlet or trigger"), "aria-label": gettext("Filter by text"), oninput: typed });
    const [from, to, known] = [day("from", gettext("From")), day("to", gettext("To")), day("known", gettext("As known on"))];
    this.inputs = { text, from: from.lastChild, to: to.lastChild, known: known.lastChild };
    this.result = el("div", { class: "cm-result", role: "status", id: "filter-result" });
    this.groups = el("div", { class: "cm-groups" });
    this.form = el("div", {}, this.result, text, el("div", { class: "cm-pair" }, from, to), known,
      el("p", { class: "cm-quiet" }, gettext("“As known on” uses only what was published and decided until that day.")), this.groups);
    fillWith(this.root, el("h2", {}, gettext("Filters")), this.form);
  }

  #result(passing, all, state, counts) {
    const clear = el("button", { type: "button", class: "cm-button", id: "filter-clear", onclick: () => this.onChange({ ...CLEAR }) }, gettext("Clear all filters"));
    const text = fill(ngettext("{shown} of {n} event", "{shown} of {n} events", all), { shown: passing, n: all });
    if (!isFiltered(state)) return [el("p", { class: "cm-quiet" }, text)];
    if (passing) return [el("p", {}, text), clear];
    return [el("p", { class: "cm-none" }, gettext("No event passes these filters.")), this.#widen(state, counts), clear];
  }

  /** How to find something again: the filter without which most events would show. */
  #widen(state, counts) {
    const gains = FILTERS.filter((key) => state[key].length).map((key) => [key, [...counts[key].values()].reduce((a, b) => a + b, 0)]).filter(([, n]) => n > 0);
    if (!gains.length) return el("p", { class: "cm-quiet" }, gettext("Try another word, or a wider span of days."));
    const [key] = gains.sort((a, b) => b[1] - a[1])[0];
    return el("button", { type: "button", class: "cm-link", onclick: () => this.onChange({ [key]: [] }) }, fill(gettext("Widen: drop the filter “{name}”"), { name: this.#title(key) }));
  }

  #title(key) {
    return { sides: gettext("Side"), types: gettext("Type"), modalities: gettext("How it is said"), sources: gettext("Source"), decided: gettext("Accepted") }[key];
  }

  #group(key, counts, state, ledger) {
    const name = { sides: (v) => sideName(ledger.actors, v), types: typeName, modalities: modalityName, sources: (v) => v, decided: deciderName }[key];
    const rows = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
    if (!rows.length) return null;
    return el("fieldset", { class: "cm-group" }, el("legend", {}, this.#title(key)), rows.map(([value, n], i) => {
      const on = state[key].includes(value);
      const toggle = () => this.onChange({ [key]: on ? state[key].filter((v) => v !== value) : [...state[key], value] });
      return el("label", { class: `cm-check${n || on ? "" : " cm-void"}` }, el("input", { type: "checkbox", id: `filter-${key}-${i}`, value, checked: on, onchange: toggle }),
        key === "sides" ? swatch(colourOf(ledger.actors, value)) : null, el("span", {}, name(value)), el("span", { class: "cm-count" }, formatNumber(n)));
    }));
  }
}
