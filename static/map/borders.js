// The days on which the look of a place changes, in the order of time: a step finds those it crosses, and none other. No DOM.

export class Borders {
  /**
   * `first`: of place p the segments are from first[p] to first[p + 1]; `starts`: the day on which each begins; `looks`:
   * the number of its look, 0 for none; `isTurn(before, after)`: whether from one look to another more changes than the
   * age of evidence.
   */
  constructor(first, starts, looks, isTurn) {
    [this.low, this.high] = spanOf(starts);
    const places = first.length - 1;
    this.dayFirst = daysOf(starts, this.low, this.high);
    const next = this.dayFirst.slice();
    // Of the borders on a day, from dayFirst[day - low]: the place, and its looks before and after. They lie in the order
    // in which a step reads them.
    this.owners = places <= 0xffff ? new Uint16Array(starts.length) : new Uint32Array(starts.length);
    [this.before, this.after] = [new looks.constructor(starts.length), new looks.constructor(starts.length)];
    for (let place = 0; place < places; place += 1) {
      for (let segment = first[place]; segment < first[place + 1]; segment += 1) {
        const at = next[starts[segment] - this.low]++;
        this.owners[at] = place;
        this.before[at] = segment === first[place] ? 0 : looks[segment - 1];
        this.after[at] = looks[segment];
      }
    }
    this.#findTurns(isTurn);
  }

  #findTurns(isTurn) {
    const { owners, before, after, dayFirst } = this;
    this.turnFirst = new Uint32Array(dayFirst.length);
    const turns = new this.owners.constructor(owners.length);
    let count = 0;
    for (let day = 0; day + 1 < dayFirst.length; day += 1) {
      for (let at = dayFirst[day]; at < dayFirst[day + 1]; at += 1) if (isTurn(before[at], after[at])) turns[count++] = owners[at];
      this.turnFirst[day + 1] = count;
    }
    this.turns = turns.slice(0, count);
  }

  /** [begin, end) in `owners`, `before` and `after` of the borders on the days from `from` to `to`, inclusive. */
  between(from, to) {
    const [first, last] = [Math.max(from, this.low), Math.min(to, this.high)];
    return first > last ? [0, 0] : [this.dayFirst[first - this.low], this.dayFirst[last - this.low + 1]];
  }

  /** The places that turn on a day. */
  turnsOn(day) {
    if (day < this.low || day > this.high) return this.turns.subarray(0, 0);
    return this.turns.subarray(this.turnFirst[day - this.low], this.turnFirst[day - this.low + 1]);
  }

  /** The next day after `day` (`step` 1), or the last before it (-1), on which a place turns; null when there is none. */
  nextTurn(day, step) {
    const { low, high, turnFirst } = this;
    for (let at = step > 0 ? Math.max(low, day + 1) : Math.min(high, day - 1); at >= low && at <= high; at += step) {
      if (turnFirst[at - low + 1] > turnFirst[at - low]) return at;
    }
    return null;
  }
}

/** [least, greatest]; of nothing, a span without days. */
function spanOf(days) {
  if (!days.length) return [0, -1];
  let [low, high] = [days[0], days[0]];
  for (let i = 1; i < days.length; i += 1) {
    if (days[i] < low) low = days[i];
    if (days[i] > high) high = days[i];
  }
  return [low, high];
}

/** How many of `starts` lie before each day from `low` on, and in all. */
function daysOf(starts, low, high) {
  const before = new Uint32Array(high - low + 2);
  for (let i = 0; i < starts.length; i += 1) before[starts[i] - low + 1] += 1;
  for (let i = 1; i < before.length; i += 1) before[i] += before[i - 1];
  return before;
}
