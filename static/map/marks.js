// How a state looks: shape, pattern and colour, drawn on a 2D canvas. The same marks stand on the map, in the legend
// and in lists. docs/design/visual-language.md says why each looks as it does.

import { STATES, HATCHED, INFERRED, POLICY } from "./ledger.js";
import { colourOf, INK, PAPER, towardsPaper, UNKNOWN, wantsLightText } from "./colours.js";

const TURN = Math.PI * 2;
const AGE_SHARE = [1, 0.55, 0]; // how much colour fresh, ageing and stale marks keep

/** The radius that a mark needs around its centre, with its siege ring, in units of its own radius. */
export const REACH = 1.75;

/** The same for a mark without a siege ring. */
export const REACH_ALONE = 1.45;

function disc(ctx, r) {
  ctx.beginPath();
  ctx.arc(0, 0, r, 0, TURN);
}

function square(ctx, r) {
  ctx.beginPath();
  ctx.rect(-r * 0.88, -r * 0.88, r * 1.76, r * 1.76);
}

function diamond(ctx, r) {
  ctx.beginPath();
  ctx.moveTo(0, -r * 1.22);
  ctx.lineTo(r * 1.22, 0);
  ctx.lineTo(0, r * 1.22);
  ctx.lineTo(-r * 1.22, 0);
  ctx.closePath();
}

const SHAPES = { contested: diamond, disputed: square };

/** Fills the clipped shape with vertical bands, one for each colour. */
function bands(ctx, r, colours) {
  const width = (r * 2.6) / colours.length;
  colours.forEach((colour, i) => {
    ctx.fillStyle = colour;
    ctx.fillRect(-r * 1.3 + i * width, -r * 1.3, width + 0.5, r * 2.6);
  });
}

/** Horizontal bands: an agreement, not a front. */
function layers(ctx, r, colours) {
  const height = (r * 2) / colours.length;
  colours.forEach((colour, i) => {
    ctx.fillStyle = colour;
    ctx.fillRect(-r * 1.3, -r + i * height, r * 2.6, height + 0.5);
  });
}

/** Narrow slanting stripes in turn. */
function stripes(ctx, r, colours) {
  const step = Math.max(2, r * 0.42);
  ctx.save();
  ctx.rotate(Math.PI / 4);
  for (let x = -r * 2, i = 0; x < r * 2; x += step, i += 1) {
    ctx.fillStyle = colours[i % colours.length];
    ctx.fillRect(x, -r * 2, step + 0.3, r * 4);
  }
  ctx.restore();
}

/** Two triangles that meet on a slant: the holder below, the attacker above. */
function front(ctx, r, [holder, attacker]) {
  ctx.fillStyle = holder;
  ctx.fillRect(-r * 1.3, -r * 1.3, r * 2.6, r * 2.6);
  ctx.fillStyle = attacker ?? PAPER;
  ctx.beginPath();
  ctx.moveTo(-r * 1.3, -r * 1.3);
  ctx.lineTo(r * 1.3, -r * 1.3);
  ctx.lineTo(r * 1.3, r * 1.3);
  ctx.closePath();
  ctx.fill();
}

function hatch(ctx, r) {
  ctx.strokeStyle = PAPER;
  ctx.lineWidth = Math.max(0.8, r * 0.16);
  for (let x = -r * 2.5; x < r * 2.5; x += Math.max(2.4, r * 0.5)) {
    ctx.beginPath();
    ctx.moveTo(x - r, r * 1.3);
    ctx.lineTo(x + r * 1.6, -r * 1.3);
    ctx.stroke();
  }
}

const FILLS = { divided: bands, shared: layers, contested: front, disputed: stripes, uncertain: stripes };

function fillOf(state) {
  return FILLS[state] ?? ((ctx, r, [colour]) => { ctx.fillStyle = colour; ctx.fillRect(-r * 1.3, -r * 1.3, r * 2.6, r * 2.6); });
}

function coloursOf(look, actors) {
  const slugs = look.parts.length > 1 && STATES[look.state] === "divided" ? [...new Set(look.parts)] : look.holders;
  const share = AGE_SHARE[look.fresh] * (look.flags & INFERRED ? 0.6 : 1);
  const colours = slugs.map((slug) => towardsPaper(colourOf(actors, slug), share));
  if (STATES[look.state] === "divided" && colours.length === 1) colours.push(PAPER); // one part is known, the rest is not
  return colours;
}

/** The hollow ring of a place that nobody is known to hold; in the colour of who left it. */
function drawUnknown(ctx, r, look, actors) {
  ctx.setLineDash([r * 0.5, r * 0.42]);
  ctx.lineWidth = Math.max(1.3, r * 0.3);
  ctx.strokeStyle = look.leftBy ? colourOf(actors, look.leftBy) : UNKNOWN;
  disc(ctx, r * 0.82);
  ctx.fillStyle = PAPER;
  ctx.fill();
  ctx.stroke();
  ctx.setLineDash([]);
}

function drawOutline(ctx, r, look, shape, actors) {
  const inferred = look.flags & INFERRED;
  const stale = look.fresh === 2;
  ctx.lineWidth = stale ? Math.max(1.6, r * 0.3) : Math.max(0.9, r * 0.14);
  ctx.strokeStyle = stale || inferred ? colourOf(actors, look.holders[0]) : INK;
  if (inferred || STATES[look.state] === "uncertain") ctx.setLineDash([r * 0.32, r * 0.3]);
  shape(ctx, r);
  ctx.stroke();
  ctx.setLineDash([]);
}

function drawSiege(ctx, r, look, actors) {
  ctx.lineWidth = Math.max(1.6, r * 0.3);
  ctx.strokeStyle = colourOf(actors, look.siege[0]);
  ctx.setLineDash([r * 0.95, r * 0.4]);
  disc(ctx, r * 1.52);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** A small dot at the upper right: accepted by the policy alone, no person has looked yet. */
function drawPolicy(ctx, r) {
  ctx.fillStyle = PAPER;
  ctx.strokeStyle = INK;
  ctx.lineWidth = 0.7;
  ctx.save();
  ctx.translate(r * 0.74, -r * 0.74);
  disc(ctx, Math.max(1.6, r * 0.3));
  ctx.fill();
  ctx.stroke();
  ctx.restore();
}

/** The square frame around the mark of a governorate, district or other area: its state is not that of its towns. */
export function drawAreaFrame(ctx, r) {
  ctx.strokeStyle = INK;
  ctx.lineWidth = Math.max(0.9, r * 0.12);
  ctx.strokeRect(-r * 1.4, -r * 1.4, r * 2.8, r * 2.8);
}

function drawLetter(ctx, r, letter, colour) {
  ctx.fillStyle = wantsLightText(colour) ? "#ffffff" : "#1c1b19";
  ctx.font = `600 ${Math.round(r * 1.15)}px "Plex Arabic", sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(letter, 0, r * 0.06);
}

/**
 * Draws the mark of `look` (time.js) around the origin with radius `r`. `letters`: slug → letter, to be written on
 * marks of one colour where there is room (r >= 9).
 */
export function drawMark(ctx, r, look, actors, letters = null) {
  const state = STATES[look.state];
  if (look.siege.length) drawSiege(ctx, r, look, actors);
  if (!look.holders.length && !look.parts.length) {
    drawUnknown(ctx, r, look, actors);
    return;
  }
  const shape = SHAPES[state] ?? disc;
  const colours = coloursOf(look, actors);
  ctx.save();
  shape(ctx, r + Math.max(1, r * 0.16));
  ctx.fillStyle = PAPER;
  ctx.fill();
  shape(ctx, r);
  ctx.clip();
  ctx.fillStyle = PAPER;
  ctx.fillRect(-r * 1.4, -r * 1.4, r * 2.8, r * 2.8);
  fillOf(state)(ctx, r, colours);
  if (look.flags & HATCHED) hatch(ctx, r);
  ctx.restore();
  drawOutline(ctx, r, look, shape, actors);
  const letter = state === "held" && r >= 9 && look.fresh === 0 && letters?.[look.holders[0]];
  if (letter) drawLetter(ctx, r, letter, colourOf(actors, look.holders[0]));
  if (look.flags & POLICY) drawPolicy(ctx, r);
}
