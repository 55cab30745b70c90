// The proof: a place's history, each change with its sentences, sources, contradictions and who accepted it.

import { el, fillWith, byId } from "./dom.js";
import { askJson, withQuery } from "./api.js";
import { claimQuote } from "./evidence-text.js";
import { parseDay } from "./days.js";
import { markIcon } from "./mark-icon.js";
import { fill, gettext, ngettext, numerals } from "./i18n.js";
import { dateInWords, shortDate, spanInWords } from "./format.js";
import { isArea, periodAt } from "./ledger.js";
import { areaName, caveatsOf, deciderName, eventInWords, inRow, kindName, lookInWords, modalityName, partName, placeName, sideName } from "./words.js";

const safeUrl = (url) => (/^https?:\/\//.test(url ?? "") ? url : null);

export class EvidencePanel {
  /** `url`: where places are asked for; `onClose()`, `onDay(day)`, `onEvent(pk)`, `onShow(place)`. */
  constructor({ url, onClose, onDay, onEvent, onShow }) {
    Object.assign(this, { url, onClose, onDay, onEvent, onShow });
    this.root = byId("evidence");
    this.root.addEventListener("keydown", (event) => { if (event.key === "Escape") this.onClose(); });
    this.answers = new Map();
  }

  hide() {
    this.root.hidden = true;
    this.shown = null;
    document.body.classList.remove("cm-has-evidence");
  }

  /** Opens a place of the ledger and asks for its evidence. */
  async open(place, state, ledger, time) {
    const fresh = this.shown !== place.id;
    this.shown = place.id;
    Object.assign(this, { place, ledger, time });
    this.root.hidden = false;
    document.body.classList.add("cm-has-evidence");
    this.#frame(state);
    if (fresh) this.root.focus({ preventScroll: true });
    await this.#load(state);
  }

  /** Follows the day without asking again. */
  setState(state) {
    if (!this.shown || !this.status) return;
    fillWith(this.status, this.#now(state));
    this.#markPeriod(state);
  }

  #frame(state) {
    const { place } = this;
    this.status = el("div", { class: "cm-now" }, this.#now(state));
    this.periods = el("ol", { class: "cm-history" }, this.#history());
    this.body = el("div", { class: "cm-proof", id: "proof" });
    fillWith(this.root,
      el("header", { class: "cm-evidence-head" },
        el("div", {}, el("h2", {}, placeName(place)), el("p", { class: "cm-quiet" }, inRow([kindName(place.kind), areaName(place)]))),
        el("button", { type: "button", class: "cm-icon", title: gettext("Show on the map"), onclick: () => this.onShow(place) }, el("span", { class: "cm-hidden" }, gettext("Show on the map")), "◎"),
        el("button", { type: "button", class: "cm-close", id: "evidence-close", title: gettext("Close"), onclick: () => this.onClose() }, el("span", { class: "cm-hidden" }, gettext("Close")), "×")),
      this.status, el("h3", {}, gettext("History")), this.periods, el("h3", {}, gettext("Evidence")), this.body,
      el("p", {}, el("a", { href: `/places/${encodeURIComponent(place.id)}` }, gettext("The whole history of this place"))));
    this.#markPeriod(state);
  }

  #now(state) {
    const id = this.time.lookAt(this.place.index, state.day);
    const look = this.time.looks[id];
    const [row] = this.time.rowsAt(this.place.index, state.day);
    const period = row >= 0 ? periodAt(this.ledger, row) : null;
    const parts = (period?.shares ?? []).map(([label, code, slug, besieged]) => el("li", {}, fill(besieged ? gettext("{part}: besieged by {side}") : gettext("{part}: {side}"), { part: partName(label, code), side: slug ? sideName(this.ledger.actors, slug) : gettext("unknown") })));
    return [markIcon(look, this.ledger.actors, { size: 44, radius: 13, area: isArea(this.place) }),
      el("div", {}, el("p", { class: "cm-quiet" }, dateInWords(state.day)), el("p", { class: "cm-state", id: "evidence-state" }, lookInWords(look, this.ledger.actors)),
        parts.length ? el("ul", { class: "cm-parts" }, parts) : null,
        period ? el("p", { class: "cm-quiet" }, fill(gettext("Last evidence: {date}"), { date: shortDate(period.lastEvidence) })) : null,
        el("p", { class: "cm-quiet" }, caveatsOf(look).join(" · ")))];
  }

  #history() {
    const { first } = this.ledger.periods;
    const rows = [];
    for (let i = first[this.place.index]; i < first[this.place.index + 1]; i += 1) rows.push(periodAt(this.ledger, i));
    rows.sort((a, b) => a.start - b.start || a.track - b.track);
    return rows.map((period) => {
      const siege = period.track === 1;
      const look = siege ? null : this.time.looks[this.time.lookAt(this.place.index, period.start)];
      const text = siege ? fill(gettext("Besieged by {besieger}"), { besieger: inRow(period.holders.map((slug) => sideName(this.ledger.actors, slug))) }) : lookInWords({ ...look, siege: [] }, this.ledger.actors);
      return el("li", { dataset: { start: period.start, end: period.end ?? "", track: period.track } }, el("button", { type: "button", class: "cm-row", onclick: () => this.onDay(period.start) },
        siege ? el("span", { class: "cm-ring", "aria-hidden": "true" }) : markIcon({ ...look, siege: [] }, this.ledger.actors, { size: 22, radius: 7, area: isArea(this.place) }),
        el("span", { class: "cm-row-text" }, el("span", {}, text), el("span", { class: "cm-quiet" }, [spanInWords(period.start, period.end), period.inferred ? gettext("inferred") : null].filter(Boolean).join(" · ")))));
    });
  }

  #markPeriod({ day }) {
    for (const li of this.periods.children) {
      const { start, end } = li.dataset;
      li.classList.toggle("cm-current", Number(start) <= day && (end === "" || Number(end) > day));
    }
  }

  async #load(state) {
    const url = withQuery(this.url + encodeURIComponent(this.place.id), { ledger: state.ledger, known: state.known === null ? null : new Date(Date.UTC(2000, 0, 1 + state.known)).toISOString().slice(0, 10) });
    const { place } = this;
    fillWith(this.body, el("p", { class: "cm-quiet" }, gettext("Fetching the sentences …")));
    try {
      const answer = this.answers.get(url) ?? await askJson(url, "place");
      this.answers.set(url, answer);
      if (this.shown === place.id) this.#events(answer.events, state);
    } catch {
      if (this.shown !== place.id) return;
      fillWith(this.body, el("p", { class: "cm-none" }, gettext("The sentences could not be fetched; the history above is complete.")), el("button", { type: "button", class: "cm-button", id: "evidence-retry", onclick: () => this.#load(state) }, gettext("Try again")));
    }
  }

  #events(events, state) {
    const key = (event) => parseDay(event.date_start ?? event.known_on ?? "") ?? -1e9;
    const sorted = [...events].sort((a, b) => key(b) - key(a));
    const words = fill(ngettext("{n} event", "{n} events", sorted.length), { n: sorted.length });
    fillWith(this.body, el("p", { class: "cm-quiet" }, words), sorted.map((event) => this.#event(event, events)));
    if (state.event !== null) this.showEvent(state.event);
  }

  showEvent(pk) {
    const node = byId(`event-${pk}`);
    if (!node) return;
    this.root.querySelectorAll(".cm-event.cm-chosen").forEach((other) => other.classList.remove("cm-chosen"));
    node.classList.add("cm-chosen");
    node.scrollIntoView({ block: "nearest" });
  }

  #event(event, all) {
    const pk = event.id ?? event.pk;
    const [start, end] = [parseDay(event.date_start ?? ""), parseDay(event.date_end ?? "")];
    const when = start !== null ? spanInWords(start, end ?? start + 1) : event.known_on ? fill(gettext("undated; known on {date}"), { date: shortDate(parseDay(event.known_on)) }) : gettext("undated");
    const chips = [modalityName(event.modality), event.part ? partName(event.part, event.part_code) : null, event.status === "accepted" ? deciderName(event.decided_by) : gettext("not accepted"),
      fill(ngettext("{n} source", "{n} sources", event.sources ?? event.claims?.length ?? 0), { n: typeof event.sources === "number" ? event.sources : (event.claims?.length ?? 0) })].filter(Boolean);
    return el("article", { class: "cm-event", id: `event-${pk}` },
      el("h4", {}, el("button", { type: "button", class: "cm-link", onclick: () => { if (start !== null) this.onDay(start); this.onEvent(Number(pk)); } }, eventInWords(event, this.ledger.actors))),
      el("p", { class: "cm-when" }, when), el("p", { class: "cm-chips" }, chips.map((chip) => el("span", {}, chip))),
      (event.claims ?? []).map((claim) => this.#claim(claim)), this.#contradictions(event, all), this.#reviews(event));
  }

  #claim(claim) {
    const outside = safeUrl(claim.url);
    const published = parseDay(claim.published ?? "");
    return el("div", { class: "cm-claim" }, claimQuote(claim), el("p", { class: "cm-source" },
      el("b", { dir: "auto" }, claim.outlet || claim.heading || gettext("outlet unknown")), published === null ? null : el("span", {}, shortDate(published)),
      claim.attribution ? el("span", {}, fill(gettext("citing {source}"), { source: claim.attribution })) : null, el("span", {}, modalityName(claim.modality)),
      claim.article_url_local ? el("a", { href: claim.article_url_local }, gettext("in the article")) : null,
      outside ? el("a", { href: outside, rel: "noreferrer noopener", target: "_blank" }, gettext("original")) : null));
  }

  #contradictions(event, all) {
    const others = (event.contradicts ?? []).map((pk) => all.find((other) => (other.id ?? other.pk) === pk)).filter(Boolean);
    if (!others.length) return event.contradicted ? el("p", { class: "cm-contradicts" }, gettext("Other reports contradict it.")) : null;
    return el("p", { class: "cm-contradicts" }, gettext("Contradicted by:"), others.map((other) => el("button", { type: "button", class: "cm-link", onclick: () => this.showEvent(other.id ?? other.pk) }, eventInWords(other, this.ledger.actors))));
  }

  #reviews(event) {
    const reviews = event.reviews ?? [];
    if (!reviews.length) return null;
    const verdict = { accept: gettext("accepted"), accepted: gettext("accepted"), reject: gettext("rejected"), rejected: gettext("rejected") };
    return el("details", { class: "cm-reviews" }, el("summary", {}, gettext("Decisions")), el("ul", {}, reviews.map((review) => el("li", {},
      [verdict[review.verdict] ?? review.verdict, review.by && review.by !== "policy" ? review.by : deciderName("policy"), numerals((review.at ?? "").slice(0, 10)), review.note, Array.isArray(review.reasons) ? review.reasons.join("; ") : review.reasons].filter(Boolean).join(" · ")))));
  }
}
