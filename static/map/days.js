// Days as whole numbers since 2000-01-01 (UTC calendar days). No DOM, no clock: the caller says what day it is.

const EPOCH = Date.UTC(2000, 0, 1);
const MILLISECONDS = 86_400_000;
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The number of a calendar day; `month` 1-12. */
export function dayNumber(year, month, day) {
  return Math.round((Date.UTC(year, month - 1, day) - EPOCH) / MILLISECONDS);
}

/** The day number of "2017-10-14", or null where the text is no calendar day. */
export function parseDay(text) {
  const match = ISO.exec(text ?? "");
  if (!match) return null;
  const [year, month, day] = match.slice(1).map(Number);
  const number = dayNumber(year, month, day);
  return toIso(number) === text ? number : null;
}

/** "2017-10-14" for a day number. */
export function toIso(number) {
  return new Date(EPOCH + number * MILLISECONDS).toISOString().slice(0, 10);
}

/** {year, month 1-12, day 1-31, weekday 0 Sunday - 6 Saturday} of a day number. */
export function dayParts(number) {
  const date = new Date(EPOCH + number * MILLISECONDS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), weekday: date.getUTCDay() };
}

/** The first day of the unit (day, week from Saturday, month) that holds `number`. */
export function startOfUnit(number, unit) {
  if (unit === "day") return number;
  const { year, month, weekday } = dayParts(number);
  if (unit === "week") return number - ((weekday + 1) % 7);
  if (unit === "month") return dayNumber(year, month, 1);
  throw new RangeError(`unknown unit of time: ${unit}`);
}

/** `number` moved by `count` units; a month step keeps the day of the month where the month has it. */
export function addUnits(number, unit, count) {
  if (unit === "day") return number + count;
  if (unit === "week") return number + 7 * count;
  if (unit !== "month") throw new RangeError(`unknown unit of time: ${unit}`);
  const { year, month, day } = dayParts(number);
  const index = year * 12 + (month - 1) + count;
  const [newYear, newMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  const length = dayParts(dayNumber(newYear, newMonth + 1, 1) - 1).day;
  return dayNumber(newYear, newMonth, Math.min(day, length));
}

/** Today as a day number, from a Date (the reader's own calendar day). */
export function dayOf(date) {
  return dayNumber(date.getFullYear(), date.getMonth() + 1, date.getDate());
}
