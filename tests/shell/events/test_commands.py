"""extract and ingest as people call them, on texts of the tests' own."""

import io
import json
import sys
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from events import batch
from events.extraction.types import PUBLISHED_KEYS
from events.models import Article, Claim, ControlEvent
from gazetteer.matching.arabic import fold
from gazetteer.models import PlaceName
from tests.shell.events.factories import place

pytestmark = pytest.mark.django_db
TEXT = (
    "أعلن سكان المنطقة اليوم أن الأسواق عادت إلى العمل بعد أسبوع من التوقف. "
    "سيطرت قوات الدعم السريع أمس على مدينة النهود بعد معارك مع الجيش السوداني. "
    "وقال شهود إن الحركة في الشوارع ما زالت قليلة وإن المدارس مغلقة."
)


@pytest.fixture
def town(db):
    """A town in the gazetteer with its Arabic name."""
    found = place("gn5", name_ar="النهود", name_en="En Nahud", country="SD", kind="city", lon=28.43, lat=12.7)
    PlaceName.objects.create(place=found, name="النهود", folded=fold("النهود"), lang="ar")
    return found


@pytest.fixture
def folder(tmp_path):
    """One good text with its manifest."""
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    entry = {"file": "good.txt", "published": "2025-05-03", "outlet": "جريدة", "title": "عنوان", "open": True}
    (tmp_path / "manifest.json").write_text(json.dumps({"articles": [entry]}), encoding="utf-8")
    return tmp_path


def run(name, *args, **options):
    """Return standard output, standard error and the exit status of a command."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(name, *map(str, args), stdout=out, stderr=err, **options)
    except SystemExit as end:
        return out.getvalue(), err.getvalue(), end.code
    except CommandError as error:
        return out.getvalue(), str(error), error.returncode
    return out.getvalue(), err.getvalue(), 0


def test_extract_prints_the_published_keys_in_order_and_stores_nothing(town, folder):
    out, _, status = run("extract", folder / "good.txt", format="jsonl")
    (told,) = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert tuple(told) == PUBLISHED_KEYS
    assert (told["type"], told["place_id"], told["gaining"], told["losing"]) == ("capture", "gn5", "rsf", "saf")
    assert (told["date_start"], told["date_end"]) == ("2025-05-02", "2025-05-03")
    assert (told["article"], told["outlet"], told["published"]) == ("good.txt", "جريدة", "2025-05-03")
    assert TEXT[told["start"] : told["end"]] == told["quote"]
    assert not Article.objects.exists()
    assert not Claim.objects.exists()


def test_geojson_is_one_collection_with_longitude_first(town, folder):
    out, _, _ = run("extract", folder / "good.txt")
    (one,) = json.loads(out)["features"]
    assert one["geometry"] == {"type": "Point", "coordinates": [28.43, 12.7]}


def test_options_overrule_the_manifest(town, folder):
    out, _, _ = run("extract", folder / "good.txt", format="jsonl", published="2025-06-01", outlet="أخرى")
    told = json.loads(out)
    assert (told["published"], told["outlet"], told["date_start"]) == ("2025-06-01", "أخرى", "2025-05-31")


def test_explain_says_why_on_standard_error(town, folder):
    out, err, _ = run("extract", folder / "good.txt", format="jsonl", explain=True)
    assert len(out.splitlines()) == 1
    assert "rule" in err


def test_several_processes_give_the_same_in_the_same_order(town, folder):
    for n in range(5):
        (folder / f"more{n}.txt").write_text(TEXT + f"\nخبر رقم {n}.", encoding="utf-8")
    one, _, _ = run("extract", folder, format="jsonl")
    two, _, _ = run("extract", folder, format="jsonl", jobs=2)
    assert one == two
    assert len(one.splitlines()) == 6


def test_standard_input_is_named_stdin(town, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"\xef\xbb\xbf" + TEXT.encode())))
    out, _, _ = run("extract", "-", format="jsonl", published="2025-05-03")
    told = json.loads(out)
    assert told["article"] == "stdin"
    assert TEXT[told["start"] : told["end"]] == told["quote"], "the byte-order mark does not count"


FARSI = (
    "این شهر دیروز پس از نبردی طولانی گرفته شد و مردم از آن گریختند و جنگ هنوز در گوشه و کنار ادامه دارد "
    "و کسی نمی‌داند چه خواهد شد"
)
BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "empty"),
    "bom.txt": (b"\xef\xbb\xbf", "empty"),
    "english.txt": (b"The town fell yesterday after a long battle in the east.", "not in Arabic"),
    "farsi.txt": (FARSI.encode(), "not in Arabic"),
    "nul.txt": (TEXT.encode() + b"\x00", "NUL"),
    "bytes.txt": (bytes(range(128, 256)) * 20, "UTF-8"),
    "old.txt": (TEXT[:60].encode("cp1256"), "too short to tell its encoding"),
    "huge.txt": ("خبر عاجل من المدينة. ".encode() * 150_000, "5 MB"),
}


@pytest.mark.parametrize("command", ["extract", "ingest"])
@pytest.mark.parametrize("name", [*BAD, "missing.txt"])
def test_a_bad_file_is_one_sentence_and_the_others_are_done(town, folder, command, name):
    content, reason = BAD.get(name, (None, "cannot be read"))
    if content is not None:
        (folder / name).write_bytes(content)
    out, err, status = run(command, folder / name, folder / "good.txt")
    (sentence,) = err.splitlines()
    assert status == 1
    assert name in sentence
    assert reason in sentence
    assert "good.txt" in out
    assert Article.objects.count() == (command == "ingest")


@pytest.mark.parametrize("command", ["extract", "ingest"])
@pytest.mark.parametrize("published", ["yesterday", "2025-02-30", "15/10/2017", "", "2999-01-01"])
def test_a_wrong_date_is_one_sentence_and_nothing_is_done(town, folder, command, published):
    _, err, status = run(command, folder / "good.txt", published=published)
    assert status == 1
    assert f"--published={published!r}" in err
    assert not Article.objects.exists()


def test_a_wrong_date_in_the_manifest_names_file_and_value(town, folder):
    (folder / "manifest.json").write_text('{"articles": [{"file": "good.txt", "published": "soon"}]}', encoding="utf-8")
    _, err, status = run("ingest", folder)
    assert status == 1
    assert "good.txt" in err
    assert "'soon'" in err


def test_a_country_that_does_not_exist_in_the_manifest_is_named(town, folder):
    (folder / "manifest.json").write_text('{"articles": [{"file": "good.txt", "country": "XX"}]}', encoding="utf-8")
    _, err, status = run("ingest", folder)
    assert status == 1
    assert "good.txt" in err
    assert "'XX'" in err
    assert not Article.objects.exists()


WRONG = [
    ("title", 7, "title 7"),
    ("title", "ع" * 501, "501 characters"),
    ("outlet", ["أ"], "outlet ['أ']"),
    ("outlet", "ع" * 201, "201 characters"),
    ("url", "javascript:alert(1)", "no web address"),
    ("url", "ftp://example.org/a", "no web address"),
    ("url", "https://[example.org", "no web address"),
    ("archived_url", "example.org/a", "no web address"),
    ("open", "false", "open 'false'"),
    ("synthetic", 1, "synthetic 1"),
    ("published", 20250503, "20250503"),
    ("published", "2999-01-01", "has not come yet"),
    ("country", ["SD"], "['SD']"),
]


@pytest.mark.parametrize(("key", "value", "reason"), WRONG, ids=[f"{key}-{n}" for n, (key, *_) in enumerate(WRONG)])
def test_what_a_manifest_says_wrong_is_named_and_the_others_are_stored(town, folder, key, value, reason):
    (folder / "other.txt").write_text(TEXT + " انتهى.", encoding="utf-8")
    entries = [{"file": "good.txt", "published": "2025-05-03"}, {"file": "other.txt", key: value}]
    (folder / "manifest.json").write_text(json.dumps({"articles": entries}), encoding="utf-8")
    _, err, status = run("ingest", folder)
    (sentence,) = err.splitlines()
    assert status == 1
    assert "other.txt" in sentence
    assert reason in sentence
    assert Article.objects.get().name == "good.txt"


def test_what_a_manifest_says_in_vain_is_told(town, folder):
    entries = [{"file": "good.txt", "publishd": "2025-05-03"}, {"file": "lost.txt"}]
    (folder / "manifest.json").write_text(json.dumps({"articles": entries}), encoding="utf-8")
    _, err, status = run("ingest", folder)
    assert status == 0
    assert "lost.txt, which is not there" in err
    assert "'publishd' means nothing" in err


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"articles": ["good.txt"]}', '{"articles": [{"file": "good.txt"}, {"file": "good.txt"}]}']
)
def test_a_broken_manifest_is_told_once_and_nothing_beside_it_is_read(town, folder, content):
    (folder / "more.txt").write_text(TEXT + " انتهى.", encoding="utf-8")
    (folder / "manifest.json").write_text(content, encoding="utf-8")
    _, err, status = run("ingest", folder, folder / "good.txt")
    (sentence,) = err.splitlines()
    assert status == 1
    assert "manifest.json" in sentence
    assert not Article.objects.exists(), "without its manifest an article has no day"


@pytest.mark.parametrize("jobs", ["0", "-3", "two"])
def test_a_wrong_number_of_processes_is_named(folder, jobs):
    with pytest.raises(CommandError, match=f"'{jobs}' is not a number of processes"):
        call_command("ingest", str(folder), f"--jobs={jobs}")


def test_windows_1256_is_read_with_a_notice(town, folder):
    (folder / "old.txt").write_bytes(TEXT.encode("cp1256"))
    out, err, status = run("extract", folder / "old.txt", format="jsonl", published="2025-05-03")
    assert status == 0
    assert "windows-1256" in err
    assert json.loads(out)["place_id"] == "gn5"


def test_ingest_twice_changes_nothing_and_says_so(town, folder):
    first, _, _ = run("ingest", folder)
    assert "stored with 1 claims, 1 new events" in first
    counts = Article.objects.count(), Claim.objects.count(), ControlEvent.objects.count()
    again, _, status = run("ingest", folder)
    assert status == 0
    assert "nothing changed" in again
    assert (Article.objects.count(), Claim.objects.count(), ControlEvent.objects.count()) == counts
    stored = Article.objects.get()
    assert (stored.title, stored.open_text, stored.outlet.name) == ("عنوان", True, "جريدة")


def test_synthetic_articles_are_refused_unless_allowed(town, folder, settings):
    entry = '{"articles": [{"file": "good.txt", "published": "2025-05-03", "synthetic": true}]}'
    (folder / "manifest.json").write_text(entry, encoding="utf-8")
    _, err, status = run("ingest", folder)
    assert (status, Article.objects.count()) == (1, 0)
    assert "synthetic" in err
    settings.CONFLICTMAP_ALLOW_SYNTHETIC = True
    assert run("ingest", folder)[2] == 0


def test_without_a_gazetteer_it_says_how_to_load_one(db, folder):
    _, err, status = run("extract", folder / "good.txt")
    assert status == 1
    assert "load_gazetteer" in err


def test_a_text_that_breaks_the_rules_stops_no_other(town, folder, monkeypatch):
    real = batch.read_claims

    def fragile(document, **tools):
        if document.name == "a.txt":
            raise RecursionError("too deep")
        return real(document, **tools)

    monkeypatch.setattr(batch, "read_claims", fragile)
    (folder / "a.txt").write_text(TEXT + " ثم.", encoding="utf-8")
    out, err, status = run("ingest", folder)
    assert status == 1
    assert "a.txt" in err
    assert "too deep" in err
    assert "good.txt: stored" in out
