// Two dates side by side: what changed between them, by side and by place.

import { el, fillWith, byId, download } from "./dom.js";
import { changeRow } from "./change-row.js";
import { changesBetween, tally } from "./changes.js";
import { changesCsv } from "./exports.js";
import { parseDay, toIso } from "./days.js";
import { swatch } from "./mark-icon.js";
import { colourOf } from "./colours.js";
import { fill, formatNumber, gettext, ngettext } from "./i18n.js";
import { shortDate } from "./format.js";
import { sideName } from "./words.js";

const MOST = 200;

export class ComparePanel {
  /** `onCompare(day|null)`, `onPlace(id)`. */
  constructor(actions) {
    this.actions = actions;
    this.root = byId("panel-compare");
  }

  render(state, ledger, time) {
    const input = el("input", { type: "date", id: "compare-day", value: state.compare === null ? "" : toIso(state.compare), onchange: (event) => this.actions.onCompare(parseDay(event.target.value)) });
    const head = [el("h2", {}, gettext("Compare two dates")), el("label", { class: "cm-inline" }, el("span", {}, fill(gettext("{date}, compared with"), { date: shortDate(state.day) })), input)];
    if (state.compare === null) {
      const earlier = (days, text) => el("button", { type: "button", class: "cm-button", onclick: () => this.actions.onCompare(state.day - days) }, text);
      fillWith(this.root, head, el("div", { class: "cm-buttons" }, earlier(7, gettext("A week before")), earlier(30, gettext("A month before")), earlier(365, gettext("A year before"))));
      return;
    }
    const [from, to] = [Math.min(state.compare, state.day), Math.max(state.compare, state.day)];
    const changes = changesBetween(time, from, to);
    fillWith(this.root, head, this.#tools(changes, ledger, from, to), this.#sides(changes, ledger), this.#places(changes, ledger));
  }

  #tools(changes, ledger, from, to) {
    const name = `conflictmap-changes-${toIso(from)}-${toIso(to)}.csv`;
    return el("div", {}, el("p", { id: "compare-count" }, fill(ngettext("{n} place changed between the two dates", "{n} places changed between the two dates", changes.length), { n: changes.length })),
      el("div", { class: "cm-buttons" },
        el("button", { type: "button", class: "cm-button", id: "compare-export", disabled: !changes.length, onclick: () => download(name, "text/csv;charset=utf-8", changesCsv(changes, ledger, from, to)) }, gettext("Export as CSV")),
        el("button", { type: "button", class: "cm-button", id: "compare-stop", onclick: () => this.actions.onCompare(null) }, gettext("Stop comparing"))));
  }

  #sides(changes, ledger) {
    const rows = [...tally(changes)].sort((a, b) => b[1].gained - b[1].lost - (a[1].gained - a[1].lost));
    if (!rows.length) return null;
    return el("table", { class: "cm-table", id: "compare-sides" }, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, gettext("Side")), el("th", { scope: "col" }, gettext("Gained")), el("th", { scope: "col" }, gettext("Lost")))),
      el("tbody", {}, rows.map(([slug, { gained, lost }]) => el("tr", {}, el("th", { scope: "row" }, swatch(colourOf(ledger.actors, slug)), sideName(ledger.actors, slug)), el("td", {}, formatNumber(gained)), el("td", {}, formatNumber(lost))))));
  }

  #places(changes, ledger) {
    return el("ul", { class: "cm-rows", id: "compare-places" }, changes.slice(0, MOST).map((change) => changeRow(change, ledger, this.actions.onPlace)));
  }
}
