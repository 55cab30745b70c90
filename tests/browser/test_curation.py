"""The review queue by keyboard, on an Arabic layout too: keys are told by their place."""

import pytest
from django.contrib.auth import get_user_model

PASSWORD = "a-long-enough-word"


@pytest.fixture(scope="session")
def curator(chromium, site, django_db_blocker):
    """The name of a person who may decide, stored outside of any test's transaction: the server must see it.

    After ``chromium``: while its loop runs, Django's connection is another one, which must be there to be closed.
    """
    with django_db_blocker.unblock():
        get_user_model().objects.create_superuser("keys", password=PASSWORD)
    return "keys"


@pytest.fixture
def queue(page, site, curator):
    """The queue's page, opened by a curator; what a test decides it takes back."""
    page.goto(f"{site}/admin/login/?next=/admin/events/controlevent/")
    page.fill("#id_username", curator)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_selector("#result_list")
    page.wait_for_load_state("load")  # keys are listened to from then on
    yield page
    page.wait_for_load_state("networkidle")  # a request in flight would hold the database beyond the last test


def undecided(page) -> list[str]:
    """Return the events of the list by what their boxes choose."""
    return page.eval_on_selector_all("#result_list .action-select", "boxes => boxes.map((box) => box.value)")


def key(page, code: str, typed: str) -> None:
    """Press a key as an Arabic layout sends it."""
    page.evaluate(
        "([code, key]) => document.body.dispatchEvent(new KeyboardEvent('keydown', {code, key, bubbles: true}))",
        [code, typed],
    )


def test_a_row_is_chosen_rejected_and_taken_back_without_a_mouse(queue):
    before = undecided(queue)
    assert len(before) > 2
    for code, typed in (("KeyJ", "ت"), ("KeyJ", "ت"), ("KeyX", "ء")):
        key(queue, code, typed)
    assert queue.eval_on_selector(".cm-current .action-select", "box => [box.value, box.checked]") == [before[1], True]
    with queue.expect_navigation():
        key(queue, "KeyR", "ق")
    assert before[1] not in undecided(queue)
    assert queue.eval_on_selector(".cm-current .action-select", "box => box.value") == before[2], "the next slid up"
    with queue.expect_navigation():
        key(queue, "KeyZ", "ئ")
    assert sorted(undecided(queue)) == sorted(before)


def test_what_is_typed_into_a_field_decides_nothing(queue):
    before = undecided(queue)
    queue.focus("#searchbar")
    for typed in "jar":
        queue.keyboard.press(typed)
    assert queue.input_value("#searchbar") == "jar"
    assert undecided(queue) == before


def test_an_events_page_shows_its_buttons_while_the_evidence_is_read(queue):
    with queue.expect_navigation():
        key(queue, "KeyJ", "ت")
        key(queue, "KeyO", "خ")
    queue.wait_for_selector(".cm-evidence-row mark")
    assert queue.locator("button[name=_accept]").evaluate(
        "(button) => button.getBoundingClientRect().top >= 0 && button.getBoundingClientRect().bottom <= innerHeight"
    )
    first = queue.url
    with queue.expect_navigation():
        key(queue, "KeyN", "ى")
    assert queue.url.split("?")[0] != first.split("?")[0]
