"""Questions: they state nothing but what they take for known ("كيف سقطت X؟", "ماذا بعد انسحاب Y من X؟")."""

from __future__ import annotations

from events.extraction.document import Document

CAUSES = 3  # tokens from "what are the reasons of" to the noun
JOINED = "وف"
FUTURE = ("سي", "ست")


def asks(doc: Document, i: int, j: int) -> bool:
    """Whether the sentence ``[i, j)`` is a question."""
    while j > i and doc.tokens[j - 1].kind == "newline":
        j -= 1
    return j > i and doc.tokens[j - 1].text in "؟?"


def taken_for_known(doc: Document, i: int, k: int) -> bool:
    """Whether a question that begins at ``i`` takes what is told at ``k`` for known: "how", "why" and "when" somebody
    did it, what it means, its causes, what came after it.

    It does not cover whether it was done ("هل سقطت X؟"), who did it, nor what is or will be.
    """
    form = doc.finite(k)
    noun = form is None and any(f.pos == "vn" for f in doc.forms(k))
    if noun and doc.norm(k - 1).lstrip(JOINED) in doc.words["after"]:
        return not any(_to_come(doc, m) for m in range(i, k))
    asked = next((m for m in range(k - 1, i - 1, -1) if _opens(doc, m, i)), None)
    if asked is None:
        return False
    if doc.norm(asked).lstrip(JOINED) in doc.words["asks_how"]:
        verbs = [doc.finite(m) for m in range(asked + 1, k + 1) if doc.finite(m)]
        return bool(verbs) and all(verb.asp == "p" for verb in verbs)
    return noun and k - asked <= CAUSES and doc.norm(asked + 1) in doc.words["means"] | doc.words["asked_of"]


def _to_come(doc: Document, m: int) -> bool:
    """Whether a verb in the future stands at ``m``, listed or not ("ماذا سيحدث بعد انسحاب X؟")."""
    form = doc.finite(m)
    if form is None:
        return doc.norm(m).lstrip(JOINED).startswith(FUTURE) and not doc.forms(m) and not doc.mentioned(m)
    return "س" in form.pro


def _opens(doc: Document, m: int, i: int) -> bool:
    """Whether a word that asks for what is known stands at ``m``, with no word of its own clause before it."""
    word = doc.norm(m).lstrip(JOINED)
    if word not in doc.words["asks_how"] and word not in doc.words["asks_what"]:
        return False
    return m == i or doc.tokens[m - 1].kind != "word" or doc.norm(m - 1).lstrip(JOINED) in doc.words["asks_how"]
