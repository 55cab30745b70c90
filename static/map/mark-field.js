// Where the places lie on the screen: positions, and a grid in which those at a point or around a place are found. Made once
// for each view. No DOM.

import { meet } from "./stencil.js";

const CELL = 8; // CSS pixels
const BEYOND = 24; // CSS pixels past the edge from which a mark may still reach in

export class MarkField {
  /**
   * `world`: projected x and y of each place, by turns; `order`: places from the lowest to the topmost; `kinds`: the kind
   * of each place's mark.
   */
  constructor(world, order, kinds) {
    const n = order.length;
    Object.assign(this, { world, order, kinds });
    this.layer = new Uint32Array(n); // position of each place in the order
    order.forEach((place, position) => { this.layer[place] = position; });
    [this.x, this.y] = [new Float32Array(n), new Float32Array(n)]; // CSS pixels
    [this.deviceX, this.deviceY] = [new Int16Array(n), new Int16Array(n)]; // the same, rounded to the device's pixels
    this.cell = new Int32Array(n); // -1: outside the view
    this.drawn = new Uint32Array(n); // the first `count`: places in the view, lowest first
    this.inCells = new Uint32Array(n);
    this.found = new Uint32Array(n);
    this.count = 0;
  }

  /** Places a frame of CanvasLayer, at `ratio` device pixels for each CSS pixel; `stencils`: of each kind of mark. */
  place({ scale, left, top, width, height }, ratio, stencils) {
    this.ratio = ratio;
    this.stencils = stencils;
    this.most = Math.max(...stencils.map((stencil) => stencil?.half ?? 0));
    this.columns = Math.ceil((width + 2 * BEYOND) / CELL) + 1;
    this.rows = Math.ceil((height + 2 * BEYOND) / CELL) + 1;
    this.count = 0;
    for (const place of this.order) {
      const x = (this.x[place] = this.world[2 * place] * scale - left);
      const y = (this.y[place] = this.world[2 * place + 1] * scale - top);
      const inside = x > -BEYOND && y > -BEYOND && x < width + BEYOND && y < height + BEYOND;
      this.cell[place] = inside ? Math.floor((y + BEYOND) / CELL) * this.columns + Math.floor((x + BEYOND) / CELL) : -1;
      if (!inside) continue;
      this.deviceX[place] = Math.round(x * ratio);
      this.deviceY[place] = Math.round(y * ratio);
      this.drawn[this.count++] = place;
    }
    this.#fillCells();
  }

  /** The places of cell c are `inCells` from `first[c]` to `first[c + 1]`, lowest first. */
  #fillCells() {
    const cells = this.columns * this.rows;
    if (this.first?.length !== cells + 1) this.first = new Uint32Array(cells + 1);
    this.first.fill(0);
    for (let i = 0; i < this.count; i += 1) this.first[this.cell[this.drawn[i]]] += 1;
    for (let c = 0, sum = 0; c <= cells; c += 1) sum = this.first[c] += sum;
    for (let i = this.count - 1; i >= 0; i -= 1) this.inCells[(this.first[this.cell[this.drawn[i]]] -= 1)] = this.drawn[i];
  }

  /** The places whose marks may touch that of a place, it too: how many; they are the first of `found`, lowest first. */
  touching(place) {
    const { deviceX, deviceY, kinds, stencils } = this;
    const [x, y, own] = [deviceX[place], deviceY[place], stencils[kinds[place]]];
    const far = (own.half + this.most + 1) / this.ratio;
    const [left, top] = [this.x[place], this.y[place]];
    return this.find(left - far, top - far, left + far, top + far, (other) => {
      const [dx, dy, stencil] = [deviceX[other] - x, deviceY[other] - y, stencils[kinds[other]]];
      const sum = own.half + stencil.half;
      return dx < sum && dx > -sum && dy < sum && dy > -sum && meet(own, stencil, dx, dy);
    });
  }

  /**
   * Finds the places in a box of CSS pixels that `meets(place)` lets through: how many; they are the first of `found`,
   * lowest first.
   */
  find(x0, y0, x1, y1, meets) {
    const { first, inCells, found, layer } = this;
    const left = Math.max(0, Math.floor((x0 + BEYOND) / CELL));
    const right = Math.min(this.columns - 1, Math.floor((x1 + BEYOND) / CELL));
    const bottom = Math.min(this.rows - 1, Math.floor((y1 + BEYOND) / CELL));
    let count = 0;
    for (let row = Math.max(0, Math.floor((y0 + BEYOND) / CELL)); row <= bottom; row += 1) {
      const end = first[row * this.columns + right + 1];
      for (let i = first[row * this.columns + left]; i < end; i += 1) {
        const place = inCells[i];
        if (!meets(place)) continue;
        let at = count++;
        for (const own = layer[place]; at > 0 && layer[found[at - 1]] > own; at -= 1) found[at] = found[at - 1];
        found[at] = place;
      }
    }
    return count;
  }
}
