"""From a colour to the Arabic sentence that it rests on, and back."""

MAYADIN = "الميادين"


def open_mayadin(map_page):
    map_page.open("t=2017-10-14")
    map_page.click_place(MAYADIN)
    map_page.page.wait_for_selector("#proof .cm-event")
    return map_page.page


def test_a_click_shows_the_sentence_its_source_and_who_accepted_it(map_page):
    page = open_mayadin(map_page)
    proof = page.inner_text("#proof")
    assert "استعاد جيش النظام السوري وحلفاؤه، أمس، السيطرة على مدينة الميادين" in proof
    assert "يقوله الناشر" in proof  # how it is said
    assert "قُبل آلياً بالقواعد" in proof  # who accepted it
    assert page.inner_text("#evidence h2") == MAYADIN
    assert page.inner_text("#evidence-state") == "بيد الحكومة السورية"
    map_page.keep("evidence-ar")


def test_trigger_place_sides_and_date_are_marked_each_in_its_way(map_page):
    page = open_mayadin(map_page)
    styles = set()
    for role in ("trigger", "place", "gaining", "losing", "date"):
        mark = page.locator(f"#proof mark.cm-{role}").first
        assert mark.inner_text().strip()
        assert mark.get_attribute("title")
        styles.add(
            mark.evaluate("node => getComputedStyle(node).borderBlockEndStyle + getComputedStyle(node).fontWeight")
        )
    assert len(styles) >= 4  # told apart without colour
    assert any(MAYADIN in text for text in page.locator("#proof mark.cm-place").all_inner_texts())


def test_the_history_says_from_when_to_when_and_leads_to_its_day(map_page):
    page = open_mayadin(map_page)
    history = page.inner_text(".cm-history")
    assert "محاصَر من الحكومة السورية" in history
    assert "من ١١ تشرين الأول ٢٠١٧ إلى ١٣ تشرين الأول ٢٠١٧" in history
    page.locator(".cm-history li button", has_text="بيد داعش").first.click()
    map_page.until("document.getElementById('evidence-state').textContent.startsWith('بيد داعش')")


def test_an_event_of_the_day_leads_to_its_place_and_back(map_page):
    map_page.open("t=2017-10-14&v=36.2,37.1,9")
    page = map_page.page
    page.locator("#panel-changes .cm-rows button", has_text=MAYADIN).first.click()
    page.wait_for_selector("#proof .cm-event")
    assert page.evaluate("window.conflictMap.map.map.getBounds().contains([35.02, 40.45])")
    page.locator("#proof .cm-event h4 button").first.click()
    assert page.locator(".cm-event.cm-chosen").count() == 1
    assert "event=" in map_page.fragment()
    page.click("#evidence-close")
    assert not page.is_visible("#evidence")
    assert map_page.state("place") is None


def test_the_article_opens_with_its_claims_marked(map_page):
    page = open_mayadin(map_page)
    page.locator("#proof .cm-source a").first.click()
    page.wait_for_url("**/articles/**")
    assert page.locator("mark").count() > 3
    assert page.locator("html").get_attribute("dir") == "rtl"


def test_escape_closes_the_evidence(map_page):
    page = open_mayadin(map_page)
    page.keyboard.press("Escape")
    assert not page.is_visible("#evidence")


def test_hovering_names_the_place_and_its_state(map_page):
    map_page.open("t=2017-10-14")
    map_page.page.mouse.move(*map_page.point(MAYADIN))
    tip = map_page.page.locator(".cm-tip").inner_text()
    assert MAYADIN in tip
    assert "الحكومة السورية" in tip


def test_a_click_beside_all_places_closes_the_evidence(map_page):
    page = open_mayadin(map_page)
    box = page.locator("#map").bounding_box()
    page.mouse.click(box["x"] + 200, box["y"] + box["height"] - 90)
    assert not page.is_visible("#evidence")
