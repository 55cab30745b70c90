"""One written word, several readings."""

import pytest

from gazetteer.matching.arabic import tokenize
from gazetteer.matching.clitics import Reading, key, raw_offset, readings


@pytest.mark.parametrize(
    ("word", "offset", "clitics", "article"),
    [
        ("الرقة", 2, "", True),
        ("بالرقة", 3, "ب", True),
        ("للرقة", 2, "ل", True),
        ("وللميادين", 3, "ول", True),
        ("للاذقية", 1, "ل", True),  # the name's own lam: li + al-Ladhiqiyya is written with two
        ("وحلب", 1, "و", False),
        ("فبحلب", 2, "فب", False),
        ("كالرقة", 3, "ك", True),
        ("لحج", 0, "", False),  # a name's own first letter: read both ways
        ("لحج", 1, "ل", False),
    ],
)
def test_a_word_has_the_reading(word, offset, clitics, article):
    assert Reading(offset, clitics, article) in readings(key(word))


def test_the_whole_word_is_always_the_first_reading():
    assert readings(key("ولاية"))[0] == Reading(0, "", False)


@pytest.mark.parametrize(
    ("left", "right"), [("أعزاز", "اعزاز"), ("سامراء", "سامرا"), ("الرقة", "الرقه"), ("نوى", "نوي")]
)
def test_spellings_that_have_one_key(left, right):
    assert key(left) == key(right)


def test_raw_offset_skips_vowels_and_tatweel():
    token = tokenize("وَبِالرّقـة")[0]
    start = raw_offset(token, 4)
    assert token.text[start - token.start :] == "رّقـة"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("أخبار عاجلةسيطرت قوات", ["أخبار", "عاجلة", "سيطرت", "قوات"]),  # nothing follows ta marbuta within a word
        ("المدينةٌوقال", ["المدينةٌ", "وقال"]),
        ("ة", ["ة"]),
        ("دخلوا إلىمدينة وعلىبلدات", ["دخلوا", "إلى", "مدينة", "وعلى", "بلدات"]),
        ("إلى عليهما حتىهم مستوى", ["إلى", "عليهما", "حتىهم", "مستوى"]),
    ],
)
def test_words_glued_to_an_ending_that_closes_a_word_are_parted(text, words):
    tokens = tokenize(text)
    assert [t.text for t in tokens] == words
    assert all(text[t.start : t.end] == t.text for t in tokens)
