"""The map at size, in a real Chromium: steps, jumps, play, first map, wire and heap; and its peers on the same data.

6,000 places and 100,000 spans of control over ten years, made with a fixed seed. Script time is what runs between
the reader's act and the return of control; painting comes after it and is seen by the frames that play drops. What a
step or a jump puts off (timers, frames, idle time) is counted too, in rows of its own, for us and for the peers: their
canvas is drawn in the frame after the call, our panels follow some frames later.
"""

from __future__ import annotations

import os
import shutil

from django.test import override_settings
from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.map_ledger import make_ledger
from tests.bench.map_site import Site

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
STATIC = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Counts in `window.putOff` the milliseconds that scripts run in timers, frames and idle time, whoever asked for them.
_COUNT_PUT_OFF = """window.putOff = 0;
for (const name of ["setTimeout", "requestAnimationFrame", "requestIdleCallback"]) {
  const ask = window[name].bind(window);
  window[name] = (run, ...rest) => ask((...given) => {
    const began = performance.now();
    try { return run(...given); } finally { window.putOff += performance.now() - began; }
  }, ...rest);
}"""
# The median and the 95th percentile of the calls' times, the mean of calls and what they put off.
_FIGURES = """const figures = (times, whole) => {
  times.sort((a, b) => a - b);
  return [times[times.length >> 1], times[Math.floor(times.length * 0.95)], whole / times.length];
};"""
MIDDLE = "(low + Math.floor((high - low) / 2))"
# Sets `count` days one after another, a frame between them, and gives the figures of the script's time in ms. The
# median stands for the map; the percentile also for whatever else the machine was doing.
_STEPS = f"""async ([count, peer]) => {{
  {_FIGURES}
  const app = window.conflictMap, [low, high] = peer ? window.peer.days : app.ledger.days;
  const set = peer ? window.peer.setDay : (day) => app.store.set({{day}});
  set({MIDDLE});
  await new Promise((done) => setTimeout(done, 1000));
  const times = [], before = window.putOff;
  for (let i = 1; i <= count; i += 1) {{
    await new Promise(requestAnimationFrame);
    const began = performance.now();
    set({MIDDLE} + i);
    times.push(performance.now() - began);
  }}
  const calls = times.reduce((sum, time) => sum + time, 0);
  await new Promise((done) => setTimeout(done, 1000));
  return figures(times, calls + window.putOff - before);
}}"""
_JUMPS = f"""async ([count, peer]) => {{
  {_FIGURES}
  const app = window.conflictMap, [low, high] = peer ? window.peer.days : app.ledger.days;
  const set = peer ? window.peer.setDay : (day) => app.store.set({{day}});
  let seed = 7;
  const times = [], before = window.putOff;
  for (let i = 0; i < count; i += 1) {{
    seed = (seed * 1103515245 + 12345) % 2147483648;
    await new Promise(requestAnimationFrame);
    const began = performance.now();
    set(low + (seed % (high - low)));
    times.push(performance.now() - began);
  }}
  const calls = times.reduce((sum, time) => sum + time, 0);
  await new Promise((done) => setTimeout(done, 1000));
  return figures(times, calls + window.putOff - before);
}}"""
# Plays at 20 steps a second and counts frames that came more than a frame late.
_PLAY = """async (seconds) => {
  const app = window.conflictMap, [low, high] = app.ledger.days;
  app.store.set({day: low + Math.floor((high - low) / 2), speed: 20});
  let last = null, late = 0, steps = 0, stop = false;
  const off = app.store.on(['day'], () => { steps += 1; });
  const frame = (now) => {
    if (last !== null && now - last > 34) late += 1;
    last = now;
    if (!stop) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  app.togglePlay();
  await new Promise((done) => setTimeout(done, seconds * 1000));
  app.togglePlay();
  stop = true;
  off();
  return [late, steps / seconds];
}"""


MORE = (
    "step, median",
    "jump, median",
    "step and all it puts off, mean",
    "jump and all it puts off, mean",
)


def rows(args=None) -> list[dict]:
    """Measure and return one row per figure: name, value, unit, bar and whether it holds.

    ``args.quick`` measures a tenth of the data, which shows only that the measuring runs.
    """
    spans = 10_000 if getattr(args, "quick", False) else 100_000
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with override_settings(STORAGES=STATIC, ALLOWED_HOSTS=["127.0.0.1"]), sync_playwright() as driver:
        site = Site()
        executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
        browser = driver.chromium.launch(executable_path=executable, args=FLAGS)
        try:
            site.use(make_ledger(spans))
            ours = measure_ours(browser, site)
            peers = [measure_peer(browser, site, name) for name in ("timeline", "timedimension")]
            site.use(make_ledger(spans, events_a_span=10))
            ours["ten"], ours["ten, median"] = step_only(browser, site)
        finally:
            browser.close()
            site.close()
    return table(ours, *peers)


def open_page(browser: Browser, url: str, ready: str) -> tuple[Page, dict[str, int]]:
    """Open a page in a fresh profile and wait until ``ready`` holds. Returns it and a count of bytes received."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(120_000)
    context.add_init_script(_COUNT_PUT_OFF)
    page = context.new_page()
    client = context.new_cdp_session(page)
    seen = {"bytes": 0}
    client.send("Network.enable")
    client.on("Network.loadingFinished", lambda event: seen.update(bytes=seen["bytes"] + event["encodedDataLength"]))
    page.goto(url)
    page.wait_for_timeout(200)
    for _ in range(1_200):
        if page.evaluate(ready):
            return page, seen
        page.wait_for_timeout(100)
    raise RuntimeError(f"{url} was never ready")


def heap(page: Page) -> float:
    """Megabytes that the page's scripts keep after garbage collection, buffers of typed arrays with them."""
    client = page.context.new_cdp_session(page)
    for _ in range(2):
        client.send("HeapProfiler.collectGarbage")
    usage = client.send("Runtime.getHeapUsage")
    return (usage["usedSize"] + usage.get("backingStorageSize", 0)) / 1e6


_READY = "performance.getEntriesByName('conflictmap-ready').length > 0 && window.conflictMap.map.base._lines !== null"


def spread(name: str, times: list[float]) -> dict[str, float]:
    """The 95th percentile under a figure's own name, the median and the mean with all that follows beside it; in ms."""
    return {name: times[1], f"{name}, median": times[0], f"{name} and all it puts off, mean": times[2]}


def measure_ours(browser: Browser, site: Site) -> dict[str, float]:
    """Figures of our own map."""
    warm, _ = open_page(browser, site.url, _READY)
    warm.context.close()
    page, seen = open_page(browser, site.url, _READY)
    page.wait_for_timeout(1_500)
    figures = {
        "first": page.evaluate("performance.getEntriesByName('conflictmap-ready')[0].startTime") / 1000,
        "wire": seen["bytes"] / 1e6,
        **spread("step", page.evaluate(_STEPS, [600, False])),
        **spread("jump", page.evaluate(_JUMPS, [200, False])),
        "heap": heap(page),
    }
    page.wait_for_timeout(1_000)
    figures["late"], figures["pace"] = page.evaluate(_PLAY, 5)
    page.context.close()
    return figures


def step_only(browser: Browser, site: Site) -> tuple[float, float]:
    """The step alone, for a ledger with more events: its 95th percentile and its median, in ms."""
    page, _ = open_page(browser, site.url, _READY)
    page.wait_for_timeout(3_000)
    step = page.evaluate(_STEPS, [600, False])
    page.context.close()
    return step[1], step[0]


def measure_peer(browser: Browser, site: Site, name: str) -> dict[str, float]:
    """The same figures of a peer; it must show places, else it measures nothing."""
    page, _ = open_page(browser, f"{site.url}/bench/pages/{name}.html", "Boolean(window.peer)")
    figures = {**spread("step", page.evaluate(_STEPS, [40, True])), **spread("jump", page.evaluate(_JUMPS, [30, True]))}
    shown = page.evaluate("window.peer.count()")
    if shown < 500:
        raise RuntimeError(f"{name} shows {shown} places: the comparison would mean nothing")
    figures["heap"] = heap(page)
    page.context.close()
    return figures


def table(ours: dict[str, float], timeline: dict[str, float], dimension: dict[str, float]) -> list[dict]:
    """The rows of the report."""
    ten = ours["ten"] / ours["step"]
    keys = ("step", "jump", *MORE)
    best = {key: min(timeline[key], dimension[key]) for key in keys}
    out = [
        _row("step of a day, p95", ours["step"], "ms", 2),
        _row("jump to any day, p95", ours["jump"], "ms", 8),
        _row("frames late by more than one in 5 s of play at 20 steps/s", ours["late"], "frames", 0),
        _row("steps a second reached in play", ours["pace"], "steps/s", 19, least=True),
        _row("first meaningful map, warm server", ours["first"], "s", 2),
        _row("over the wire, compressed", ours["wire"], "MB", 1.5),
        _row("heap", ours["heap"], "MB", 30),
        _row("step at ten times the events, against once", ten, "x", 1.5),
        _row("step at ten times the events, median", ours["ten, median"] / max(0.1, ours["step, median"]), "x", None),
        _row("the better peer's step against ours", best["step"] / ours["step"], "x", 15, least=True),
        _row("the better peer's jump against ours", best["jump"] / ours["jump"], "x", None),
        *(_row(key, ours[key], "ms", None) for key in MORE),
        *(_row(f"the better peer's {key}, against ours", best[key] / max(0.1, ours[key]), "x", None) for key in MORE),
    ]
    for name, figures in (("Leaflet.timeline", timeline), ("Leaflet.TimeDimension", dimension)):
        out += [_row(f"{name} {key}", figures[key], "ms", None) for key in keys]
        out.append(_row(f"{name} heap", figures["heap"], "MB", None))
    return out


def _row(name: str, value: float, unit: str, bar: float | None, *, least: bool = False) -> dict:
    holds = None if bar is None else (value >= bar if least else value <= bar)
    words = "" if bar is None else f"{'at least' if least else 'at most'} {bar}"
    return {"name": f"map: {name}", "value": round(value, 3), "unit": unit, "bar": words, "holds": holds}
