"""Any text returns, offsets hold, reading is pure, and sentences do not lean on each other without a reference."""

import pickle
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

WORDS = (
    "سيطر سيطرت السيطرة على من في إلى الجيش قوات داعش الحوثيون الدعم السريع الرقة الموصل تعز سرت الفاشر مدينة بلدة حي "
    "استعاد انسحب انسحاب حصار فك كسر سقطت بيد تحت سيطرة أعلن نفى أن قبل يومين أمس السبت لم لن قد وشك محاولة "
    '، . : « » " ( ) '
    "التي الذي منها عليها المدينة هذه القوات التنظيم 90% 100 مقاتل كامل أجزاء أحياء بعد تمكن تم تمت \n"
).split(" ")
PUBLISHED = date(2017, 10, 15)
LAST_WORDS = 2  # words before the end at which a text is cut
SLOW = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@SLOW
@given(words=st.lists(st.sampled_from(WORDS), max_size=60), glue=st.sampled_from([" ", "  ", ""]))
def test_any_heap_of_words_returns_claims_with_true_offsets(read, words, glue):
    text = glue.join(words)
    for claim in read(text, published=PUBLISHED):
        assert text[claim.start : claim.end] == claim.quote
        assert 0 <= claim.trigger_start < claim.trigger_end <= len(text)
        assert claim.modality in ("asserted", "claimed", "expected", "denied")
        assert claim.confidence in ("high", "medium", "low")
        assert claim.gaining is None or claim.gaining != claim.losing


@SLOW
@given(text=st.text(max_size=300))
def test_any_text_returns(read, text):
    read(text, published=PUBLISHED)


CLAUSES = (
    "يدخل الحوثيون مدينة المخا",
    "تدخل مدينة سرت",
    "يسيطر على مدينة تعز",
    "استعاد الجيش الليبي مدينة درنة",
    "سقوط مدينة الرقة بيد التنظيم",
    "ستبدأ المعركة",
)
JOINTS = (". قبل أن ", "قبل أن ", "، و", "، ", "إذا ", ". ")


@SLOW
@given(parts=st.lists(st.tuples(st.sampled_from(JOINTS), st.sampled_from(CLAUSES)), max_size=12))
def test_clauses_joined_in_any_way_return(read, parts):
    """What hangs on what is asked of verbs before and behind: no two may ask each other without end."""
    text = "".join(joint + clause for joint, clause in parts)
    for claim in read(text, published=PUBLISHED):
        assert text[claim.start : claim.end] == claim.quote


SENTENCES = (
    "سيطرت قوات سوريا الديمقراطية على مدينة منبج يوم الجمعة.",
    "انسحب تنظيم داعش من مدينة تكريت.",
    "أعلن الجيش الليبي سيطرته على مدينة درنة.",
    "حاصرت قوات الدعم السريع مدينة الفاشر.",
    "قال الحوثيون إنهم استعادوا مدينة الحزم.",
    "ارتفعت درجات الحرارة في البلاد.",
)


@SLOW
@given(order=st.permutations(SENTENCES), gone=st.integers(0, 5))
def test_deleting_a_sentence_adds_nothing_elsewhere(read, order, gone):
    """Which of two places of one name is meant may change with the company it keeps; what is said may not."""
    whole = {(c.type, c.sentence_text, c.modality) for c in read("\n".join(order), published=PUBLISHED, country="SY")}
    rest = [s for n, s in enumerate(order) if n != gone]
    assert {
        (c.type, c.sentence_text, c.modality) for c in read("\n".join(rest), published=PUBLISHED, country="SY")
    } <= whole


CUT = (
    "مقر سلاح المدرعات صامد بيد الجيش السوداني وفشلت كل محاولات اقتحامه.",
    "صدت القوات العراقية هجوما لداعش على الموصل شنه من الجهة الغربية.",
    "باءت محاولة الحوثيين اقتحام مدينة تعز بالفشل بعد حصار فرضوه عليها.",
    "وبات تنظيم داعش يسيطر على المدينة، كما سلم مقاتلو القاعدة المكلا للجيش اليمني وغادروها بعد أن انسحبوا منها",
    "قال متحدث إن قوات الدعم السريع التي كانت تحاصر الأبيض خسرت بارا وتراجعت قبل أن يدخلها الجيش السوداني",
    "استعادت القوات العراقية هيت وكبيسة من داعش وتقدمت نحو الرطبة فيما لا تزال تطوق القائم الحدودية مع سوريا",
    "انتزعت قوات الوفاق غريان بعدما فقدت السيطرة عليها، وأعلنت قوات حفتر أنها صدت الهجوم واستعادت ترهونة",
    "نفذ جيش الإسلام الاتفاق وغادر آخر مقاتليه مدينة دوما",
    "دارت معارك أمس بعد هجوم لداعش على حديثة صده أبناء المدينة",
)


def test_a_text_may_end_at_any_word(read):
    for sentence in CUT:
        words = sentence.rstrip(".").split()
        for n in range(1, len(words) + 1):
            read(" ".join(words[:n]), published=PUBLISHED)


def test_reading_is_pure_and_claims_are_frozen(read):
    text = " ".join(SENTENCES)
    first, second = read(text, published=PUBLISHED), read(text, published=PUBLISHED)
    assert first == second
    assert pickle.loads(pickle.dumps(first)) == first
    assert len({c.id for c in first}) == len(first)


def test_time_grows_with_the_text_only(read):
    """Twenty times the text gives twenty times the claims: nothing reaches across the whole of it."""
    text = "\n".join(SENTENCES) + "\n"
    once = len(read(text, published=PUBLISHED, country="SY"))
    assert once >= 4
    assert len(read(text * 20, published=PUBLISHED, country="SY")) == once * 20


def _case_texts():
    """The sentences of the case files, without what closes them."""
    for path in sorted(Path(__file__).parent.glob("*_cases.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                yield max(line.split(" | "), key=len).replace("\\n", "\n").rstrip(" .؟!")


def test_a_text_that_stops_anywhere_is_read(read):
    """Feeds cut titles and leads: what a rule looks for behind a word may not be there any more."""
    for text in _case_texts():
        words = text.split(" ")
        for stop in range(max(len(words) - LAST_WORDS, 1), len(words) + 1):
            cut = " ".join(words[:stop])
            assert all(cut[claim.start : claim.end] == claim.quote for claim in read(cut, published=PUBLISHED)), cut
