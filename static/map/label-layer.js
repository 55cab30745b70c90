// Names on the map in the page's language, the important first, none over another.

import { L } from "./leaflet.js";
import { Boxes } from "./boxes.js";
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
      const size = place.rank <= 2 ? 1.15 : place.rank <= 3 ? 1 : 0.8; // as mark-sprites.js draws it
      label = { kind: "place", at: project(place.lon, place.lat), text, area, size, rank: area ? 9 : place.rank };
      this._made.set(place, label);
    }
    return label;
  },

  _isVoid() {
    return !this._base.length && !this._places.length && !this.drawn?.length;
  },

  draw(ctx, frame) {
    const marks = this._marks(frame);
    const names = new Boxes();
    const written = new Set();
    this.drawn = []; // [{text, place, box}]: what stands on the map now
    for (const label of this._candidates(frame)) {
      if ((label.kind === "city" || label.kind === "area") && written.has(label.text)) continue;
      const box = this._drawOne(ctx, label, names, marks);
      if (!box) continue;
      names.add(box);
      written.add(label.text);
      this.drawn.push({ text: label.text, place: label.kind === "place", box });
    }
  },

  /** Boxes around the marks in the frame. */
  _marks({ scale, left, top, width, height }) {
    const boxes = new Boxes();
    for (const label of this._places) {
      const r = this._reachOf(label);
      const [x, y] = [label.at[0] * scale - left, label.at[1] * scale - top];
      if (x > -r && x < width + r && y > -r && y < height + r) boxes.add([x - r, y - r, x + r, y + r]);
    }
    return boxes;
  },

  /** How far the mark of a place reaches from its middle: an area's frame is wider than a town's mark. */
  _reachOf({ area, size }) {
    return (this._radius ?? 0) * (area ? 1.5 : size * 1.15);
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

  /** Draws a name where it finds room and returns its box; null where there is none. */
  _drawOne(ctx, label, names, marks) {
    const style = STYLES[label.kind];
    ctx.font = label.kind === "country" && label.small ? `600 12px ${FONT}` : style.font;
    if ("letterSpacing" in ctx) ctx.letterSpacing = this.options.lang === "en" && style.spacing ? style.spacing : "0px";
    const width = ctx.measureText(label.text).width;
    const spot = spotFor(label, width, names, marks, label.kind === "place" ? this._reachOf(label) : 3.5);
    if (!spot) return null;
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
    return spot.box;
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

/**
 * The first spot that is free of names and marks: centred for areas and waters; below, above, after or before a point,
 * past what its own mark reaches. A capital that finds none stands where it hides the fewest marks; any other goes
 * unnamed until there is room.
 */
function spotFor(label, width, names, marks, reach) {
  const half = width / 2 + 2;
  const gap = reach * 1.5 + 9; // a siege's ring, then half the height of a name
  const aside = half + reach + 2;
  const spots = label.kind === "place" || label.kind === "city"
    ? [[0, gap], [0, -gap], [aside, 0], [-aside, 0]]
    : label.kind === "river" ? [[0, 0]] : [[0, 0], [0, 14], [0, -14]];
  let best = null;
  for (const [dx, dy] of spots) {
    const [x, y] = [label.x + dx, label.y + dy];
    const steep = label.kind === "river" && Math.abs(label.extra) > 35;
    const tall = steep ? half : 8;
    const box = [x - (steep ? half * 0.7 : half), y - tall, x + (steep ? half * 0.7 : half), y + tall];
    if (names.count(box)) continue;
    const hidden = marks.count(box);
    if (hidden === 0) return { x, y, box };
    if (!best || hidden < best.hidden) best = { x, y, box, hidden };
  }
  return label.kind === "place" && label.rank <= 1 ? best : null;
}
