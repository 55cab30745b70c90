// Reads basemap.json (TopoJSON of our own making) into flat runs of longitude, latitude. No DOM.

/** Absolute coordinates of every arc: one Float64Array of lon, lat pairs each. */
function decodeArcs({ arcs, transform: { scale, translate } }) {
  return arcs.map((arc) => {
    const points = new Float64Array(arc.length * 2);
    let x = 0;
    let y = 0;
    arc.forEach(([dx, dy], i) => {
      x += dx;
      y += dy;
      points[2 * i] = x * scale[0] + translate[0];
      points[2 * i + 1] = y * scale[1] + translate[1];
    });
    return points;
  });
}

function reversed(points) {
  const out = new Float64Array(points.length);
  for (let i = 0; i < points.length; i += 2) {
    out[i] = points[points.length - 2 - i];
    out[i + 1] = points[points.length - 1 - i];
  }
  return out;
}

/** One line out of arcs laid end to end (the shared end points once). */
function joined(arcs, ids) {
  const parts = ids.map((id) => (id < 0 ? reversed(arcs[~id]) : arcs[id]));
  if (parts.length === 1) return parts[0];
  const length = parts.reduce((sum, part) => sum + part.length, 0) - 2 * (parts.length - 1);
  const out = new Float64Array(length);
  let at = 0;
  parts.forEach((part, i) => {
    const points = i ? part.subarray(2) : part;
    out.set(points, at);
    at += points.length;
  });
  return out;
}

const RINGS = { LineString: (a) => [a], MultiLineString: (a) => a, Polygon: (a) => a, MultiPolygon: (a) => a.flat() };

function linesOf(object, arcs) {
  const geometries = object.geometries ?? [object];
  return geometries.flatMap((g) => (RINGS[g.type] ? RINGS[g.type](g.arcs).map((ids) => joined(arcs, ids)) : []));
}

function labelOf([kind, ar, en, lon, lat, zoom, extra]) {
  return { kind, ar, en, lon, lat, zoom, extra };
}

/** {land, lakes, rivers, coast, borders, disputed, areas: [Float64Array], labels: [...], box, countries}. */
export function readBasemap(topology) {
  const arcs = decodeArcs(topology);
  const layers = Object.fromEntries(Object.entries(topology.objects).map(([name, object]) => [name, linesOf(object, arcs)]));
  return { ...layers, land: layers.countries, labels: topology.labels.map(labelOf), box: topology.box };
}
