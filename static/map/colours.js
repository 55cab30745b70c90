// Colours of sides and of the page's own marks. No DOM.

export const PAPER = "#f6f3ec";
export const INK = "#2b2a27";
export const UNKNOWN = "#8b867c";

/** The colour of a side; a neutral grey for one that has none. */
export function colourOf(actors, slug) {
  return actors[slug]?.color ?? UNKNOWN;
}

/** [red, green, blue] of "#rrggbb". */
export function channels(colour) {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** A colour mixed with paper: `share` 1 is the colour itself, 0 the paper. */
export function towardsPaper(colour, share) {
  const [paper, own] = [channels(PAPER), channels(colour)];
  const mixed = own.map((v, i) => Math.round(v * share + paper[i] * (1 - share)));
  return `rgb(${mixed.join(",")})`;
}

/** Whether light text reads better than dark text on a colour (relative luminance of WCAG 2). */
export function wantsLightText(colour) {
  const [r, g, b] = channels(colour).map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 0.4;
}
