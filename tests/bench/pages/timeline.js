import { circle, clock, fetchSpans, makeMap } from "./spans.js";

const map = makeMap();
const { features, days } = await fetchSpans();
const layer = window.L.timeline({ type: "FeatureCollection", features }, { pointToLayer: circle, drawOnSetTime: true });
layer.addTo(map);
window.peer = { days, setDay: (day) => layer.setTime(clock(day)), count: () => layer.getLayers().length };
