// The marks as sprites: each look is drawn once for each kind of place and size, and found again by two small numbers.

import { drawAreaFrame, drawMark, REACH, REACH_ALONE } from "./marks.js";
import { INFERRED, POLICY, STATES } from "./ledger.js";
import { cutStencil, SpriteSheet } from "./stencil.js";

export const AREA = 0; // the rank that stands for areas: as big as towns, in a frame
const SIZES = [3, 2, 3, 5]; // the rank that each size of mark is drawn for: 0 an area, 1 a city, 2 a town, 3 a village
const BESIEGED = SIZES.length; // added to the size: the kind of a place that is besieged at some time
export const KINDS = 2 * SIZES.length;
const MOST = 6_000; // sprites of all zooms together
const AT_ONCE = 8; // sprites drawn at one turn in spare time
const EASEL = 512; // pixels

/** Radius of a mark in CSS pixels by zoom and rank (1 big city … 5 village). */
export function radiusAt(zoom, rank) {
  const base = zoom < 5 ? 3 : zoom < 6 ? 4 : zoom < 7 ? 5 : zoom < 8 ? 6.5 : zoom < 9 ? 8 : zoom < 11 ? 9.5 : 11;
  return Math.max(2.5, base * (rank <= 2 ? 1.15 : rank <= 3 ? 1 : 0.8));
}

/** The kind of a place of a rank: how big its mark is, framed or not, and whether a ring is ever drawn around it. */
export function kindOf(rank, besieged) {
  const size = rank === AREA ? 0 : rank <= 2 ? 1 : rank === 3 ? 2 : 3;
  return size + (besieged ? BESIEGED : 0);
}

const isArea = (kind) => kind % BESIEGED === 0;

/** Looks that together fill all that a mark can fill. */
const WIDEST = ["unknown", "held", "contested", "disputed"].flatMap((state) => [0, 2].flatMap((fresh) => [POLICY, POLICY | INFERRED].map((flags) => (
  { state: STATES.indexOf(state), fresh, flags, holders: state === "unknown" ? [] : ["", ""], parts: [], leftBy: null, siege: [] }
))));

export class MarkSprites {
  /** `looks` as of the time layer, the sides, the letters of sides; `kinds`: the kind of each place. */
  constructor({ looks, actors, letters, kinds }) {
    Object.assign(this, { looks, actors, letters });
    this.kinds = [...new Set(kinds)];
    this.#forget();
  }

  #forget() {
    this.sheet = new SpriteSheet();
    this.sizes = new Map();
    this.made = 0;
  }

  /** Sets zoom and device pixels for each CSS pixel. Sizes at which a mark was drawn before are kept. */
  use(zoom, ratio) {
    if (this.made > MOST) this.#forget();
    this.ratio = ratio;
    const radii = SIZES.map((rank) => radiusAt(zoom, rank));
    const key = `${ratio} ${radii.join(" ")}`;
    if (!this.sizes.has(key)) this.sizes.set(key, { radii, table: new Uint32Array(this.looks.length * KINDS), stencils: new Array(KINDS).fill(null) });
    ({ radii: this.radii, table: this.table, stencils: this.stencils } = this.sizes.get(key));
    for (const kind of this.kinds) this.stencils[kind] ??= this.#cut(kind);
  }

  /** The radius of the marks of a kind, in CSS pixels. */
  radius(kind) {
    return this.radii[kind % BESIEGED];
  }

  /** The sprite of a look on the sheet, 0 where it is not drawn yet; the look must not be NOTHING. */
  find(look, kind) {
    return this.table[look * KINDS + kind];
  }

  of(look, kind) {
    if (!this.find(look, kind)) this.draw([look], kind);
    return this.find(look, kind);
  }

  /** What marks of a kind may fill: all shapes drawn over one another. */
  #cut(kind) {
    const reach = this.radius(kind) * (isArea(kind) || kind >= BESIEGED ? REACH : REACH_ALONE) + 1;
    const half = Math.ceil(reach * this.ratio);
    const ctx = this.#clearEasel();
    ctx.setTransform(this.ratio, 0, 0, this.ratio, half, half);
    for (const look of WIDEST) drawMark(ctx, this.radius(kind), kind >= BESIEGED ? { ...look, siege: [""] } : look, {});
    if (isArea(kind)) drawAreaFrame(ctx, this.radius(kind));
    return cutStencil(2 * half, new Int32Array(ctx.getImageData(0, 0, 2 * half, 2 * half).data.buffer));
  }

  #clearEasel() {
    this.easel ??= new OffscreenCanvas(EASEL, EASEL).getContext("2d", { willReadFrequently: true });
    this.easel.setTransform(1, 0, 0, 1, 0, 0);
    this.easel.clearRect(0, 0, EASEL, EASEL);
    return this.easel;
  }

  /** Draws looks as marks of one kind, side by side: to read the easel once is much of what a sprite costs. */
  draw(looks, kind) {
    const { size, half } = this.stencils[kind];
    const across = Math.floor(EASEL / size);
    for (let from = 0; from < looks.length; from += across * across) {
      const some = looks.slice(from, from + across * across);
      const ctx = this.#clearEasel();
      some.forEach((look, i) => {
        ctx.setTransform(this.ratio, 0, 0, this.ratio, (i % across) * size + half, Math.floor(i / across) * size + half);
        drawMark(ctx, this.radius(kind), this.looks[look], this.actors, this.letters);
        if (isArea(kind)) drawAreaFrame(ctx, this.radius(kind));
      });
      const width = Math.min(across, some.length) * size;
      const picture = new Int32Array(ctx.getImageData(0, 0, width, Math.ceil(some.length / across) * size).data.buffer);
      some.forEach((look, i) => {
        this.table[look * KINDS + kind] = this.sheet.add(this.stencils[kind], picture, width, (i % across) * size, Math.floor(i / across) * size);
      });
      this.made += some.length;
    }
  }

  /** Makes the sprites of this zoom a few at a time, so that no jump has to wait for them. */
  * make() {
    for (const kind of this.kinds) {
      const ring = kind >= BESIEGED;
      const missing = this.looks.flatMap((look, i) => (look && (ring || !look.siege.length) && !this.find(i, kind) ? [i] : []));
      for (let i = 0; i < missing.length; i += AT_ONCE) {
        this.draw(missing.slice(i, i + AT_ONCE), kind);
        yield;
      }
    }
  }
}
