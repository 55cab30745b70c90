// Play: one step after another at a chosen speed. It knows no DOM; the clock is handed in.

export class Player {
  /** `step()` moves on and returns false at the end; `changed(playing)` is told when playing starts or stops. */
  constructor({ step, changed, frames = globalThis }) {
    this.step = step;
    this.changed = changed;
    this.frames = frames;
    this.perSecond = 2;
    this.playing = false;
  }

  start() {
    if (this.playing) return;
    this.playing = true;
    this.due = null;
    this.changed(true);
    this.request = this.frames.requestAnimationFrame((now) => this.#tick(now));
  }

  stop() {
    if (!this.playing) return;
    this.playing = false;
    this.frames.cancelAnimationFrame(this.request);
    this.changed(false);
  }

  toggle() {
    if (this.playing) this.stop();
    else this.start();
  }

  #tick(now) {
    if (!this.playing) return;
    const pace = 1000 / this.perSecond;
    if (this.due === null) this.due = now + pace;
    if (now >= this.due) {
      // A late frame makes one step, not several: nobody should miss a day that they watch for.
      this.due = Math.max(this.due + pace, now + pace / 2);
      if (this.step() === false) {
        this.stop();
        return;
      }
    }
    this.request = this.frames.requestAnimationFrame((next) => this.#tick(next));
  }
}
