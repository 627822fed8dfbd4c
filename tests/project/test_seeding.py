"""`manage.py seed`: the whole fair from a folder of CSV, once, twice, or not at all."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command

from booths.models import Assignment, Exhibitor, Outage, Participation, Space
from expo.models import Edition, Hall, Party, Session
from tests.factories import ConsentFactory
from visitors.models import Area, ConsentText, Gate, SigningKey

pytestmark = pytest.mark.django_db


def seed(folder=None):
    words = StringIO()
    call_command("seed", *(["--dir", str(folder)] if folder else []), stderr=words)
    return words.getvalue()


def rows_of_every_table():
    return {model._meta.label: model.objects.count() for model in apps.get_models()}


def contents():
    """Every column of every row of our three apps, history included."""
    return {
        model._meta.label: list(model.objects.order_by("pk").values_list())
        for model in apps.get_models()
        if model._meta.app_label in {"expo", "booths", "visitors"}
    }


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(settings.ROOT / "seeds", tmp_path / "seeds"))


def edit(folder, name, old, new):
    path = folder / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_whole_fair_is_there_after_one_command():
    seed()

    assert Space.objects.count() == 93
    assert Exhibitor.objects.count() == Participation.objects.counted().count() == 99
    assert Assignment.objects.standing().count() == 93
    assert Hall.objects.count() == 4
    assert Session.objects.filter(kind="ceremony").count() == 3
    assert Party.objects.filter(session__code="S2", role="signatory").count() == 8
    assert Edition.objects.get().clock_set_at is None


def test_a_notice_that_people_agreed_to_is_not_rewritten(folder):
    seed()
    text = ConsentText.objects.get(kind="collection", language="en")
    edit(folder, "consent_texts", "let in all the same", "let in")

    seed(folder)
    text.refresh_from_db()
    assert "You are let in," in text.refusal

    ConsentFactory(edition=text.edition, text=text)
    edit(folder, "consent_texts", "You may refuse.", "Refuse if you like.")
    with pytest.raises(CommandError, match="write another one"):
        seed(folder)


def test_there_is_a_gate_for_every_door_and_every_space():
    seed()

    assert Gate.objects.count() == 12 + 93
    assert Gate.objects.entrances().count() == 4
    assert set(Gate.objects.entrances().values_list("area__kind", flat=True)) == {"fair"}
    assert Gate.objects.get(code="A-17").area.code == "A-17"
    assert Gate.objects.get(code="DESK").area is None
    assert Area.objects.count() == 1 + 4 + 3 + 93


def test_the_mobile_id_booth_is_suspended_and_nobody_knows_until_when():
    seed()

    status = Outage.objects.get().statuses.get()

    assert status.space.code == "A-17"
    assert status.ended_at is None
    assert status.outage.start_is_estimated


def test_the_edition_can_sign_tickets():
    seed()

    assert SigningKey.objects.get().edition == Edition.objects.get()


def test_seeding_twice_changes_nothing_and_leaves_no_history():
    seed()
    before = contents()

    words = seed()

    assert contents() == before
    assert "all             0 made, 0 changed" in words


def test_the_second_run_asks_once_per_table(django_assert_max_num_queries):
    seed()

    with django_assert_max_num_queries(30):
        seed()


def test_a_changed_cell_changes_one_row_and_leaves_one_line_of_history(folder):
    seed(folder)
    edit(folder, "exhibitors", "가온행정처", "가온행정원")

    words = seed(folder)

    assert "exhibitors      0 made, 1 changed, 98 as they were" in words
    assert Exhibitor.objects.get(code="gaon-administration").name_ko == "가온행정원"


BROKEN = {
    "a missing column": (
        "spaces", ",width,", ",wide,", "spaces.csv, line 1: the column width is missing.",
    ),
    "an unknown column": (
        "halls", ",note\n", ",remark\n", "halls.csv, line 1: there is no column 'remark'.",
    ),
    "an unknown hall": (
        "spaces", "A-01,4B", "A-01,9Z",
        "spaces.csv, line 2, column hall: halls.csv has no '9Z' that this could mean.",
    ),
    "an unknown exhibitor": (
        "assignments", "dasom-welfare", "nobody",
        "assignments.csv, line 2, column exhibitor: participations.csv has no 'nobody'",
    ),
    "a space assigned twice": (
        "assignments", "2023,A-02", "2023,A-01",
        "assignments.csv, line 3: This space is already given away for part of that time.",
    ),
    "a line written twice": (
        "halls", "2023,4C", "2023,4B", "halls.csv, line 3: 2023, 4B stands already in line 2.",
    ),
    "a space for a co-exhibitor": (
        "assignments", "dasom-welfare", "dolbom-animal",
        "assignments.csv, line 2, column exhibitor: only a main exhibitor is given a space",
    ),
    "a co-exhibitor without a main": (
        "participations", "dolbom-animal,co,dasom-welfare", "dolbom-animal,co,",
        "A co-exhibitor or represented company names the main exhibitor it stands with",
    ),
    "an unknown kind": (
        "spaces", "A-01,4B,raw", "A-01,4B,rwa", "spaces.csv, line 2, column kind: ",
    ),
    "a size that is no number": (
        "halls", ",36,48,", ",wide,48,", "halls.csv, line 2, column width: ",
    ),
    "a space without extent": (
        "spaces", "3,4,6,6", "3,4,0,6", "A space is wider and deeper than nothing.",
    ),
    "days the wrong way round": (
        "assignments", "2023-11-23,2023-11-25", "2023-11-25,2023-11-23",
        "assignments.csv, line 2, column last_day: the last day comes before the first",
    ),
    "a time without offset": (
        "outages", "15:25:00+09:00", "15:25:00",
        "outages.csv, line 2, column started_at: '2023-11-24T15:25:00' has no offset",
    ),
    "two sessions on one stage": (
        "sessions", "13:00,13:30", "11:00,13:30", "Another session is on this stage at that time.",
    ),
    "a row without source": (
        "gates", ",generated", ",", "gates.csv, line 2, column source: '' is neither report nor",
    ),
    "a hall gate without hall": (
        "gates", "Door of hall 4B,4B", "Door of hall 4B,",
        "gates.csv, line 6, column hall: a hall gate says which hall it leads into.",
    ),
    "a line with too many cells": (
        "show_days", "10:00,18:00,", "10:00,18:00,,", "show_days.csv, line 2: 7 cells where",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_one_clear_sentence_and_nothing_is_stored(folder, case):
    name, old, new, sentence = BROKEN[case]
    edit(folder, name, old, new)
    before = rows_of_every_table()

    with pytest.raises(CommandError) as refusal:
        seed(folder)

    assert sentence in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert refusal.value.returncode == 1
    assert rows_of_every_table() == before


def test_a_missing_file_is_named(folder):
    (folder / "halls.csv").unlink()

    with pytest.raises(CommandError, match=r"^halls\.csv is missing in "):
        seed(folder)


def test_a_file_in_another_encoding_is_named_with_its_line(folder):
    path = folder / "halls.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp949"))

    with pytest.raises(CommandError, match=r"^halls\.csv, line 2: this is not UTF-8\.$"):
        seed(folder)


def test_a_byte_order_mark_does_no_harm(folder):
    path = folder / "halls.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    seed(folder)

    assert Hall.objects.count() == 4
