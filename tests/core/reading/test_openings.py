"""Rules are tried only where they can begin: nowhere else would one of them have found anything."""

from events.extraction.annotation import read_document
from events.extraction.rules import RULES, rules_at
from gazetteer.matching.memo import Memo
from tests.corpus.reading_corpus import load_items
from tests.corpus.reading_support import load_support


def _documents(lexicon, names):
    texts = [(one.text, one.day, one.country) for one in load_support()]
    texts += [(item.text, item.published, item.country) for item in load_items()[::6]]
    for text, day, country in texts:
        yield read_document(text, published=day, outlet=None, lexicon=lexicon, names=names, country=country)


def test_no_rule_finds_anything_where_it_is_not_tried(lexicon, names):
    """A rule widened without its opening would be silent at its new words: this tells where."""
    missed, tried = set(), 0
    for doc in _documents(lexicon, names):
        for k in doc.having("trigger"):
            open_here = rules_at(doc, k)
            tried += len(open_here)
            shut = (rule for rule in RULES if rule not in open_here)
            missed |= {(rule.__name__, doc.norm(k)) for rule in shut if rule(doc, k) is not None}
    assert tried > 500
    assert not missed


def test_each_rule_is_tried_somewhere(lexicon, names):
    tried = {rule for doc in _documents(lexicon, names) for k in doc.having("trigger") for rule in rules_at(doc, k)}
    assert tried == set(RULES)


def test_a_memo_never_holds_more_than_its_limit():
    memo = Memo(3)
    for number in range(10):
        assert memo.keep(number, -number) == -number
        assert len(memo) <= 3
    assert memo.get(9) == -9
