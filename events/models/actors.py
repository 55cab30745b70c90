"""The sides of the wars, loaded from the lexicon's data file."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Actor(models.Model):
    """A side. The lexicon file is the authority; rows are refreshed from it and never edited by hand.

    ``part_of``, ``ally_of`` and ``successor_of`` are lists of slugs; the side exists on
    [exists_from, exists_to), null where open.
    """

    slug = models.SlugField(_("slug"), primary_key=True, max_length=60)
    label_ar = models.CharField(_("Arabic label"), max_length=120)
    label_en = models.CharField(_("English label"), max_length=120)
    color = models.CharField(_("colour"), max_length=9)
    aliases = models.JSONField(_("aliases"), default=list, blank=True)
    part_of = models.JSONField(_("part of"), default=list, blank=True)
    ally_of = models.JSONField(_("ally of"), default=list, blank=True)
    successor_of = models.JSONField(_("successor of"), default=list, blank=True)
    exists_from = models.DateField(_("exists from"), null=True, blank=True)
    exists_to = models.DateField(_("exists until"), null=True, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, default="")

    class Meta:
        verbose_name = _("side")
        verbose_name_plural = _("sides")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.label_ar if get_language() == "ar" else self.label_en
