// What changed: on one day, since another day, and when the next change comes. No DOM.

import { NOTHING } from "./time.js";

/** Looks are the same to a reader who asks who holds a place, whatever the age of the evidence. */
const sameHolding = (a, b) => (a ? a.holding : 0) === (b ? b.holding : 0);

const isHeld = (look) => look?.holders.length > 0;

/** Changes from one day to another: [{place, before, after}] with looks (null: nothing known). */
export function changesBetween(layer, from, to) {
  const changes = [];
  for (let place = 0; place < layer.ledger.places.length; place += 1) {
    const before = lookOn(layer, place, from);
    const after = lookOn(layer, place, to);
    if (!sameHolding(before, after)) changes.push({ place, before, after });
  }
  return changes;
}

function lookOn(layer, place, day) {
  const id = layer.lookAt(place, day);
  return id === NOTHING ? null : layer.looks[id];
}

/** The places at which something changes on a day, found by the borders of that day alone. */
export const placesChangedOn = (layer, day) => layer.borders.turnsOn(day);

/** Changes that begin on a day: [{place, before, after}]. */
export function changesOn(layer, day) {
  return Array.from(placesChangedOn(layer, day), (place) => ({ place, before: lookOn(layer, place, day - 1), after: lookOn(layer, place, day) }));
}

/** The next (`step` 1) or previous (-1) day after `day` on which a place changes hands or state; null when there is none. */
export const nextChange = (layer, day, step) => layer.borders.nextTurn(day, step);

/** How many places each side gained and lost: Map slug → {gained, lost}. A place counts once per holding side. */
export function tally(changes) {
  const sides = new Map();
  const of = (slug) => sides.get(slug) ?? sides.set(slug, { gained: 0, lost: 0 }).get(slug);
  for (const { before, after } of changes) {
    const [had, has] = [isHeld(before) ? before.holders : [], isHeld(after) ? after.holders : []];
    had.filter((slug) => !has.includes(slug)).forEach((slug) => { of(slug).lost += 1; });
    has.filter((slug) => !had.includes(slug)).forEach((slug) => { of(slug).gained += 1; });
  }
  return sides;
}
