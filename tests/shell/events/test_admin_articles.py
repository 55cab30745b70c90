"""Articles in the admin: pasted in, sent as a file, retracted; and who may do what there."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from events import actions
from events.actions import articles
from events.models import Article
from tests.shell.events.factories import claim, event, ingested, sentence
from tests.shell.events.test_admin import act, messages_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_claim_each(monkeypatch):
    """Texts that are pasted in make one claim each, without a gazetteer."""
    monkeypatch.setattr(articles.readers, "names", lambda: None)
    monkeypatch.setattr(articles, "read_claims", lambda document, names=None: (claim(text=document.text),))


PASTED = dict.fromkeys(("title", "text", "outlet", "url", "country", "archived_url"), "") | {"published": "2017-10-15"}


def paste(client, **values):
    return client.post(reverse("admin:events_article_add"), PASTED | values, follow=True)


def test_a_pasted_article_says_what_was_read_and_the_same_again_says_nothing_changed(admin, world, one_claim_each):
    answer = paste(admin, text=sentence())
    assert messages_of(answer)[0] == "قُرئ قول واحد · حدث جديد واحد"
    again = paste(admin, text=sentence(), title="آخر")
    assert messages_of(again) == ["النص نفسه محفوظ؛ لم يتغيّر شيء."]
    assert again.redirect_chain[-1][0] == reverse("admin:events_article_change", args=[Article.objects.get().pk])
    assert LogEntry.objects.count() == 1
    undated = paste(admin, text=sentence("siege"), published="")
    assert any("لم يُذكر يوم النشر" in said for said in messages_of(undated))


LONG = "خبر عاجل. سيطر الجيش على المدينة أمس بعد معارك في الأحياء الشرقية والقرى القريبة. انتهى الخبر. " * 3


@pytest.mark.parametrize(
    ("name", "content", "stored"),
    [
        ("utf8.txt", sentence().encode(), True),
        ("bom.txt", b"\xef\xbb\xbf" + sentence().encode(), True),
        ("old.txt", LONG.encode("cp1256"), True),
        ("short.txt", sentence().encode("cp1256"), False),
        ("bytes.bin", bytes(range(128, 256)) * 20, False),
        ("english.txt", b"The town fell yesterday after a long battle.", False),
        ("page.html", f"<!doctype html><p>{sentence()}</p>".encode(), False),
        ("nul.txt", sentence().encode() + b"\0", False),
        ("large.txt", ("خبر عاجل من المدينة. " * 9_000).encode(), False),
        ("huge.txt", ("خبر عاجل من المدينة. " * 150_000).encode(), False),
    ],
)
def test_an_article_comes_from_a_file(admin, world, one_claim_each, name, content, stored):
    answer = paste(admin, file=SimpleUploadedFile(name, content))
    assert answer.status_code == 200
    assert Article.objects.exists() == stored
    assert ("errornote" in answer.content.decode()) == (not stored)


def test_a_long_text_is_refused_by_its_size(admin, world, one_claim_each):
    answer = paste(admin, text="خبر عاجل من المدينة. " * 9_000)
    assert "أكبر من ثلاثمئة كيلوبايت" in answer.content.decode()
    assert not Article.objects.exists()


def test_a_text_and_a_file_at_once_are_refused(admin, world, one_claim_each):
    answer = paste(admin, text=sentence(), file=SimpleUploadedFile("a.txt", sentence().encode()))
    assert "لا كليهما" in answer.content.decode()
    assert not Article.objects.exists()


def test_line_ends_of_browsers_are_those_of_articles(admin, world, one_claim_each):
    paste(admin, text=sentence() + "\r\nسطر ثان.")
    assert Article.objects.get().text == sentence() + "\nسطر ثان."


def test_a_request_beyond_all_limits_is_told_on_a_page(admin, world):
    answer = paste(admin, text="خبر " * 2_000_000)
    assert answer.status_code == 400
    assert "ثلاثمئة كيلوبايت" in answer.content.decode()


def test_curators_can_do_their_work_and_no_more(client, world, one_claim_each):
    person = get_user_model().objects.create_user("سلمى", is_staff=True)
    person.groups.add(Group.objects.get())
    client.force_login(person)
    paste(client, text=sentence())
    act(client, "accept", event())
    assert event().status == "accepted"
    for model in "controlevent eventproblem article source claim actor controlperiod review".split():
        assert client.get(reverse(f"admin:events_{model}_changelist")).status_code == 200
    for model in "place placeproblem unknownname placechange".split():
        assert client.get(reverse(f"admin:gazetteer_{model}_changelist")).status_code == 200
    for page in ("auth_user_changelist", "auth_group_changelist", "auth_user_add"):
        assert client.get(reverse(f"admin:{page}")).status_code == 403


@pytest.mark.parametrize(
    "page",
    ["events_controlevent_changelist", "events_article_add", "gazetteer_place_changelist", "auth_user_changelist"],
)
def test_anonymous_readers_change_nothing(client, world, page):
    ingested(claim())
    posted = {"action": "accept", "_selected_action": [event().pk], "text": sentence(), **PASTED}
    answer = client.post(reverse(f"admin:{page}"), posted)
    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]
    assert event().status == "suggested"
    assert Article.objects.count() == 1


def test_people_are_never_deleted(client, world, curator):
    boss = get_user_model().objects.create_superuser("boss")
    client.force_login(boss)
    assert client.post(reverse("admin:auth_user_delete", args=[curator.pk]), {"post": "yes"}).status_code == 403


def test_an_article_is_pasted_in_and_retracted(admin, world, one_claim_each):
    address = reverse("admin:events_article_add")
    values = {"title": "عنوان", "text": sentence(), "published": "2017-10-15", "outlet": "", "url": "", "country": ""}
    admin.post(address, values | {"archived_url": ""})
    stored = Article.objects.get()
    assert (stored.title, stored.claims.count()) == ("عنوان", 1)
    admin.post(address, values | {"archived_url": ""})
    assert Article.objects.count() == 1
    where = reverse("admin:events_article_change", args=[stored.pk])
    admin.post(where, {"standing": "retracted", "standing_note": ""})
    stored.refresh_from_db()
    assert stored.standing == "standing", "a retraction needs its reason"
    admin.post(where, {"standing": "retracted", "standing_note": "the outlet says so"})
    stored.refresh_from_db()
    assert (stored.standing, stored.standing_by.username) == ("retracted", "curator")


def test_the_list_shows_news_with_what_waits_in_them_and_no_references(admin, world, curator):
    ingested(claim(), claim("siege", at="gn2", losing=None), name="خبر")
    actions.decide(event=event(type="siege"), by=curator, verdict="accepted")
    Article.objects.create(sha256="f" * 64, text="مرجع", name="مرجع", ledger=True, fetched_at=timezone.now())
    (shown,) = admin.get("/admin/events/article/").context["cl"].queryset
    assert (shown.name, shown.n_read, shown.n_undecided) == ("خبر", 2, 1)
    names = {one.name for one in admin.get("/admin/events/article/?ledger=1").context["cl"].queryset}
    assert names == {"مرجع"}
    assert admin.get("/admin/events/article/?ledger=all").context["cl"].queryset.count() == 2
