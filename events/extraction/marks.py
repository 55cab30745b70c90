"""Marks of punctuation that reading looks through or stops at."""

QUOTES = frozenset("\"'«»“”„‟‘’()[]‹›*")  # quotation marks, brackets and asterisks: what is only written around words
COMMAS = frozenset("،,")
