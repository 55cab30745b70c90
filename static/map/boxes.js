// Which boxes are taken, found without looking at all of them. No DOM.

const CELL = 48; // pixels

export class Boxes {
  constructor() {
    this.cells = new Map(); // number of a cell → the boxes that reach into it
  }

  /** Takes a box [x0, y0, x1, y1]. */
  add(box) {
    for (const cell of cellsOf(box)) {
      const boxes = this.cells.get(cell);
      if (boxes) boxes.push(box);
      else this.cells.set(cell, [box]);
    }
  }

  /** How many of the boxes taken meet a box; one that lies in several cells may count more than once. */
  count([x0, y0, x1, y1]) {
    let n = 0;
    for (const cell of cellsOf([x0, y0, x1, y1])) {
      for (const b of this.cells.get(cell) ?? []) if (x0 < b[2] && x1 > b[0] && y0 < b[3] && y1 > b[1]) n += 1;
    }
    return n;
  }
}

function cellsOf([x0, y0, x1, y1]) {
  const cells = [];
  for (let row = Math.floor(y0 / CELL); row * CELL < y1; row += 1) {
    for (let column = Math.floor(x0 / CELL); column * CELL < x1; column += 1) cells.push(row * 4_096 + column);
  }
  return cells;
}
