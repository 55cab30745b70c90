// The base map: sea, land, lakes, rivers, first-level areas, borders (disputed ones dashed).

import { L } from "./leaflet.js";
import { CanvasLayer, project } from "./canvas-layer.js";

const LAND = "#f6f3ec";
const BEYOND = "#ece7db"; // past the edge of the base map
const WATER = "#d5e1e6";
const SHORE = "#a9bfc8";
const RIVER = "#a3c0cd";
const BORDER = "#8f887b";
const AREA = "#d9d2c4";

/** Runs of degrees become runs of world pixels at zoom 0, once; with each its box, so that far ones are skipped. */
function prepare(lines) {
  return lines.map((line) => {
    const points = new Float32Array(line.length);
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < line.length; i += 2) {
      const [x, y] = project(line[i], line[i + 1]);
      points[i] = x;
      points[i + 1] = y;
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
    return { points, box };
  });
}

function trace(ctx, { scale, left, top, width, height }, lines) {
  ctx.beginPath();
  for (const { points, box } of lines) {
    if (box[2] * scale < left || box[0] * scale > left + width || box[3] * scale < top || box[1] * scale > top + height) continue;
    let lastX = NaN;
    let lastY = NaN;
    for (let i = 0; i < points.length; i += 2) {
      const x = points[i] * scale - left;
      const y = points[i + 1] * scale - top;
      if (i === 0) ctx.moveTo(x, y);
      else if (Math.abs(x - lastX) + Math.abs(y - lastY) < 0.7 && i < points.length - 2) continue;
      else ctx.lineTo(x, y);
      lastX = x;
      lastY = y;
    }
  }
}

export const BaseLayer = CanvasLayer.extend({
  options: { still: true },

  initialize(options) {
    L.setOptions(this, options);
    this._lines = null;
  },

  /** Takes the base map as basemap.js reads it. */
  setData(basemap) {
    const names = ["land", "lakes", "rivers", "coast", "borders", "disputed", "areas"];
    this._box = basemap.box && [...project(basemap.box[0], basemap.box[3]), ...project(basemap.box[2], basemap.box[1])];
    this._lines = Object.fromEntries(names.map((name) => [name, prepare(basemap[name])]));
    this.redraw();
    return this;
  },

  _isVoid() {
    return !this._lines; // the page itself has the colour of water
  },

  draw(ctx, frame) {
    ctx.fillStyle = this._box ? BEYOND : WATER;
    ctx.fillRect(0, 0, frame.width, frame.height);
    if (this._box) this._fillBox(ctx, frame);
    ctx.lineJoin = "round";
    ctx.lineCap = "round";
    this._fill(ctx, frame, "land", LAND);
    if (frame.zoom >= 6) this._stroke(ctx, frame, "areas", AREA, 0.9);
    this._stroke(ctx, frame, "rivers", RIVER, frame.zoom >= 8 ? 2.4 : frame.zoom >= 6 ? 1.6 : 1);
    this._fill(ctx, frame, "lakes", WATER);
    this._stroke(ctx, frame, "lakes", SHORE, 0.7);
    this._stroke(ctx, frame, "coast", SHORE, 0.9);
    this._stroke(ctx, frame, "borders", BORDER, 1.2);
    ctx.setLineDash([5, 4]);
    this._stroke(ctx, frame, "disputed", BORDER, 1.2);
    ctx.setLineDash([]);
  },

  /** Water where the base map knows what is water and what is land; beyond it there is neither. */
  _fillBox(ctx, { scale, left, top }) {
    const [x0, y0, x1, y1] = this._box;
    ctx.fillStyle = WATER;
    ctx.fillRect(x0 * scale - left, y0 * scale - top, (x1 - x0) * scale, (y1 - y0) * scale);
  },

  _fill(ctx, frame, name, colour) {
    trace(ctx, frame, this._lines[name]);
    ctx.fillStyle = colour;
    ctx.fill("evenodd");
  },

  _stroke(ctx, frame, name, colour, width) {
    trace(ctx, frame, this._lines[name]);
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.stroke();
  },
});
