// Leaflet's bar of distance with the page's own words and numerals: Leaflet writes "50 km" in every language.

import { L } from "./leaflet.js";
import { fill, gettext } from "./i18n.js";

const Bar = L.Control.Scale.extend({
  _updateMetric(most) {
    const metres = this._getRoundNum(most);
    const [text, n] = metres < 1000 ? [gettext("{n} m"), metres] : [gettext("{n} km"), metres / 1000];
    this._updateScale(this._mScale, fill(text, { n }), metres / most);
  },
});

export const scaleBar = (options) => new Bar({ imperial: false, ...options });
