"""What is stored: outlets and articles, sides, claims, events with their decisions, and control over time."""

from events.models.actors import Actor
from events.models.articles import Article, Source
from events.models.claims import Claim
from events.models.control import ControlPeriod
from events.models.events import ControlEvent, EventProblem, LedgerStamp
from events.models.marks import PlaceMark
from events.models.reviews import Review
from events.models.tries import LoginTries

__all__ = [
    "Actor",
    "Article",
    "Claim",
    "ControlEvent",
    "ControlPeriod",
    "EventProblem",
    "LedgerStamp",
    "LoginTries",
    "PlaceMark",
    "Review",
    "Source",
]
