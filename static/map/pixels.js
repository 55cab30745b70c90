// Pictures in memory. Pixels are 32-bit values in the order of ImageData (alpha in the highest byte on every machine
// that browsers run on); signed, since browsers reckon with those twice as fast as with unsigned ones.

export const OPAQUE = 250; // an alpha from which a pixel covers what lies below
const SOLID = 0xff << 24;

/** One pixel laid over another, both with alpha that is not multiplied in. */
export function over(top, below) {
  const a = top >>> 24;
  if (a >= OPAQUE || below >>> 24 === 0) return top;
  if (a === 0) return below;
  return below >>> 24 === 255 ? overSolid(top, below, a) : overThin(top, below, a);
}

/** The same where what lies below is solid: red and blue in one sum, and no division. */
function overSolid(top, below, a) {
  const rest = 255 - a;
  const pair = Math.imul(top & 0xff00ff, a) + Math.imul(below & 0xff00ff, rest);
  // v / 255 rounded down is (v + 1 + ((v + 1) >> 8)) >> 8 for every v up to 255 * 255.
  const green = Math.imul((top >>> 8) & 255, a) + Math.imul((below >>> 8) & 255, rest) + 1;
  const red = (pair & 0xffff) + 1;
  const blue = ((pair >>> 16) & 0xffff) + 1;
  return SOLID | (((blue + (blue >> 8)) >> 8) << 16) | ((green + (green >> 8)) & 0xff00) | ((red + (red >> 8)) >> 8);
}

function overThin(top, below, a) {
  const rest = (((below >>> 24) * (255 - a)) / 255) | 0;
  const sum = a + rest;
  const blue = ((((top >>> 16) & 255) * a + ((below >>> 16) & 255) * rest) / sum) | 0;
  const green = ((((top >>> 8) & 255) * a + ((below >>> 8) & 255) * rest) / sum) | 0;
  const red = (((top & 255) * a + (below & 255) * rest) / sum) | 0;
  return (sum << 24) | (blue << 16) | (green << 8) | red;
}

/** A picture of `width` by `height` pixels. */
export class Pixels {
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.image = new ImageData(width, height);
    this.data = new Int32Array(this.image.data.buffer);
  }

  /** Puts a box of the picture (x0, y0, x1, y1, the last two not within) onto a canvas. */
  show(ctx, x0 = 0, y0 = 0, x1 = this.width, y1 = this.height) {
    ctx.putImageData(this.image, 0, 0, x0, y0, x1 - x0, y1 - y0);
  }
}
