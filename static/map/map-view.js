// The Leaflet map with its layers in order: base map or tiles, areas, marks, names, pulses.

import { L } from "./leaflet.js";
import { BaseLayer } from "./base-layer.js";
import { LabelLayer } from "./label-layer.js";
import { ControlLayer } from "./control-layer.js";
import { radiusAt } from "./mark-sprites.js";
import { PulseLayer } from "./pulse-layer.js";
import { AreasLayer } from "./areas-layer.js";
import { gettext } from "./i18n.js";
import { scaleBar } from "./scale-bar.js";
import { NOTHING } from "./time.js";
import { lookInWords, placeName } from "./words.js";

const PULSE_REACH = 44; // CSS pixels past the outermost places: no pulse spreads farther
const PANES = [["cm-base", 200], ["cm-areas", 300], ["cm-marks", 400], ["cm-pulses", 450], ["cm-names", 500]];

export class MapView {
  /** `onPlace(index|null)` on a click; `onMove([lat, lon, zoom])` after the view changed. */
  constructor(config, { onPlace, onMove }) {
    this.config = config;
    this.onPlace = onPlace;
    this.before = null; // [centre, zoom] of the screen while the map is laid out for paper
    this.named = null; // a byte per place: those whose names stand on the map
    this.map = L.map("map", { center: [34.8, 39.0], zoom: 6, minZoom: 3, maxZoom: 14, zoomSnap: 0.5, zoomControl: false, attributionControl: false, maxBounds: [[-6, -4], [50, 76]], keyboard: true });
    for (const [name, depth] of PANES) {
      const pane = this.map.createPane(name);
      pane.style.zIndex = depth;
      pane.style.pointerEvents = "none";
    }
    this.#addLayers();
    this.#addControls();
    this.moves = false; // whether the map is on its way
    this.map.on("movestart", () => { this.moves = true; });
    this.map.on("moveend", () => { this.moves = false; });
    this.map.on("moveend", () => { const { lat, lng } = this.map.getCenter(); if (!this.before) onMove([lat, lng, this.map.getZoom()]); });
    this.map.on("click", (event) => this.onPlace(this.marks.placeAt(event.containerPoint)));
    this.map.on("mousemove", (event) => this.#hover(event));
    this.map.on("mouseout", () => this.#hover(null));
  }

  #addLayers() {
    const { lang, tileUrl } = this.config;
    this.base = new BaseLayer({ pane: "cm-base" });
    if (tileUrl) L.tileLayer(tileUrl, { attribution: this.config.tileAttribution, maxZoom: 18 }).addTo(this.map);
    else this.base.addTo(this.map);
    this.areas = new AreasLayer(this.map, "cm-areas");
    this.marks = new ControlLayer({ pane: "cm-marks" }).addTo(this.map);
    this.labels = new LabelLayer({ pane: "cm-names", lang, nameOf: placeName }).addTo(this.map);
    this.pulses = new PulseLayer({ pane: "cm-pulses", margin: 0 }).addTo(this.map);
    this.tip = L.tooltip({ direction: "top", offset: [0, -10], className: "cm-tip", opacity: 1 });
  }

  #addControls() {
    const corner = document.dir === "rtl" ? "topleft" : "topright";
    L.control.zoom({ position: corner, zoomInTitle: gettext("Closer"), zoomOutTitle: gettext("Farther") }).addTo(this.map);
    scaleBar({ position: document.dir === "rtl" ? "bottomleft" : "bottomright" }).addTo(this.map);
    if (this.config.tileUrl) L.control.attribution({ prefix: false }).addTo(this.map);
  }

  setBasemap(basemap) {
    if (!this.config.tileUrl) this.base.setData(basemap);
    this.labels.setBase(this.config.tileUrl ? [] : basemap.labels);
  }

  /**
   * A ledger with its time layer, already set to a day. `view`: where the map goes before the marks are drawn: [lat, lon,
   * zoom], null to where all places are seen; undefined: it stays.
   */
  setData(ledger, time, letters, view) {
    Object.assign(this, { ledger, time });
    if (view) this.setView(view);
    else if (view === null) this.fit();
    this.byWeight = [...ledger.places].sort((a, b) => a.rank - b.rank);
    this.marks.setData(time, ledger.actors, letters);
    this.pulses.keepTo(this.marks.box, PULSE_REACH);
    this.named = null;
    this.refreshNames();
  }

  /** Names of the places that have a state now; called when that may have changed and there is time. */
  refreshNames(visible = null) {
    const { look } = this.time;
    const named = new Uint8Array(look.length);
    const radius = this.radius(3);
    let same = this.named !== null && radius === this.namedAt;
    for (let place = 0; place < look.length; place += 1) {
      named[place] = look[place] !== NOTHING && (!visible || visible[place]) ? 1 : 0;
      same &&= named[place] === this.named[place];
    }
    if (same) return;
    [this.named, this.namedAt] = [named, radius];
    this.labels.setPlaces(this.byWeight.filter((place) => named[place.index]), radius);
  }

  radius(rank) {
    return radiusAt(this.map.getZoom(), rank);
  }

  choose(place) {
    this.pulses.choose(place, place ? this.radius(place.rank) : 0);
  }

  /** Brings a place into view without leaving the reader lost: pans if near, jumps if far. */
  goTo({ lat, lon }, least = 8) {
    this.map.setView([lat, lon], Math.max(least, this.map.getZoom()), { animate: !window.matchMedia("(prefers-reduced-motion: reduce)").matches });
  }

  /** Moves the map, if it must, so that a place is not under `sheet` (an element that covers part of the map). */
  uncover({ lat, lon }, sheet) {
    if (this.moves) {
      this.map.once("moveend", () => this.uncover({ lat, lon }, sheet));
      return;
    }
    if (sheet.hidden) return;
    const [map, cover] = [this.map.getContainer().getBoundingClientRect(), sheet.getBoundingClientRect()];
    const at = this.map.latLngToContainerPoint([lat, lon]);
    const [x, y] = [at.x + map.left, at.y + map.top];
    const inside = x > map.left && x < map.right && y > map.top && y < map.bottom;
    if (inside && !(x > cover.left - 30 && x < cover.right + 30 && y > cover.top - 30 && y < cover.bottom + 30)) return;
    const wide = cover.width < map.width * 0.7; // a panel at one side; else a sheet from below
    const left = wide && cover.left - map.left < map.right - cover.right ? cover.right : map.left;
    const right = wide && left === map.left ? cover.left : map.right;
    const bottom = wide ? map.bottom : cover.top;
    this.map.panBy([x - (left + right) / 2, y - (map.top + bottom) / 2], { animate: false });
  }

  /** Lays the map out as large as it will be on paper, all that was in view still in it; the view itself is kept. */
  toPaper() {
    if (this.before) return;
    const bounds = this.map.getBounds();
    this.before = [this.map.getCenter(), this.map.getZoom()];
    this.map.getContainer().classList.add("cm-on-paper");
    this.map.invalidateSize({ animate: false, pan: false });
    this.map.fitBounds(bounds, { animate: false });
  }

  fromPaper() {
    if (!this.before) return;
    this.map.getContainer().classList.remove("cm-on-paper");
    this.map.invalidateSize({ animate: false, pan: false });
    this.map.setView(...this.before, { animate: false });
    this.before = null;
  }

  setView([lat, lon, zoom]) {
    this.map.setView([lat, lon], zoom, { animate: false });
  }

  /** Shows all places of the ledger. */
  fit() {
    const points = this.ledger.places.map(({ lat, lon }) => [lat, lon]);
    if (!points.length) return;
    const [map, panel] = [this.map.getContainer().getBoundingClientRect(), document.getElementById("panel").getBoundingClientRect()];
    const beside = panel.width < map.width * 0.6; // else it lies over the map, folded
    const left = beside && panel.left - map.left < map.right - panel.right ? panel.right - map.left : 0;
    const right = beside && !left ? map.right - panel.left : 0;
    const options = { maxZoom: 7.5, animate: false, paddingTopLeft: [left, 0], paddingBottomRight: [right, 0] };
    this.map.fitBounds(L.latLngBounds(points).pad(0.2), options);
  }

  #hover(event) {
    const place = event && this.ledger ? this.marks.placeAt(event.containerPoint, 3) : null;
    this.map.getContainer().classList.toggle("cm-over-place", place !== null);
    if (place === this.hovered) return;
    this.hovered = place;
    if (place === null) {
      this.tip.remove();
      return;
    }
    const at = this.ledger.places[place];
    const node = document.createElement("div");
    node.dir = document.dir;
    const name = document.createElement("b");
    name.textContent = placeName(at);
    node.append(name, document.createElement("br"), lookInWords(this.time.looks[this.time.look[place]], this.ledger.actors));
    this.tip.setLatLng([at.lat, at.lon]).setContent(node).addTo(this.map);
  }
}
