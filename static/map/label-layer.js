// Names on the map in the page's language, the important first, none over another.

import { L } from "./leaflet.js";
import { CanvasLayer, project } from "./canvas-layer.js";
import { isArea } from "./ledger.js";

const FONT = '"Plex Arabic", sans-serif';
const HALO = "rgba(246,243,236,0.92)";
const STYLES = {
  country: { font: `600 15px ${FONT}`, colour: "#85796a", spacing: "1px", rank: 1 },
  sea: { font: `italic 400 14px ${FONT}`, colour: "#6d8d9b", halo: "rgba(213,225,230,0.9)", rank: 2 },
  place: { font: `500 13px ${FONT}`, colour: "#23221f", rank: 3 },
  city: { font: `400 12px ${FONT}`, colour: "#5c564c", rank: 4 },
  lake: { font: `italic 400 11px ${FONT}`, colour: "#5f8394", halo: "rgba(213,225,230,0.9)", rank: 5 },
  river: { font: `italic 400 12px ${FONT}`, colour: "#5f8b9e", rank: 6 },
  area: { font: `400 11.5px ${FONT}`, colour: "#a2988a", rank: 7 },
};

/** Least zoom at which a base-map city of a rank (1 capital … 6 small town) is named. */
const cityZoom = (rank) => [4, 4, 5, 6, 6.8, 7.6, 8.4][rank] ?? 9;

/** Whether a box [x0, y0, x1, y1] meets one of those already taken. */
function meets(taken, [x0, y0, x1, y1]) {
  return taken.some((b) => x0 < b[2] && x1 > b[0] && y0 < b[3] && y1 > b[1]);
}

export const LabelLayer = CanvasLayer.extend({
  /** `lang`: which name of the base map's labels; `nameOf(place)`: the name of a place with a state. */
  options: { still: true, lang: "ar", nameOf: (place) => place.ar },

  initialize(options) {
    L.setOptions(this, options);
    this._base = [];
    this._places = [];
    this._made = new WeakMap();
  },

  /** Labels of the base map (basemap.js). */
  setBase(labels) {
    this._base = labels.map((label) => ({ ...label, at: project(label.lon, label.lat), text: label[this.options.lang] }));
    this.redraw();
  },

  /** Places with a state, the weightiest first: [{ar, en, lon, lat, rank, radius}]; their names stand beside their marks. */
  setPlaces(places, radius) {
    this._places = places.map((place) => this._labelOf(place));
    this._radius = radius;
    this.redraw();
  },

  /** The label of a place, made once. */
  _labelOf(place) {
    let label = this._made.get(place);
    if (!label) {
      const text = this.options.nameOf(place);
      // An area is named last, and clear of all marks: its own towns come first.
      const area = isArea(place);
      label = { kind: "place", at: project(place.lon, place.lat), text, area, rank: area ? 9 : place.rank };
      this._made.set(place, label);
    }
    return label;
  },

  draw(ctx, frame) {
    const taken = this._marks(frame); // names of the base map keep clear of marks; names of places stand beside theirs
    const own = taken.length;
    const named = new Set();
    const inView = this._candidates(frame);
    for (const label of inView) {
      if (label.kind === "city" && named.has(label.text)) continue;
      const spots = label.kind === "place" && !label.area ? taken.slice(own) : taken;
      if (this._drawOne(ctx, label, spots, taken)) named.add(label.text);
    }
  },

  /** Boxes around the marks of the weightier places. */
  _marks({ scale, left, top }) {
    return this._places.filter((place) => place.area || place.rank <= 3).slice(0, 400).map(({ at, area }) => {
      const r = (this._radius ?? 0) * (area ? 1.5 : 1.1); // an area's frame is wider than a town's mark
      const [x, y] = [at[0] * scale - left, at[1] * scale - top];
      return [x - r, y - r, x + r, y + r];
    });
  },

  _candidates({ scale, left, top, width, height, zoom }) {
    const shown = (l) => (l.kind === "place" ? placeShown(l, zoom) : baseShown(l, zoom));
    const out = [];
    for (const label of [...this._places, ...this._base]) {
      if (!shown(label)) continue;
      const [x, y] = [label.at[0] * scale - left, label.at[1] * scale - top];
      if (x > -60 && x < width + 60 && y > -20 && y < height + 20) out.push({ ...label, x, y });
    }
    const order = (l) => STYLES[l.kind].rank * 10 + (l.kind === "city" || l.kind === "place" ? Math.min(9, l.zoom ?? l.rank ?? 5) : 0);
    return out.sort((a, b) => order(a) - order(b));
  },

  _drawOne(ctx, label, others, taken) {
    const style = STYLES[label.kind];
    ctx.font = label.kind === "country" && label.small ? `600 12px ${FONT}` : style.font;
    if ("letterSpacing" in ctx) ctx.letterSpacing = this.options.lang === "en" && style.spacing ? style.spacing : "0px";
    const width = ctx.measureText(label.text).width;
    const spot = spotFor(label, width, others, label.kind === "place" ? this._radius : 3);
    if (!spot) return false;
    taken.push(spot.box);
    ctx.save();
    ctx.translate(spot.x, spot.y);
    if (label.kind === "river") ctx.rotate((label.extra * Math.PI) / 180);
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.lineWidth = 3;
    ctx.strokeStyle = style.halo ?? HALO;
    ctx.strokeText(label.text, 0, 0);
    ctx.fillStyle = style.colour;
    ctx.fillText(label.text, 0, 0);
    ctx.restore();
    if (label.kind === "city") dot(ctx, label);
    return true;
  },
});

function placeShown(place, zoom) {
  if (place.area) return zoom >= 6.5;
  return zoom >= (place.rank <= 1 ? 5 : place.rank === 2 ? 6 : place.rank === 3 ? 8 : 9.5);
}

function baseShown(label, zoom) {
  switch (label.kind) {
    case "country": return zoom >= 3 && zoom < 9;
    case "city": return zoom >= cityZoom(label.zoom) && zoom <= 12;
    default: return zoom >= label.zoom;
  }
}

function dot(ctx, { x, y }) {
  ctx.beginPath();
  ctx.arc(x, y, 1.8, 0, Math.PI * 2);
  ctx.fillStyle = "#8f887b";
  ctx.fill();
}

/** The first free spot: centred for areas and waters; below, above, after or before a point. */
function spotFor(label, width, taken, radius) {
  const half = width / 2 + 2;
  const gap = radius * 1.5 + 9;
  const spots = label.kind === "place" || label.kind === "city"
    ? [[0, gap], [0, -gap], [half + radius + 2, 0], [-half - radius - 2, 0]]
    : label.kind === "river" ? [[0, 0]] : [[0, 0], [0, 14], [0, -14]];
  for (const [dx, dy] of spots) {
    const [x, y] = [label.x + dx, label.y + dy];
    const steep = label.kind === "river" && Math.abs(label.extra) > 35;
    const tall = steep ? half : 8;
    const box = [x - (steep ? half * 0.7 : half), y - tall, x + (steep ? half * 0.7 : half), y + tall];
    if (!meets(taken, box)) return { x, y, box };
  }
  return null;
}
