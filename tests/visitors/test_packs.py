"""Audit packs: a stranger recomputes them, and whatever is wrong is one line and exit code 2."""

import io
import json
import os
import stat
import subprocess
import sys
import tempfile
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.visitors import a_pack, any_fair
from tests.visitors.a_pack import AS_OF, as_folder, as_zip, document, with_manifest
from tests.visitors.worked_example import EXPECTED, SCANS
from visitors import packs
from visitors.packs import layout

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = EXPECTED | {"as_of": AS_OF}


@pytest.fixture
def told(tmp_path):
    """Replays files as a ZIP: (exit code, what was printed, the lines of complaint)."""

    def tell(made):
        return told_of(as_zip(tmp_path / "pack.zip", made))

    return tell


def told_of(path):
    out, err = io.StringIO(), io.StringIO()
    code = packs.tell(path, out.write, err.write)
    return code, out.getvalue(), err.getvalue().splitlines()


def spoiled(name, *changes):
    """The worked example with bytes of one file replaced; what is to be replaced must be there."""
    made = a_pack.worked_example()
    for old, new in changes:
        assert old in made[name]
        made[name] = made[name].replace(old, new, 1)
    return made


def edition(**changes):
    made = a_pack.worked_example()
    content = json.loads(made[layout.EDITION]) | changes
    made[layout.EDITION] = document(
        {key: value for key, value in content.items() if value is not ...}
    )
    return made


def without(*names):
    return {name: kept for name, kept in a_pack.worked_example().items() if name not in names}


# Recomputing


def test_the_worked_example_is_recomputed_and_equal(told):
    code, out, err = told(with_manifest(a_pack.worked_example()))

    assert (code, json.loads(out), err) == (0, PUBLISHED, [])


def test_a_folder_is_read_as_a_zip_is(tmp_path):
    code, out, err = told_of(as_folder(tmp_path / "pack", with_manifest(a_pack.worked_example())))

    assert (code, json.loads(out), err) == (0, PUBLISHED, [])


def test_three_files_are_enough(told):
    code, out, err = told(a_pack.files())

    assert (code, json.loads(out), err) == (0, PUBLISHED, [])


def test_nothing_published_as_of_no_moment_counts_all_that_is_there(told):
    code, out, _err = told(a_pack.files(as_of=None))

    assert (code, json.loads(out)) == (0, EXPECTED)


def test_scans_received_after_the_as_of_do_not_count(told):
    evening = "2023-11-23T21:00:00+09:00"

    _code, out, _err = told(a_pack.files(as_of=evening))

    assert json.loads(out)["totals"]["visits"] == 3


def test_the_same_moment_with_another_offset_is_no_difference(told):
    made = a_pack.files(figures=PUBLISHED | {"as_of": "2023-11-26T00:00:00Z"})

    assert told(made)[0] == 0


def test_every_difference_is_named_with_both_numbers(told):
    published = json.loads(json.dumps(PUBLISHED))
    published["as_of"] = "2023-11-26T10:00:00+09:00"
    published["totals"]["visits"] = 8
    published["days"][1]["entries"] = 4
    published["classes"] = {"exhibitor": 2, "speaker": 3}
    del published["totals"]["voided"]

    code, out, err = told(a_pack.files(figures=published))

    assert code == 1
    assert json.loads(out) == PUBLISHED
    assert err == [
        "as_of: the pack says 2023-11-26T01:00:00+00:00, recomputed 2023-11-26T00:00:00+00:00",
        "days.2023-11-24.entries: the pack says 4, recomputed 3",
        "totals.visits: the pack says 8, recomputed 7",
        "totals.voided: the pack says nothing, recomputed 1",
        "classes.media: the pack says nothing, recomputed 1",
        "classes.staff: the pack says nothing, recomputed 1",
        "classes.speaker: the pack says 3, recomputed nothing",
    ]


def test_one_scan_more_than_was_published_is_found(told):
    extra = SCANS[0].__class__(**{**as_dict(SCANS[3]), "id": "s18", "badge": "R1"})
    made = a_pack.files(scans=[*SCANS, extra], figures=PUBLISHED)

    assert told(made)[0] == 1


def as_dict(scan):
    return {name: getattr(scan, name) for name in scan.__slots__}


def test_columns_and_files_that_nobody_knows_are_ignored(told):
    made = a_pack.worked_example()
    lines = made[layout.SCANS].decode().splitlines()
    made[layout.SCANS] = "\n".join(["colour," + lines[0], *(f"red,{row}" for row in lines[1:])])
    made |= {"notes/to-you.txt": b"\x00\xff", "scans.csv.bak": b"nothing"}

    assert told(made)[0] == 0


def test_a_byte_order_mark_windows_lines_and_a_blank_end_are_no_fault(told):
    made = {
        name: b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n") + b"\r\n"
        for name, content in a_pack.worked_example().items()
    }

    assert told(made)[0] == 0


def test_a_row_told_twice_in_the_same_words_counts_once(told):
    made = a_pack.worked_example()
    for name in (layout.SCANS, layout.OTHER_SCANS, layout.BADGES, layout.OBSERVATIONS):
        made[name] += made[name].splitlines(keepends=True)[1]

    assert told(made)[0] == 0


def test_an_unlisted_file_that_is_not_ours_may_lie_beside_the_manifest(told):
    made = with_manifest(a_pack.worked_example()) | {"README.txt": b"Read me."}

    assert told(made)[0] == 0


@given(any_fair.fairs())
@settings(max_examples=60)
def test_a_random_crowd_written_and_replayed_gives_the_same_figures(fair):
    expected = fair.figures.to_json()
    with tempfile.TemporaryDirectory() as folder:
        made = a_pack.files(fair.scans, fair.people, fair.rules, as_of=None, figures=expected)
        code, out, err = told_of(as_zip(Path(folder) / "pack.zip", made))

    assert (code, json.loads(out), err) == (0, expected, [])


# Malformed: values

SCAN_FAULTS = {
    "a time without an offset": (b"01:05:00+00:00,2023", b"01:05:00,2023", "offset"),
    "a time that is none": (b"2023-11-23T01:05:00+00:00", b"yesterday", "ISO 8601"),
    "a time before time began": (b"2023-11-23T01:05:00+00:00", b"0001-01-01T00:00+09:00", "ISO"),
    "a time of receipt that is none": (b"01:05:01+00:00", b"25:05:01+00:00", "received_at"),
    "an unknown direction": (b",in,", b",inwards,", "direction “inwards” is none of in, out"),
    "an unknown outcome": (b"admitted", b"maybe", "outcome “maybe”"),
    "an unknown flag": (b",1,0,", b",1,no,", "voided “no”"),
    "no heads": (b",1,0,", b",0,0,", "heads “0”"),
    "heads that are no number": (b",1,0,", "，１,0,".encode(), "fields"),
    "heads in other digits": (b",1,0,", ",１,0,".encode(), "heads “１”"),
    "heads below nothing": (b",1,0,", b",-1,0,", "heads “-1”"),
    "heads without end": (b",1,0,", b"," + b"9" * 5000 + b",0,", "heads"),
    "no id": (b"s01,", b",", "id is empty"),
    "no gate": (b"A1,E1", b"A1,", "gate is empty"),
    "an unknown gate": (b"A1,E1", b"A1,E9", "gate “E9” is not in gates.csv"),
    "the gate of a hall": (b"A1,E1", b"A1,4B", "gate “4B” is no entrance"),
    "an unknown badge": (b"A1,E1", b"Z9,E1", "badge “Z9” is not in badges.csv"),
    "an admitted scan without a badge": (b"A1,E1", b",E1", "no badge"),
    "an admitted scan without a class": (b",visitor,", b",,", "no class"),
    "a field too few": (b",admitted,,", b",admitted,", "12 fields, the header has 13"),
    "a field too many": (b",admitted,,", b",admitted,,,", "14 fields"),
    "a quote in the middle": (b"s01,", b'"s0"1,', "CSV"),
    "a NUL byte": (b"s01,", b"s\x0001,", "NUL"),
    "letters that are no UTF-8": (b"s01,", b"s\xff01,", "UTF-8"),
    "a field without end": (b"s01,", b"s" * 200_000 + b",", "field larger"),
    "a scan at a hall's door as well": (b"s01,", b"h01,", "other_scans.csv as well"),
}


@pytest.mark.parametrize("fault", SCAN_FAULTS)
def test_a_scan_with_a_fault_is_named_by_its_line(told, fault):
    old, new, said = SCAN_FAULTS[fault]

    assert_one_line(told(spoiled(layout.SCANS, (old, new))), "scans.csv:2: ", said)


def assert_one_line(answer, begins, said):
    code, out, err = answer
    assert (code, out, len(err)) == (2, "", 1), answer
    assert len(err[0]) < 500
    assert err[0].startswith(begins), err
    assert said in err[0], err


def test_the_line_is_that_of_the_fault_and_not_the_first(told):
    made = spoiled(layout.SCANS, (b"s12,A1,E1,in", b"s12,A1,E1,up"))

    assert_one_line(told(made), "scans.csv:13: ", "direction")


def test_one_id_with_two_contents_is_named_where_it_is_told_again(told):
    made = spoiled(layout.SCANS, (b"s09,", b"s01,"))

    assert_one_line(told(made), "scans.csv:10: ", "“s01” is told twice")


def test_a_line_without_end_is_not_read_to_its_end(tmp_path):
    made = spoiled(layout.SCANS, (b"s01,", b"s" * 2**20 + b","))

    answer = told_of(as_folder(tmp_path / "pack", made))

    assert_one_line(answer, "scans.csv:2: ", "longer than any line")


def test_an_open_quote_swallows_no_more_than_a_field(told):
    made = a_pack.worked_example()
    made[layout.SCANS] += b'"' + made[layout.SCANS] * 100

    assert_one_line(told(made), "scans.csv:", "CSV")


OTHER_FAULTS = {
    "a badge of two persons": (layout.BADGES, b"R1,", b"A1,", 10, "“A1” is told twice"),
    "a badge without a name": (layout.BADGES, b"A1,", b",", 2, "badge is empty"),
    "a badge without a class": (layout.BADGES, b"A1,p1,visitor", b"A1,p1,", 2, "class is empty"),
    "a gate of two areas": (layout.GATES, b"4B,hall", b"E1,hall", 4, "“E1” is told twice"),
    "an entrance among the halls": (layout.OTHER_SCANS, b"4B", b"E1", 2, "is an entrance"),
    "a hall's scan without a badge": (layout.OTHER_SCANS, b"A1", b"", 2, "no badge"),
    "a headcount below nothing": (layout.OBSERVATIONS, b",0,", b",-1,", 2, "count “-1”"),
    "a headcount of no kind": (layout.OBSERVATIONS, b"sweep", b"", 2, "kind is empty"),
    "a headcount at no time": (layout.OBSERVATIONS, b"+09:00", b"", 2, "offset"),
    "a headcount without an id": (layout.OBSERVATIONS, b"o1", b"", 2, "id is empty"),
}


@pytest.mark.parametrize("fault", OTHER_FAULTS)
def test_a_row_with_a_fault_is_named_by_its_line(told, fault):
    name, old, new, line, said = OTHER_FAULTS[fault]

    assert_one_line(told(spoiled(name, (old, new))), f"{name}:{line}: ", said)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        (layout.SCANS, layout.SCAN),
        (layout.OTHER_SCANS, layout.SCAN),
        (layout.BADGES, layout.BADGE),
        (layout.GATES, layout.GATE),
        (layout.OBSERVATIONS, layout.OBSERVATION),
    ],
)
def test_every_column_that_is_missing_is_named(told, name, columns):
    for column in columns:
        header = a_pack.worked_example()[name].splitlines()[0]
        made = spoiled(name, (header, header.replace(column.encode(), b"nothing", 1)))

        assert_one_line(told(made), f"{name}:1: ", f"no column “{column}”")


def test_a_column_that_stands_twice_is_not_chosen_from(told):
    made = spoiled(layout.BADGES, (b"badge,person,class", b"badge,person,badge"))
    made[layout.BADGES] = made[layout.BADGES].replace(b"badge\n", b"badge,class\n", 1)

    assert_one_line(told(made), "badges.csv:1: ", "two columns “badge”")


@pytest.mark.parametrize("name", layout.NEEDED)
def test_a_missing_file_is_named(told, name):
    assert_one_line(told(without(name)), f"{name}: ", "missing")


@pytest.mark.parametrize("name", [layout.SCANS, layout.BADGES])
def test_an_empty_file_has_no_columns(told, name):
    assert_one_line(told(a_pack.worked_example() | {name: b""}), f"{name}:1: ", "no column")


# Malformed: the edition and the published figures

EDITION_FAULTS = {
    "an unknown zone": ({"timezone": "Asia/Busan"}, "Asia/Busan"),
    "a folder of zones": ({"timezone": "Asia"}, "zone"),
    "a zone that climbs": ({"timezone": "../../etc/passwd"}, "time zone"),
    "a zone of a thousand letters": ({"timezone": "x" * 1000}, "time zone"),
    "a zone of no letters": ({"timezone": ""}, "time zone"),
    "a zone that is no name": ({"timezone": 9}, "names"),
    "no day": ({"days": []}, "at least one show day"),
    "days that are none": ({"days": ["2023-11-23"]}, "days is a list"),
    "a day that is none": (
        {"days": [{"day": "23 Nov", "opens": "10:00", "closes": "18:00"}]},
        "day “23 Nov”",
    ),
    "a day twice": (
        {"days": [{"day": "2023-11-23", "opens": "10:00", "closes": "18:00"}] * 2},
        "2023-11-23 is a show day twice",
    ),
    "closed before it opens": (
        {"days": [{"day": "2023-11-23", "opens": "18:00", "closes": "10:00"}]},
        "closes after it opens",
    ),
    "the day boundary inside the hours": (
        {"days": [{"day": "2023-11-23", "opens": "03:00", "closes": "18:00"}]},
        "day boundary",
    ),
    "no opening hour": ({"days": [{"day": "2023-11-23", "closes": "18:00"}]}, "opens “None”"),
    "an hour with an offset": (
        {"days": [{"day": "2023-11-23", "opens": "10:00+09:00", "closes": "18:00"}]},
        "opens",
    ),
    "the last day there is": (
        {"days": [{"day": "9999-12-31", "opens": "10:00", "closes": "18:00"}]},
        "cannot be told",
    ),
    "a boundary that is none": ({"day_boundary": "four"}, "day_boundary “four”"),
    "an unknown re-entry rule": ({"reentry": "twice"}, "free, after_exit, once_a_day"),
    "classes that are no list": ({"visitor_classes": "visitor"}, "visitor_classes"),
    "an as-of without offset": ({"as_of": "2023-11-26T09:00:00"}, "as_of"),
    "an as-of that is no time": ({"as_of": 7}, "as_of"),
}


@pytest.mark.parametrize("fault", EDITION_FAULTS)
def test_an_edition_with_a_fault_says_which(told, fault):
    changes, said = EDITION_FAULTS[fault]

    assert_one_line(told(edition(**changes)), "edition.json:", said)


@pytest.mark.parametrize("key", layout.EDITION_KEYS)
def test_every_key_that_is_missing_is_named(told, key):
    assert_one_line(told(edition(**{key: ...})), "edition.json:1: ", f"no key “{key}”")


@pytest.mark.parametrize(
    ("changes", "line"), [({"timezone": "\0"}, 4), ({"reentry": "twice"}, 6), ({"days": []}, 11)]
)
def test_the_line_of_an_edition_is_that_of_the_key(told, changes, line):
    assert_one_line(told(edition(**changes)), f"edition.json:{line}: ", "")


def test_the_line_of_an_edition_is_that_of_the_day(told):
    made = spoiled(layout.EDITION, (b"2023-11-24", b"2023-11-23"))

    assert_one_line(told(made), "edition.json:13: ", "twice")


DOCUMENTS = {
    "no JSON": (b'{"as_of":\n oops}', 2, "no JSON"),
    "no object": (b"[]", 1, "no JSON object"),
    "no UTF-8": (b'{\n"name": "\xff"}', 2, "UTF-8"),
    "nested too deep": (b"[" * 100_000, None, "too deep"),
    "too large a number": (b'{"as_of": ' + b"9" * 5000 + b"}", None, "too large a number"),
    "too large": (b" " * (2**24 + 1), None, "larger than"),
    "nothing": (b"", 1, "no JSON"),
}


@pytest.mark.parametrize("fault", DOCUMENTS)
@pytest.mark.parametrize("name", [layout.EDITION, layout.FIGURES, layout.MANIFEST])
def test_a_document_that_is_no_json_object_says_where(tmp_path, fault, name):
    content, line, said = DOCUMENTS[fault]
    made = a_pack.worked_example() | {name: content}

    answer = told_of(as_folder(tmp_path / "pack", made))

    assert_one_line(answer, f"{name}:{line}: " if line else f"{name}: ", said)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"days": {}}, "days is no list"),
        ({"days": [7]}, "no day with its figures"),
        ({"days": [{"day": "never"}]}, "day “never”"),
        ({"days": [{"day": "2023-11-23"}] * 2}, "2023-11-23 twice"),
        ({"days": [{"day": "2023-11-23", "entries": "4"}]}, "days.2023-11-23.entries"),
        ({"totals": []}, "totals is no object"),
        ({"totals": {"visits": 7.5}}, "totals.visits is “7.5”, no whole number"),
        ({"totals": {"visits": True}}, "totals.visits"),
        ({"totals": {"visits": None}}, "totals.visits"),
        ({"classes": None}, "classes is no object"),
        ({"classes": {"media": "one"}}, "classes.media"),
        ({"as_of": "yesterday"}, "as_of"),
    ],
)
def test_published_figures_of_another_shape_are_named(told, changes, said):
    assert_one_line(told(a_pack.files(figures=PUBLISHED | changes)), "figures.json:", said)


# Malformed: the manifest


def test_a_file_that_is_not_the_one_packed_is_named(told):
    made = with_manifest(a_pack.worked_example())
    made[layout.SCANS] = made[layout.SCANS].replace(b"s01,", b"s0x,")

    assert_one_line(told(made), "MANIFEST.json:", "“scans.csv” is not the file that was packed")


def test_a_listed_file_that_is_missing_is_named(told):
    made = with_manifest(a_pack.worked_example())
    del made[layout.METHOD]

    assert_one_line(told(made), "MANIFEST.json:", "lists “method.md”, which is missing")


def test_a_file_of_ours_that_was_slipped_in_is_named(told):
    made = with_manifest(without(layout.GATES)) | {layout.GATES: b"gate,purpose,area\n"}

    assert_one_line(told(made), "MANIFEST.json:", "does not list gates.csv")


@pytest.mark.parametrize("name", ["../scans.csv", "/etc/passwd", "C:\\x", "a\\..\\b", "a\x00b", ""])
def test_a_manifest_leads_out_of_no_folder(tmp_path, name):
    made = a_pack.worked_example() | {layout.MANIFEST: document({"files": {name: "0" * 64}})}

    answer = told_of(as_folder(tmp_path / "pack", made))

    assert_one_line(answer, "MANIFEST.json: ", "leads out of the pack")


@pytest.mark.parametrize(
    ("files", "said"),
    [(None, "no “files”"), ([], "no “files”"), ({"scans.csv": 7}, "no SHA-256 of “scans.csv”")],
)
def test_a_manifest_of_another_shape_is_named(told, files, said):
    made = a_pack.worked_example() | {layout.MANIFEST: document({"files": files})}

    assert_one_line(told(made), "MANIFEST.json:", said)


# Malformed: the container


def test_a_pack_that_is_not_there_is_one_line(tmp_path):
    assert_one_line(told_of(tmp_path / "none.zip"), str(tmp_path), "no such file")


def test_what_is_no_zip_is_one_line(tmp_path):
    path = tmp_path / "pack.zip"
    path.write_bytes(b"not a ZIP")

    assert_one_line(told_of(path), "pack.zip: ", "no ZIP file")


def test_what_is_neither_file_nor_folder_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pack.zip")

    assert_one_line(told_of(tmp_path / "pack.zip"), "pack.zip: ", "neither")


@pytest.mark.parametrize("kept", [0, 10, 100, 1000, -1000, -100, -10, -1])
def test_a_truncated_zip_is_one_line(tmp_path, kept):
    path = as_zip(tmp_path / "pack.zip", with_manifest(a_pack.worked_example()))
    path.write_bytes(path.read_bytes()[:kept])

    assert_one_line(told_of(path), "pack.zip: ", "no ZIP file")


@given(st.data())
@settings(max_examples=150, deadline=timedelta(minutes=1))
def test_whatever_byte_is_spoiled_there_is_an_answer_and_no_traceback(data):
    with tempfile.TemporaryDirectory() as folder:
        path = as_zip(Path(folder) / "pack.zip", with_manifest(a_pack.worked_example()))
        content = bytearray(path.read_bytes())
        for _ in range(data.draw(st.integers(1, 3))):
            place = data.draw(st.integers(0, len(content) - 1))
            content[place] = data.draw(st.integers(0, 255))
        path.write_bytes(content)
        code, _out, err = told_of(path)

    assert code in (0, 2)  # a byte that means nothing, such as a file's date
    assert len(err) == (code == 2)


SPOILED = [layout.EDITION, layout.BADGES, layout.SCANS, layout.FIGURES, layout.GATES]
SIGNS = st.sampled_from([*b"0123456789-:+,.\n\r\t \"'[]{}Zz", 0, 0x80, 0xEF, 0xFF])


@given(st.data())
@settings(max_examples=300, deadline=timedelta(minutes=1))
def test_whatever_stands_in_a_file_there_is_an_answer_and_no_traceback(data):
    made = a_pack.worked_example()
    name = data.draw(st.sampled_from(SPOILED))
    content = bytearray(made[name])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        length = data.draw(st.integers(0, 3))
        content[place : place + length] = data.draw(st.lists(SIGNS, max_size=3))
    with tempfile.TemporaryDirectory() as folder:
        pack = as_folder(Path(folder) / "pack", made | {name: bytes(content)})
        code, out, err = told_of(pack)

    assert (code == 2) == (out == "")
    assert {0: err == [], 1: bool(err), 2: len(err) == 1}[code]
    assert all(line.isprintable() for line in err)


CLIMBING = ["../x", "a/../../x", "/etc/passwd", "C:/x", "C:x", "..\\x", "a\\b", "\\\\host\\x"]


@pytest.mark.parametrize("name", CLIMBING)
def test_a_path_that_climbs_out_of_the_zip_is_refused(told, tmp_path, name):
    answer = told(a_pack.worked_example() | {name: b"x"})

    assert_one_line(answer, "pack.zip: ", "leads out of the pack")
    assert [path.name for path in tmp_path.iterdir()] == ["pack.zip"]


def zipped(tmp_path, *entries):
    """The worked example and further entries: (what ZIP says of it, content)."""
    path = as_zip(tmp_path / "pack.zip", a_pack.worked_example())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for info, content in entries:
            archive.writestr(info, content)
    return path


def test_a_link_in_the_zip_is_refused(tmp_path):
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    assert_one_line(told_of(zipped(tmp_path, (link, "/etc/passwd"))), "pack.zip: ", "is a link")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_not_chosen_from(tmp_path):
    path = zipped(tmp_path, ("scans.csv", b"another"))

    assert_one_line(told_of(path), "pack.zip: ", "two files of one name")


@pytest.mark.parametrize("name", ["scans.csv", "a/nested.zip"])
def test_a_zip_bomb_is_refused_before_it_goes_off(tmp_path, name):
    made = without(layout.SCANS) | {name: b"0" * 5_000_000}
    path = as_zip(tmp_path / "pack.zip", made)

    assert_one_line(told_of(path), "pack.zip: ", "no honest pack shrinks like that")


def test_a_bomb_that_lies_about_its_size_gives_no_more_than_it_says(tmp_path):
    path = as_zip(tmp_path / "pack.zip", {**without(layout.SCANS), "scans.csv": b"0" * 5_000_000})
    content = path.read_bytes().replace(
        (5_000_000).to_bytes(4, "little"), (500_000).to_bytes(4, "little")
    )
    path.write_bytes(content)

    assert_one_line(told_of(path), "scans.csv", "")


def test_too_many_files_are_refused(told):
    crowd = {f"{number}.txt": b"" for number in range(1001)}

    assert_one_line(told(a_pack.worked_example() | crowd), "pack.zip: ", "more than 1000")


def test_files_that_overlap_are_refused(tmp_path):
    path = as_zip(tmp_path / "pack.zip", a_pack.worked_example())
    with zipfile.ZipFile(path, "a") as archive:
        first = archive.infolist()[2]
        for number in range(20):  # further names for the bytes of one file
            again = zipfile.ZipInfo(f"{number}.csv")
            again.header_offset, again.CRC = first.header_offset, first.CRC
            again.compress_size, again.file_size = first.compress_size, first.file_size
            again.compress_type = first.compress_type
            archive.filelist.append(again)
        archive._didModify = True

    assert_one_line(told_of(path), "pack.zip: ", "overlap")


def test_an_encrypted_file_is_refused(tmp_path):
    path = as_zip(tmp_path / "pack.zip", a_pack.worked_example())
    with zipfile.ZipFile(path, "a") as archive:
        archive.infolist()[0].flag_bits |= 1
        archive._didModify = True

    assert_one_line(told_of(path), "pack.zip: ", "encrypted")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_compressing_without_bounds_is_refused(tmp_path, method):
    path = tmp_path / "pack.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("scans.csv", b"")

    assert_one_line(told_of(path), "pack.zip: ", "neither stored nor deflated")


@pytest.mark.parametrize("name", [layout.SCANS, layout.EDITION])
def test_a_wrong_checksum_is_damage(tmp_path, name):
    path = tmp_path / "pack.zip"
    made = a_pack.worked_example()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for each, content in made.items():
            archive.writestr(each, content)
    path.write_bytes(path.read_bytes().replace(made[name], made[name][:-1] + b" "))

    assert_one_line(told_of(path), f"{name}: ", "damaged")


@pytest.mark.parametrize("name", [layout.SCANS, layout.MANIFEST, layout.METHOD])
def test_a_link_in_a_folder_is_not_followed(tmp_path, name):
    folder = as_folder(tmp_path / "pack", with_manifest(a_pack.worked_example()))
    (folder / name).rename(tmp_path / "elsewhere")
    (folder / name).symlink_to(tmp_path / "elsewhere")

    assert_one_line(told_of(folder), f"{name}: ", "link")


def test_a_folder_in_place_of_a_file_is_named(tmp_path):
    folder = as_folder(tmp_path / "pack", without(layout.SCANS))
    (folder / layout.SCANS).mkdir()

    assert_one_line(told_of(folder), "scans.csv: ", "no plain file")


def test_a_complaint_is_one_printable_line_whatever_stands_in_the_pack(told):
    made = spoiled(layout.SCANS, (b"s01,A1,E1", b's01,"A\n1\x1b[31m\xe2\x80\xa8",E1'))

    assert_one_line(told(made), "scans.csv:3: ", "“A\\n1\\x1b[31m\\u2028”")


# The doors


def run(*command, **environment):
    return subprocess.run(
        command,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_command_needs_neither_database_nor_network_nor_a_folder(tmp_path):
    path = as_zip(tmp_path / "pack.zip", with_manifest(a_pack.worked_example()))

    done = run(
        *(sys.executable, "manage.py", "replay", str(path)),
        DATABASE_URL="postgres://nobody:nothing@127.0.0.1:1/none",
        REDIS_URL="redis://127.0.0.1:1/0",
        EXPO_VAR=str(tmp_path / "var"),
    )

    assert (done.returncode, json.loads(done.stdout), done.stderr) == (0, PUBLISHED, "")
    assert [path.name for path in tmp_path.iterdir()] == ["pack.zip"]


@pytest.mark.parametrize(
    "door", [("-m", "visitors.packs"), ("manage.py", "replay")], ids=["python", "command"]
)
@pytest.mark.parametrize(
    ("totals", "code", "said"),
    [
        ({}, 0, ""),
        ({"visits": 9}, 1, "totals.visits: the pack says 9, recomputed 7\n"),
        ({"visits": None}, 2, "figures.json:25: totals.visits is “None”, no whole number.\n"),
    ],
)
def test_both_doors_answer_with_a_code_and_a_line(tmp_path, door, totals, code, said):
    published = PUBLISHED | {"totals": PUBLISHED["totals"] | totals}
    path = as_zip(tmp_path / "pack.zip", a_pack.files(figures=published))

    done = run(sys.executable, *door, str(path), EXPO_VAR=str(tmp_path / "var"))

    assert (done.returncode, done.stderr) == (code, said)
    assert bool(done.stdout) == (code != 2)


# Writing

AT = SCANS[0].scanned_at


def test_what_is_written_is_hashed_and_read_again(tmp_path):
    path = tmp_path / "pack.zip"
    with packs.written(path, AT, replaces=False) as pack:
        for name, content in a_pack.worked_example().items():
            pack.text(name, content.decode())
        pack.manifest({"software": "expo"})

    assert told_of(path)[0] == 0
    assert zipfile.ZipFile(path).getinfo(layout.SCANS).date_time == (2023, 11, 23, 1, 5, 0)


def test_a_pack_that_breaks_off_leaves_nothing_and_keeps_what_was_there(tmp_path):
    path = tmp_path / "pack.zip"
    path.write_text("the pack of yesterday")

    with (
        pytest.raises(UnicodeEncodeError),
        packs.written(path, AT, replaces=True) as pack,
    ):
        pack.text("method.md", "half a \ud800")

    assert [kept.read_text() for kept in tmp_path.iterdir()] == ["the pack of yesterday"]


def test_a_pack_that_is_there_is_replaced_only_on_purpose(tmp_path):
    path = tmp_path / "pack.zip"
    path.write_text("the pack of yesterday")

    with (
        pytest.raises(packs.CannotWrite, match="exists already; --force"),
        packs.written(path, AT, replaces=False),
    ):
        pass

    assert path.read_text() == "the pack of yesterday"


def test_an_empty_file_is_nothing_to_lose(tmp_path):
    path = tmp_path / "pack.zip"
    path.touch()

    with packs.written(path, AT, replaces=False) as pack:
        pack.text("method.md", "정의")

    assert zipfile.is_zipfile(path)


def test_a_pack_needs_a_folder_to_lie_in(tmp_path):
    for path, said in [(tmp_path / "none" / "pack.zip", "no folder"), (tmp_path, "no file that")]:
        with pytest.raises(packs.CannotWrite, match=said), packs.written(path, AT, replaces=True):
            pass


def test_a_disk_that_is_full_is_said_in_a_line(tmp_path):
    with (
        pytest.raises(packs.CannotWrite, match="cannot be written: No space left"),
        packs.written(tmp_path / "pack.zip", AT, replaces=False),
    ):
        raise OSError(28, "No space left on device")

    assert list(tmp_path.iterdir()) == []
