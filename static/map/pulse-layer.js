// Rings that spread once from places that just changed, and the ring around the selected place.

import { L } from "./leaflet.js";
import { CanvasLayer, project } from "./canvas-layer.js";
import { INK } from "./colours.js";

const LIFE = 700; // milliseconds of one pulse
const MOST = 80; // more than these at once is no longer a signal
const PHASES = 24; // pictures of one pulse, drawn once for each size
const SPREAD = 1.6; // how much wider than a mark a pulse grows

export const PulseLayer = CanvasLayer.extend({
  initialize(options) {
    L.setOptions(this, options);
    this._pulses = []; // {x, y, born}, the oldest first; x and y projected
    this._chosen = null;
    this._calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  },

  /** Starts a pulse at each of these places; `world`: projected x and y of each place, by turns. */
  pulse(places, world, radius) {
    if (this._calm || places.length > MOST || !places.length) return;
    const born = performance.now();
    this._useRadius(radius);
    for (const place of places) this._pulses.push({ x: world[2 * place], y: world[2 * place + 1], born });
    if (this._pulses.length > MOST) this._pulses.splice(0, this._pulses.length - MOST);
    this._request ??= L.Util.requestAnimFrame(this._tick, this);
  },

  /** Rings a place, or none. */
  choose(place, radius) {
    this._chosen = place ? { at: project(place.lon, place.lat), radius } : null;
    this.redraw();
  },

  /** How many pulses are under way. */
  countPulses() {
    return this._pulses.length;
  },

  /** Draws the phases of a pulse side by side, for one size of marks: as a still picture, since of a canvas a copy is taken at each use. */
  _useRadius(radius) {
    const half = Math.ceil(radius * (1 + SPREAD) + 2);
    if (this._radius === radius && this._phasesRatio === this._ratio) return;
    [this._radius, this._half, this._phasesRatio] = [radius, half, this._ratio];
    const side = 2 * half * this._ratio;
    const ctx = new OffscreenCanvas(side * PHASES, side).getContext("2d");
    for (let i = 0; i < PHASES; i += 1) {
      const share = i / PHASES;
      ctx.setTransform(this._ratio, 0, 0, this._ratio, (i + 0.5) * side, side / 2);
      ring(ctx, 0, 0, radius * (1 + SPREAD * share), 2, `rgba(43,42,39,${(0.7 * (1 - share)).toFixed(3)})`);
    }
    this._phases = ctx.canvas.transferToImageBitmap();
  },

  /** One frame of the pulses; the canvas is drawn anew only when they have come to the next picture. */
  _tick() {
    this._request = null;
    const now = performance.now();
    const over = this._pulses.findIndex((pulse) => now - pulse.born < LIFE);
    if (over) this._pulses.splice(0, over < 0 ? this._pulses.length : over);
    if (!this._pulses.length || !(now - this._drawn < LIFE / PHASES)) {
      this._drawn = now;
      this.redraw();
    }
    if (this._pulses.length) this._request = L.Util.requestAnimFrame(this._tick, this);
  },

  _isVoid() {
    return !this._pulses.length && !this._chosen && !this._shows;
  },

  draw(ctx, { scale, left, top }) {
    const now = performance.now();
    this._shows = this._pulses.length > 0 || this._chosen !== null;
    const [half, side] = [this._half, 2 * this._half * this._ratio];
    for (const { x, y, born } of this._pulses) {
      const phase = Math.min(PHASES - 1, Math.floor(((now - born) / LIFE) * PHASES));
      ctx.drawImage(this._phases, phase * side, 0, side, side, x * scale - left - half, y * scale - top - half, 2 * half, 2 * half);
    }
    if (!this._chosen) return;
    const [x, y] = [this._chosen.at[0] * scale - left, this._chosen.at[1] * scale - top];
    ring(ctx, x, y, this._chosen.radius * 1.9, 4, "rgba(255,255,255,0.9)");
    ring(ctx, x, y, this._chosen.radius * 1.9, 1.8, INK);
  },
});

function ring(ctx, x, y, radius, width, colour) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, Math.PI * 2);
  ctx.lineWidth = width;
  ctx.strokeStyle = colour;
  ctx.stroke();
}
