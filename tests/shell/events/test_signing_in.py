"""Signing in: who guesses passwords must wait, whoever the name belongs to, and nothing tells where a try came from."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

from events.actions.signing_in import wait_after
from events.models import LoginTries
from events.signing_in import told
from tests.shell.events.factories import in_language

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/?next=/admin/"
RIGHT = "a-long-enough-word"


@pytest.fixture
def salma():
    """A person who may sign in."""
    return get_user_model().objects.create_user("salma", password=RIGHT, is_staff=True)


def try_in(client, password, name="salma"):
    """Try to sign in; return the whole answer."""
    return client.post(LOGIN, {"username": name, "password": password, "next": "/admin/"})


def said(answer) -> str:
    """Return what the form says against the try."""
    return " ".join(answer.context["form"].non_field_errors())


def hours_pass(**time):
    """Let time pass since all tries."""
    for row in LoginTries.objects.all():
        LoginTries.objects.filter(pk=row.pk).update(last=row.last - timedelta(**time))


def test_five_slips_cost_nothing(client, salma):
    for _ in range(4):
        assert "كثرت المحاولات" not in said(try_in(client, "wrong"))
    assert try_in(client, RIGHT).status_code == 302
    assert not LoginTries.objects.exists(), "who has signed in begins anew"


def test_the_wait_doubles_and_is_never_more_than_five_minutes():
    waits = [wait_after(tries) for tries in range(5, 14)]
    assert waits == [5, 10, 20, 40, 80, 160, 300, 300, 300]
    assert wait_after(4) == 0
    assert wait_after(10**9) == 300


def test_while_the_name_must_wait_not_even_the_right_password_is_looked_at(client, salma):
    for _ in range(5):
        try_in(client, "wrong")
    answer = try_in(client, RIGHT)
    assert answer.status_code == 200
    assert "كثرت المحاولات بهذا الاسم. انتظر 5 ثوانٍ." in said(answer)
    hours_pass(seconds=6)
    assert try_in(client, RIGHT).status_code == 302


def test_tries_while_waiting_do_not_lengthen_the_wait(client, salma):
    for _ in range(25):
        try_in(client, "wrong")
    assert LoginTries.objects.get().tries == 5
    hours_pass(seconds=6)
    assert try_in(client, RIGHT).status_code == 302


def test_a_clock_that_was_set_back_does_not_lock_anybody_out(client, salma):
    for _ in range(5):
        try_in(client, "wrong")
    hours_pass(days=-3)
    assert "انتظر 5 ثوانٍ" in said(try_in(client, RIGHT))


@pytest.mark.parametrize("name", ["salma", "nobody-of-this-name", "retired", "reader"])
def test_whether_there_is_such_a_person_is_not_told(client, salma, name):
    get_user_model().objects.create_user("retired", password=RIGHT, is_staff=True, is_active=False)
    get_user_model().objects.create_user("reader", password=RIGHT)  # may read, and may not curate
    told_to = [said(try_in(client, "wrong", name)) for _ in range(6)]
    assert told_to[:5] == [told_to[0]] * 5
    assert told_to[5] == told(5)
    assert said(try_in(client, "wrong", "somebody else")) == told_to[0], "one name's tries are not another's"


@pytest.mark.parametrize("name", ["reader", "retired"])
def test_the_right_password_of_who_may_not_curate_is_a_try_in_vain_too(client, salma, name):
    get_user_model().objects.create_user("retired", password=RIGHT, is_staff=True, is_active=False)
    get_user_model().objects.create_user("reader", password=RIGHT)
    wrong = said(try_in(client, "wrong", name))
    assert said(try_in(client, RIGHT, name)) == wrong
    assert LoginTries.objects.get().tries == 2


@pytest.mark.parametrize("name", ["SALMA", " salma ", "ｓａｌｍａ"])
def test_spellings_of_a_name_share_their_tries(client, salma, name):
    try_in(client, "wrong")
    try_in(client, "wrong", name)
    assert LoginTries.objects.get().tries == 2


def test_what_is_stored_tells_neither_who_was_tried_nor_from_where(client, salma, settings):
    try_in(client, "wrong")
    row = LoginTries.objects.get()
    kinds = {type(field) for field in LoginTries._meta.fields}
    assert kinds == {models.CharField, models.PositiveIntegerField, models.DateTimeField}
    assert not {"salma", "127.0.0.1"} & {str(value) for value in vars(row).values()}
    settings.SECRET_KEY = "another site's key " * 3
    try_in(client, "wrong")
    assert LoginTries.objects.count() == 2, "without the key the stored hash does not tell the name"


def test_an_hour_later_nothing_is_stored_of_it(client, salma):
    try_in(client, "wrong", "one")
    hours_pass(minutes=61)
    try_in(client, "wrong", "another")
    assert LoginTries.objects.count() == 1
    assert LoginTries.objects.get().last > timezone.now() - timedelta(minutes=1)


@pytest.mark.parametrize("sent", [{"password": "x"}, {"username": "salma"}, {}])
def test_a_form_half_filled_in_is_no_try(client, salma, sent):
    assert client.post(LOGIN, sent).status_code == 200
    assert not LoginTries.objects.exists()


@pytest.mark.parametrize(
    ("seconds", "arabic", "english"),
    [
        (1, "ثانية واحدة", "Wait 1 second."),
        (2, "ثانيتين", "Wait 2 seconds."),
        (10, "10 ثوانٍ", "Wait 10 seconds."),
        (40, "40 ثانية", "Wait 40 seconds."),
        (60, "دقيقة واحدة", "Wait 1 minute."),
        (61, "دقيقتين", "Wait 2 minutes."),
        (300, "5 دقائق", "Wait 5 minutes."),
    ],
)
def test_the_wait_is_told_in_both_languages(client, seconds, arabic, english):
    from django.utils import translation

    for language, words in (("ar", arabic), ("en", english)):
        with translation.override(language):
            assert words in told(seconds)


def test_the_page_says_it_in_the_readers_language(client, salma):
    in_language(client, "en")
    for _ in range(6):
        answer = try_in(client, "wrong")
    assert "Too many tries with this name. Wait 5 seconds." in answer.content.decode()


def test_who_is_signed_in_stays_so_while_others_guess(client, salma):
    client.force_login(salma)
    from django.test import Client

    stranger = Client()
    for _ in range(6):
        try_in(stranger, "wrong")
    assert client.get("/admin/").status_code == 200
    assert stranger.get("/admin/").status_code == 302
