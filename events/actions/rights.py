"""What curators may do: one group, made with the tables, that an administrator puts people into."""

from __future__ import annotations

from django.apps import apps as installed
from django.db.models import Q

CURATORS = "المحرّرون"
# Model → what curators may do with it; whoever reviews may also see and decide events.
RIGHTS = {
    "events": {
        "article": "view add change", "source": "view add change", "actor": "view", "claim": "view",
        "controlevent": "view change review_events", "eventproblem": "view change", "controlperiod": "view",
        "review": "view",
    },
    "gazetteer": {
        "place": "view add change", "placename": "view add change", "placeproblem": "view change",
        "unknownname": "view change", "unknownnamesentence": "view", "placechange": "view",
    },
}  # fmt: skip


def curators_group(sender=None, using: str = "default", apps=installed, **kwargs) -> None:
    """Make the group once its permissions are there; one that is there already stays as its administrators have it."""
    try:
        group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    except LookupError:  # a migration before these tables
        return
    wanted, number = Q(), 0
    for app, models in RIGHTS.items():
        for model, verbs in models.items():
            for verb in verbs.split():
                codename = verb if "_" in verb else f"{verb}_{model}"
                wanted |= Q(content_type__app_label=app, content_type__model=model, codename=codename)
                number += 1
    found = permission.objects.using(using).filter(wanted)
    if found.count() < number or group.objects.using(using).filter(name=CURATORS).exists():
        return
    group.objects.using(using).create(name=CURATORS).permissions.set(found)
