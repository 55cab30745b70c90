// Work that can wait, done piece by piece while the browser has nothing else to do.

export class SpareTime {
  /** Runs the pieces of `work` (an iterator that does one at each turn); work given before is dropped. */
  spend(work) {
    if (!globalThis.requestIdleCallback) return;
    cancelIdleCallback(this.request);
    const some = (deadline) => {
      while (deadline.timeRemaining() > 1) if (work.next().done) return;
      this.request = requestIdleCallback(some);
    };
    this.request = requestIdleCallback(some);
  }
}
