"""The append-only log of decisions on events and articles."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from events.models.articles import Article
from events.models.events import ControlEvent


class Review(models.Model):
    """One decision: what, who, when, why. Rows are only ever added.

    ``actor`` tells whether a person, the policy or the machine acted; a person is always named in ``by``.
    ``before`` holds what the decision replaced, so that the corrections page can say it.
    """

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")
        REOPENED = "reopened", _("reopened")
        EDITED = "edited", _("edited")
        MERGED = "merged", _("merged")
        SPLIT = "split", _("split")
        ORDERED = "ordered", _("ordered within its day")
        REFUSED = "refused", _("refused by the policy")
        UNSUPPORTED = "unsupported", _("lost its last live claim")
        SUPERSEDED = "superseded", _("superseded")
        CORRECTED = "corrected", _("corrected")
        RETRACTED = "retracted", _("retracted")

    class By(models.TextChoices):
        PERSON = "person", _("a person")
        POLICY = "policy", _("the policy")
        MACHINE = "machine", _("the machine")

    event = models.ForeignKey(
        ControlEvent, models.PROTECT, null=True, blank=True, related_name="reviews", verbose_name=_("event")
    )
    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="reviews", verbose_name=_("article")
    )
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict.choices)
    actor = models.CharField(_("decided by"), max_length=8, choices=By.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="reviews", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))
    note = models.TextField(_("note"), blank=True, default="")
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    before = models.JSONField(_("before"), default=dict, blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="review_of_one_thing",
                condition=Q(event__isnull=False, article=None) | Q(event=None, article__isnull=False),
            ),
            models.CheckConstraint(
                name="review_person_has_a_name",
                condition=Q(actor="person", by__isnull=False) | (~Q(actor="person") & Q(by=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} · {date_format(self.at, 'j F Y')}"
