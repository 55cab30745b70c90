// Where a day lies on the strip. Time runs in reading direction: rightwards in English, leftwards in Arabic. No DOM.

export class TimeScale {
  /** `first`, `last`: day numbers shown, inclusive; `width` in pixels; `rtl`: time runs leftwards. */
  constructor(first, last, width, rtl) {
    this.full = [first, last];
    this.width = width;
    this.rtl = rtl;
    this.show(first, last);
  }

  /** Shows the days from `first` to `last`, kept within all days and at least `least` days wide. */
  show(first, last, least = 21) {
    const [low, high] = this.full;
    const days = Math.min(high - low + 1, Math.max(least, last - first + 1));
    this.first = Math.round(Math.max(low, Math.min(first, high - days + 1)));
    this.last = Math.round(this.first + days - 1);
  }

  /** Pixel of the middle of a day, from the strip's left edge. */
  x(day) {
    const share = (day - this.first + 0.5) / (this.last - this.first + 1);
    return (this.rtl ? 1 - share : share) * this.width;
  }

  /** Pixel of the beginning of a day (its side where time comes from). */
  edge(day) {
    const share = (day - this.first) / (this.last - this.first + 1);
    return (this.rtl ? 1 - share : share) * this.width;
  }

  /** The day at a pixel, within the days shown. */
  day(x) {
    const share = this.rtl ? 1 - x / this.width : x / this.width;
    const day = this.first + Math.floor(share * (this.last - this.first + 1));
    return Math.max(this.first, Math.min(this.last, day));
  }

  /** Shows `factor` times as many days, the day at pixel `x` staying where it is. */
  zoom(factor, x) {
    const day = this.day(x);
    const days = (this.last - this.first + 1) * factor;
    const share = (day - this.first) / (this.last - this.first + 1);
    this.show(day - share * days, day + (1 - share) * days - 1);
  }

  /** Moves the window so that a day is in it; true if it moved. */
  reveal(day) {
    if (day >= this.first && day <= this.last) return false;
    const days = this.last - this.first + 1;
    const first = day < this.first ? day - Math.floor(days * 0.1) : day - Math.floor(days * 0.9);
    this.show(first, first + days - 1);
    return true;
  }
}
