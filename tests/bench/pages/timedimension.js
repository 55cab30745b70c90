import { circle, clock, fetchSpans, makeMap } from "./spans.js";

const { L } = window;
const map = makeMap();
const { features, days } = await fetchSpans();
const DAY = 86_400_000;
for (const { properties } of features) properties.times = [properties.start, properties.end - DAY];
const times = Array.from({ length: days[1] - days[0] + 1 }, (_, i) => clock(days[0] + i));
const dimension = new L.TimeDimension({ times });
map.timeDimension = dimension;
const all = L.geoJSON({ type: "FeatureCollection", features }, { pointToLayer: circle });
const layer = L.timeDimension.layer.geoJson(all, { timeDimension: dimension, duration: "PT1S" });
layer.addTo(map);
window.peer = { days, setDay: (day) => dimension.setCurrentTime(clock(day)), count: () => layer._currentLayer?.getLayers().length ?? 0 };
