import assert from "node:assert/strict";
import { test } from "node:test";
import { Player } from "../../static/map/player.js";

/** Frames on demand: `run(ms)` shows one frame every 10 ms. */
function clock() {
  let now = 0;
  let waiting = null;
  return {
    requestAnimationFrame(callback) { waiting = callback; return 1; },
    cancelAnimationFrame() { waiting = null; },
    run(milliseconds, frame = 10) {
      for (const end = now + milliseconds; now < end;) {
        now += frame;
        const callback = waiting;
        waiting = null;
        callback?.(now);
      }
    },
  };
}

test("so many steps a second", () => {
  const frames = clock();
  let steps = 0;
  const player = new Player({ step: () => { steps += 1; return true; }, changed: () => {}, frames });
  player.perSecond = 20;
  player.start();
  frames.run(1010);
  assert.equal(steps, 20);
});

test("it stops by itself at the end and says so", () => {
  const frames = clock();
  const told = [];
  let left = 3;
  const player = new Player({ step: () => (left -= 1) >= 0, changed: (playing) => told.push(playing), frames });
  player.perSecond = 20;
  player.start();
  frames.run(1000);
  assert.equal(player.playing, false);
  assert.deepEqual(told, [true, false]);
});

test("after a long pause of the page no days are skipped", () => {
  const frames = clock();
  let steps = 0;
  const player = new Player({ step: () => { steps += 1; return true; }, changed: () => {}, frames });
  player.perSecond = 10;
  player.start();
  frames.run(210);
  frames.run(2000, 2000);
  assert.equal(steps, 3);
  player.toggle();
  frames.run(500);
  assert.equal(steps, 3);
});
