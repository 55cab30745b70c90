// A mark as a small picture beside a text, drawn by the same code as on the map.

import { drawAreaFrame, drawMark } from "./marks.js";
import { el } from "./dom.js";

const MOST = 2_000; // pictures kept
const COPIES = 12; // elements kept for each

const pictures = new Map(); // what is seen → {source, nodes}
const handedOut = new Set(); // elements that the list now being made has yet to put on the page
let easel = null; // one canvas for all: to make one costs more than to draw a mark

function keyOf(look, actors, size, radius, area) {
  const colours = [...look.holders, ...look.parts, ...look.siege, look.leftBy].map((slug) => actors[slug]?.color ?? "");
  return [look.state, look.flags, look.fresh, look.holders.length, look.siege.length, ...colours, size, radius, area].join(" ");
}

function paint(look, actors, size, radius, area) {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  easel ??= document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  easel.canvas.width = easel.canvas.height = size * ratio; // this empties it too
  easel.setTransform(ratio, 0, 0, ratio, (size / 2) * ratio, (size / 2) * ratio);
  drawMark(easel, radius, look, actors);
  if (area) drawAreaFrame(easel, radius);
  return easel.canvas.toDataURL();
}

/** A picture of `size` CSS pixels of the mark of `look`, framed for an `area`; an empty box of that size for none. */
export function markIcon(look, actors, { size = 22, radius = 7, area = false } = {}) {
  if (!look) {
    const box = el("span", { class: "cm-mark", "aria-hidden": "true" });
    box.style.width = box.style.height = `${size}px`;
    return box;
  }
  const key = keyOf(look, actors, size, radius, area);
  let picture = pictures.get(key);
  if (!picture) {
    if (pictures.size > MOST) pictures.clear();
    picture = { source: paint(look, actors, size, radius, area), nodes: [] };
    pictures.set(key, picture);
  }
  return elementOf(picture, size);
}

/**
 * An element with a picture: one that has left the page, if there is any, since a browser fetches and decodes the picture
 * of a new one even where it knows it. Lists are made and put on the page at once, without waiting for anything.
 */
function elementOf(picture, size) {
  let node = picture.nodes.find((one) => !one.isConnected && !handedOut.has(one));
  if (!node) {
    node = el("img", { class: "cm-mark", src: picture.source, width: size, height: size, alt: "", "aria-hidden": "true" });
    if (picture.nodes.length < COPIES) picture.nodes.push(node);
  }
  if (!handedOut.size) queueMicrotask(() => handedOut.clear());
  handedOut.add(node);
  return node;
}

/** A small square in the colour of a side. */
export function swatch(colour) {
  const node = el("span", { class: "cm-swatch", "aria-hidden": "true" });
  node.style.background = colour;
  return node;
}
