// Estimated areas of control: pale, edged, labelled as an estimate, fainter as their evidence ages.

import { L } from "./leaflet.js";
import { colourOf } from "./colours.js";

const SHADE = { fresh: 0.26, ageing: 0.15, stale: 0.06 };

export class AreasLayer {
  constructor(map, pane) {
    this.map = map;
    this.renderer = L.canvas({ pane });
    this.layer = L.geoJSON(null, { interactive: false, renderer: this.renderer, pane, style: (feature) => this.#style(feature.properties) });
  }

  /** Shows a FeatureCollection of areas; null takes them away. */
  show(collection, actors) {
    this.actors = actors;
    this.layer.clearLayers();
    if (!collection) {
      this.layer.remove();
      return;
    }
    this.layer.addData(collection);
    this.layer.addTo(this.map);
  }

  #style({ holders, state, freshness }) {
    const slugs = Array.isArray(holders) ? holders : String(holders ?? "").split(" ").filter(Boolean);
    const colour = colourOf(this.actors, slugs[0]);
    return { color: colour, weight: 1, opacity: 0.55, dashArray: state === "held" ? null : "4 4", fillColor: colour, fillOpacity: SHADE[freshness] ?? SHADE.fresh };
  }
}
