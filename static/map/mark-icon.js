// A mark as a small picture beside a text, drawn by the same code as on the map.

import { drawMark } from "./marks.js";
import { el } from "./dom.js";

/** A canvas of `size` CSS pixels with the mark of `look`. */
export function markIcon(look, actors, { size = 22, radius = 7, letters = null } = {}) {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const canvas = el("canvas", { class: "cm-mark", width: size * ratio, height: size * ratio, "aria-hidden": "true" });
  canvas.style.width = canvas.style.height = `${size}px`;
  const ctx = canvas.getContext("2d");
  ctx.setTransform(ratio, 0, 0, ratio, (size / 2) * ratio, (size / 2) * ratio);
  if (look) drawMark(ctx, radius, look, actors, letters);
  return canvas;
}

/** A small square in the colour of a side. */
export function swatch(colour) {
  const node = el("span", { class: "cm-swatch", "aria-hidden": "true" });
  node.style.background = colour;
  return node;
}
