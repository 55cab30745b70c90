// Starts the page: reads its settings, fetches the ledger and the base map, and ties panels, slider and map to one state.

import { askJson } from "./api.js";
import { App } from "./app.js";
import { readBasemap } from "./basemap.js";
import { byId } from "./dom.js";
import { setLanguage } from "./i18n.js";
import { setMonths } from "./format.js";
import { fromFragment } from "./url-state.js";

const config = JSON.parse(byId("map-config").textContent);
const ANYTHING = { places: { has: () => true }, sides: [], sources: [] };

/** The language of the address, where it is not the page's: the page is asked for again in it, once. */
function followLanguage(lang) {
  if (!lang || lang === config.lang || sessionStorage.getItem("cm-language") === lang) return false;
  sessionStorage.setItem("cm-language", lang);
  document.cookie = `${config.languageCookie}=${lang};path=/;max-age=31536000;samesite=lax`;
  window.location.reload();
  return true;
}

function start() {
  const { patch } = fromFragment(window.location.hash, ANYTHING);
  if (followLanguage(patch.lang)) return;
  sessionStorage.removeItem("cm-language");
  setLanguage(config.lang, window.django?.catalog ?? {}, patch.digits ?? config.digits);
  setMonths(patch.months ?? config.months);
  const app = new App(config);
  window.conflictMap = app; // for the curious, the browser tests and the bench
  askJson(config.urls.basemap, "base map").then((topology) => app.map.setBasemap(readBasemap(topology))).catch(() => app.missingBasemap());
  app.load();
}

start();
