"""Every reason of the policy and every problem of the timeline is told in the reader's language."""

import pytest
from django.utils import translation

from events import policy, wording


def test_no_reason_of_the_policy_is_left_out():
    with translation.override("en"):
        assert {code: str(words) for code, words in wording.REASONS.items()} == policy.REASONS


@pytest.mark.parametrize("code", [*wording.REASONS, *wording.TIMELINE])
def test_arabic_readers_get_arabic(code):
    with translation.override("ar"):
        (told,) = wording.in_words([f"{code}: as stored"])
    assert not any("a" <= letter <= "z" for letter in told.lower())
    assert any("\u0621" <= letter <= "\u064a" for letter in told)


def test_an_unknown_code_stays_as_it_is():
    assert wording.in_words(["older: from another version"]) == ["older: from another version"]
