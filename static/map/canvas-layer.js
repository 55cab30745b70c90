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
 * lies at (x * scale - left, y * scale - top) on the canvas, in CSS pixels.
 */
export const CanvasLayer = L.Layer.extend({
  options: { pane: "overlayPane", margin: MARGIN },

  onAdd(map) {
    this._canvas = L.DomUtil.create("canvas", "cm-canvas leaflet-zoom-animated", this.getPane());
    this._canvas.setAttribute("aria-hidden", "true");
    this._ctx = this._canvas.getContext("2d", { willReadFrequently: Boolean(this.options.readable) });
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

  redraw() {
    if (!this._frame) return;
    const { width, height } = this._frame;
    this._ctx.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
    this._ctx.clearRect(0, 0, width, height);
    this.draw(this._ctx, this._frame);
  },

  _place() {
    const map = this._map;
    const size = map.getSize();
    const margin = size.multiplyBy(this.options.margin).round();
    const corner = map.containerPointToLayerPoint(margin.multiplyBy(-1));
    const [width, height] = [size.x + 2 * margin.x, size.y + 2 * margin.y];
    this._ratio = Math.min(2, window.devicePixelRatio || 1);
    if (this._canvas.width !== width * this._ratio || this._canvas.height !== height * this._ratio) {
      this._canvas.width = width * this._ratio;
      this._canvas.height = height * this._ratio;
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
