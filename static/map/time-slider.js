// The strip under the map: histogram, handle, range and their keys. It knows days and events, nothing of maps.

import { addUnits } from "./days.js";
import { dateInWords, shortDate } from "./format.js";
import { TimeScale } from "./time-scale.js";
import { drawHistogram } from "./histogram-drawing.js";
import { byId, settled } from "./dom.js";

const KEYS = { PageUp: ["month", 1], PageDown: ["month", -1], ArrowUp: ["unit", 1], ArrowDown: ["unit", -1] };

export class TimeSlider {
  /** `onDay(day)`, `onRange({from, to})` (nulls for no limit), `onUnit(unit)` when the bins change. */
  constructor({ rtl, onDay, onRange }) {
    this.rtl = rtl;
    this.onDay = onDay;
    this.onRange = onRange;
    this.strip = byId("strip");
    this.handle = byId("handle");
    this.canvas = byId("histogram");
    this.edges = { from: byId("range-from"), to: byId("range-to") };
    this.state = { day: 0, from: null, to: null, compare: null, unit: "day" };
    this.accepts = () => true;
    this.rangeMoved = false;
    this.saySoon = settled(() => this.#sayDay(), 60, 250);
    this.#listen();
  }

  /** Events, sides, the days that there are, and which events the histogram counts. */
  setData({ events, actors, order, first, last, accepts }) {
    Object.assign(this, { events, actors, order, accepts });
    this.scale = new TimeScale(first, last, this.#width(), this.rtl);
    this.#showNews();
    this.handle.setAttribute("aria-valuemin", first);
    this.handle.setAttribute("aria-valuemax", last);
    this.redraw();
  }

  /** Begins with the days of which news tells, and some around them. */
  #showNews() {
    const span = this.events.daySpan();
    if (!span) return;
    const [low, high] = span;
    const room = Math.max(20, Math.round((high - low) * 0.06));
    this.scale.show(low - room, high + room);
  }

  /** Shows only the days from `first` to `last`. */
  show(first, last) {
    this.scale.show(first, last);
    this.redraw();
  }

  /** Which events the histogram counts. */
  setFilter(accepts) {
    this.accepts = accepts;
    this.redraw();
  }

  /** Takes the state's days; what the strip shows of them follows with `follow`. */
  take({ day, from, to, compare, unit }) {
    const { state } = this;
    this.rangeMoved ||= state.from !== from || state.to !== to || state.compare !== compare;
    this.state = { day, from, to, compare, unit };
  }

  /** Moves handle, range and compare mark to the days taken. */
  follow() {
    if (!this.scale) return;
    if (this.scale.reveal(this.state.day)) this.redraw();
    this.#placeHandle();
    this.saySoon();
    if (this.rangeMoved) this.#placeRange();
  }

  redraw() {
    if (!this.scale) return;
    this.scale.width = this.#width();
    this.bins = drawHistogram(this.canvas, this.scale, this);
    this.#placeHandle();
    this.#sayDay();
    this.#placeRange();
  }

  #width() {
    return this.strip.clientWidth || 600;
  }

  #placeHandle() {
    this.handle.style.transform = `translateX(${this.scale.x(this.state.day).toFixed(1)}px)`;
  }

  /** Says the day to screen readers; in a fast row of steps only now and then, since nobody could listen to each. */
  #sayDay() {
    const { day } = this.state;
    this.handle.setAttribute("aria-valuenow", day);
    this.handle.setAttribute("aria-valuetext", dateInWords(day));
  }

  #placeRange() {
    this.rangeMoved = false;
    const { from, to, compare } = this.state;
    const [first, last] = this.scale.full;
    const at = { from: this.scale.edge(from ?? first), to: this.scale.edge((to ?? last) + 1) };
    const clamp = (x) => Math.max(0, Math.min(this.scale.width, x));
    for (const [name, button] of Object.entries(this.edges)) {
      button.style.transform = `translateX(${clamp(at[name])}px)`;
      const day = name === "from" ? (from ?? first) : (to ?? last);
      button.setAttribute("aria-valuemin", first);
      button.setAttribute("aria-valuemax", last);
      button.setAttribute("aria-valuenow", day);
      button.setAttribute("aria-valuetext", shortDate(day));
    }
    const range = byId("range");
    const [left, right] = [Math.min(at.from, at.to), Math.max(at.from, at.to)].map(clamp);
    range.hidden = from === null && to === null;
    range.style.transform = `translateX(${left}px)`;
    range.style.width = `${right - left}px`;
    const mark = byId("compare-mark");
    mark.hidden = compare === null;
    if (compare !== null) mark.style.transform = `translateX(${clamp(this.scale.x(compare))}px)`;
  }

  #dayAt(event) {
    return this.scale.day(event.clientX - this.strip.getBoundingClientRect().left);
  }

  #listen() {
    this.strip.addEventListener("pointerdown", (event) => this.#press(event));
    this.strip.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.handle.addEventListener("keydown", (event) => this.#key(event, (day) => this.onDay(day), this.state.day));
    for (const [name, button] of Object.entries(this.edges)) {
      button.addEventListener("pointerdown", (event) => this.#dragEdge(event, name));
      button.addEventListener("keydown", (event) => {
        const start = this.state[name] ?? this.scale.full[name === "from" ? 0 : 1];
        this.#key(event, (day) => this.#setEdge(name, day), start);
      });
    }
    byId("time-in").addEventListener("click", () => this.#zoomBy(0.5));
    byId("time-out").addEventListener("click", () => this.#zoomBy(2));
    new ResizeObserver(() => { if (this.scale && this.#width() !== this.scale.width) this.redraw(); }).observe(this.strip);
  }

  #press(event) {
    if (!this.scale || event.button !== 0 || event.target.closest("button")) return;
    this.handle.focus({ preventScroll: true });
    this.#drag(event, this.strip, (move) => this.onDay(this.#dayAt(move)));
    this.onDay(this.#dayAt(event));
    event.preventDefault();
  }

  #dragEdge(event, name) {
    event.preventDefault();
    this.edges[name].focus({ preventScroll: true });
    this.#drag(event, this.edges[name], (move) => this.#setEdge(name, this.#dayAt(move)));
  }

  #setEdge(name, day) {
    const [first, last] = this.scale.full;
    const range = { from: this.state.from, to: this.state.to, [name]: day };
    if (range.from !== null && range.from <= first) range.from = null;
    if (range.to !== null && range.to >= last) range.to = null;
    if ((range.from ?? first) <= (range.to ?? last)) this.onRange(range);
  }

  #drag(event, target, move) {
    const stop = () => {
      target.removeEventListener("pointermove", move);
      target.removeEventListener("pointerup", stop);
      target.removeEventListener("pointercancel", stop);
    };
    target.setPointerCapture(event.pointerId);
    target.addEventListener("pointermove", move);
    target.addEventListener("pointerup", stop);
    target.addEventListener("pointercancel", stop);
  }

  #wheel(event) {
    if (!this.scale) return;
    event.preventDefault();
    const x = event.clientX - this.strip.getBoundingClientRect().left;
    this.scale.zoom(event.deltaY > 0 ? 1.25 : 0.8, x);
    this.redraw();
  }

  #zoomBy(factor) {
    this.scale.zoom(factor, this.scale.x(Math.max(this.scale.first, Math.min(this.scale.last, this.state.day))));
    this.redraw();
  }

  /** Arrows follow the picture: the left arrow moves left, which is later in Arabic. */
  #key(event, move, day) {
    const later = this.rtl ? "ArrowLeft" : "ArrowRight";
    const earlier = this.rtl ? "ArrowRight" : "ArrowLeft";
    const [first, last] = this.scale.full;
    let target;
    if (event.key === later) target = addUnits(day, event.shiftKey ? "month" : this.state.unit, 1);
    else if (event.key === earlier) target = addUnits(day, event.shiftKey ? "month" : this.state.unit, -1);
    else if (event.key === "Home") target = first;
    else if (event.key === "End") target = last;
    else if (KEYS[event.key]) target = addUnits(day, KEYS[event.key][0] === "unit" ? this.state.unit : "month", KEYS[event.key][1]);
    else return;
    event.preventDefault();
    event.stopPropagation();
    move(Math.max(first, Math.min(last, target)));
  }
}
