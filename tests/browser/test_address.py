"""One address holds the whole view; a bad one falls back with a notice; failures say what is missing."""

import json

FULL = "t=2017-10-14&vs=2017-10-01&v=35.1000,40.2000,8&side=isis&type=recapture&unit=week&speed=5&panel=compare"


def test_an_address_opened_again_shows_the_same_view(map_page):
    map_page.open(FULL)
    first = map_page.fragment()
    state = map_page.page.evaluate("window.conflictMap.store.get()")
    map_page.page.goto("about:blank")
    map_page.open(first)
    again = map_page.page.evaluate("window.conflictMap.store.get()")
    assert {**again, "lang": None} == {**state, "lang": None}
    assert map_page.fragment() == first
    for part in FULL.split("&"):
        assert part in first


def test_the_language_switch_keeps_the_view(map_page):
    map_page.open("t=2017-10-14&v=35.1000,40.2000,8&side=isis&panel=list")
    page = map_page.page
    page.click(".cm-language button")
    page.wait_for_selector("html[lang=en] body.cm-ready")
    assert page.get_attribute("html", "dir") == "ltr"
    assert map_page.date() == "Saturday 14 October 2017"
    assert map_page.state("sides") == ["isis"]
    assert map_page.state("view") == [35.1, 40.2, 8]
    map_page.keep("list-en")


def test_a_link_in_one_language_opens_in_it_for_a_reader_of_the_other(map_page):
    map_page.open("t=2017-10-14&lang=en", lang="ar", ready=False)
    map_page.page.wait_for_selector("html[lang=en] body.cm-ready")
    assert map_page.date() == "Saturday 14 October 2017"


def test_an_address_that_makes_no_sense_falls_back_with_a_notice(map_page):
    map_page.open("t=2017-02-31&side=atlantis&place=nowhere&v=1,2")
    notice = map_page.page.inner_text("#notices")
    for word in ("2017-02-31", "atlantis", "nowhere"):
        assert word in notice
    assert map_page.state("sides") == []
    assert map_page.state("place") is None
    assert map_page.page.evaluate("window.conflictMap.map.marks.countDrawn()") > 0


def test_a_day_outside_the_ledger_is_brought_inside_with_a_notice(map_page):
    map_page.open("t=1890-01-01")
    assert "1890-01-01" in map_page.page.inner_text("#notices")
    assert map_page.state("day") == map_page.page.evaluate("window.conflictMap.ledger.days[0]")


def test_going_back_in_the_browser_goes_back_in_the_view(map_page):
    map_page.open("t=2017-10-12")
    map_page.page.evaluate("location.hash = 't=2017-10-14&side=isis'")
    map_page.until("window.conflictMap.store.get().day === 6496")
    assert map_page.state("sides") == ["isis"]


def test_the_link_is_copied(map_page, context, site):
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    map_page.open("t=2017-10-14&panel=share")
    map_page.page.click("#copy-link")
    copied = map_page.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(site)
    assert "t=2017-10-14" in copied
    citation = map_page.page.inner_text("#citation")
    assert "١٤ تشرين الأول ٢٠١٧" in citation
    assert map_page.page.evaluate("window.conflictMap.ledger.version.slice(0, 12)") in citation


def test_the_export_is_what_is_shown(map_page):
    map_page.open("t=2017-10-15&side=sdf&panel=share")
    page = map_page.page
    drawn = page.evaluate("window.conflictMap.map.marks.countDrawn()")
    assert drawn > 0
    with page.expect_download() as download:
        page.click("#export-geojson")
    answer = json.loads(download.value.path().read_text())
    assert len(answer["features"]) == drawn
    assert all("sdf" in f["properties"]["holders"] + f["properties"]["siege"] for f in answer["features"])
    with page.expect_download() as download:
        page.click("#export-csv")
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == drawn + 1
    assert "الرقة" in text


def test_a_failing_server_leaves_the_base_map_and_a_way_to_try_again(map_page):
    page = map_page.page
    page.expected_problems = ("503",)
    page.route("**/map/table*", lambda route: route.fulfill(status=503, body="busy"))
    map_page.open(ready=False)
    again = page.locator("#notices button.cm-button")
    again.wait_for()
    assert "تعذّر جلب السيطرة على الأماكن" in page.inner_text("#notices")
    page.unroute("**/map/table*")
    again.click()
    page.wait_for_selector("body.cm-ready")
    assert page.locator("#notices .cm-notice").count() == 0


def test_without_the_base_map_places_are_still_shown(map_page):
    page = map_page.page
    page.expected_problems = ("500",)
    page.route("**/basemap*.json", lambda route: route.fulfill(status=500))
    map_page.open()
    page.wait_for_selector("#notices .cm-notice")
    assert "تعذّر جلب الخريطة الأساس" in page.inner_text("#notices")
    assert page.evaluate("window.conflictMap.map.marks.countDrawn()") > 0


def test_without_the_sentences_the_history_stays(map_page):
    page = map_page.page
    page.expected_problems = ("503",)
    page.route("**/map/place/*", lambda route: route.fulfill(status=503))
    map_page.open("t=2017-10-14")
    map_page.click_place("الميادين")
    page.wait_for_selector("#evidence-retry")
    assert "محاصَر" in page.inner_text(".cm-history")
    page.unroute("**/map/place/*")
    page.click("#evidence-retry")
    page.wait_for_selector("#proof blockquote")
