// The answer of /map/data for the two seed articles, written by hand from control.md's table of states.

import { parseDay } from "../../static/map/days.js";

const d = (iso) => (iso === null ? null : parseDay(iso));

const period = (place, track, start, end, state, holders, { leftBy = null, flags = 4, since = start, last, shares = [], events }) =>
  [place, track, d(start), d(end), state, holders, leftBy, flags, d(since), d(last ?? start), shares, events];

const event = (pk, place, type, gaining, losing, start, end, known, { modality = "asserted", sources = 1, part = null, outlets, trigger }) =>
  [pk, place, type, gaining, losing, d(start), d(end), d(known), modality, "accepted", "policy", sources, sources, part, "high", trigger, outlets, 4];

const EMARAT = "الإمارات اليوم";
const GHAD = "الغد";

export const DEMO = {
  version: "5f2c1d0e9a8b7c6d5f2c1d0e9a8b7c6d",
  published_range: ["2017-10-15", "2017-10-15"],
  days: [d("2016-05-01"), d("2017-11-30")],
  actors: {
    isis: { ar: "داعش", en: "ISIS", color: "#3b3b3f", country: null, part_of: [] },
    "syrian-government": { ar: "الحكومة السورية", en: "Syrian government", color: "#b5403a", country: "SY", part_of: [] },
    sdf: { ar: "قوات سوريا الديمقراطية", en: "SDF", color: "#d3a11e", country: "SY", part_of: [] },
  },
  places: [
    ["mayadin", "الميادين", "Al-Mayadin", "city", 40.4533, 35.0197, "دير الزور", "Deir ez-Zor", "SY", 3],
    ["bukamal", "البوكمال", "Al-Bukamal", "city", 40.9186, 34.4522, "دير الزور", "Deir ez-Zor", "SY", 3],
    ["raqqa", "الرقة", "Raqqa", "city", 39.0094, 35.9506, "الرقة", "Raqqa", "SY", 2],
    ["tabqa", "الطبقة", "Al-Tabqa", "city", 38.5481, 35.8367, "الرقة", "Raqqa", "SY", 3],
    ["deir", "دير الزور", "Deir ez-Zor", "city", 40.1408, 35.3359, "دير الزور", "Deir ez-Zor", "SY", 2],
  ],
  periods: [
    period(0, 0, "2016-10-14", "2017-10-14", "held", ["isis"], { flags: 5, last: "2017-10-14", events: [1] }),
    period(0, 0, "2017-10-14", null, "held", ["syrian-government"], { last: "2017-10-15", events: [1] }),
    period(0, 1, "2017-10-11", "2017-10-14", "besieged", ["syrian-government"], { events: [2] }),
    period(1, 0, "2017-10-15", null, "held", ["isis"], { events: [3] }),
    period(2, 0, "2016-10-14", "2017-10-14", "held", ["isis"], { flags: 5, last: "2017-10-14", events: [4] }),
    period(2, 0, "2017-10-14", "2017-11-13", "contested", ["isis", "sdf"], { events: [4] }),
    period(3, 0, "2016-05-10", "2017-05-10", "held", ["isis"], { flags: 5, last: "2017-05-10", events: [5] }),
    period(3, 0, "2017-05-10", null, "unknown", [], { leftBy: "isis", events: [5] }),
    period(4, 0, "2017-10-14", null, "divided", ["isis", "syrian-government"], { shares: [["الغربية", "w", "syrian-government", null], ["الشرقية", "e", "isis", "syrian-government"]], events: [6, 7] }),
  ],
  events: [
    event(1, 0, "recapture", "syrian-government", "isis", "2017-10-14", "2017-10-15", "2017-10-14", { sources: 2, outlets: [EMARAT, GHAD], trigger: "استعاد" }),
    event(2, 0, "siege", "syrian-government", "isis", "2017-10-11", "2017-10-12", "2017-10-15", { outlets: [EMARAT], trigger: "حصار" }),
    event(3, 1, "holds", "isis", null, null, null, "2017-10-15", { outlets: [EMARAT], trigger: "معقل" }),
    event(4, 2, "advance", "sdf", "isis", "2017-10-14", "2017-10-15", "2017-10-14", { outlets: [GHAD], trigger: "على وشك السيطرة" }),
    event(5, 3, "evacuation", null, "isis", "2017-05-10", "2017-05-11", "2017-10-15", { outlets: [GHAD], trigger: "خروج" }),
    event(6, 4, "holds", "syrian-government", null, null, null, "2017-10-14", { part: "الغربية", outlets: [GHAD], trigger: "يسيطر" }),
    event(7, 4, "siege", "syrian-government", "isis", null, null, "2017-10-14", { modality: "claimed", part: "الشرقية", outlets: [GHAD], trigger: "حاصر" }),
  ],
  policy: true,
};
