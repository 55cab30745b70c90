"""What a written word may be wherever it stands: worked out once for each form that texts write, kept with the lexicon.

A pass over a text then goes to the few words that it can begin at (``Document.having``) and looks at no other.
"""

from __future__ import annotations

from dataclasses import dataclass

from events.extraction.endings import TA_MARBUTA
from events.extraction.forms import Form
from events.extraction.lexicon import Lexicon
from events.extraction.proclitics import nouns, splits
from events.extraction.side_names import canonical
from gazetteer.matching.arabic import Token

MADDA = "\u0622"
TANWIN = "\u064b"
HAMZA = "\u0621"
SHADDA = "\u0651"
STOPS = frozenset(";؛:.…")  # marks that may end a clause inside a sentence
OPEN, CLOSE = frozenset("«“„"), frozenset("»”")
DUALS = ("ين", "ان")
YEAR, LONG_AGO = 4, "1"  # digits of a year, the first of one before 2000
REPORTS = ("cite", "deny")  # groups of verbs that tell what somebody says
Voice = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class WordReading:
    """One written form. ``forms``: its readings as a listed verb, verbal noun or participle, as far as spelling tells;
    ``verbs``: those as a verb; ``nouns``: the word and its rests behind proclitics and article; ``rest``: what "and" is
    written on.

    ``spelled``: the spelling that sides' names are compared in; ``sides``: (proclitics, rest, rest so spelled) where
    the rest may begin a side's name; ``unit``: the bare word of a unit; ``voices``: what its people's words say;
    ``nations``: the countries whose nationality the word begins with, and how that is written.
    ``sought``: what may begin here: the lists of phrases by their names, and trigger, report, bound, verb, dual,
    particle, voice, quote, site, side, announces.
    """

    forms: tuple[Form, ...]
    verbs: tuple[Form, ...]
    nouns: tuple[str, ...]
    rest: str | None
    spelled: str
    sides: tuple[tuple[str, str, str], ...]
    unit: str | None
    voices: tuple[Voice, ...]
    nations: tuple[tuple[str, str], ...]
    sought: tuple[str, ...]


def reading_of(token: Token, lexicon: Lexicon) -> WordReading:
    """Return what a token's word may be; kept with the lexicon for the next time."""
    known = lexicon.readings.get(token.text)
    return known or lexicon.readings.keep(token.text, _read(token, lexicon))


def _read(token: Token, lexicon: Lexicon) -> WordReading:
    """Work out all that a written word may be."""
    norm = token.norm
    forms = _forms(token, lexicon) if token.kind == "word" else ()
    verbs = tuple(f for f in forms if f.pos == "verb") if norm not in lexicon.grammar["sought_refuge"] else ()
    rest = norm[1:] if norm[:1] in ("و", "ف") else None
    found = nouns(norm)
    voices = tuple(voice for start in dict.fromkeys((norm, *found)) for voice in lexicon.voices.get(start, ()))
    lists = dict.fromkeys((*lexicon.lists_of.get(norm, ()), *(lexicon.lists_of.get(rest, ()) if rest else ())))
    nations = tuple(nation for nation in lexicon.nations if norm.startswith(nation[1]))
    sought = [*lists, *_sought(token, forms, lexicon)]
    sides, unit = tuple(_side_splits(norm, lexicon)), _unit_noun(norm, lexicon)
    begun = (("voice", voices), ("nation", nations), ("side", sides or unit))
    sought += [name for name, value in begun if value]
    if "breaks" in lists and "bound" not in sought:
        sought.append("bound")
    return WordReading(
        forms, verbs, found, rest, canonical(norm, lexicon.spellings), sides, unit, voices, nations, tuple(sought),
    )  # fmt: skip


def _tanwin(token: Token) -> bool:
    """Whether the sign of an indefinite noun is written: "سلماً" is no verb."""
    return TANWIN in token.text[-2:]


def _forms(token: Token, lexicon: Lexicon) -> tuple[Form, ...]:
    """The readings that spelling allows: no pronoun in a written ta marbuta, none on an intransitive verb."""
    marbuta, takes_none = token.text.endswith(TA_MARBUTA), lexicon.intransitive
    found = lexicon.forms.lookup(token.norm)
    if token.text.lstrip("\u0648\u0644\u0641")[:1] == MADDA:  # "آمر الكتيبة" is a commander and has not ordered
        found = tuple(f for f in found if f.lemma not in lexicon.grammar["no_madda"])
    else:  # "إثر" is "after", "آثر" is "he preferred"
        found = tuple(f for f in found if f.asp != "p" or f.lemma not in lexicon.grammar["only_madda"])
    if token.norm in lexicon.grammar["complementizers"] and not token.text.endswith(HAMZA):
        found = ()  # "أنها" is no "إنهاء"
    doubled = lexicon.grammar["doubled_verbs"] | lexicon.grammar["explains"]  # "أمّن" is no "أمن"
    doubled = SHADDA in token.text and token.norm in doubled
    if (token.norm in lexicon.not_verbs and not doubled) or _tanwin(token):
        found = tuple(f for f in found if f.pos != "verb")
    return tuple(f for f in found if not f.enc or not (marbuta or (f.pos == "verb" and f.lemma in takes_none)))


def _sought(token: Token, forms: tuple[Form, ...], lexicon: Lexicon):
    """Yield what may begin at a word, but for the lists of phrases."""
    norm = token.norm
    if forms or norm in lexicon.rule_words or norm[1:] in lexicon.rule_words:
        yield "trigger"
    told = any(f.pos in ("verb", "ap") and lexicon.groups[f.lemma] in REPORTS for f in forms)
    if told or norm in lexicon.grammar["by_saying"] or norm in lexicon.grammar["explains"]:
        yield "report"
    if norm in lexicon.grammar["indeed"]:
        yield "particle"
    stop = token.kind == "newline" or token.text in STOPS or norm in lexicon.grammar["complementizers"]
    if token.kind == "number" and (len(norm) == YEAR - 1 or (len(norm) == YEAR and norm.startswith(LONG_AGO))):
        yield "long_ago"
    verb = any(f.pos == "verb" for f in forms)
    if verb:
        yield "verb"
    if stop or verb:
        yield "bound"
    if token.kind == "word" and norm.endswith(DUALS):
        yield "dual"
    if token.text in OPEN or token.text in CLOSE or token.text == '"':
        yield "quote"
    heads, several = lexicon.phrases["plural_heads"], lexicon.grammar["several_towns"]
    plain = norm.removeprefix("ال")
    if (
        norm in heads
        or norm[1:] in heads
        or plain in heads
        or plain in several
        or norm in lexicon.grammar["counted_towns"]
    ):
        yield "announces"
    sites, quarters = lexicon.grammar["sites"], lexicon.grammar["quarters"]
    if any(rest in quarters or rest.removeprefix("ال") in sites for _, rest in splits(norm)):
        yield "site"


def _side_splits(norm: str, lexicon: Lexicon):
    """Yield the ways to split a word whose rest may begin a side's name, the whole word first."""
    for clitics, rest in splits(norm):
        if clitics and len(norm) - len(clitics) < 3:
            continue
        written = norm[len(clitics) :]
        for one in (rest, written) if rest != written else (rest,):
            spelled = canonical(one, lexicon.spellings)
            if spelled in lexicon.side_words or one in lexicon.side_words:
                yield clitics, one, spelled


def _unit_noun(norm: str, lexicon: Lexicon) -> str | None:
    """The bare word of a unit, its proclitics and article taken off."""
    heads = lexicon.grammar["unit_heads"]
    found = (rest.removeprefix("ال") for _, rest in splits(norm))
    return next((bare for bare in found if bare in heads), None)
