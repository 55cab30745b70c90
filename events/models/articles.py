"""Outlets and the articles they published."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.querysets import ArticleQuerySet

HEADLINE = 120  # characters that a headline has at most


def shortened(line: str, most: int = 90) -> str:
    """Return the line, cut between words where it is longer than ``most`` characters."""
    return line if len(line) <= most else line[:most].rpartition(" ")[0].rstrip("،,:؛-– ") + " …"


class WebAddress(models.URLField):
    """An address; one typed without a scheme is taken for https."""

    def formfield(self, **kwargs):
        """Return the form's field."""
        return super().formfield(**{"assume_scheme": "https"} | kwargs)

    def deconstruct(self):
        """Be a plain URLField to migrations: the column is the same."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs


class Source(models.Model):
    """An outlet (or the historical ledger). ``leans_to`` lists the slugs of sides it speaks for."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    address = WebAddress(_("address"), max_length=500, blank=True, default="")
    leans_to = models.JSONField(_("leans to"), default=list, blank=True)
    synthetic = models.BooleanField(_("synthetic"), default=False)
    ledger = models.BooleanField(_("historical ledger"), default=False)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return gettext("historical ledger") if self.ledger else self.name


class Article(models.Model):
    """One version of an article's text, exactly as it was decoded (byte-order mark dropped).

    Offsets of claims are code points into ``text``. A new text at the same address is a new row with
    ``version_of`` pointing at the one before, which becomes ``superseded``.
    """

    class Standing(models.TextChoices):
        STANDING = "standing", _("standing")
        CORRECTED = "corrected", _("corrected by the outlet")
        RETRACTED = "retracted", _("retracted by the outlet")

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    name = models.CharField(_("file name"), max_length=300, blank=True, default="")
    text = models.TextField(_("text"))
    title = models.CharField(_("title"), max_length=500, blank=True, default="")
    url = WebAddress(_("address"), max_length=1000, blank=True, default="")
    outlet = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("outlet")
    )
    country = models.CharField(_("country it is about"), max_length=2, blank=True, default="")
    published = models.DateField(_("published"), null=True, blank=True)
    fetched_at = models.DateTimeField(_("fetched at"))
    archived_url = WebAddress(_("archived address"), max_length=1000, blank=True, default="")
    version_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="later_versions", verbose_name=_("version of")
    )
    superseded = models.BooleanField(_("superseded"), default=False)
    standing = models.CharField(_("standing"), max_length=10, choices=Standing.choices, default=Standing.STANDING)
    standing_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("marked by")
    )
    standing_at = models.DateTimeField(_("marked at"), null=True, blank=True)
    open_text = models.BooleanField(_("text open to everybody"), default=False)
    synthetic = models.BooleanField(_("synthetic"), default=False)
    ledger = models.BooleanField(_("historical ledger"), default=False)
    lexicon = models.CharField(_("lexicon it was read with"), max_length=40, blank=True, default="")

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-published", "-pk"]
        indexes = [models.Index(fields=["url"], condition=~Q(url=""), name="article_url")]
        constraints = [
            models.CheckConstraint(
                name="article_standing_what_who_when",
                condition=Q(standing="standing", standing_by=None, standing_at=None)
                | (~Q(standing="standing") & Q(standing_by__isnull=False, standing_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.heading()

    def get_absolute_url(self) -> str:
        """Return the article's page."""
        return reverse("article", args=[self.pk])

    def heading(self, *, cited: bool = False) -> str:
        """Return what the article is called: its title, else its first line, shortened.

        With ``cited`` a first line counts only where it stands as a headline: readers who may not see the text get no
        sentence of it as a title. Empty where nothing is left.
        """
        line, _, rest = self.text.strip().partition("\n")
        line = line.strip()
        if self.title or not cited:
            return self.title or shortened(line)
        return line if rest.strip() and len(line) <= HEADLINE and not line.endswith((".", "…")) else ""

    @property
    def cited(self) -> str:
        """What every reader may see the article called."""
        open_to_all = self.open_text or settings.CONFLICTMAP_OPEN_ARTICLES
        return self.heading(cited=not open_to_all) or gettext("article without a title")

    @property
    def live(self) -> bool:
        """Whether the article's claims may count: not superseded and not retracted."""
        return not self.superseded and self.standing != self.Standing.RETRACTED
