// The review queue by keyboard. Keys are named by their place, so that they work on an Arabic layout too.

const rows = [...document.querySelectorAll("#result_list tbody tr")];
const PLACE = "cm-queue-row"; // where the curator was in the list, for the page that follows a decision

/** Whether what is typed belongs to a field. */
function isTyping(target) {
  return Boolean(target.closest?.("textarea, select, [contenteditable], .select2-container, input:not([type=checkbox])"));
}

/** Press the first button or link that fits, if there is one. */
function press(where, selector) {
  where?.querySelector(selector)?.click();
}

let current = -1;

/** Mark a row and bring it into view. */
function go(to) {
  if (!rows.length) return;
  rows[current]?.classList.remove("cm-current");
  current = Math.max(0, Math.min(rows.length - 1, to));
  rows[current].classList.add("cm-current");
  rows[current].scrollIntoView({ block: "nearest" });
  sessionStorage.setItem(PLACE, String(current));
}

const inList = {
  KeyJ: () => go(current + 1),
  KeyK: () => go(current - 1),
  KeyA: () => press(rows[current], 'button[value^="accepted:"]'),
  KeyR: () => press(rows[current], 'button[value^="rejected:"]'),
  KeyX: () => press(rows[current], "input.action-select"),
  KeyO: () => press(rows[current], "th a, td a"),
  KeyZ: () => press(document, '.cm-last button[value^="reopened:"]'),
};

const onPage = {
  KeyA: () => press(document, 'button[name="_accept"]'),
  KeyR: () => press(document, 'button[name="_reject"]'),
  KeyN: () => press(document, "#cm-next"),
};

const keys = document.querySelector("#changelist") ? inList : onPage;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTyping(event.target)) return;
  if (!keys[event.code]) return;
  event.preventDefault();
  keys[event.code]();
});

if (keys === inList && sessionStorage.getItem(PLACE)) go(Number(sessionStorage.getItem(PLACE)));
