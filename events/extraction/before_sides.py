"""What stands before a side: the preposition that governs it, "so-called", what is left of it."""

from __future__ import annotations

from events.extraction.document import Document

CLITICS = 2  # letters that may be written on "what"


def preposition_of(doc: Document, i: int, clitics: str) -> str:
    """The preposition that governs the side beginning at token ``i``, "" for none."""
    k = doc.word_before(i)
    word = doc.norm(k)
    if clitics and clitics[-1] in "لبك":
        return "" if word in doc.words["known_as"] else clitics[-1]  # "تحالف يعرف بX": its own name
    unfought = doc.norm(k - 1) in doc.words["without"] and word in doc.words["unfought"]  # "دخلت دون قتال X"
    against = word in doc.words["fighting"] or (word[:1] in ("ل", "ب", "و") and word[1:] in doc.words["fighting"])
    if against and not unfought:
        return word  # "غرفة محاربة X": against it
    by, bare = (word[:1], word[1:]) if word[:1] in ("ب", "ل") else (doc.preposition(k - 1), word)
    if by in ("ب", "ل", "في") and bare in doc.words["face"]:
        return next(iter(doc.words["enmity"]))  # "في مواجهة X", "بوجه X"
    site = word[1:] if word[:1] in ("و", "ب", "ل") and word[1:] in doc.words["sites"] else word
    if site in doc.words["sites"] and not site.startswith("ال") and k == i - 1:
        return site  # "معسكر قوات X": whose it is, not who does something
    if site in doc.words["named_after"] and k == i - 1 and not clitics:
        return site  # "معركة درع الفرات": what is called so, not who does something
    if share_before(doc, k) is not None:
        return ""  # "عدد من عناصر X", "من تبقى من X": a share of it, not taken from it
    if our_men_in(doc, k):
        return ""
    if k < i - 1 and word in doc.words["lone_clitics"]:
        return word  # "لـ«X»"
    return doc.preposition(k)


def share_before(doc: Document, k: int) -> int | None:
    """ "عدد من", "أعداد كبيرة من", "من تبقى من": where the share of a side stands that "of" at ``k`` parts from it."""
    if doc.norm(k) not in doc.words["from"]:
        return None
    if _is_share(doc, k - 1):
        return k - 1
    adjective = k - 1 not in doc.place_on and _share_adjective(doc, k - 1)
    return k - 2 if adjective and _is_share(doc, k - 2) else None


def some_before(doc: Document, i: int) -> bool:
    """ "جزء من قوات X", "عدد كبير من X": whether only some of the side at ``i`` is told of."""
    share = share_before(doc, doc.word_before(i))
    some = doc.lexicon.force_phrases["partial"]
    return share is not None and share not in doc.place_on and doc.match(share, some) > 0


def what_is_left(doc: Document, i: int) -> int | None:
    """ "ما تبقى من X", "من تبقى من X": where the words begin that tell of what is left of the side at ``i``; None for
    "آخر من تبقى من X" and behind a pronoun of the place ("انسحب منها من تبقى من X").
    """
    k = doc.word_before(i)
    left = k == i - 1 and doc.norm(k) in doc.words["from"] and doc.norm(k - 1) in doc.words["is_left"]
    before = doc.norm(k - 3)
    bound = before in doc.words["of_the_place"] or before in doc.words["what_after"]
    return k - 2 if left and not bound and doc.norm(k - 2) in doc.words["what"] | doc.words["from"] else None


def so_called(doc: Document, i: int) -> tuple[int, str] | None:
    """ "ما يسمى X", "لما يعرف بـX": where the words begin that call the side at ``i`` so, and what stands on them."""
    k = doc.word_before(i)
    called = doc.norm(k)
    if called in doc.words["at"]:  # "يعرف ب X"
        k -= 1
        called = doc.norm(k)
    if called not in doc.words["so_called"]:
        return None
    what = doc.norm(k - 1)
    if what[-2:] not in doc.words["what"] or len(what) > CLITICS + 2:
        return None
    return k - 1, what[:-2]


def _share_adjective(doc: Document, k: int) -> bool:
    """Whether an adjective of a share may stand at ``k``: "دفعة جديدة من X", "القسم الأكبر من X"."""
    word = doc.norm(k)
    return (
        word in doc.words["greater"]
        or word.removeprefix("ال") in doc.words["ordinals"]
        or (word[-1:] == "\u0647" and not doc.forms(k))
    )


def _is_share(doc: Document, k: int) -> bool:
    """Whether a noun at ``k`` tells a share, or all, of the force behind it."""
    phrases = doc.lexicon.force_phrases
    if doc.norm(k - 1) in doc.words["in_manner"]:
        return False  # "انتزعها بشكل كامل من X"
    return bool(
        doc.match(k, phrases["partial"])
        or doc.match(k, phrases["all"])
        or doc.norm(k) in doc.words["rest_of"]
        or doc.tokens[k].kind == "number"
    )


def our_men_in(doc: Document, k: int) -> bool:
    """ "أبناؤكم في X", "أبطالنا في X": whether "in" at ``k`` tells whose men one's own are; they are the side."""
    return doc.norm(k) in doc.words["slot_in"] and doc.norm(k - 1).lstrip("و") in doc.words["our_men"]
