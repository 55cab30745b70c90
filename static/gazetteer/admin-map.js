// Draws the project's own base map under django-leaflet's form maps: no tiles, no third party.

import { BaseLayer } from "../map/base-layer.js";
import { readBasemap } from "../map/basemap.js";

const BASEMAP = new URL("../map/basemap.json", import.meta.url);
// The base map shows no streets: nearer than this a point stands on plain ground.
const CLOSEST = 11;

// Leaflet looks for its pin beside its style sheet, by a name that our static files' hashes have changed.
window.L.Icon.Default.imagePath = new URL("../leaflet/images/", import.meta.url).href;

/** Fetched once for all maps of the page. */
let topology = null;

function basemap() {
  topology ??= fetch(BASEMAP).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`${BASEMAP}: ${answer.status}`))));
  return topology.then(readBasemap);
}

window.addEventListener("map:init", ({ detail: { map } }) => {
  if (map.options.djoptions.layers?.length) return; // tiles are configured
  map.setMaxZoom(CLOSEST);
  const layer = new BaseLayer().addTo(map);
  // Without the base map a point can still be set and moved: the coordinates stand beside the map.
  basemap().then((data) => layer.setData(data)).catch(() => layer.remove());
});
