// The legend: the sides and the states that are on the screen now, and what the layers are.

import { el, fillWith, byId } from "./dom.js";
import { markIcon, swatch } from "./mark-icon.js";
import { colourOf } from "./colours.js";
import { gettext, fill, formatNumber, numerals } from "./i18n.js";
import { sideName } from "./words.js";
import { HATCHED, INFERRED, isArea, POLICY, STATES } from "./ledger.js";
import { NOTHING } from "./time.js";

const look = (state, { holders = ["a"], flags = 0, fresh = 0, siege = [], leftBy = null, parts = [] } = {}) => ({ state: STATES.indexOf(state), holders, flags, fresh, siege, leftBy, parts });

/** Every mark there is, with its words and a test for whether a look on the screen is one. */
function marks() {
  return [
    [look("held"), gettext("Held by one side"), (l) => STATES[l.state] === "held" && l.holders.length > 0],
    [look("divided", { holders: ["a", "b"] }), gettext("Divided: named parts held by different sides"), (l) => STATES[l.state] === "divided"],
    [look("shared", { holders: ["a", "b"] }), gettext("Shared by agreement"), (l) => STATES[l.state] === "shared"],
    [look("contested", { holders: ["a", "b"] }), gettext("Contested: an attack is under way"), (l) => STATES[l.state] === "contested"],
    [look("disputed", { holders: ["a", "b"] }), gettext("Accepted sources disagree"), (l) => STATES[l.state] === "disputed"],
    [look("uncertain", { holders: ["a", "b"] }), gettext("Uncertain: inside a span of dates"), (l) => STATES[l.state] === "uncertain"],
    [look("unknown", { holders: [], leftBy: "a" }), gettext("Unknown, ring in the colour of the side that left"), (l) => STATES[l.state] === "unknown" && l.leftBy],
    [look("unknown", { holders: [] }), gettext("Holder unknown"), (l) => STATES[l.state] === "unknown" && !l.leftBy],
    [look("held", { siege: ["b"] }), gettext("Outer ring: besieged, in the besieger's colour"), (l) => l.siege.length > 0],
    [look("held", { flags: INFERRED }), gettext("Faint, dotted edge: inferred from a later change"), (l) => l.flags & INFERRED],
    [look("held", { flags: HATCHED }), gettext("Hatched: said of the area as a whole"), (l) => l.flags & HATCHED],
    [look("held", { fresh: 1 }), numerals(gettext("Pale: evidence older than 30 days")), (l) => l.fresh === 1],
    [look("held", { fresh: 2 }), numerals(gettext("Outline only: evidence older than 180 days")), (l) => l.fresh === 2],
    [look("held", { flags: POLICY }), gettext("Small dot: accepted by policy, not yet checked by a person"), (l) => l.flags & POLICY],
  ];
}

export class Legend {
  /** `onToggle(key, value)` for areas, ledger, months, digits; `onSide(slug)` filters by a side. */
  constructor(actions, config) {
    this.actions = actions;
    this.config = config;
    this.root = byId("panel-legend");
  }

  /** `visible`: null or a byte per place, those that the filters leave on the map. */
  render(state, ledger, time, visible = null) {
    const onScreen = new Map();
    const shown = (place) => time.look[place] !== NOTHING && (!visible || visible[place]);
    time.look.forEach((id, place) => { if (shown(place)) onScreen.set(id, (onScreen.get(id) ?? 0) + 1); });
    const looks = [...onScreen.keys()].map((id) => time.looks[id]);
    const actors = { a: { color: "#b5403a" }, b: { color: "#4f7fb5" }, ...ledger.actors };
    const present = marks().filter(([, , test]) => looks.some(test));
    fillWith(
      this.root,
      el("h2", {}, gettext("Sides")), this.#sides(ledger, time, onScreen),
      el("h2", {}, gettext("Marks")),
      el("ul", { class: "cm-key" }, (present.length ? present : marks()).map(([mark, text]) => el("li", {}, markIcon(mark, actors, { size: 30, radius: 8 }), el("span", {}, text))),
        ledger.places.some((place) => isArea(place) && shown(place.index)) ? el("li", {}, el("span", { class: "cm-frame", "aria-hidden": "true" }), el("span", {}, gettext("Square frame: said of a governorate or district, not of its towns"))) : null),
      el("h2", { class: "cm-screen-only" }, gettext("Layers")), this.#layers(state),
      el("h2", { class: "cm-screen-only" }, gettext("Dates")), this.#dates(state),
      el("p", { class: "cm-quiet" }, gettext("Borders are drawn as commonly mapped, disputed ones dashed; no endorsement is meant.")),
      el("p", { class: "cm-quiet" }, gettext("Base map: Natural Earth (public domain); rivers partly drawn by hand.")),
    );
  }

  #sides(ledger, time, onScreen) {
    const counts = new Map();
    for (const [id, n] of onScreen) for (const slug of new Set(time.looks[id].holders)) counts.set(slug, (counts.get(slug) ?? 0) + n);
    const rows = [...counts].sort((a, b) => b[1] - a[1]);
    if (!rows.length) return el("p", { class: "cm-quiet" }, gettext("On this day nothing is known of any place."));
    return el("ul", { class: "cm-key" }, rows.map(([slug, n]) => el("li", {}, el("button", { type: "button", class: "cm-link cm-side", onclick: () => this.actions.onSide(slug) }, swatch(colourOf(ledger.actors, slug)), el("span", {}, sideName(ledger.actors, slug)), el("span", { class: "cm-count" }, formatNumber(n))))));
  }

  #layers(state) {
    return el("div", { class: "cm-switches" },
      this.#check("areas", state.areas, gettext("Areas of control, an estimate from the points")),
      this.config.ledgerAvailable ? this.#check("ledger", state.ledger, gettext("Add the historical ledger (well-known changes, not read from articles)")) : null);
  }

  #check(key, value, text) {
    return el("label", { class: "cm-check" }, el("input", { type: "checkbox", checked: value, id: `switch-${key}`, onchange: (event) => this.actions.onToggle(key, event.target.checked) }), el("span", {}, text));
  }

  #dates(state) {
    const options = (key, choices) => el("select", { id: `choose-${key}`, onchange: (event) => this.actions.onToggle(key, event.target.value) }, choices.map(([value, text]) => el("option", { value, selected: (state[key] ?? this.config[key]) === value }, text)));
    return el("div", { class: "cm-switches" },
      this.config.lang === "ar" ? el("label", { class: "cm-inline" }, el("span", {}, gettext("Month names")), options("months", [["levant", gettext("Levant")], ["gulf", gettext("Gulf and Egypt")], ["maghreb", gettext("Maghreb")]])) : null,
      el("label", { class: "cm-inline" }, el("span", {}, gettext("Numerals")), options("digits", [["arabic", fill("{n}", { n: "١٢٣" })], ["western", "123"]])));
  }
}
