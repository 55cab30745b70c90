// Rings that spread once from places that just changed, and the ring around the selected place.

import { L } from "./leaflet.js";
import { CanvasLayer, project } from "./canvas-layer.js";
import { INK } from "./colours.js";

const LIFE = 700; // milliseconds of one pulse
const MOST = 120; // more than these at once is no longer a signal

export const PulseLayer = CanvasLayer.extend({
  initialize(options) {
    L.setOptions(this, options);
    this._pulses = [];
    this._chosen = null;
    this._calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  },

  /** Starts a pulse at each of these places ([{lon, lat}]). */
  pulse(places, radius) {
    if (this._calm || places.length > MOST || !places.length) return;
    const born = performance.now();
    this._radius = radius;
    this._pulses.push(...places.map((place) => ({ at: project(place.lon, place.lat), born })));
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

  _tick() {
    this._request = null;
    const now = performance.now();
    this._pulses = this._pulses.filter((pulse) => now - pulse.born < LIFE);
    this.redraw();
    if (this._pulses.length) this._request = L.Util.requestAnimFrame(this._tick, this);
  },

  draw(ctx, { scale, left, top }) {
    const now = performance.now();
    for (const { at, born } of this._pulses) {
      const share = Math.min(1, (now - born) / LIFE);
      ring(ctx, at[0] * scale - left, at[1] * scale - top, this._radius * (1 + 1.6 * share), 2, `rgba(43,42,39,${(0.7 * (1 - share)).toFixed(3)})`);
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
