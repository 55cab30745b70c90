"""For everybody: keyboard, screen readers, phones, paper; and nothing from a third party."""

from pathlib import Path

import pytest

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
VIEWS = {
    "map": "t=2017-10-14",
    "evidence": "t=2017-10-14&place=PLACE",
    "legend": "t=2017-10-14&panel=legend",
    "filters": "t=2017-10-14&panel=filters",
    "compare": "t=2017-10-14&vs=2017-10-01&panel=compare",
    "list": "t=2017-10-14&panel=list",
    "share": "t=2017-10-14&panel=share",
}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "device_scale_factor": 2}


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_serious(map_page, view, lang):
    map_page.open("t=2017-10-14", lang)
    place = map_page.place_id("الميادين")
    map_page.page.goto("about:blank")
    map_page.open(VIEWS[view].replace("PLACE", place), lang)
    page = map_page.page
    if view == "evidence":
        page.wait_for_selector("#proof blockquote")
    page.wait_for_timeout(300)
    page.evaluate(AXE.read_text())
    answer = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [
        (found["id"], [node["html"][:160] for node in found["nodes"]])
        for found in answer["violations"]
        if found["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_nobody_else_is_asked_for_anything(map_page, site):
    asked = []
    map_page.page.on("request", lambda request: asked.append(request.url))
    map_page.open("t=2017-10-14")
    map_page.click_place("الميادين")
    map_page.page.wait_for_selector("#proof blockquote")
    assert asked
    assert [url for url in asked if not url.startswith((site, "data:", "blob:"))] == []


def test_the_arabic_font_is_the_sites_own(map_page):
    map_page.open("t=2017-10-14")
    assert map_page.page.evaluate(
        "document.fonts.ready.then(() => document.fonts.check('16px \"Plex Arabic\"', 'الميادين'))"
    )
    loaded = map_page.page.evaluate(
        "[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)"
    )
    assert any("Plex Arabic" in family for family in loaded)


def test_tabs_by_keyboard_in_reading_direction(map_page):
    map_page.open("t=2017-10-14")
    page = map_page.page
    page.focus("#tab-changes")
    page.keyboard.press("ArrowLeft")
    assert page.get_attribute("#tab-legend", "aria-selected") == "true"
    assert page.is_visible("#panel-legend")
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.id") == "tab-share"


def test_the_first_tab_stop_skips_to_the_content(map_page):
    map_page.open("t=2017-10-14")
    map_page.page.keyboard.press("Tab")
    assert map_page.page.evaluate("document.activeElement.className") == "cm-skip"


def test_the_handle_says_its_day_to_a_screen_reader(map_page):
    map_page.open("t=2017-10-14")
    handle = map_page.page.locator("#handle")
    assert handle.get_attribute("role") == "slider"
    assert handle.get_attribute("aria-valuetext") == "السبت ١٤ تشرين الأول ٢٠١٧"


@pytest.mark.parametrize("context", [PHONE], indirect=True)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_on_a_phone_nothing_sticks_out_and_the_proof_can_be_read(map_page, lang):
    map_page.open("t=2017-10-14", lang)
    page = map_page.page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for id in ("play", "unit", "speed", "strip", "date"):
        box = page.locator(f"#{id}").bounding_box()
        assert box["x"] >= -1, id
        assert box["x"] + box["width"] <= 391, id
    map_page.keep(f"phone-{lang}")
    map_page.click_place("الميادين")
    page.wait_for_selector("#proof blockquote")
    sheet = page.locator("#evidence").bounding_box()
    assert sheet["width"] >= 380
    _, y = map_page.point("الميادين")
    assert y < sheet["y"], "the place must not lie under its own evidence"
    map_page.keep(f"phone-evidence-{lang}")


def test_on_paper_stand_map_date_legend_list_sources_and_attribution(map_page):
    map_page.open("t=2017-10-14")
    page = map_page.page
    view = "JSON.stringify([window.conflictMap.map.map.getCenter(), window.conflictMap.map.map.getZoom()])"
    north = "window.conflictMap.map.map.getBounds().getNorth()"
    seen, top, address = page.evaluate(view), page.evaluate(north), map_page.fragment()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#map").bounding_box()["height"] < 500
    assert page.evaluate(north) >= top, "what was in view is still in view on paper"
    for id in ("date", "map", "panel-legend", "panel-list", "print-footer"):
        assert page.is_visible(f"#{id}"), id
    for id in ("play", "strip", "search-input", "tab-legend"):
        assert not page.is_visible(f"#{id}"), id
    footer = page.inner_text("#print-footer")
    assert page.evaluate("window.conflictMap.ledger.version.slice(0, 12)") in footer
    assert "ناتشورال إيرث" in footer
    map_page.keep("print-ar")
    pdf = map_page.shots / "print-ar.pdf"
    page.pdf(path=pdf, format="A4", print_background=True)
    assert pdf.read_bytes().startswith(b"%PDF")
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(view) == seen
    assert map_page.fragment() == address


def test_every_mark_differs_without_colour(map_page):
    """Two states in one grey must still give different pictures: shape, pattern or edge tells them apart."""
    map_page.open("t=2017-10-14")
    pictures = map_page.page.evaluate(
        """async () => {
          const {drawMark} = await import('/static/map/marks.js');
          const {STATES} = await import('/static/map/ledger.js');
          const actors = {a: {color: '#777777'}, b: {color: '#aaaaaa'}};
          const base = {state: 1, holders: ['a'], flags: 0, fresh: 0, siege: [], leftBy: null, parts: []};
          const two = (state) => ({...base, state: STATES.indexOf(state), holders: ['a', 'b']});
          const looks = {held: base, divided: two('divided'), shared: two('shared'), contested: two('contested'),
            disputed: two('disputed'), uncertain: two('uncertain'), unknown: {...base, state: 0, holders: []},
            besieged: {...base, siege: ['b']}, inferred: {...base, flags: 1}, hatched: {...base, flags: 2},
            policy: {...base, flags: 4}, ageing: {...base, fresh: 1}, stale: {...base, fresh: 2}};
          const draw = (look) => {
            const canvas = document.createElement('canvas');
            canvas.width = canvas.height = 40;
            const ctx = canvas.getContext('2d');
            ctx.translate(20, 20);
            drawMark(ctx, 9, look, actors);
            return [...ctx.getImageData(0, 0, 40, 40).data];
          };
          const drawn = Object.entries(looks).map(([name, look]) => [name, draw(look)]);
          const differ = (a, b) => a.reduce((n, v, i) => n + (Math.abs(v - b[i]) > 40 ? 1 : 0), 0);
          const close = [];
          drawn.forEach(([x, a], i) => drawn.slice(i + 1).forEach(([y, b]) => {
            if (differ(a, b) < 30) close.push(`${x} ${y}`);
          }));
          return close;
        }"""
    )
    assert pictures == []
