// Texts in the page's language: Django's own catalogue (domain djangojs) arrives with the page's settings.
// The message ids are the English texts, so that an absent entry still reads well. No DOM.

const FORMS = ["zero", "one", "two", "few", "many", "other"];

let catalog = {};
let language = "en";
let rules = new Intl.PluralRules("en");
let digits = "western";

/** Sets the language ("ar" or "en"), its catalogue {msgid: text | [plural forms]} and the numerals ("arabic" or "western"). */
export function setLanguage(lang, messages = {}, numerals = "western") {
  language = lang;
  catalog = messages;
  rules = new Intl.PluralRules(lang);
  digits = numerals;
}

export const currentLanguage = () => language;

/** The text of a message in the page's language. */
export function gettext(id) {
  const text = catalog[id];
  return typeof text === "string" ? text : id;
}

/** As gettext, for a message that means different things in different places. */
export function pgettext(context, id) {
  return catalog[`${context}\u0004${id}`] ?? id;
}

/** The form of a message that goes with the number `n`. Arabic has six forms, English two. */
export function ngettext(one, many, n) {
  const forms = catalog[one];
  if (!Array.isArray(forms)) return n === 1 ? one : many;
  const form = rules.select(n);
  return forms[forms.length === 6 ? FORMS.indexOf(form) : form === "one" ? 0 : 1] ?? many;
}

/** Puts values for {names} into a text; numbers in the page's numerals. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? formatNumber(value) : String(value);
  });
}

/** Digits of a text in the page's numerals. */
export function numerals(text) {
  if (digits !== "arabic") return text;
  return text.replace(/[0-9]/g, (digit) => String.fromCharCode(0x0660 + Number(digit)));
}

/** A whole number with its thousands set apart, in the page's numerals. */
export function formatNumber(value) {
  // By hand: the browser's own way to write a number takes tens of milliseconds when it is first asked.
  return numerals(String(value).replace(/\B(?=(\d{3})+$)/g, digits === "arabic" ? "\u066c" : ","));
}
