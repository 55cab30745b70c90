// A canvas that covers the map and moves with it: what the base map, the marks and the labels have in common.

import { L } from "./leaflet.js";

const MARGIN = 0.25; // the canvas reaches this share of the map's size beyond each edge, so that a drag shows no gap

/** Web Mercator world pixels at zoom 0 (256 px wide), for longitude and latitude in degrees. */
export function project(lon, lat) {
  const sine = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
  return [((lon + 180) / 360) * 256, (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 256];
}

/**
 * Subclasses give `draw(ctx, frame)`; frame: {scale, left, top, width, height, zoom} where a projected point (x, y)
 * lies at (x * scale - left, y * scale - top) on the canvas, in CSS pixels. With the option `still` the picture is drawn
 * aside and handed over whole: a browser copies a canvas that can be drawn on at every frame, changed or not.
 */
export const CanvasLayer = L.Layer.extend({
  options: { pane: "overlayPane", margin: MARGIN, still: false, readable: false },

  onAdd(map) {
    this._canvas = L.DomUtil.create("canvas", "cm-canvas leaflet-zoom-animated", this.getPane());
    this._canvas.setAttribute("aria-hidden", "true");
    if (this.options.still) this._sheet = this._canvas.getContext("bitmaprenderer");
    else this._ctx = this._canvas.getContext("2d", { willReadFrequently: this.options.readable });
    map.on({ moveend: this._place, zoomanim: this._animate, resize: this._place }, this);
    this._place();
  },

  onRemove(map) {
    map.off({ moveend: this._place, zoomanim: this._animate, resize: this._place }, this);
    this._canvas.remove();
  },

  /** Where the canvas lies and how projected points fall on it. */
  frame() {
    return this._frame;
  },

  /** Lets the canvas reach only as far as a box of projected points [x0, y0, x1, y1] and `reach` CSS pixels around it. */
  keepTo(box, reach) {
    this._within = { box, reach };
    if (this._map) this._place();
  },

  /** Whether there is nothing to draw, and nothing was drawn before. */
  _isVoid() {
    return false;
  },

  redraw() {
    if (!this._frame || this._isVoid()) return;
    const { width, height } = this._frame;
    const ctx = this._sheet ? this._besides() : this._ctx;
    ctx.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    this.draw(ctx, this._frame);
    if (this._sheet) this._sheet.transferFromImageBitmap(ctx.canvas.transferToImageBitmap());
  },

  /** An empty canvas aside, its context as new: one for all pictures, since a browser looks after each at every frame. */
  _besides() {
    this._aside ??= new OffscreenCanvas(1, 1).getContext("2d");
    Object.assign(this._aside.canvas, { width: this._canvas.width, height: this._canvas.height });
    return this._aside;
  },

  /** The part of the map that the canvas covers, in container pixels. */
  _part() {
    const size = this._map.getSize();
    const margin = size.multiplyBy(this.options.margin).round();
    const whole = L.bounds([-margin.x, -margin.y], [size.x + margin.x, size.y + margin.y]);
    if (!this._within) return whole;
    const { box, reach } = this._within;
    const scale = 2 ** this._map.getZoom();
    const origin = this._map.getPixelOrigin().add(this._map.containerPointToLayerPoint([0, 0]));
    const left = Math.max(whole.min.x, Math.floor(box[0] * scale - origin.x - reach));
    const top = Math.max(whole.min.y, Math.floor(box[1] * scale - origin.y - reach));
    const right = Math.min(whole.max.x, Math.ceil(box[2] * scale - origin.x + reach));
    const bottom = Math.min(whole.max.y, Math.ceil(box[3] * scale - origin.y + reach));
    return right > left && bottom > top ? L.bounds([left, top], [right, bottom]) : L.bounds([0, 0], [1, 1]);
  },

  /** Puts the canvas where the map now lies and draws it anew. */
  _place() {
    const map = this._map;
    const part = this._part();
    const corner = map.containerPointToLayerPoint(part.min);
    const { x: width, y: height } = part.getSize();
    if (!(width > 0 && height > 0)) return; // the map is not laid out now
    this._ratio = Math.min(2, window.devicePixelRatio || 1);
    const [across, down] = [Math.round(width * this._ratio), Math.round(height * this._ratio)];
    if (this._canvas.width !== across || this._canvas.height !== down) {
      this._canvas.width = across;
      this._canvas.height = down;
      this._canvas.style.width = `${width}px`;
      this._canvas.style.height = `${height}px`;
    }
    L.DomUtil.setPosition(this._canvas, corner);
    this._corner = map.layerPointToLatLng(corner);
    const origin = map.getPixelOrigin().add(corner);
    const zoom = map.getZoom();
    this._frame = { zoom, scale: 2 ** zoom, left: origin.x, top: origin.y, width, height, ratio: this._ratio };
    this.redraw();
  },

  _animate(event) {
    const scale = this._map.getZoomScale(event.zoom);
    const offset = this._map._latLngToNewLayerPoint(this._corner, event.zoom, event.center);
    L.DomUtil.setTransform(this._canvas, offset, scale);
  },
});
