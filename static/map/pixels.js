// A picture in memory onto which small pictures are stamped: thirty times as fast as as many calls of drawImage.
// Pixels are Uint32 values in the order of ImageData (alpha in the highest byte on every machine that browsers run on).

const OPAQUE = 250; // an alpha from which a pixel covers what lies below

/** One pixel laid over another, both with alpha that is not multiplied in. */
export function over(top, below) {
  const a = top >>> 24;
  const b = below >>> 24;
  if (a >= OPAQUE || b === 0) return top;
  if (a === 0) return below;
  const rest = ((b * (255 - a)) / 255) | 0;
  const sum = a + rest;
  const blue = ((((top >>> 16) & 255) * a + ((below >>> 16) & 255) * rest) / sum) | 0;
  const green = ((((top >>> 8) & 255) * a + ((below >>> 8) & 255) * rest) / sum) | 0;
  const red = (((top & 255) * a + (below & 255) * rest) / sum) | 0;
  return ((sum << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/** A sprite out of pixels: `ends` has for each row the first column with something in it and the one after the last. */
export function makeSprite(size, data) {
  const ends = new Uint8Array(size * 2);
  for (let row = 0; row < size; row += 1) {
    let [first, last] = [size, 0];
    for (let i = 0; i < size; i += 1) {
      if (data[row * size + i] >>> 24 === 0) continue;
      first = Math.min(first, i);
      last = i + 1;
    }
    ends[2 * row] = first;
    ends[2 * row + 1] = last;
  }
  return { size, data, ends };
}

export class Pixels {
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.image = new ImageData(width, height);
    this.data = new Uint32Array(this.image.data.buffer);
  }

  clear() {
    this.data.fill(0);
  }

  /** Clears the box [x0, y0, x1, y1) as far as it lies within. */
  clearBox([x0, y0, x1, y1]) {
    const [left, right] = [Math.max(0, x0), Math.min(this.width, x1)];
    if (left >= right) return;
    for (let y = Math.max(0, y0); y < Math.min(this.height, y1); y += 1) this.data.fill(0, y * this.width + left, y * this.width + right);
  }

  /** Stamps a sprite (makeSprite) with its upper left corner at (x, y), within the box [x0, y0, x1, y1) alone. */
  stamp({ size, data, ends }, x, y, [x0, y0, x1, y1]) {
    const { data: out, width } = this;
    const left = Math.max(0, x0 - x, -x);
    const right = Math.min(x1 - x, width - x);
    const bottom = Math.min(size, y1 - y, this.height - y);
    for (let row = Math.max(0, y0 - y, -y); row < bottom; row += 1) {
      const end = ends[2 * row + 1] < right ? ends[2 * row + 1] : right;
      let i = ends[2 * row] > left ? ends[2 * row] : left;
      for (let from = row * size + i, to = (y + row) * width + x + i; i < end; i += 1, from += 1, to += 1) {
        const pixel = data[from];
        if (pixel >>> 24 >= OPAQUE) out[to] = pixel;
        else if (pixel >>> 24) out[to] = over(pixel, out[to]);
      }
    }
  }

  /** Puts the whole picture, or a box of it, onto a canvas. */
  show(ctx, box = [0, 0, this.width, this.height]) {
    ctx.putImageData(this.image, 0, 0, box[0], box[1], box[2] - box[0], box[3] - box[1]);
  }
}
