"""What is written at the end of a word: pronouns, the feminine, the accusative, plurals, adjectives of relation."""

from __future__ import annotations

HIM, HER, THEM, THEM_BOTH, US = "3ms", "3fs", "3mp", "3d", "1p"  # pronouns, as ``Form.enc`` has them
PRONOUNS = {"ها": HER, "ه": HIM, "هما": THEM_BOTH, "هم": THEM}
LONG_PRONOUNS = tuple(ending for ending in PRONOUNS if len(ending) > 1)  # a single letter may be the feminine's
OWNERS = PRONOUNS | {"نا": US}  # pronouns that tell whose a thing or a force is
OF_PLACES = (HER, HIM, THEM_BOTH)  # what a place, or two, may be called by
TA_MARBUTA = "\u0629"
NISBA = ("\u064a", "\u064a\u0629")  # adjectives of relation
ACCUSATIVE = ("\u0627", "\u064b")  # an indefinite object: alef, or its sign
SOUND_PLURALS = ("ون", "ين")  # plurals of people that stand in no construct
