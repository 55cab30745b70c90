// The marks as sprites: each look is drawn once for each size, and found again by two small numbers.

import { drawAreaFrame, drawMark, REACH, REACH_ALONE } from "./marks.js";
import { SpriteSheet } from "./pixels.js";

export const AREA = 0; // the rank that stands for areas: as big as towns, in a frame
const RANKS = 6;
const MOST = 6_000; // sprites of all zooms together

/** Radius of a mark in CSS pixels by zoom and rank (1 big city … 5 village). */
export function radiusAt(zoom, rank) {
  const base = zoom < 5 ? 3 : zoom < 6 ? 4 : zoom < 7 ? 5 : zoom < 8 ? 6.5 : zoom < 9 ? 8 : zoom < 11 ? 9.5 : 11;
  return Math.max(2.5, base * (rank <= 2 ? 1.15 : rank <= 3 ? 1 : 0.8));
}

export class MarkSprites {
  /** `looks` as of the time layer, the sides, the letters of sides; `ranks`: those that there are. */
  constructor({ looks, actors, letters, ranks }) {
    Object.assign(this, { looks, actors, letters });
    this.ranks = [...new Set(ranks)];
    this.anySiege = looks.some((look) => look?.siege.length);
    this.#forget();
  }

  #forget() {
    this.sheet = new SpriteSheet();
    this.tables = new Map();
    this.made = 0;
  }

  /** Sets zoom and device pixels for each CSS pixel. Sizes at which a mark was drawn before are kept. */
  use(zoom, ratio) {
    if (this.made > MOST) this.#forget();
    this.ratio = ratio;
    this.radii = Array.from({ length: RANKS }, (_, rank) => radiusAt(zoom, rank === AREA ? 3 : rank));
    // How far a sprite of each rank may reach from its middle, in device pixels.
    this.reach = this.radii.map((radius, rank) => Math.ceil((radius * (rank === AREA || this.anySiege ? REACH : REACH_ALONE) + 1) * ratio));
    const key = `${ratio} ${this.radii.join(" ")}`;
    this.table = this.tables.get(key) ?? new Uint32Array(this.looks.length * RANKS);
    this.tables.set(key, this.table);
  }

  /** The number of a sprite on the sheet; the look must not be NOTHING. */
  of(look, rank) {
    return this.table[look * RANKS + rank] || this.#make(look, rank);
  }

  #make(look, rank) {
    const radius = this.radii[rank];
    const twin = this.ranks.find((other) => (other === AREA) === (rank === AREA) && this.radii[other] === radius && this.table[look * RANKS + other]);
    const sprite = twin === undefined ? this.#draw(look, radius, rank === AREA) : this.table[look * RANKS + twin];
    this.table[look * RANKS + rank] = sprite;
    return sprite;
  }

  #draw(look, radius, isArea) {
    const reach = radius * (isArea || this.looks[look].siege.length ? REACH : REACH_ALONE) + 1;
    const half = Math.ceil(reach * this.ratio);
    const size = half * 2;
    this.easel ??= new OffscreenCanvas(64, 64).getContext("2d", { willReadFrequently: true });
    const ctx = this.easel;
    if (ctx.canvas.width < size) ctx.canvas.width = ctx.canvas.height = size;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    ctx.setTransform(this.ratio, 0, 0, this.ratio, half, half);
    drawMark(ctx, radius, this.looks[look], this.actors, this.letters);
    if (isArea) drawAreaFrame(ctx, radius);
    this.made += 1;
    return this.sheet.add(size, new Int32Array(ctx.getImageData(0, 0, size, size).data.buffer));
  }

  /** Makes the sprites of this zoom one by one, so that no jump has to wait for them. */
  * make() {
    for (let look = 1; look < this.looks.length; look += 1) {
      for (const rank of this.ranks) this.of(look, rank);
      yield;
    }
  }
}
