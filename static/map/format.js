// Days in words. Arabic months by the reader's region: Levant, Gulf and Egypt, or Maghreb. No DOM.

import { currentLanguage, gettext, fill, numerals } from "./i18n.js";
import { dayParts } from "./days.js";
import { MONTHS, WEEKDAYS } from "./calendar-names.js";

let months = "levant";

/** Sets which month names Arabic dates use: "levant", "gulf" or "maghreb". */
export function setMonths(region) {
  months = MONTHS.ar[region] ? region : "levant";
}

export const currentMonths = () => months;

/** The name of a month (1-12) in the page's language. */
export function monthName(month) {
  const names = currentLanguage() === "ar" ? MONTHS.ar[months] : MONTHS.en;
  return names[month - 1];
}

/** "Saturday 14 October 2017"; in Arabic with the weekday first too. */
export function dateInWords(day) {
  const { year, month, day: date, weekday } = dayParts(day);
  const names = WEEKDAYS[currentLanguage()] ?? WEEKDAYS.en;
  return numerals(`${names[weekday]} ${date} ${monthName(month)} ${year}`);
}

/** "14 October 2017". */
export function shortDate(day) {
  const { year, month, day: date } = dayParts(day);
  return numerals(`${date} ${monthName(month)} ${year}`);
}

/** "October 2017" for month bins. */
export function monthInWords(day) {
  const { year, month } = dayParts(day);
  return numerals(`${monthName(month)} ${year}`);
}

/** A half-open span in words, its end shown inclusive: "from 10 May 2017 to 14 October 2017", "since …", or one day. */
export function spanInWords(start, end) {
  if (end === null) return fill(gettext("since {date}"), { date: shortDate(start) });
  if (end - start <= 1) return shortDate(start);
  return fill(gettext("from {start} to {end}"), { start: shortDate(start), end: shortDate(end - 1) });
}

/** The numerals of a year alone. */
export const yearInWords = (year) => numerals(String(year));
