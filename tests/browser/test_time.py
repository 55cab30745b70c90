"""Sliding, stepping and playing: places recolour on the day that the texts say."""

import pytest

from tests.browser.reading import near

MAYADIN = "الميادين"


def test_dragging_the_handle_over_the_fourteenth_turns_mayadin(map_page):
    map_page.open("t=2017-10-13")
    page = map_page.page
    scale = (
        "day => window.conflictMap.slider.scale.x(day) + document.getElementById('strip').getBoundingClientRect().left"
    )
    days = [6495, 6496]  # 13 and 14 October 2017
    y = page.locator("#strip").bounding_box()["y"] + 30
    page.mouse.move(page.evaluate(scale, days[0]), y)
    page.mouse.down()
    assert near(map_page.colour(MAYADIN), map_page.side_colour("isis"), 90)  # inferred: fainter than the side's own
    assert not near(map_page.colour(MAYADIN), map_page.side_colour("syrian-government"))
    page.mouse.move(page.evaluate(scale, days[1]), y, steps=4)
    page.mouse.up()
    assert map_page.date() == "السبت ١٤ تشرين الأول ٢٠١٧"
    assert near(map_page.colour(MAYADIN), map_page.side_colour("syrian-government"))
    map_page.keep("slide-ar")


def test_the_siege_ring_stands_from_the_eleventh(map_page):
    map_page.open("t=2017-10-10")
    id = map_page.place_id(MAYADIN)
    siege = (
        "id => { const {time, ledger} = window.conflictMap;"
        " return time.looks[time.look[ledger.placeById.get(id).index]]?.siege }"
    )
    assert map_page.page.evaluate(siege, id) == []
    map_page.page.click("#step-on")
    assert map_page.date().startswith("الأربعاء ١١")
    assert map_page.page.evaluate(siege, id) == ["syrian-government"]


def test_raqqa_is_contested_and_never_painted_sdf(map_page):
    map_page.open("t=2017-10-15")
    page = map_page.page
    id = map_page.place_id("الرقة")
    looks = page.evaluate(
        """id => { const a = window.conflictMap, place = a.ledger.placeById.get(id).index;
        const [low, high] = a.ledger.days;
        return Array.from({length: high - low + 1}, (_, i) => a.time.looks[a.time.lookAt(place, low + i)])
          .filter(Boolean).map(look => look.holders.join(' ')) }""",
        id,
    )
    assert "isis sdf" in looks
    assert "sdf" not in looks


def test_play_goes_on_a_day_at_a_time_and_stops_on_pause(map_page):
    map_page.open("t=2017-10-01&speed=20")
    page = map_page.page
    page.evaluate("() => { window.seen = []; window.conflictMap.store.on(['day'], s => window.seen.push(s.day)); }")
    page.click("#play")
    map_page.until("window.seen.length >= 16")
    page.click("#play")
    seen = page.evaluate("window.seen")
    assert seen == list(range(seen[0], seen[0] + len(seen)))
    assert page.get_attribute("#play", "aria-pressed") == "false"
    page.wait_for_timeout(200)
    assert page.evaluate("window.seen.length") == len(seen)
    assert near(map_page.colour(MAYADIN), map_page.side_colour("syrian-government"))


def test_changed_places_pulse_once(map_page):
    map_page.open("t=2017-10-13")
    page = map_page.page
    count = "window.conflictMap.map.pulses.countPulses()"
    page.click("#step-on")
    map_page.until(f"{count} >= 1")
    map_page.until(f"{count} === 0")
    page.click("#step-on")
    page.wait_for_timeout(50)
    page.click("#step-on")  # 16 October: nothing changes
    map_page.until(f"{count} === 0")


def test_jump_to_the_next_change_and_back(map_page):
    map_page.open("t=2017-10-12")
    map_page.page.click("#change-on")
    assert map_page.date().endswith("١٤ تشرين الأول ٢٠١٧")
    map_page.page.click("#change-back")
    assert map_page.date().endswith("١١ تشرين الأول ٢٠١٧")


def test_steps_of_a_week_and_a_month(map_page):
    map_page.open("t=2017-10-14")
    map_page.page.select_option("#unit", "week")
    map_page.page.click("#step-back")
    assert map_page.date().endswith("٧ تشرين الأول ٢٠١٧")
    map_page.page.select_option("#unit", "month")
    map_page.page.click("#step-on")
    assert map_page.date().endswith("٧ تشرين الثاني ٢٠١٧")


def test_a_day_can_be_typed(map_page):
    map_page.open(lang="en")
    map_page.page.fill("#day-input", "2017-10-14")
    assert map_page.date() == "Saturday 14 October 2017"


@pytest.mark.parametrize(("lang", "later"), [("ar", "ArrowLeft"), ("en", "ArrowRight")])
def test_arrow_keys_follow_the_picture(map_page, lang, later):
    earlier = "ArrowRight" if later == "ArrowLeft" else "ArrowLeft"
    map_page.open("t=2017-10-13", lang)
    map_page.page.focus("#handle")
    map_page.page.keyboard.press(later)
    assert map_page.state("day") == 6496
    map_page.page.keyboard.press(earlier)
    map_page.page.keyboard.press(earlier)
    assert map_page.state("day") == 6494
    map_page.page.keyboard.press("PageUp")
    assert map_page.state("day") == 6525  # 12 November
    map_page.page.keyboard.press("Home")
    assert map_page.state("day") == map_page.page.evaluate("window.conflictMap.ledger.days[0]")


def test_keys_anywhere_on_the_page(map_page):
    map_page.open("t=2017-10-12")
    keyboard = map_page.page.keyboard
    keyboard.press(".")
    assert map_page.state("day") == 6495
    keyboard.press(",")
    keyboard.press(">")
    assert map_page.state("day") == 6496
    keyboard.press(" ")
    assert map_page.page.get_attribute("#play", "aria-pressed") == "true"
    keyboard.press(" ")
    keyboard.press("/")
    assert map_page.page.evaluate("document.activeElement.id") == "search-input"


def test_a_range_narrows_the_events_and_is_shown(map_page):
    map_page.open("t=2017-10-14")
    page = map_page.page
    edge = page.locator("#range-from").bounding_box()
    target = page.evaluate(
        "window.conflictMap.slider.scale.x(6495) + document.getElementById('strip').getBoundingClientRect().left"
    )
    page.mouse.move(edge["x"] + 6, edge["y"] + 12)
    page.mouse.down()
    page.mouse.move(target, edge["y"] + 12, steps=5)
    page.mouse.up()
    assert map_page.state("from") == 6495
    assert page.is_visible("#range")
    before = page.evaluate("window.conflictMap.slider.bins.filter(bin => bin.total && bin.end <= 6495).length")
    assert before == 0


@pytest.mark.parametrize("context", [{"viewport": {"width": 390, "height": 844}, "has_touch": True}], indirect=True)
def test_a_finger_moves_the_day(map_page):
    map_page.open("t=2017-10-10")
    box = map_page.page.locator("#strip").bounding_box()
    x = map_page.page.evaluate("window.conflictMap.slider.scale.x(6496)")
    map_page.page.touchscreen.tap(box["x"] + x, box["y"] + 30)
    assert map_page.state("day") == 6496


def test_the_histogram_counts_by_wider_bins_from_farther_away(map_page):
    map_page.open("t=2017-10-14")
    unit = "document.getElementById('histogram').dataset.unit"
    for _ in range(7):
        map_page.page.click("#time-in")
    assert map_page.page.evaluate(unit) == "day"
    for _ in range(20):
        map_page.page.click("#time-out")
    assert map_page.page.evaluate(unit) in ("week", "month")
    assert map_page.page.evaluate(
        "window.conflictMap.slider.bins.reduce((n, bin) => n + bin.total, 0)"
    ) == map_page.page.evaluate("window.conflictMap.ledger.events.filter(event => event.day !== null).length")
