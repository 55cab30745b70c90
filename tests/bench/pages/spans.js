// The same spans of control as GeoJSON, for the peers.

import { readTable } from "/static/map/wire.js";

const DAY = 86_400_000;
const EPOCH = Date.UTC(2000, 0, 1);

/** Milliseconds of a day number. */
export const clock = (day) => EPOCH + day * DAY;

/** {features, days, style}: one Point per span of control, its colour that of its holder. */
export async function fetchSpans() {
  const answer = await (await fetch("/map/table")).json();
  const [places, periods] = [readTable(answer.places, []), readTable(answer.periods, [])];
  const last = answer.days[1] + 1;
  const features = periods.place.map((place, i) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: [places.lon[place], places.lat[place]] },
    properties: { start: clock(periods.start[i]), end: clock(periods.end[i] ?? last), color: answer.actors[periods.holders[i][0]].color },
  }));
  return { features, days: answer.days };
}

/** A map like ours: same window, same middle, all marks on one canvas. */
export function makeMap() {
  return window.L.map("map", { center: [34.8, 39.0], zoom: 7, preferCanvas: true, zoomAnimation: false });
}

export const circle = (feature, at) => window.L.circleMarker(at, { radius: 5, weight: 1, color: "#222", fillColor: feature.properties.color, fillOpacity: 1 });
