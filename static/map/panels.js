// The tabs beside the map and what is in them.

import { byId } from "./dom.js";
import { ChangesPanel } from "./changes-panel.js";
import { ComparePanel } from "./compare-panel.js";
import { EvidencePanel } from "./evidence-panel.js";
import { FiltersPanel } from "./filters-panel.js";
import { Legend } from "./legend.js";
import { ListPanel } from "./list-panel.js";
import { SearchBox } from "./search-box.js";
import { SharePanel } from "./share-panel.js";

/** Wires the tab list: click, arrow keys, Home and End, as a tab list is expected to work. */
function wireTabs(store, rtl) {
  const tabs = [...document.querySelectorAll("#panel [role=tab]")];
  const open = (tab) => {
    store.set({ panel: tab.dataset.panel });
    fold(false);
  };
  tabs.forEach((tab, i) => {
    tab.addEventListener("click", () => open(tab));
    tab.addEventListener("keydown", (event) => {
      const steps = { [rtl ? "ArrowLeft" : "ArrowRight"]: 1, [rtl ? "ArrowRight" : "ArrowLeft"]: -1 };
      const next = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : steps[event.key] ? (i + steps[event.key] + tabs.length) % tabs.length : null;
      if (next === null) return;
      event.preventDefault();
      open(tabs[next]);
      tabs[next].focus();
    });
  });
  byId("fold").addEventListener("click", () => fold(!byId("panel").classList.contains("cm-folded")));
  return tabs;
}

function fold(folded) {
  byId("panel").classList.toggle("cm-folded", folded);
  byId("fold").setAttribute("aria-expanded", String(!folded));
}

function showTab(tabs, name) {
  for (const tab of tabs) {
    const on = tab.dataset.panel === name;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    byId(tab.getAttribute("aria-controls")).hidden = !on;
  }
}

/** Makes all panels of the app; `render` draws the one that is open. */
export function makePanels(app) {
  const { store, config } = app;
  const visit = { onPlace: (id) => app.visit(id) };
  const tabs = wireTabs(store, app.rtl);
  if (window.matchMedia("(max-width: 760px)").matches) fold(true);
  const panels = {
    changes: new ChangesPanel({ ...visit, onEvent: (event) => app.visitEvent(event), onDay: (day) => app.goToDay(day) }),
    legend: new Legend({ onToggle: (key, value) => store.set({ [key]: value }), onSide: (slug) => store.set({ sides: [slug], panel: "filters" }) }, config),
    filters: new FiltersPanel({ onChange: (patch) => store.set(patch) }),
    compare: new ComparePanel({ ...visit, onCompare: (compare) => store.set({ compare }) }),
    list: new ListPanel(visit),
    share: new SharePanel({ address: () => app.address.full(), say: (text) => app.notices.say(text) }),
  };
  const evidence = new EvidencePanel({ url: config.urls.place, onClose: () => app.choosePlace(null), onDay: (day) => app.goToDay(day), onEvent: (event) => store.set({ event }), onShow: (place) => app.map.goTo(place) });
  const search = new SearchBox({ url: config.urls.search, onPick: (row) => (row.known ? app.visit(row.id) : app.map.goTo(row)) });
  return {
    ...panels, evidence, search,
    /** `visible`: null or a byte per place; `brief`: only what is in sight, for a day that will not stay. */
    render(state, ledger, time, visible, brief = false) {
      showTab(tabs, state.panel);
      panels[state.panel].render(state, ledger, time, visible, brief);
      byId("filters-on").hidden = !(visible || state.from !== null || state.to !== null);
    },
  };
}
