"""The words a column may hold, once for models, parameters and admin."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeType(models.TextChoices):
    CAPTURE = "capture", _("capture")
    RECAPTURE = "recapture", _("recapture")
    HANDOVER = "handover", _("handover")
    WITHDRAWAL = "withdrawal", _("withdrawal")
    SURRENDER = "surrender", _("surrender")
    EVACUATION = "evacuation", _("evacuation")
    SIEGE = "siege", _("siege")
    SIEGE_BROKEN = "siege_broken", _("siege broken")
    ADVANCE = "advance", _("advance")
    REPELLED = "repelled", _("attack repelled")
    HOLDS = "holds", _("holds")


class Modality(models.TextChoices):
    ASSERTED = "asserted", _("asserted by the outlet")
    CLAIMED = "claimed", _("claimed by somebody cited")
    EXPECTED = "expected", _("expected")
    DENIED = "denied", _("denied")


class Confidence(models.TextChoices):
    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


class DatePrecision(models.TextChoices):
    DAY = "day", _("day")
    WEEK = "week", _("week")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    UNKNOWN = "unknown", _("unknown")


class Relation(models.TextChoices):
    AT = "at", _("at the place")
    PART = "part", _("a part of it")
    NEAR = "near", _("near it")
    AROUND = "around", _("around it")
    ALONG = "along", _("along it")


class PartCode(models.TextChoices):
    N = "n", _("north")
    NE = "ne", _("north-east")
    E = "e", _("east")
    SE = "se", _("south-east")
    S = "s", _("south")
    SW = "sw", _("south-west")
    W = "w", _("west")
    NW = "nw", _("north-west")
    CENTRE = "centre", _("centre")
    BANK_E = "bank_e", _("eastern bank")
    BANK_W = "bank_w", _("western bank")


class PlacePrecision(models.TextChoices):
    EXACT = "exact", _("exact")
    PART = "part", _("a part")
    NEAR = "near", _("near")
    ADMIN = "admin", _("administrative area")
    UNRESOLVED = "unresolved", _("unresolved")


class Extent(models.TextChoices):
    FULL = "full", _("the whole place")
    PARTIAL = "partial", _("a part of the place")


class OfForce(models.TextChoices):
    ALL = "all", _("the whole force")
    PARTIAL = "partial", _("a part of the force")


class Status(models.TextChoices):
    SUGGESTED = "suggested", _("suggested")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")


class DecidedBy(models.TextChoices):
    PERSON = "person", _("a person")
    POLICY = "policy", _("the policy")


class Track(models.TextChoices):
    CONTROL = "control", _("control")
    SIEGE = "siege", _("siege")


class State(models.TextChoices):
    HELD = "held", _("held")
    DIVIDED = "divided", _("divided")
    SHARED = "shared", _("shared")
    CONTESTED = "contested", _("contested")
    DISPUTED = "disputed", _("disputed")
    UNCERTAIN = "uncertain", _("uncertain")
    UNKNOWN = "unknown", _("unknown")
    BESIEGED = "besieged", _("besieged")
