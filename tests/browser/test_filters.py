"""Filters with their counts, search, two dates compared, the day of knowledge, the list."""

import re


def test_each_choice_shows_its_count_and_narrows_the_map(map_page):
    map_page.open("t=2017-10-15")
    page = map_page.page
    map_page.tab("filters")
    side = page.locator("#panel-filters label", has=page.locator("input[value=sdf]"))
    assert re.search(r"[٠-٩]+$", side.inner_text().strip())
    side.click()
    assert page.evaluate("window.conflictMap.map.marks.countDrawn()") == page.evaluate(
        "window.conflictMap.time.look.reduce((n, id) => n + ([...(window.conflictMap.time.looks[id]?.holders ?? []),"
        " ...(window.conflictMap.time.looks[id]?.siege ?? [])].includes('sdf') ? 1 : 0), 0)"
    )
    assert "side=sdf" in map_page.fragment()
    assert page.is_visible("#filters-on")


def test_nothing_found_says_so_and_how_to_widen(map_page):
    map_page.open("t=2017-10-15")
    page = map_page.page
    map_page.tab("filters")
    page.locator("#panel-filters input[value=recapture]").check()
    page.fill("#filter-text", "لا يوجد مثل هذا")
    page.wait_for_selector("#filter-result .cm-none")
    assert "لا حدث يجتاز" in page.inner_text("#filter-result")
    assert page.evaluate("window.conflictMap.map.marks.countDrawn()") == 0
    page.click("#filter-clear")
    assert page.evaluate("window.conflictMap.map.marks.countDrawn()") > 0
    assert page.input_value("#filter-text") == ""


def test_typing_finds_places_by_any_spelling(map_page):
    map_page.open("t=2017-10-15&v=33.3,44.4,7")
    page = map_page.page
    page.fill("#search-input", "الرقه")
    page.wait_for_selector("#search-results [role=option]")
    assert "الرقة" in page.inner_text("#search-results")
    page.keyboard.press("Enter")
    page.wait_for_selector("#evidence:not([hidden])")
    assert page.inner_text("#evidence h2") == "الرقة"
    assert page.evaluate("window.conflictMap.map.map.getBounds().contains([35.95, 39.01])")


def test_a_place_without_reports_is_found_in_the_gazetteer(map_page):
    map_page.open("t=2017-10-15")
    page = map_page.page
    page.fill("#search-input", "الموصل")
    page.wait_for_selector("#search-results .cm-tag")
    page.locator("#search-results [role=option]", has=page.locator(".cm-tag")).first.click()
    page.wait_for_timeout(600)
    assert page.evaluate("window.conflictMap.map.map.getBounds().contains([36.34, 43.13])")
    page.fill("#search-input", "قققققق")
    page.wait_for_selector("#search-results [aria-disabled=true]")


def test_two_dates_compared_by_side_and_by_place(map_page):
    map_page.open("t=2017-10-14&panel=compare")
    page = map_page.page
    page.fill("#compare-day", "2017-10-01")
    page.wait_for_selector("#compare-places li")
    assert "الميادين" in page.inner_text("#compare-places")
    assert "الحكومة السورية" in page.inner_text("#compare-sides")
    assert page.is_visible("#compare-mark")
    with page.expect_download() as download:
        page.click("#compare-export")
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert "2017-10-01,held,isis,2017-10-14,held,syrian-government" in text
    map_page.keep("compare-ar")
    page.click("#compare-stop")
    assert map_page.state("compare") is None


def test_as_known_before_the_articles_nothing_is_shown(map_page):
    map_page.open("t=2017-10-14&known=2017-10-13")
    page = map_page.page
    page.wait_for_selector("#notices .cm-notice")
    assert page.evaluate("window.conflictMap.map.marks.countDrawn()") == 0


def test_the_list_mirrors_the_map(map_page):
    map_page.open("t=2017-10-14&panel=list")
    page = map_page.page
    drawn = page.evaluate("window.conflictMap.map.marks.countDrawn()")
    assert page.locator("#list-places li").count() == drawn
    row = page.locator("#list-places li", has_text="الميادين")
    assert "بيد الحكومة السورية" in row.inner_text()
    row.locator("button").click()
    page.wait_for_selector("#evidence:not([hidden])")


def test_the_legend_explains_what_is_on_the_screen(map_page):
    map_page.open("t=2017-10-15&panel=legend")
    text = map_page.page.inner_text("#panel-legend")
    assert "متنازع عليه: هجوم جارٍ" in text
    assert "نقطة صغيرة: قُبل آلياً" in text
    assert "فك" not in text  # only marks that are on the screen
    map_page.keep("legend-ar")


def test_areas_are_switched_on_and_called_an_estimate(map_page):
    map_page.open("t=2017-10-15&panel=legend")
    page = map_page.page
    with page.expect_response("**/api/collections/areas/items*") as answer:
        page.check("#switch-areas")
    assert answer.value.status == 200
    page.wait_for_selector("#notices .cm-notice")
    assert "تقدير" in page.inner_text("#notices")
    features = len(answer.value.json()["features"])
    assert page.evaluate("window.conflictMap.map.areas.layer.getLayers().length") == features
    map_page.keep("areas-ar")


def test_months_and_numerals_are_the_readers_choice(map_page):
    map_page.open("t=2017-10-14&panel=legend")
    page = map_page.page
    page.select_option("#choose-months", "gulf")
    assert map_page.date() == "السبت ١٤ أكتوبر ٢٠١٧"
    page.select_option("#choose-digits", "western")
    assert map_page.date() == "السبت 14 أكتوبر 2017"
    fragment = map_page.fragment()
    assert "months=gulf" in fragment
    assert "digits=western" in fragment
