"""A small hand-made world: two sides at war, three places on a river, and claims one sentence long."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.gis.geos import Point

from events import actions
from events.documents import Document
from events.extraction.types import FAMILY, Claim, claim_id
from events.models import Actor, ControlEvent
from gazetteer.models import Place

PUBLISHED = date(2017, 10, 15)


def actor(slug: str, **columns) -> Actor:
    """Return a stored side."""
    return Actor.objects.get_or_create(
        slug=slug, defaults={"label_ar": slug, "label_en": slug.upper(), "color": "#123456"} | columns
    )[0]


def place(id: str = "gn1", **columns) -> Place:
    """Return a stored place."""
    lon, lat = columns.pop("lon", 40.45), columns.pop("lat", 35.02)
    values = {"name_ar": f"مدينة {id}", "name_en": f"Town {id}", "kind": "town", "country": "SY"} | columns
    return Place.objects.get_or_create(id=id, defaults={"point": Point(lon, lat, srid=4326)} | values)[0]


def reader(name: str = "reader"):
    """Return a signed-in reader without rights."""
    return get_user_model().objects.create_user(name)


def curator(name: str = "curator"):
    """Return a person who may review events."""
    user = get_user_model().objects.create_user(name, is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(content_type__app_label__in=["events", "gazetteer"]))
    return user


def sentence(kind: str = "capture", at: str = "gn1", gaining: str | None = "saf", losing: str | None = "rsf") -> str:
    """Return the text that ``claim`` speaks of."""
    return f"خبر عاجل. {gaining} {kind} {at} {losing} أمس. انتهى الخبر هنا اليوم."


def claim(kind: str = "capture", at: str | None = "gn1", text: str | None = None, **fields) -> Claim:
    """Return a claim of high confidence about one day; ``fields`` overrule. Its quote is the middle sentence."""
    gaining, losing = fields.get("gaining", "saf"), fields.get("losing", "rsf")
    text = text or sentence(kind, at, gaining, losing)
    begin = text.index(". ") + 2
    end = text.index(".", begin)
    trigger = text.index(kind) if kind in text else begin
    day = fields.get("date_start", date(2017, 10, 14))
    values = {
        "type": kind, "place_id": at, "place_ar": at, "place_en": at, "place_kind": "town", "place_text": at,
        "lat": 35.02, "lon": 40.45, "place_precision": "exact" if at else "unresolved", "relation": "at",
        "part": None, "part_code": None, "country": "SY", "admin1_ar": None, "admin1_en": None,
        "gaining": gaining, "gaining_ar": gaining, "gaining_en": gaining, "gaining_with": "",
        "losing": losing, "losing_ar": losing, "losing_en": losing, "losing_with": "",
        "date_start": day, "date_end": None if day is None else date.fromordinal(day.toordinal() + 1),
        "date_precision": "day" if day else "unknown", "date_text": "أمس", "known_on": PUBLISHED,
        "modality": "asserted", "attribution": None, "attribution_actor": None, "extent": None, "percent": None,
        "of_force": None, "confidence": "high", "reasons": "", "article": "a.txt", "title": None, "outlet": None,
        "url": None, "published": PUBLISHED, "sentence": 1, "sentence_text": text[begin : end + 1],
        "quote": text[begin:end], "start": begin, "end": end, "trigger": kind, "rule": "test", "lexicon": "v1",
        "trigger_start": trigger, "trigger_end": trigger + len(kind),
        "place_start": text.index(at) if at and at in text else None,
        "place_end": text.index(at) + len(at) if at and at in text else None,
    } | fields  # fmt: skip
    values.setdefault("id", claim_id(text + values["article"], FAMILY[kind], (trigger, trigger + len(kind)), None))
    return Claim(**values)


def document(text: str | None = None, name: str = "a.txt", **known) -> Document:
    """Return a document published on the usual day."""
    return Document(name=name, text=text or sentence(), **({"published": PUBLISHED, "outlet": "جريدة"} | known))


def ingested(*claims: Claim, name: str = "a.txt", text: str | None = None, **known):
    """Ingest a document with hand-made claims; return the article. Each name makes a text of its own."""
    body = (text or sentence()) + f" {name}"
    source = document(body, name, **known)
    fields = {"article": name, "published": source.published, "outlet": source.outlet, "url": source.url}
    ids = [claim_id(body, one.family, (one.trigger_start, n), None) for n, one in enumerate(claims)]
    own = tuple(replace(one, **fields, id=id) for one, id in zip(claims, ids, strict=True))
    return actions.ingest(document=source, claims=own).article


def event(**columns) -> ControlEvent:
    """Return the one event that fits."""
    return ControlEvent.objects.get(**columns)


def in_language(client, language: str):
    """Return the client as a reader who chose a language on the page."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client
