"""The admin as an Arabic reader gets it: every list, filter, form, action and refusal, and no word of English in it."""

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from events import actions
from events.admin_people import right_in_words
from events.models import Actor, Article, Claim, ControlEvent, Review
from gazetteer import actions as gazetteer_actions
from gazetteer.models import Place, UnknownName
from gazetteer.unknowns import Seen, record_unknown
from tests.shell.events.factories import claim, in_language, ingested, place

pytestmark = pytest.mark.django_db

# Names of formats and data sources, codes of countries, what pictures for yes and no are called, the other language.
ALLOWED = set("English GeoNames Wikidata Who's On First SHA UTF windows HTML NUL SY True False Control Command".split())
# Identifiers: of places, of claims and events, of lexicons; colours; what stands in an address.
IDENTIFIER = re.compile(r"\b(?:gn\d+|cm-\d+|isis|saf|rsf|[0-9a-f]{12,64}|v1)\b|#[0-9a-f]{6}|https?://\S+")
# The source of Django's own template, which says it in English in every language.
DJANGOS_OWN = {("alt", "Search")}
LATIN = re.compile("[A-Za-z][A-Za-z_']+")


class Page(HTMLParser):
    """What a page says and where it leads. Values of inputs and the contents of text areas are the reader's own."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.silent, self.said, self.links = 0, [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.silent += tag in ("script", "style", "textarea")
        self.said += [(name, attrs[name]) for name in ("title", "placeholder", "aria-label", "alt") if attrs.get(name)]
        if tag == "input" and attrs.get("type") in ("submit", "button", "reset"):
            self.said.append(("value", attrs.get("value", "")))
        if tag == "a" and attrs.get("href"):
            self.links.append(attrs["href"].partition("#")[0])

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style", "textarea")

    def handle_data(self, data):
        if not self.silent and data.strip():
            self.said.append(("text", data.strip()))

    def english(self) -> set[str]:
        """Return the pieces that hold Latin words beyond those allowed."""
        found = set()
        for where, said in self.said:
            words = set(LATIN.findall(IDENTIFIER.sub(" ", said))) - ALLOWED
            if words and (where, said) not in DJANGOS_OWN:
                found.add(f"{where}: {said[:100]}")
        return found


def told(client, answer) -> set[str]:
    """Return the English of an answer."""
    assert answer.status_code == 200, (answer.status_code, answer.request["PATH_INFO"])
    return Page(answer.content.decode()).english()


@pytest.fixture
def admin(client, world):
    """An administrator, who sees every page."""
    sides = {"saf": "الجيش السوداني", "rsf": "قوات الدعم السريع", "isis": "داعش"}
    part_of = [{"slug": "isis", "from": "2014-06-29", "to": None}]
    for slug, label in sides.items():
        Actor.objects.filter(pk=slug).update(label_ar=label, label_en="?", part_of=part_of)
    Place.objects.update(name_en="")
    user = get_user_model().objects.create_superuser("سلمى")
    client.force_login(user)
    return in_language(client, "ar")


TEXT = "خبر عاجل. سيطر الجيش على المدينة أمس. انتهى الخبر هنا اليوم."
ARABIC = {
    "text": TEXT, "place_ar": "المدينة", "place_en": "المدينة", "place_text": "المدينة", "gaining_ar": "الجيش",
    "losing_ar": "قوات", "trigger": "سيطر", "rule": "take.verb", "gaining_with": "isis",
    "reasons": "rule take.verb; the side is carried over from an earlier clause; place tied; guess or condition",
}  # fmt: skip


def read(*claims: Claim, name: str = "خبر", **known) -> Article:
    """Ingest an Arabic article with these claims."""
    return ingested(*claims, name=name, text=TEXT, outlet="صحيفة", **known)


def decide(by, verdict: str, **which) -> ControlEvent:
    """Decide the first undecided event that fits."""
    event = ControlEvent.objects.filter(status="suggested", **which).first()
    actions.decide(event=event, by=by, verdict=verdict, note="رأيته")
    return event


@pytest.fixture
def history(admin, world, settings):
    """Something of everything: claims of all kinds, each verdict in the log, worklists, and both records."""
    by = get_user_model().objects.get()
    settings.CONFLICTMAP_POLICY = True
    kinds = "capture recapture handover withdrawal surrender evacuation siege siege_broken advance repelled holds"
    for n, kind in enumerate(kinds.split()):
        read(claim(kind, confidence="medium", **ARABIC), name=f"خبر {n}")
    doubtful = {"at": None, "place_tie": True, "actor_unresolved": True, "date_start": None, "known_on": None}
    read(claim(**ARABIC | doubtful), name="ملتبس")
    read(
        claim(part="شرقها", part_code="bank_e", relation="part", extent="partial", percent=70.0, **ARABIC),
        name="جزء", url="https://example.org/1",
    )  # fmt: skip
    read(claim("holds", modality="denied", at="gn3", **ARABIC), name="نفي", url="https://example.org/1")
    gap = ARABIC | {"gaining": "isis", "losing": "saf", "date_start": date(2018, 1, 1), "confidence": "medium"}
    read(claim(at="gn2", **gap), name="فجوة")
    for n in range(4):
        late = ARABIC | {"date_start": date(2019, 1 + n, 1), "confidence": "medium"}
        read(claim(at="gn3", **late), name=f"لاحق {n}")
    decide(by, "accepted", place="gn2")
    decide(by, "rejected", type="siege")
    again = decide(by, "accepted", type="repelled")
    actions.decide(event=again, by=by, verdict="reopened")
    actions.edit(event=again, by=by, values={"gaining_id": "isis", "date_start": date(2017, 10, 13)})
    actions.order(event=again, by=by, position=2)
    late = list(ControlEvent.objects.filter(date_start__year=2019, status="suggested").order_by("pk"))
    one = actions.merge(events=late[:3], by=by)
    actions.split(event=one, claims=[one.claims.order_by("pk").last()], by=by)
    decide(by, "accepted", type="surrender")
    actions.mark(article=Article.objects.get(name="خبر 4"), by=by, standing="retracted", note="سحبه الناشر")
    decide(by, "accepted", type="capture", place="gn1")
    actions.mark(article=Article.objects.get(name="خبر 0"), by=by, standing="corrected", note="صحّحه الناشر")
    actions.save_source(pk=None, by=by, name="وكالة", leans_to=["saf"])
    _gazetteer(by)
    return by


def _gazetteer(by) -> None:
    record_unknown(article="a" * 64, seen=[Seen("عين الجديدة", 0, "سيطروا على عين الجديدة.", "village")], country="SY")
    new = gazetteer_actions.create(by=by, name_ar="تل الاختبار", kind="hill", country="SY", lon=40.0, lat=35.0)
    gazetteer_actions.add_name(place=new, name="تلة الاختبار", by=by)
    gazetteer_actions.edit(place=new, by=by, changes={"population": 12, "kind": "village"})
    gazetteer_actions.check(place=new, by=by, confirm=True)
    other = place("gn9", name_ar="تل آخر", name_en="", admin1=Place.objects.get(pk="gn1"), lon=40.1, lat=35.1)
    gazetteer_actions.merge(place=other, into=new, by=by)


def pages(client) -> Iterator[tuple[str, object]]:
    """Yield every page of the admin that links lead to: of each kind the first few, of lists each filter once."""
    queue, seen, rows = ["/admin/"], set(), {}
    while queue:
        address = queue.pop(0)
        path, query = urlsplit(address).path, urlsplit(address).query
        shape = re.sub(r"/[^/]+/(change|history|delete|password)/", r"/*/\1/", path)
        rows[shape] = rows.get(shape, 0) + (shape != path)
        if address in seen or "logout" in path or "/admin/r/" in path or rows[shape] > 4:
            continue
        seen.add(address)
        answer = client.get(address, follow=True)
        yield address, answer
        if not query:
            queue += [urljoin(address, link) for link in Page(answer.content.decode()).links if _inside(link)]


def _inside(link: str) -> bool:
    sorts = re.search(r"[?&](?:o|_facets|_popup)=", link)  # the same page again
    return not sorts and (link.startswith("/admin") or not re.match(r"[a-z]+:|/", link))


def test_no_page_of_the_admin_has_english_in_it(admin, history):
    found, visited = {}, 0
    for address, answer in pages(admin):
        visited += 1
        if english := told(admin, answer):
            found[address] = english
    assert visited > 100
    assert "\n".join(sorted(set().union(*found.values()))) == ""


@pytest.mark.parametrize("verdict", [verdict for verdict in Review.Verdict if verdict != "refused"])
def test_the_history_above_holds_every_verdict(history, verdict):
    assert Review.objects.filter(verdict=verdict).exists()


def test_actions_and_what_they_answer(admin, history):
    events = reverse("admin:events_controlevent_changelist")
    chosen = list(ControlEvent.objects.filter(place="gn1").values_list("pk", flat=True)[:3])
    nowhere = ControlEvent.objects.filter(place=None).first().pk
    for action in ("merge", "accept", "accept", "reject", "reject", "reopen", "reopen"):
        posted = {"action": action, "_selected_action": [*chosen, nowhere]}
        assert told(admin, admin.post(events + "?status=all", posted, follow=True)) == set(), action
    merge = {"action": "merge", "_selected_action": [chosen[0], nowhere], "into": chosen[0]}
    assert told(admin, admin.post(events + "?status=all", merge, follow=True)) == set()
    places = reverse("admin:gazetteer_place_changelist")
    for action in ("mark_checked", "confirm", "merge", "take_out"):
        for rows in (["gn1"], ["gn1", "gn2"]):
            posted = {"action": action, "_selected_action": rows}
            assert told(admin, admin.post(places, posted, follow=True)) == set(), action
    names = {"action": "dismiss", "_selected_action": [UnknownName.objects.get().pk]}
    assert told(admin, admin.post(reverse("admin:gazetteer_unknownname_changelist"), names, follow=True)) == set()
    articles = {"action": "read_again", "_selected_action": []}
    assert told(admin, admin.post(reverse("admin:events_article_changelist"), articles, follow=True)) == set()


@pytest.mark.parametrize(
    ("page", "values"),
    [
        ("events_article_add", {"text": ""}),
        ("events_article_add", {"text": "The town fell yesterday after a long battle."}),
        ("events_article_add", {"text": "<html><body>خبر</body></html>", "country": "XX"}),
        ("events_article_add", {"text": TEXT, "published": "yesterday", "url": "nowhere at all", "outlet": "zz"}),
        ("events_source_add", {"name": "", "leans_to": ["nobody"]}),
        ("gazetteer_place_add", {"name_ar": "", "kind": "town", "country": "SY"}),
        ("auth_user_add", {"username": "", "usable_password": "true", "password1": "a", "password2": "b"}),
        ("auth_group_add", {"name": ""}),
    ],
)
def test_what_a_form_refuses(admin, world, page, values):
    empty = {"names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0}
    answer = admin.post(reverse(f"admin:{page}"), empty | values)
    assert "errornote" in answer.content.decode()
    found = told(admin, answer)
    assert {said for said in found if not any(given in said for given in ("XX", "nobody"))} == set()


def test_refused_places_are_told_in_arabic(admin, world):
    wanted = {"name_ar": "قرية", "quality": "confirmed", "population": 0, "note": ""}
    swapped = {"kind": "village", "country": "SY", "point": '{"type": "Point", "coordinates": [36.0, 38.0]}'}
    nowhere = {"kind": "village", "country": "XX", "point": '{"type": "Point", "coordinates": [38.0, 36.0]}'}
    formset = {"names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0}
    for values, word in ((swapped, "متبادلان"), (nowhere, "لا توجد دولة")):
        html = admin.post(reverse("admin:gazetteer_place_add"), wanted | values | formset).content.decode()
        assert word in html
        assert Page(html.replace("&#x27;XX&#x27;", "")).english() == set()


def test_people_get_rights_by_names_in_words(admin, history):
    from django.contrib.auth.models import Group

    (group,) = Group.objects.all()
    named = {right_in_words(right) for right in group.permissions.select_related("content_type")}
    assert not any(LATIN.search(name) for name in named)
    assert "مقال · إضافة" in named
