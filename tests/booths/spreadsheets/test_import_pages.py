"""Import and export in the admin: sent, looked at, applied; by whom, and by nobody else."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from django.utils import timezone
from openpyxl import load_workbook

from booths import tasks
from booths.models import Assignment, Exhibitor, Space
from booths.spreadsheets import uploads
from expo.models import RoleKind
from expo.pages.downloads import FORMATS
from tests import factories, organisers
from tests.booths.spreadsheets.tables import csv_of, read, xlsx_of

pytestmark = pytest.mark.django_db

START = "/en/admin/imports/"
HEADER = ["code", "hall", "kind", "x", "y", "width", "depth"]
ROW = ["A-1", "4B", "raw", "0", "0", "3", "3"]


def kept():
    """The names of the files that are kept."""
    try:
        return default_storage.listdir(uploads.FOLDER)[1]
    except FileNotFoundError:
        return []


@pytest.fixture(autouse=True)
def nothing_kept_by_another_test():
    for name in kept():
        default_storage.delete(f"{uploads.FOLDER}/{name}")


@pytest.fixture
def edition():
    edition = factories.EditionFactory(slug="2023")
    for day in (factories.FIRST_DAY, factories.LAST_DAY):
        factories.ShowDayFactory(edition=edition, date=day)
    factories.HallFactory(edition=edition, code="4B")
    return edition


@pytest.fixture
def organiser(edition):
    return organisers.arrive(edition, RoleKind.ORGANISER)


def send(client, content, kind="spaces", name="table.csv"):
    file = SimpleUploadedFile(name, content)
    return client.post(START, {"kind": kind, "file": file}, follow=True)


def address(answer):
    return answer.redirect_chain[-1][0]


def apply(client, answer):
    seen = answer.context["preview"].fingerprint
    return client.post(address(answer), {"seen": seen}, follow=True)


def test_a_table_is_sent_looked_at_and_applied(edition, organiser):
    preview = send(organiser, csv_of(HEADER, [*ROW[:2], "독립부스", *ROW[3:]], encoding="cp949"))

    said = preview.content.decode()
    assert "Read as CP949, 1 row" in said
    assert "Apply: 1 made, 0 changed" in said
    assert not Space.objects.exists()

    done = apply(organiser, preview)

    space = Space.objects.get()
    assert "The table is applied: 1 made, 0 changed." in done.content.decode()
    assert f"/admin/booths/space/{space.pk}/history/" in done.content.decode()
    assert kept() == []


def test_the_history_says_who_imported(edition, organiser):
    apply(organiser, send(organiser, csv_of(HEADER, ROW)))

    page = organiser.get(f"/en/admin/booths/space/{Space.objects.get().pk}/history/")

    assert organiser.account.email in page.content.decode()


def test_a_workbook_is_a_table_too(edition, organiser):
    apply(organiser, send(organiser, xlsx_of(HEADER, ROW), name="table.xlsx"))

    assert Space.objects.get().code == "A-1"


def test_faults_are_counted_grouped_paged_and_taken_away(edition, organiser):
    rows = [[f"A-{n}", "9Z", "raw", "0", "0", "x", "3"] for n in range(150)]

    preview = send(organiser, csv_of(HEADER, *rows))
    said = preview.content.decode()
    second = organiser.get(f"{address(preview)}?page=2").content.decode()
    errors = organiser.get(f"{address(preview)}errors.csv")

    assert "300 cells are wrong" in said
    assert "2–151" in said
    assert "1 / 6" in said
    assert "2 / 6" in second
    assert "Apply" not in said
    found = read(b"".join(errors.streaming_content))
    assert len(found.rows) == 300
    assert found.rows[0][1][:3] == ("2", "Code of the hall", "9Z")


def test_with_a_fault_even_a_forged_form_applies_nothing(edition, organiser):
    preview = send(organiser, csv_of(HEADER, ROW, ["A-2", "9Z", *ROW[2:]]))

    answer = apply(organiser, preview)

    assert answer.status_code == 409
    assert not Space.objects.exists()


def test_what_changed_since_the_preview_is_looked_at_again(edition, organiser):
    preview = send(organiser, csv_of(HEADER, ROW))
    hall = edition.halls.get()
    factories.SpaceFactory(edition=edition, hall=hall, code="A-1", x=0, y=0, width=3, depth=3)

    answer = apply(organiser, preview)

    said = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody has changed these rows" in said
    assert "Apply: 0 made, 1 changed" in said


def test_a_second_press_shows_what_was_done(edition, organiser):
    preview = send(organiser, csv_of(HEADER, ROW))
    apply(organiser, preview)

    again = apply(organiser, preview)

    assert "The table is applied" in again.content.decode()
    assert Space.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty."),
        (b"%PDF-1.7", "This is a PDF"),
        (b"x" * (11 * 2**20), "11 MB"),
    ],
)
def test_a_file_that_is_no_table_is_refused_at_once(edition, organiser, content, sentence):
    answer = send(organiser, content)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert kept() == []


def test_a_missing_column_is_named_on_the_next_page(edition, organiser):
    answer = send(organiser, csv_of(["code"], ["A-1"]))

    assert answer.status_code == 422
    assert "lacks these columns: Code of the hall" in answer.content.decode()


def test_scripts_in_a_table_are_shown_as_text(edition, organiser):
    answer = send(organiser, csv_of(HEADER, ["<script>alert(1)</script>", *ROW[1:]]))

    assert "<script>alert(1)" not in answer.content.decode()
    assert "&lt;script&gt;alert(1)" in answer.content.decode()


def test_what_one_organiser_sent_another_does_not_find(edition, organiser):
    preview = send(organiser, csv_of(HEADER, ROW))
    other = organisers.arrive(edition, RoleKind.ORGANISER)

    assert other.get(address(preview)).status_code == 404
    assert other.post(address(preview)).status_code == 404
    assert other.get(f"{address(preview)}errors.csv").status_code == 404


def test_whoever_organises_no_longer_applies_nothing(edition, organiser):
    preview = send(organiser, csv_of(HEADER, ROW))
    organiser.account.roles.update(ended_at=timezone.now())

    assert organiser.get(address(preview)).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["", "spaces/template.xlsx", "spaces/export.csv", "00000000-0000-4000-8000-000000000000/"],
)
@pytest.mark.parametrize(
    "kind", [None, RoleKind.PLANNER, RoleKind.DOOR_SUPERVISOR, RoleKind.PRIVACY_OFFICER]
)
def test_whoever_does_not_organise_finds_nothing(edition, kind, path):
    client = organisers.arrive(edition, *([kind] if kind else []))

    assert client.get(START + path).status_code == 404


@pytest.mark.parametrize("path", ["halls/export.csv", "spaces/export.ods", "spaces/template.pdf"])
def test_there_is_no_other_table_and_no_other_format(edition, organiser, path):
    assert organiser.get(START + path).status_code == 404


def test_an_organiser_of_another_edition_cannot_name_this_one(edition):
    elsewhere = organisers.arrive(factories.EditionFactory(), RoleKind.ORGANISER)

    assert elsewhere.get(f"{START}?edition=2023").status_code == 404
    assert elsewhere.get(f"{START}spaces/export.csv?edition=2023").status_code == 404


def test_a_file_is_forgotten_after_some_hours(edition, organiser):
    preview = send(organiser, csv_of(HEADER, ROW))

    tasks.forget_uploads()
    assert len(kept()) == 1
    assert uploads.forget_old(timezone.now() + uploads.KEPT + timedelta(minutes=1)) == 1

    answer = organiser.get(address(preview), follow=True)
    assert "no longer kept" in answer.content.decode()


def test_an_export_holds_the_edition_and_nothing_else(edition, organiser):
    hall = edition.halls.get()
    factories.SpaceFactory(edition=edition, hall=hall, code="007")
    factories.SpaceFactory()

    answer = organiser.get(f"{START}spaces/export.csv?edition=2023")

    assert answer["Content-Disposition"].startswith('attachment; filename="spaces-2023-')
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"\xef\xbb\xbfcode,hall,hall_name,kind,kind_label,x,")
    assert [cells[0] for _row, cells in read(content).rows] == ["007"]


def test_an_export_in_korean_has_korean_labels(edition, organiser):
    answer = organiser.get("/admin/imports/spaces/export.csv?edition=2023")

    assert b"".join(answer.streaming_content).decode().startswith("\ufeff공간,전시장,")


@pytest.mark.parametrize(
    ("rows", "wanted", "query"),
    [
        ("space", {"A-1"}, "?given=no"),
        ("exhibitor", {"a"}, "?sector__exact=public"),
        ("assignment", {"B-1"}, "?state=standing"),
    ],
)
def test_a_list_is_exported_as_it_is_filtered(edition, organiser, rows, wanted, query):
    free, given = (
        factories.SpaceFactory(edition=edition, hall=edition.halls.get(), code=code)
        for code in ("A-1", "B-1")
    )
    body = factories.ExhibitorFactory(edition=edition, code="b", sector="private")
    main = factories.ParticipationFactory(edition=edition, exhibitor=body)
    factories.ExhibitorFactory(edition=edition, code="a", sector="public")
    factories.AssignmentFactory(space=given, participation=main)
    factories.AssignmentFactory(space=free, participation=main, released_at=timezone.now())

    listed = organiser.get(f"/en/admin/booths/{rows}/{query}").content.decode()

    for address in (f"/en/admin/booths/{rows}/export/{format_}/{query}" for format_ in FORMATS):
        assert address in listed
        content = b"".join(organiser.get(address).streaming_content)
        assert {cells[0] for _row, cells in read(content).rows} == wanted


def test_an_empty_table_to_fill_in_is_a_workbook(edition, organiser, tmp_path):
    answer = organiser.get(f"{START}exhibitors/template.xlsx")

    file = tmp_path / "template.xlsx"
    file.write_bytes(b"".join(answer.streaming_content))
    [header] = load_workbook(file).active.iter_rows(values_only=True)
    assert header[:3] == ("code", "name_ko", "name_en")


def test_the_whole_floor_goes_away_and_comes_back(edition, organiser):
    space = factories.SpaceFactory(edition=edition, hall=edition.halls.get(), code="A-1")
    given = factories.AssignmentFactory(space=space)
    rows = {"spaces": Space, "exhibitors": Exhibitor, "assignments": Assignment}

    for kind, model in rows.items():
        for format_ in ("csv", "xlsx"):
            table = organiser.get(f"/admin/imports/{kind}/export.{format_}?edition=2023")
            preview = send(organiser, b"".join(table.streaming_content), kind)
            assert "Nothing to change" in preview.content.decode(), (kind, format_)
        assert model.objects.filter(Q(pk__gt=0)).count() == 1

    assert given.released_at is None
