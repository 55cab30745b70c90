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

/** Calls `run` once, `milliseconds` after the last of a row of calls, but at the latest after `most`. */
export function settled(run, milliseconds, most = Infinity) {
  let [waits, first, last] = [false, 0, 0];
  const look = () => {
    const left = Math.min(last + milliseconds, first + most) - performance.now();
    waits = left > 0;
    if (waits) setTimeout(look, left);
    else run();
  };
  // One timer for the whole row: to stop and start one at each call would be felt in a fast row of steps.
  return () => {
    last = performance.now();
    if (waits) return;
    [waits, first] = [true, last];
    setTimeout(look, Math.min(milliseconds, most));
  };
}
