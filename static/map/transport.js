// The buttons and keys that move through time.

import { byId, el, fillWith, settled } from "./dom.js";
import { parseDay, toIso } from "./days.js";
import { fill, gettext } from "./i18n.js";

const SPEEDS = [1, 2, 5, 10, 20];

/** Buttons, unit, speed and the date field. */
export function listenToTransport(app) {
  const click = (id, run) => byId(id).addEventListener("click", run);
  click("play", () => app.togglePlay());
  click("step-back", () => app.step(-1));
  click("step-on", () => app.step(1));
  click("change-back", () => app.stepToChange(-1));
  click("change-on", () => app.stepToChange(1));
  byId("unit").addEventListener("change", (event) => app.store.set({ unit: event.target.value }));
  fillWith(byId("speed"), SPEEDS.map((n) => el("option", { value: n }, fill(gettext("{n}/s"), { n }))));
  byId("speed").addEventListener("change", (event) => {
    app.store.set({ speed: Number(event.target.value) });
    app.player.perSecond = Number(event.target.value);
  });
  byId("day-input").addEventListener("change", (event) => {
    const day = parseDay(event.target.value);
    if (day !== null) app.goToDay(day);
  });
  // Fields are slow to write to: they follow once the day has come to rest.
  app.store.on(["unit", "speed", "day"], settled(() => showChoices(app.store.get()), 80, 400));
  showChoices(app.store.get());
}

function showChoices({ unit, speed, day }) {
  byId("unit").value = unit;
  byId("speed").value = String(speed);
  const input = byId("day-input");
  if (day !== null && document.activeElement !== input) input.value = toIso(day);
}

const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable]";

/** Keys that work anywhere but in fields: space plays, comma and full stop step, with Shift to the next change, / searches. */
export function listenToKeys(app) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TYPING)) return;
    const run = actionFor(event, app);
    if (!run) return;
    event.preventDefault();
    run();
  });
}

function actionFor(event, app) {
  switch (event.key) {
    case " ": return event.target.closest?.("button, a, summary") ? null : () => app.togglePlay();
    case ",": return () => app.step(-1);
    case ".": return () => app.step(1);
    case "<": return () => app.stepToChange(-1);
    case ">": return () => app.stepToChange(1);
    case "/": return () => byId("search-input").focus();
    case "Escape": return app.store.get().place === null ? null : () => app.choosePlace(null);
    default: return null;
  }
}
