"""The only writers: every change of articles, claims, events and periods, in a transaction, with its row in the log."""

from events.actions.articles import Ingested, ingest, mark, read_claims, reread, sha256_of
from events.actions.deciding import decide, edit, merge, order, split
from events.actions.errors import Refused
from events.actions.historical import LedgerError, load_ledger
from events.actions.rebuilding import rebuild
from events.actions.recording import Recorded, apply_policy, record
from events.actions.sides import load_actors
from events.actions.signing_in import forget_tries, take_try
from events.actions.sources import save_source

__all__ = [
    "Ingested",
    "LedgerError",
    "Recorded",
    "Refused",
    "apply_policy",
    "decide",
    "edit",
    "forget_tries",
    "ingest",
    "load_actors",
    "load_ledger",
    "mark",
    "merge",
    "order",
    "read_claims",
    "rebuild",
    "record",
    "reread",
    "save_source",
    "sha256_of",
    "split",
    "take_try",
]
