// Making elements, without markup in strings: text from news can never become markup.

/** An element: `el("p", {class: "x", onclick: f}, "text", child)`. Null children are left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Replaces all children. */
export function fillWith(node, ...children) {
  node.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A text as nodes in which each of `latin` (addresses, numbers of versions) keeps its own order, whatever is around it. */
export function isolating(text, latin) {
  const at = latin.filter(Boolean).map((word) => text.indexOf(word)).filter((i) => i >= 0);
  if (!at.length) return [text];
  const first = Math.min(...at);
  const word = latin.find((one) => one && text.indexOf(one) === first);
  return [text.slice(0, first), el("bdi", { dir: "ltr" }, word), ...isolating(text.slice(first + word.length), latin)];
}

export const byId = (id) => document.getElementById(id);

/** Hands a text to the reader as a file. */
export function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = el("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  URL.revokeObjectURL(url);
}

const waiting = new Set(); // calls that wait until it has been quiet: {run, milliseconds, most, first, last}
let [timer, ringsAt] = [null, Infinity];

const dueOf = ({ milliseconds, most, first, last }) => Math.min(last + milliseconds, first + most);

/** Runs one call that is due; the next has a turn of its own, so that a frame may come between. */
function look() {
  [timer, ringsAt] = [null, Infinity];
  const now = performance.now();
  for (const call of waiting) {
    if (dueOf(call) > now) continue;
    waiting.delete(call);
    wind();
    call.run();
    return;
  }
  wind();
}

/** Sets the timer for the call that is due next. */
function wind() {
  let due = Infinity;
  for (const call of waiting) due = Math.min(due, dueOf(call));
  if (due >= ringsAt) return;
  clearTimeout(timer);
  ringsAt = due;
  timer = setTimeout(look, Math.max(0, due - performance.now()));
}

/**
 * Calls `run` once, `milliseconds` after the last of a row of calls, but at the latest after `most`. One timer serves
 * all: to stop and start some at each call would be felt in a fast row of steps.
 */
export function settled(run, milliseconds, most = Infinity) {
  const call = { run, milliseconds, most, first: 0, last: 0 };
  return () => {
    call.last = performance.now();
    if (waiting.has(call)) return;
    call.first = call.last;
    waiting.add(call);
    if (dueOf(call) < ringsAt) wind();
  };
}
