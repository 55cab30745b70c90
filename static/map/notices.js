// Short messages to the reader: what was not understood, what is missing, what was done.

import { el, byId } from "./dom.js";
import { gettext } from "./i18n.js";

export class Notices {
  constructor() {
    this.root = byId("notices");
    this.kept = new Map();
  }

  /** Says something that goes away by itself. */
  say(text, milliseconds = 5_000) {
    const node = this.#put(text, []);
    setTimeout(() => node.remove(), milliseconds);
  }

  /** Shows something under a name until it is taken back; `action`: {text, run} adds a button. */
  keep(name, text, action = null) {
    this.drop(name);
    const buttons = action ? [el("button", { type: "button", class: "cm-button", onclick: action.run }, action.text)] : [];
    this.kept.set(name, this.#put(text, buttons, () => this.drop(name)));
  }

  drop(name) {
    this.kept.get(name)?.remove();
    this.kept.delete(name);
  }

  #put(text, buttons, close = null) {
    const node = el("div", { class: "cm-notice" }, el("p", {}, text), buttons);
    node.append(el("button", { type: "button", class: "cm-close", title: gettext("Close"), onclick: () => (close ? close() : node.remove()) }, el("span", { class: "cm-hidden" }, gettext("Close")), "×"));
    this.root.append(node);
    return node;
  }
}
