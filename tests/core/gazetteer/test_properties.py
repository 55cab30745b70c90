"""Properties that hold for every text and every name."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer.matching.document import find_mentions
from gazetteer.matching.index import SHIFT
from gazetteer.matching.scan import TextView
from gazetteer.matching.types import PART_CODES, RELATIONS
from tests.core.gazetteer.conftest import PLACES

RELAXED = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PIECES = (
    *(place.name_ar for place in PLACES),
    *"سيطر الجيش على مدينة مدينتي قرى أحياء الأحياء الشرقية".split(),
    *"ريف محيط شمال غرب 50 كم من في إلى ، . « » ( ) المدينة".split(),
    *"المطار العسكري لواء اللواء 93 طريق بين التي تقع نازحي و وسط كامل بينها هي : قناة اليوم".split(),
)
STATUSES = {"resolved", "tie", "unknown", "back", "non_place"}
CLITICS = ("", "و", "ف", "ب", "ك", "وب", "فب", "وك")
ARTICLE = "ال"

words_of_news = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
any_text = st.text(max_size=200) | st.text(alphabet="ابةتحلروقينمدـ ًَُِّ\n.،()«»0١٢", max_size=200) | words_of_news


@RELAXED
@given(text=any_text)
def test_any_text_returns_and_its_offsets_match(index, text):
    last = -1
    for mention in find_mentions(text, index):
        assert 0 <= mention.start <= mention.name_start < mention.name_end <= len(text)
        assert mention.name_start < mention.end <= len(text)
        assert mention.name_start >= last
        last = mention.name_start
        assert mention.status in STATUSES
        assert mention.relation in RELATIONS
        assert mention.part_code is None or mention.part_code in PART_CODES
        assert (mention.place is not None) == (mention.status == "resolved") or mention.status == "back"
        if mention.part_start is not None:
            assert 0 <= mention.part_start < mention.part_end <= len(text)


@RELAXED
@given(text=words_of_news)
def test_reading_a_text_twice_gives_the_same(index, text):
    assert find_mentions(text, index) == find_mentions(text, index)


@RELAXED
@given(place=st.sampled_from(PLACES), clitic=st.sampled_from(CLITICS), before=st.sampled_from(["", "في ذلك اليوم "]))
def test_every_name_with_any_clitic_is_among_the_found_candidates(index, place, clitic, before):
    text = f"{before}{clitic}{place.name_ar} ثم"
    assert place.id in _found(index, text)


@RELAXED
@given(place=st.sampled_from(PLACES), clitic=st.sampled_from(["ل", "ول", "فل"]))
def test_every_name_after_li_is_among_the_found_candidates(index, place, clitic):
    name = place.name_ar
    # li- and the article are written with two lams and no alif.
    joined = clitic + ("ل" + name.removeprefix(ARTICLE) if name.startswith(ARTICLE) else name)
    assert place.id in _found(index, joined)


def _found(index, text):
    view = TextView(text, index.words)
    return {index.places[packed >> SHIFT].id for hit in view.hits(index) for packed in hit.entries}
