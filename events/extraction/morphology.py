"""Make the table of word forms from the list of verbs, through camel-tools' generator.

``seeds/lexicon/verbs.yml`` lists verbs as a dictionary does. This module writes them as a small
morphology database in camel-tools' own text format (prefixes, stems, suffixes and which go together),
generates every inflected form with ``camel_tools.morphology.generator`` and returns the rows of
``seeds/lexicon/forms.tsv``. It runs when the lexicon changes, never while reading:

    python -m events.extraction.morphology seeds/lexicon

Proclitics (wa-, fa-, bi-, li-, ka-, sa-, al-) are not in the table: ``forms.py`` takes them off.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import yaml

from gazetteer.matching.arabic import fold

COLUMNS = ("form", "lemma", "pos", "asp", "vox", "per", "gen", "num", "enc", "mod")
LONG = "اوي"
HARAKAT = {chr(c) for c in range(0x064B, 0x0653)}
PRONOUNS = {"3ms": "ه", "3fs": "ها", "3mp": "هم", "3d": "هما"}
FEATURES = ("per", "asp", "vox", "mod", "gen", "num", "enc0")
NONE = "na"


def _hollow(vowelled: str) -> bool:
    """Return whether the letter before the last is a bare long vowel, as in yasta`id."""
    letters = [(c, vowelled[i + 1 : i + 2]) for i, c in enumerate(vowelled) if c not in HARAKAT]
    letter, after = letters[-2]
    return letter in LONG and after not in HARAKAT


def _doubled(vowelled: str) -> bool:
    return vowelled.rstrip("".join(HARAKAT - {"ّ"})).endswith("ّ")


def _perfect(lemma: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (surface, features) of the perfect; an empty ``enc0`` says that no pronoun may follow."""
    stem = fold(lemma)
    weak = lemma.endswith(("ى", "ا"))
    base = stem[:-1] if weak else stem
    kept = base[:-1] if lemma.endswith("يَ") else base
    link = "ا" if weak else ""
    yield stem, {"per": "3", "gen": "m", "num": "s", "link": base + link}
    yield base + "ت", {"per": "3", "gen": "f", "num": "s", "link": base + "ت"}
    yield kept + "وا", {"per": "3", "gen": "m", "num": "p", "link": kept + "و"}
    yield base + ("يا" if weak else "ا"), {"per": "3", "gen": "m", "num": "d"}
    yield base + "تا", {"per": "3", "gen": "f", "num": "d"}
    if weak:
        yield base + "ينا", {"per": "1", "gen": "m", "num": "p"}
    elif _hollow(lemma):
        yield stem[:-2] + stem[-1] + "نا", {"per": "1", "gen": "m", "num": "p"}
    elif _doubled(lemma):
        yield stem + stem[-1] + "نا", {"per": "1", "gen": "m", "num": "p"}
    else:
        yield stem + "نا", {"per": "1", "gen": "m", "num": "p"}


def _imperfect(imperfect: str) -> Iterator[tuple[str, dict[str, str]]]:
    stem = fold(imperfect)[1:]
    weak = imperfect.endswith(("ى", "ي", "و"))
    base = stem[:-1] if weak else stem
    link = base + "ا" if imperfect.endswith("ى") else stem
    for prefix, gen in (("ي", "m"), ("ت", "f")):
        yield prefix + stem, {"per": "3", "gen": gen, "num": "s", "mod": "i", "link": prefix + link}
    yield "ن" + stem, {"per": "1", "gen": "m", "num": "p", "mod": "i", "link": "ن" + link}
    yield "ي" + base + "ون", {"per": "3", "gen": "m", "num": "p", "mod": "i", "link": "ي" + base + "ون"}
    yield "ي" + base + "وا", {"per": "3", "gen": "m", "num": "p", "mod": "j", "link": "ي" + base + "و"}
    for prefix, gen in (("ي", "m"), ("ت", "f")):  # "X وY يسيطران على"
        dual = base + ("و" if imperfect.endswith("و") else "ي") if weak else stem
        yield prefix + dual + "ان", {"per": "3", "gen": gen, "num": "d", "mod": "i"}
    short = base if weak else stem[:-2] + stem[-1] if _hollow(imperfect) else None
    if short:
        yield "ي" + short, {"per": "3", "gen": "m", "num": "s", "mod": "j"}
        yield "ت" + short, {"per": "3", "gen": "f", "num": "s", "mod": "j"}


def _noun(vowelled: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the forms of a verbal noun: bare, before a pronoun, with the accusative's alef."""
    stem = fold(vowelled)
    gen = "f" if vowelled.endswith("ة") else "m"
    if vowelled.endswith("ة"):
        yield stem, {"gen": gen, "num": "s", "link": stem[:-1] + "ت"}
    elif stem.endswith("ء"):
        yield stem, {"gen": gen, "num": "s", "link": stem}
        # the seat of the final hamza follows the case; agencies also drop it altogether
        yield stem[:-1], {"gen": gen, "num": "s", "link": stem[:-1] + "ي"}
        yield stem[:-1], {"gen": gen, "num": "s", "link": stem[:-1] + "و"}
    elif vowelled.endswith("ِي"):
        yield stem, {"gen": gen, "num": "s", "link": stem}
        yield stem[:-1], {"gen": gen, "num": "s"}
        yield stem + "ا", {"gen": gen, "num": "s"}
    else:
        yield stem, {"gen": gen, "num": "s", "link": stem}
        yield stem + "ا", {"gen": gen, "num": "s"}
    if stem.endswith("ه"):
        yield stem[:-1] + "ات", {"gen": "f", "num": "p", "link": stem[:-1] + "ات"}


def _participle(vowelled: str) -> Iterator[tuple[str, dict[str, str]]]:
    stem = fold(vowelled)
    base = stem[:-1] if vowelled.endswith("ِي") else stem
    yield stem, {"gen": "m", "num": "s"}
    yield stem + "ا", {"gen": "m", "num": "s"}
    yield stem + "ه", {"gen": "f", "num": "s"}
    yield stem + "ات", {"gen": "f", "num": "p"}
    for ending in ("ون", "ين"):
        yield base + ending, {"gen": "m", "num": "p", "link": base + ending[0]}
    for ending in ("تان", "تين"):
        yield stem + ending, {"gen": "f", "num": "d"}
    yield base + "و", {"gen": "m", "num": "p"}
    if vowelled.endswith("ِي"):
        yield base, {"gen": "m", "num": "s"}


def _stems(verb: dict) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield (pos, surface, features) of every form of one verb, before pronouns."""
    past = () if verb.get("present") else _perfect(verb["lemma"])
    for form, feats in past:
        yield "verb", form, {"asp": "p", "vox": "a", **feats}
    if verb.get("imperfect"):
        for form, feats in _imperfect(verb["imperfect"]):
            yield "verb", form, {"asp": "i", "vox": "a", **feats}
    if verb.get("passive"):
        for form, feats in _perfect(verb["passive"]):
            feats.pop("link", None)
            yield "verb", form, {"asp": "p", "vox": "p", **feats}
    for noun in verb.get("vn", ()):
        for form, feats in _noun(noun):
            yield "vn", form, feats
    for pos in ("ap", "pp"):
        if verb.get(pos):
            for form, feats in _participle(verb[pos]):
                yield pos, form, {"vox": "a" if pos == "ap" else "p", **feats}


def _feature_text(feats: dict[str, str]) -> str:
    return " ".join(f"{name}:{feats.get(name, NONE)}" for name in FEATURES)


def _head() -> list[str]:
    free = (
        "diac",
        "lex",
        "bw",
        "gloss",
        "root",
        "pattern",
        "stem",
        "stemcat",
        "stemgloss",
        "source",
        "pos_lex_logprob",
    )
    lines = ["###DEFINES###", *(f"DEFINE {name} {name}:*open*" for name in free)]
    closed = {
        "pos": "verb vn ap pp digit punc latin foreign noun_prop",
        "prc3": "0 na", "prc2": "0 na", "prc1": "0 na", "prc0": "0 na",
        "per": "1 3 na", "asp": "p i na", "vox": "a p na", "mod": "i j na",
        "gen": "m f na", "num": "s d p na", "enc0": "0 na " + " ".join(PRONOUNS),
    }  # fmt: skip
    lines += [f"DEFINE {n} " + " ".join(f"{n}:{v}" for v in values.split()) for n, values in closed.items()]
    stars = " ".join(f"{name}:*" for name in free)
    lines += ["###DEFAULTS###"]
    for pos in closed["pos"].split():
        lines.append(f"DEFAULT pos:{pos} prc3:0 prc2:0 prc1:0 prc0:0 {_feature_text({'enc0': '0'})} {stars}")
    order = "diac lex bw gloss pos prc3 prc2 prc1 prc0 per asp vox mod gen num enc0 stem stemcat stemgloss root pattern"
    return [*lines, "###ORDER###", f"ORDER {order} source pos_lex_logprob", "###TOKENIZATIONS###", "###STEMBACKOFF###",
            "STEMBACKOFF PROP NPROP", "STEMBACKOFF ALL NPROP"]  # fmt: skip


def database_text(verbs: list[dict]) -> str:
    """Return a morphology database in camel-tools' text format for the listed verbs."""
    stems, rows = [], set()
    for verb in verbs:
        lemma = f"{verb['lemma']}_1"
        for pos, form, feats in _stems(verb):
            shared = f"prc3:0 prc2:0 prc1:0 prc0:0 source:lex lex:{lemma} bw:{form} gloss:{verb['group']}"
            rest = f"pos:{pos} root:- pattern:- pos_lex_logprob:-9"
            row = f"{form}\tBARE\t{shared} diac:{form} {_feature_text({**feats, 'enc0': '0'})} {rest}"
            if row not in rows:
                rows.add(row)
                stems.append(row)
            if link := feats.get("link"):
                row = f"{link}\tLINK\t{shared} diac:{link} {_feature_text({**feats, 'enc0': '0'})} {rest}"
                if row not in rows:
                    rows.add(row)
                    stems.append(row)
    stems.append(f"NOAN\tNPROP\tprc3:0 prc2:0 prc1:0 prc0:0 source:lex lex:NOAN_0 bw:NOAN gloss:- diac:NOAN "
                 f"{_feature_text({'enc0': '0'})} pos:noun_prop root:- pattern:- pos_lex_logprob:-9")  # fmt: skip
    suffixes = ["\tNONE\tdiac: bw: gloss:"]
    suffixes += [f"{p}\tPRON\tdiac:{p} bw:{p} gloss:- enc0:{name}" for name, p in PRONOUNS.items()]
    tables = ["###TABLE AB###", "PRE BARE", "PRE LINK", "PRE NPROP", "###TABLE BC###", "BARE NONE", "LINK PRON",
              "NPROP NONE", "###TABLE AC###", "PRE NONE", "PRE PRON"]  # fmt: skip
    lines = [*_head(), "###PREFIXES###", "\tPRE\tdiac: bw: gloss:", "###SUFFIXES###", *suffixes, "###STEMS###", *stems]
    return "\n".join([*lines, *tables]) + "\n"


def _generator(text: str):
    # camel_tools.morphology looks for its data catalogue at import and would try to download one. Both files are read
    # here and never again, so nothing is left behind in the folder for temporary files.
    with tempfile.TemporaryDirectory(prefix="camel-") as folder:
        catalogue, path = Path(folder, "catalogue.json"), Path(folder, "verbs.db")
        catalogue.write_text(json.dumps({"version": "1.6", "packages": {}, "components": {}}), encoding="utf-8")
        path.write_text(text, encoding="utf-8")
        before = os.environ.get("CAMELTOOLS_DATA")
        os.environ["CAMELTOOLS_DATA"] = before or folder
        from camel_tools.morphology.database import MorphologyDB
        from camel_tools.morphology.generator import Generator

        if before is None:
            del os.environ["CAMELTOOLS_DATA"]
        return Generator(MorphologyDB(str(path), "g"))


def generate(verbs: list[dict]) -> list[tuple[str, ...]]:
    """Return the sorted rows of the table of forms (``COLUMNS``), spelling-folded, one per reading."""
    generator = _generator(database_text(verbs))
    rows = set()
    for verb in verbs:
        for pos in ("verb", "vn", "ap", "pp"):
            for enc in ("0", *PRONOUNS):
                for found in generator.generate(verb["lemma"], {"pos": pos, "enc0": enc}):
                    feats = [found.get(name, NONE) for name in ("asp", "vox", "per", "gen", "num", "enc0", "mod")]
                    rows.add((fold(found["diac"]), verb["lemma"], pos, *("" if f in (NONE, "0") else f for f in feats)))
    return sorted(rows)


def table(folder: Path) -> str:
    """Return the text of ``forms.tsv`` for the verbs of a lexicon folder."""
    verbs = yaml.safe_load((folder / "verbs.yml").read_text(encoding="utf-8"))["verbs"]
    return "".join("\t".join(row) + "\n" for row in (COLUMNS, *generate(verbs)))


if __name__ == "__main__":
    target = Path(sys.argv[1])
    (target / "forms.tsv").write_text(table(target), encoding="utf-8")
