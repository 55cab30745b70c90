// Draws the histogram of events with its axis of years, months or days.

import { binEvents, stackOf, unitFor } from "./histogram.js";
import { addUnits, dayParts, startOfUnit } from "./days.js";
import { monthName, yearInWords } from "./format.js";
import { numerals } from "./i18n.js";
import { colourOf, UNKNOWN } from "./colours.js";

const AXIS = 18; // pixels below the bars for the names of years, months or days
const TICKS = [["day", 1], ["day", 5], ["month", 1], ["month", 3], ["month", 6], ["month", 12], ["month", 24], ["month", 60]];

let aside = null; // where every picture is drawn; the canvas gets it whole (see canvas-layer.js for why)

/** The context to draw on, as new. */
function prepare(canvas, width, height) {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.max(1, Math.round(height * ratio));
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  aside ??= new OffscreenCanvas(1, 1).getContext("2d");
  Object.assign(aside.canvas, { width: canvas.width, height: canvas.height });
  aside.setTransform(ratio, 0, 0, ratio, 0, 0);
  return aside;
}

function drawBars(ctx, scale, bins, most, { actors, order }, height) {
  // A square root keeps days of one event visible beside days of fifty.
  const unit = (height - 6) / Math.sqrt(Math.max(4, most));
  for (const bin of bins) {
    if (!bin.total) continue;
    const [a, b] = [scale.edge(bin.start), scale.edge(bin.end)];
    const width = Math.max(1.5, Math.abs(b - a) - (Math.abs(b - a) > 4 ? 1 : 0));
    const left = Math.min(a, b) + (Math.abs(b - a) - width) / 2;
    let y = height;
    for (const [slug, count] of stackOf(bin, order)) {
      const tall = (count / bin.total) * Math.sqrt(bin.total) * unit;
      ctx.fillStyle = slug ? colourOf(actors, slug) : UNKNOWN;
      y -= tall;
      ctx.fillRect(left, y, width, tall);
    }
  }
}

/** The tick spacing that leaves each name room. */
function tickStep(scale) {
  const perDay = scale.width / (scale.last - scale.first + 1);
  return TICKS.find(([unit, count]) => perDay * count * (unit === "day" ? 1 : 30) >= (unit === "day" ? 34 : 74)) ?? TICKS.at(-1);
}

function tickText(day, [unit, count]) {
  const { year, month, day: date } = dayParts(day);
  if (unit === "day") return date === 1 ? monthName(month) : numerals(String(date));
  if (count >= 12) return yearInWords(year);
  return month === 1 ? yearInWords(year) : monthName(month);
}

function isTick(day, [unit, count]) {
  const { year, month, day: date } = dayParts(day);
  if (unit === "day") return count === 1 || (date - 1) % count === 0 && date < 30;
  return (year * 12 + month - 1) % count === 0;
}

function drawAxis(ctx, scale, height) {
  const step = tickStep(scale);
  ctx.font = '400 11px "Plex Arabic", sans-serif';
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.strokeStyle = "#cfc8ba";
  ctx.beginPath();
  ctx.moveTo(0, height + 0.5);
  ctx.lineTo(scale.width, height + 0.5);
  for (let day = startOfUnit(scale.first, step[0]); day <= scale.last; day = addUnits(day, step[0], 1)) {
    if (!isTick(day, step)) continue;
    const x = Math.round(scale.edge(day)) + 0.5;
    ctx.moveTo(x, height);
    ctx.lineTo(x, height + 4);
    const text = tickText(day, step);
    const half = ctx.measureText(text).width / 2;
    if (x - half < 0 || x + half > scale.width) continue;
    ctx.fillStyle = dayParts(day).month === 1 && step[0] === "month" ? "#23221f" : "#6d675c";
    ctx.fillText(text, x, height + 4);
  }
  ctx.stroke();
}

/** Draws and returns the bins. `slider`: {events, actors, order, accepts}. */
export function drawHistogram(canvas, scale, slider) {
  const whole = canvas.parentElement.clientHeight || 72;
  const ctx = prepare(canvas, scale.width, whole);
  const height = whole - AXIS;
  const unit = unitFor(scale.first, scale.last, scale.width);
  const bins = binEvents(slider.events, scale.first, scale.last, unit, slider.accepts);
  const most = bins.reduce((top, bin) => Math.max(top, bin.total), 0);
  drawBars(ctx, scale, bins, most, slider, height);
  drawAxis(ctx, scale, height);
  canvas.getContext("bitmaprenderer").transferFromImageBitmap(ctx.canvas.transferToImageBitmap());
  canvas.dataset.unit = unit;
  canvas.dataset.most = most;
  return bins;
}
