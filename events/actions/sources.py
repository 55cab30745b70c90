"""Outlets: who they are and whom they speak for."""

from __future__ import annotations

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.utils import translation

from events.actions.frame import writing
from events.actions.marking import renew_all
from events.models import Source

_EDITABLE = ("name", "address", "leans_to", "synthetic")


def save_source(*, pk: int | None, by, **values) -> Source:
    """Store what a curator says about an outlet. Whom it speaks for counts from the next judgement of the policy on."""
    with writing():
        source = Source.objects.select_for_update().get(pk=pk) if pk else Source()
        for name in _EDITABLE:
            if name in values:
                setattr(source, name, values[name])
        source.save()
        renew_all()  # its name stands beside each change that it tells of
        # Names in English: Django's log translates them for whoever reads it.
        with translation.override("en"):
            fields = [str(Source._meta.get_field(name).verbose_name) for name in sorted(values)]
        said = [{"changed": {"fields": fields}}] if pk else [{"added": {}}]
        LogEntry.objects.log_actions(by.pk, [source], CHANGE if pk else ADDITION, said)
    return source
