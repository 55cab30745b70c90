// The page as a whole: one state; what each change of it has to touch.

import { nextChange, placesChangedOn } from "./changes.js";
import { addUnits } from "./days.js";
import { byId, settled } from "./dom.js";
import { predicate, visiblePlaces } from "./filters.js";
import { dateInWords, setMonths } from "./format.js";
import { currentLanguage, gettext, setLanguage } from "./i18n.js";
import { FILTERS, createStore } from "./state.js";
import { MapView } from "./map-view.js";
import { Notices } from "./notices.js";
import { Player } from "./player.js";
import { TimeSlider } from "./time-slider.js";
import { AreasSource } from "./areas-source.js";
import { LedgerSource } from "./ledger-source.js";
import { makePanels } from "./panels.js";
import { AddressBar } from "./address-bar.js";
import { listenToKeys, listenToTransport } from "./transport.js";
import { sideLetters } from "./words.js";

const REST = 85; // milliseconds after which a day has come to rest
const FILTER_KEYS = [...FILTERS, "text", "from", "to"];

export class App {
  constructor(config) {
    this.config = config;
    this.rtl = document.dir === "rtl";
    this.store = createStore();
    this.notices = new Notices();
    this.map = new MapView(config, { onPlace: (index) => this.choosePlace(index === null ? null : this.ledger?.places[index].id), onMove: (view) => { if (this.ledger) this.store.set({ view }); } });
    this.slider = new TimeSlider({ rtl: this.rtl, onDay: (day) => this.goToDay(day), onRange: (range) => this.store.set(range) });
    this.player = new Player({ step: () => this.#playStep(), changed: (playing) => this.#playing(playing) });
    this.source = new LedgerSource(config, this.notices);
    this.areas = new AreasSource(config, this.notices, this.map);
    this.panels = makePanels(this);
    this.address = new AddressBar(this);
    this.renderSoon = settled(() => this.renderPanels(), 90, 700); // nobody reads a list that changes more often
    this.namesSoon = settled(() => this.map.refreshNames(this.visible), 180, 600);
    this.visible = null;
    this.lastDayAt = -Infinity;
    this.pulseDue = false;
    this.#listen();
  }

  /** Fetches the ledger for the state's day of knowledge, then shows it. */
  async load() {
    document.body.classList.add("cm-loading");
    const first = !this.ledger;
    const wish = first ? this.address.wishes() : this.store.get();
    const ledger = await this.source.fetch({ ledger: wish.ledger ?? false, known: wish.known ?? null }, () => this.load());
    document.body.classList.remove("cm-loading");
    if (!ledger) return;
    this.ledger = ledger.ledger;
    this.time = ledger.time;
    if (first) this.address.read();
    this.#showLedger(first);
  }

  #showLedger(first) {
    const state = this.store.get();
    const { ledger, time } = this;
    const [low, high] = ledger.days;
    const day = state.day === null ? this.#firstDay() : Math.max(low, Math.min(high, state.day));
    time.setDay(day);
    this.letters = sideLetters(ledger.actors, this.#sidesByWeight());
    this.map.setData(ledger, time, this.letters, first ? state.view : undefined);
    this.slider.setData({ events: ledger.events, actors: ledger.actors, order: this.#sidesByWeight(), first: low, last: high, accepts: predicate(state, ledger) });
    this.panels.search.setData(ledger);
    this.store.set({ day });
    this.#showVisible();
    this.#applyDay([]);
    this.#sayDay();
    this.lastDayAt = -Infinity;
    this.renderPanels();
    this.#applyPlace();
    this.areas.update(this.store.get(), ledger);
    document.body.classList.add("cm-ready");
    performance.mark("conflictmap-ready");
  }

  /** Where a reader who names no day starts: the last day of which news tells. */
  #firstDay() {
    const [low, high] = this.ledger.days;
    return Math.max(low, this.ledger.events.lastDay(high) ?? low);
  }

  #sidesByWeight() {
    const counts = this.ledger.events.countSides();
    for (const look of this.time.looks) for (const slug of look?.holders ?? []) if (!counts.has(slug)) counts.set(slug, 0);
    return [...counts].sort((a, b) => b[1] - a[1]).map(([slug]) => slug);
  }

  #listen() {
    const on = (keys, run) => this.store.on(keys, (...args) => { if (this.ledger) run(...args); });
    on(["day"], () => this.#applyDay(this.time.setDay(this.store.get().day)));
    on(["from", "to", "compare", "unit"], () => this.#sayDay());
    on(FILTER_KEYS, () => { this.#applyFilters(); this.renderPanels(); });
    on(["compare", "panel"], () => this.renderPanels());
    on(["place"], () => this.#applyPlace());
    on(["event"], (state) => { if (state.event !== null) this.panels.evidence.showEvent(state.event); });
    on(["ledger", "known"], () => this.load());
    on(["areas", "day", "ledger", "known"], (state) => this.areas.update(state, this.ledger));
    on(["months", "digits"], (state) => this.#applyWords(state));
    on([], () => this.address.writeSoon());
    listenToTransport(this);
    listenToKeys(this);
    window.addEventListener("beforeprint", () => this.#preparePrint());
    window.addEventListener("afterprint", () => {
      this.map.fromPaper();
      this.renderPanels();
    });
  }

  /** On paper stand the legend, the whole list, and where it all comes from. */
  #preparePrint() {
    if (!this.ledger) return;
    const state = this.store.get();
    this.panels.legend.render(state, this.ledger, this.time, this.visible);
    this.panels.list.render(state, this.ledger, this.time, this.visible, false, Infinity);
    byId("print-footer").replaceChildren(...this.panels.share.forPrint(state, this.ledger));
    this.map.toPaper();
  }

  /** The hot path: recolours what changed; handle and date follow within the frame, panels when there is time. */
  #applyDay(changed) {
    this.lastDayAt = performance.now();
    this.map.marks.update(changed);
    this.slider.take(this.store.get());
    this.saying ??= requestAnimationFrame(() => this.#sayDay());
    this.pulseDue ||= changed.length > 0;
    this.renderSoon();
    if (changed.length && !this.player.playing) this.namesSoon();
  }

  /** Moves the handle, says the date and starts pulses: once a frame, however many days a pointer ran through. */
  #sayDay() {
    cancelAnimationFrame(this.saying);
    this.saying = null;
    const state = this.store.get();
    this.slider.take(state);
    this.slider.follow();
    this.#sayDate(state.day);
    if (this.pulseDue) this.#pulse();
  }

  /** One text node whose words are replaced: cheaper than a new node at each step. */
  #sayDate(day) {
    if (!this.dateText) {
      this.dateText = document.createTextNode("");
      byId("date").replaceChildren(this.dateText);
    }
    this.dateText.data = dateInWords(day);
  }

  #pulse() {
    const { marks, pulses } = this.map;
    this.pulseDue = false;
    if (!marks.world) return; // the address is read before the first places are shown
    pulses.pulse(placesChangedOn(this.time, this.store.get().day), marks.world, this.map.radius(3));
  }

  #applyFilters() {
    this.#showVisible();
    this.slider.setFilter(predicate(this.store.get(), this.ledger));
  }

  /** Only the places that the filters let through. */
  #showVisible() {
    this.visible = visiblePlaces(this.store.get(), this.ledger, this.time);
    this.map.marks.setVisible(this.visible);
    this.namesSoon();
  }

  #applyPlace() {
    const { place: id } = this.store.get();
    const place = id === null ? null : this.ledger.placeById.get(id);
    this.map.choose(place ?? null);
    if (!place) {
      this.panels.evidence.hide();
      return;
    }
    const { evidence } = this.panels;
    const uncover = () => { if (this.store.get().place === id) this.map.uncover(place, evidence.root); };
    evidence.open(place, this.store.get(), this.ledger, this.time).then(uncover); // with its sentences the sheet is taller
    uncover();
  }

  #applyWords(state) {
    setMonths(state.months ?? this.config.months);
    setLanguage(currentLanguage(), window.django?.catalog ?? {}, state.digits ?? this.config.digits);
    this.#sayDate(state.day);
    this.slider.redraw();
    this.renderPanels();
    this.#applyPlace();
  }

  /**
   * Draws the open panel and the evidence anew. In the midst of a fast row of days only as much of it as the eye can
   * take in; the rest follows when the day has come to rest.
   */
  renderPanels() {
    const state = this.store.get();
    if (!this.ledger) return;
    const brief = performance.now() - this.lastDayAt < REST;
    if (brief) this.renderSoon();
    if (this.visible && this.player.playing === false) this.#refilter(state);
    this.panels.render(state, this.ledger, this.time, this.visible, brief);
    this.panels.evidence.setState(state);
  }

  /** With filters on, which places show depends on the day. */
  #refilter(state) {
    if (this.filteredDay === state.day) return;
    this.filteredDay = state.day;
    this.visible = visiblePlaces(state, this.ledger, this.time);
    this.map.marks.setVisible(this.visible);
  }

  goToDay(day) {
    const [low, high] = this.ledger?.days ?? [day, day];
    if (this.ledger) this.store.set({ day: Math.max(low, Math.min(high, day)) });
  }

  step(count) {
    const { day, unit } = this.store.get();
    if (day !== null) this.goToDay(addUnits(day, unit, count));
  }

  stepToChange(direction) {
    if (!this.ledger) return;
    const day = nextChange(this.time, this.store.get().day, direction);
    if (day === null) this.notices.say(direction > 0 ? gettext("No later change is known.") : gettext("No earlier change is known."));
    else this.goToDay(day);
  }

  choosePlace(id, event = null) {
    this.store.set({ place: id ?? null, event });
  }

  /** A place from search, list or event: select it and bring it into view. */
  visit(id) {
    const place = this.ledger.placeById.get(id);
    if (!place) return;
    this.map.goTo(place);
    this.choosePlace(id);
  }

  visitEvent(event) {
    const place = this.ledger.places[event.place];
    if (!place) return;
    this.map.goTo(place);
    if (event.day !== null) this.goToDay(event.day);
    this.choosePlace(place.id, event.pk);
  }

  missingBasemap() {
    this.notices.keep("basemap", gettext("The base map could not be fetched; places are shown without borders and rivers."));
  }

  #playStep() {
    const { day, unit } = this.store.get();
    const next = addUnits(day, unit, 1);
    if (next > this.ledger.days[1]) return false;
    this.goToDay(next);
    this.#sayDay(); // this is a frame: the next would be late by one
    return true;
  }

  togglePlay() {
    if (!this.ledger) return;
    const { day, speed } = this.store.get();
    this.player.perSecond = speed;
    if (!this.player.playing && day >= this.ledger.days[1]) this.goToDay(this.ledger.days[0]);
    this.player.toggle();
  }

  #playing(playing) {
    const button = byId("play");
    const text = playing ? gettext("Pause") : gettext("Play");
    button.setAttribute("aria-pressed", String(playing));
    button.title = text;
    button.querySelector(".cm-hidden").textContent = text;
    if (playing) return;
    this.lastDayAt = -Infinity;
    this.renderPanels();
    this.namesSoon();
  }
}
