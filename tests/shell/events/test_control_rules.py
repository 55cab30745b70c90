"""The rules of control that the store is answerable for; the core's own tests have the others."""

import ast
import threading
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import ForeignKey, JSONField

import events
from events import actions
from events.models import Claim, ControlEvent, ControlPeriod, Review
from events.models.control import both_layers
from tests.shell.events.factories import claim, event, ingested

pytestmark = pytest.mark.django_db
EVENTS = Path(events.__file__).parent


def period(**columns):
    usual = {"place_id": "gn1", "track": "control", "state": "held", "holders": ["saf"], "layers": both_layers()}
    return ControlPeriod.objects.create(**usual | columns)


def test_rule_25_one_row_per_place_track_and_day(world):
    period(during=DateRange(date(2017, 1, 1), date(2017, 2, 1)))
    period(during=DateRange(date(2017, 2, 1), None))
    period(during=DateRange(date(2017, 1, 1), None), track="siege", state="besieged")
    period(during=DateRange(date(2017, 1, 1), None), place_id="gn2")
    with pytest.raises(IntegrityError, match="one_period_per_place_track_day"), transaction.atomic():
        period(during=DateRange(date(2017, 1, 31), date(2017, 2, 2)))


def test_rule_25_several_holders_live_inside_one_row(world, curator):
    """Two blocs on one day, and a siege beside: still one row for each track and day, with its basis."""
    ingested(claim(), claim(gaining="isis"), claim("siege", gaining="rsf", losing=None))
    for one in ControlEvent.objects.all():
        actions.decide(event=one, by=curator, verdict="accepted")
    on = ControlPeriod.objects.layer(ledger=False).at(date(2017, 10, 20))
    control, siege = (on.get(place="gn1", track=track) for track in ("control", "siege"))
    assert (control.state, control.holders) == ("disputed", ["isis", "saf"])
    assert (siege.state, siege.holders) == ("besieged", ["rsf"])
    claims_of = {event.type: event.pk for event in ControlEvent.objects.all()}
    assert len(control.basis) == 2
    assert siege.basis == [claims_of["siege"]]


def test_rule_25_each_row_names_the_claims_that_it_rests_on(world, curator):
    article = ingested(claim())
    actions.decide(event=event(), by=curator, verdict="accepted")
    (row,) = ControlPeriod.objects.layer(ledger=False).at(date(2017, 10, 20))
    told = Claim.objects.filter(event__in=row.basis)
    assert [one.article for one in told] == [article]


def test_days_are_half_open_in_the_store(world):
    period(during=DateRange(date(2017, 1, 1), date(2017, 2, 1)))
    on = ControlPeriod.objects.layer(ledger=False)
    assert [on.at(date(2017, 1, day)).count() for day in (1, 31)] == [1, 1]
    assert on.at(date(2017, 2, 1)).count() == 0


@pytest.mark.parametrize(
    "columns",
    [
        {"status": "accepted"},
        {"status": "accepted", "decided_by": "person"},
        {"status": "suggested", "decided_by": "person"},
        {"status": "rejected", "decided_by": "policy"},
        {"date_end": date(2017, 10, 14)},
    ],
)
def test_a_decision_is_what_who_and_when_or_none_of_them(world, columns):
    ingested(claim())
    with pytest.raises(IntegrityError), transaction.atomic():
        ControlEvent.objects.update(**columns)


def test_rule_2_a_decision_freezes_and_a_later_claim_stands_beside_it(world, curator):
    ingested(claim(), name="a.txt")
    actions.decide(event=event(), by=curator, verdict="accepted")
    ingested(claim(losing="isis"), name="b.txt", outlet="صحيفة")
    decided = event(status="accepted")
    assert (decided.n_claims, decided.losing_id) == (1, "rsf")
    assert event(status="suggested").losing_id == "isis"


def test_rule_2_contradictions_are_stored_in_both_directions(world):
    ingested(claim(), claim(modality="denied"))
    told, denied = event(modality="asserted"), event(modality="denied")
    assert list(told.contradicts.all()) == [denied]
    assert list(denied.contradicts.all()) == [told]


def test_rule_5_a_rejected_change_told_again_elsewhere_is_not_accepted_by_the_policy(world, curator, policy):
    ingested(claim(), name="a.txt")
    actions.decide(event=event(), by=curator, verdict="rejected")
    ingested(claim(), name="b.txt", outlet="صحيفة")
    again = event(status="suggested")
    assert again.policy_reasons == ["rejected_before: a curator rejected the same change"]
    assert not ControlPeriod.objects.exists()


def test_rule_6_the_policy_logs_each_refusal_with_its_reason_once(world, policy):
    article = ingested(claim(confidence="low"))
    actions.rebuild()
    actions.apply_policy()
    (refused,) = Review.objects.filter(event=event())
    assert (refused.verdict, refused.actor, refused.by) == ("refused", "policy", None)
    assert refused.reasons[0].startswith("confidence:")
    assert article.claims.count() == 1


def test_rule_6_a_denial_that_arrives_later_takes_the_policys_acceptance_back(world, policy):
    ingested(claim(), name="a.txt")
    assert event().decided_by == "policy"
    ingested(claim(modality="denied"), name="b.txt")
    told = event(modality="asserted")
    assert (told.status, told.decided_by) == ("suggested", None)
    assert list(told.reviews.order_by("pk").values_list("verdict", flat=True)) == ["accepted", "reopened"]
    assert not ControlPeriod.objects.exists()


def test_rule_6_is_off_by_default(world, settings):
    assert settings.CONFLICTMAP_POLICY is False
    ingested(claim())
    assert event().status == "suggested"
    assert not Review.objects.exists()


def test_an_expected_or_denied_claim_never_changes_a_colour(world, curator):
    ingested(claim(), name="a.txt")
    actions.decide(event=event(), by=curator, verdict="accepted")
    before = list(ControlPeriod.objects.values_list("place_id", "during", "state"))
    denied = claim("withdrawal", gaining=None, losing="saf", modality="denied")
    ingested(claim(gaining="isis", modality="expected"), denied)
    for one in ControlEvent.objects.suggested():
        actions.decide(event=one, by=curator, verdict="accepted")
    assert list(ControlPeriod.objects.values_list("place_id", "during", "state")) == before


def test_rebuilding_twice_or_incrementally_comes_to_the_same(world, curator):
    ingested(claim(), claim("siege", at="gn2", losing=None), claim("advance", at="gn3", gaining="isis"))
    for one in ControlEvent.objects.all():
        actions.decide(event=one, by=curator, verdict="accepted")
    fields = [f.attname for f in ControlPeriod._meta.concrete_fields if f.name != "id"]
    step_by_step = list(ControlPeriod.objects.order_by("place_id", "track", "during").values_list(*fields))
    assert actions.rebuild() == 0
    ControlPeriod.objects.all().delete()
    assert actions.rebuild() == 3
    assert list(ControlPeriod.objects.order_by("place_id", "track", "during").values_list(*fields)) == step_by_step


def test_a_quarter_makes_its_city_divided_at_once(world, curator):
    from tests.shell.events.factories import place

    city = place("gn7", kind="city")
    place("gn8", kind="neighbourhood", parent=city)
    ingested(claim(at="gn8"))
    actions.decide(event=event(), by=curator, verdict="accepted")
    found = ControlPeriod.objects.layer(ledger=False).get(place="gn7", during__contains=date(2017, 10, 20))
    assert found.state == "divided"


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_make_one_event(world):
    """Both articles tell the same change; each writer's merging must see the other's claim."""
    failures = []

    def write(name):
        try:
            ingested(claim(), name=name, outlet=name)
        except Exception as error:  # a failure in a thread would go unseen
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(f"{n}.txt",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert event().n_claims == 4


def test_metatest_only_actions_write(world):
    """No other module of the app saves, creates, updates or deletes rows."""
    writers = {"save", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "delete"}
    found = []
    for path in EVENTS.rglob("*.py"):
        inside = path.relative_to(EVENTS).parts[0]
        if inside in {"actions", "migrations", "models"}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writers:
                found.append(f"{path.name}:{node.lineno} {node.func.attr}")
    assert found == []


def test_metatest_actions_take_keywords_only():
    for name in actions.__all__:
        action = getattr(actions, name)
        if isinstance(action, type) or name in {"sha256_of", "read_claims", "load_actors", "apply_policy"}:
            continue
        code = action.__code__
        assert code.co_argcount == 0, f"{name} takes positional arguments"
        assert code.co_kwonlyargcount


def test_metatest_the_columns_in_force_are_machine_or_human(world, policy, curator):
    """After any action the flat columns equal ``machine | human``."""
    from events.rows import EVENT_COLUMNS, packed

    ingested(claim(), claim("siege", at="gn2", losing=None))
    actions.edit(event=event(type="capture"), by=curator, values={"losing_id": "isis"})
    for one in ControlEvent.objects.all():
        inside = {**one.machine, **one.human}
        assert packed({name: getattr(one, name) for name in EVENT_COLUMNS}) == {n: inside[n] for n in EVENT_COLUMNS}


def test_metatest_no_row_of_evidence_or_log_goes_with_another():
    """Deleting a row must never take claims, decisions or articles with it."""
    for model in apps.get_app_config("events").get_models():
        if model._meta.proxy:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey):
                assert field.remote_field.on_delete.__name__ in {"PROTECT", "SET_NULL"}, field
    assert any(isinstance(field, JSONField) for field in ControlEvent._meta.concrete_fields)
    assert Claim._meta.get_field("article").remote_field.on_delete.__name__ == "PROTECT"
