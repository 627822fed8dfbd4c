"""The seed files hold the facts of the reference event, and hang together. Needs no database."""

import csv
from collections import Counter
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path

import pytest

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
FILES = sorted(path.stem for path in SEEDS.glob("*.csv"))
EXPECTED_FILES = {
    "assignments", "consent_texts", "deadlines", "editions", "exhibitors", "exhibits", "gates",
    "halls", "listings", "outages", "participations", "parties", "registration_offers",
    "sessions", "show_days", "spaces", "statuses",
}  # fmt: skip
AISLE = 3


def rows(name):
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(name, key):
    return {row[key] for row in rows(name)}


def by(name, key):
    return {row[key]: row for row in rows(name)}


def sector_of_space():
    exhibitors = by("exhibitors", "code")
    return {row["space"]: exhibitors[row["exhibitor"]]["sector"] for row in rows("assignments")}


def rectangle(row):
    return tuple(Decimal(row[side]) for side in ("x", "y", "width", "depth"))


def gap(one, other):
    """Metres between two rectangles, the greater of both axes; negative when they overlap."""
    (ax, ay, aw, ad), (bx, by_, bw, bd) = one, other
    return max(max(ax, bx) - min(ax + aw, bx + bw), max(ay, by_) - min(ay + ad, by_ + bd))


def test_every_file_is_there():
    assert set(FILES) == EXPECTED_FILES


@pytest.mark.parametrize("name", FILES)
def test_every_row_says_whether_it_was_reported_or_generated(name):
    assert column(name, "source") <= {"report", "generated"}


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_plain_utf_8_with_full_lines(name):
    raw = (SEEDS / f"{name}.csv").read_bytes()

    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert all(None not in row and None not in row.values() for row in rows(name))


@pytest.mark.parametrize(
    ("name", "column_ko"),
    [(name, key) for name in FILES for key in (rows(name) or [{}])[0] if key.endswith("_ko")],
)
def test_whatever_is_written_in_korean_is_written_in_english_too(name, column_ko):
    column_en = column_ko.removesuffix("_ko") + "_en"

    assert [row for row in rows(name) if bool(row[column_ko]) != bool(row[column_en])] == []


@pytest.mark.parametrize(
    ("name", "key", "target", "target_key"),
    [
        *[(name, "edition", "editions", "slug") for name in FILES if name != "editions"],
        ("spaces", "hall", "halls", "code"),
        ("sessions", "hall", "halls", "code"),
        ("sessions", "date", "show_days", "date"),
        ("parties", "session", "sessions", "code"),
        ("participations", "exhibitor", "exhibitors", "code"),
        ("participations", "main", "exhibitors", "code"),
        ("assignments", "space", "spaces", "code"),
        ("assignments", "exhibitor", "participations", "exhibitor"),
        ("assignments", "first_day", "show_days", "date"),
        ("assignments", "last_day", "show_days", "date"),
        ("listings", "exhibitor", "participations", "exhibitor"),
        ("exhibits", "exhibitor", "listings", "exhibitor"),
        ("gates", "hall", "halls", "code"),
        ("gates", "session", "sessions", "code"),
        ("statuses", "outage", "outages", "code"),
        ("statuses", "space", "spaces", "code"),
    ],
)
def test_every_reference_resolves(name, key, target, target_key):
    assert column(name, key) - {""} <= column(target, target_key)


def test_the_edition_carries_the_reported_names_place_and_days():
    (edition,) = rows("editions")
    days = {row["date"]: (row["opens"], row["closes"]) for row in rows("show_days")}

    assert (edition["slug"], edition["number"], edition["reentry"]) == ("2023", "1", "after_exit")
    assert edition["name_ko"] == "2023 대한민국 정부박람회"
    assert edition["name_en"] == "2023 Korea Government Expo"
    assert edition["theme_ko"] == "편리한 서비스, 똑똑한 정부, 안전한 사회"
    assert "행정안전부" in edition["hosts_ko"]
    assert "디지털플랫폼정부위원회" in edition["hosts_ko"]
    assert "벡스코" in edition["venue_ko"]
    assert (edition["timezone"], edition["day_boundary"]) == ("Asia/Seoul", "04:00")
    assert days == {
        "2023-11-23": ("10:00", "18:00"),
        "2023-11-24": ("10:00", "18:00"),
        "2023-11-25": ("10:00", "17:00"),
    }


def test_the_bodies_are_26_ministries_13_local_governments_30_public_bodies_and_30_companies():
    kinds = Counter(row["kind"] for row in rows("exhibitors"))

    assert kinds == {
        "ministry": 26,
        "local_government": 13,
        "public_body": 30,
        "large_company": 3,
        "small_company": 27,
    }
    assert sum(kinds.values()) == 99


def test_only_the_three_named_companies_are_reported_and_nobody_else_is_claimed():
    reported = {row["name_ko"] for row in rows("exhibitors") if row["source"] == "report"}

    assert reported == {"네이버", "SKT", "카카오"}


@pytest.mark.parametrize("key", ["code", "name_ko", "name_en"])
def test_no_two_bodies_share_a_code_or_a_name(key):
    assert len(column("exhibitors", key)) == 99


def test_the_sector_of_a_body_follows_from_its_kind():
    private = {row["kind"] for row in rows("exhibitors") if row["sector"] == "private"}
    public = {row["kind"] for row in rows("exhibitors") if row["sector"] == "public"}

    assert private == {"large_company", "small_company"}
    assert private.isdisjoint(public)


def test_of_93_spaces_61_are_given_to_the_public_sector_and_32_to_the_private():
    assert len(column("spaces", "code")) == 93
    assert Counter(sector_of_space().values()) == {"public": 61, "private": 32}


def test_85_mains_hold_the_93_spaces_and_14_co_exhibitors_share_them():
    roles = Counter(row["role"] for row in rows("participations"))
    mains = {row["exhibitor"] for row in rows("participations") if row["role"] == "main"}
    holders = Counter(row["exhibitor"] for row in rows("assignments"))

    assert roles == {"main": 85, "co": 14}
    assert column("participations", "exhibitor") == column("exhibitors", "code")
    assert set(holders) == mains
    assert sum(holders.values()) == len(column("assignments", "space")) == 93


def test_a_co_exhibitor_stands_with_a_main_of_its_own_sector():
    exhibitors, roles = by("exhibitors", "code"), by("participations", "exhibitor")

    for row in roles.values():
        if row["role"] == "co":
            assert roles[row["main"]]["role"] == "main"
            assert exhibitors[row["exhibitor"]]["sector"] == exhibitors[row["main"]]["sector"]
        else:
            assert row["main"] == ""


@pytest.mark.parametrize("hall", ["4B", "4C", "4D", "4E"])
def test_the_spaces_of_a_hall_stand_wall_to_wall_or_an_aisle_apart(hall):
    spaces = [rectangle(row) for row in rows("spaces") if row["hall"] == hall]

    gaps = {gap(one, other) for one, other in combinations(spaces, 2)}

    assert min(gaps) == 0
    assert not {metres for metres in gaps if 0 < metres < AISLE}


@pytest.mark.parametrize("hall", ["4B", "4C", "4D", "4E"])
def test_the_spaces_stay_an_aisle_from_the_walls_and_leave_the_entrance_free(hall):
    outline = by("halls", "code")[hall]
    width, depth = Decimal(outline["width"]), Decimal(outline["depth"])

    for x, y, w, d in (rectangle(row) for row in rows("spaces") if row["hall"] == hall):
        assert x >= AISLE
        assert x + w <= width - AISLE
        assert y >= AISLE
        assert y + d <= depth - 2 * AISLE


def test_halls_do_not_overlap():
    halls = [rectangle(row) for row in rows("halls")]

    assert all(gap(one, other) >= 0 for one, other in combinations(halls, 2))


def test_a_space_is_one_two_or_four_booth_units():
    sizes = {(Decimal(r["width"]), Decimal(r["depth"])) for r in rows("spaces")}

    assert sizes == {(3, 3), (6, 3), (6, 6)}


def test_every_body_has_a_listing_in_both_languages():
    listings = rows("listings")

    assert {row["exhibitor"] for row in listings} == column("exhibitors", "code")
    assert all(row["summary_ko"] and row["text_ko"] for row in listings)


def test_the_ten_reported_exhibits_are_there_and_marked():
    reported = {row["name_ko"] for row in rows("exhibits") if row["source"] == "report"}

    assert reported == {
        "세금비서",
        "청년정책 종합플랫폼",
        "청약정보 통합조회",
        "건강정보 고속도로",
        "실손보험 청구 간소화",
        "공공서비스 민간 개방",
        "DPG허브",
        "디지털트윈 플랫폼",
        "모바일 신분증 자판기",
        "모바일 신분증 발급 서비스",
    }


def test_reported_exhibits_stand_with_the_sector_the_report_names():
    sectors = {row["code"]: row["sector"] for row in rows("exhibitors")}
    reported = [row for row in rows("exhibits") if row["source"] == "report"]

    private = {row["name_ko"]: row["exhibitor"] for row in reported
               if sectors[row["exhibitor"]] == "private"}  # fmt: skip

    assert private == {"디지털트윈 플랫폼": "naver"}
    assert all("generated: exhibitor" in row["note"] for row in reported
               if row["exhibitor"] != "naver")  # fmt: skip


def test_a_17_issues_the_mobile_id():
    holder = by("assignments", "space")["A-17"]["exhibitor"]

    assert "모바일 신분증 발급 서비스" in {
        row["name_ko"] for row in rows("exhibits") if row["exhibitor"] == holder
    }


def test_the_three_ceremonies_are_on_the_last_day_and_the_only_reported_sessions():
    reported = [row for row in rows("sessions") if row["source"] == "report"]

    assert {row["title_ko"]: row["date"] for row in reported} == {
        "대국민보고대회": "2023-11-25",
        "민관협력 선포식": "2023-11-25",
        "글로벌 DPG얼라이언스 출범식": "2023-11-25",
    }
    assert all(row["kind"] == "ceremony" and "generated:" in row["note"] for row in reported)


def test_sessions_lie_in_opening_hours_and_never_two_on_a_stage():
    days, stages = by("show_days", "date"), {}
    for row in rows("sessions"):
        assert days[row["date"]]["opens"] <= row["starts"] < row["ends"]
        assert row["ends"] <= days[row["date"]]["closes"]
        stages.setdefault((row["hall"], row["room"], row["date"]), []).append(row)
    for held in stages.values():
        held.sort(key=lambda row: row["starts"])
        assert all(a["ends"] <= b["starts"] for a, b in pairwise(held))


def parties_of(session):
    return [row for row in rows("parties") if row["session"] == session]


def test_the_report_is_presented_by_the_chair_and_the_minister_reads_the_address():
    assert [(row["role"], row["name_ko"]) for row in parties_of("S1")] == [
        ("presenter", "고진"),
        ("reader", "이상민"),
    ]


def test_the_declaration_has_eight_signatories_of_whom_four_are_named():
    names = [row["name_ko"] for row in parties_of("S2") if row["role"] == "signatory"]

    assert len(names) == 8
    assert {name for name in names if name} == {"고진", "이상민", "오철호", "조준희"}


def test_the_alliance_has_ten_bodies_and_none_is_named():
    assert [row["name_ko"] for row in parties_of("S3")] == [""] * 10


def test_the_gates_are_named_as_the_design_names_them():
    gates = {row["code"]: row["purpose"] for row in rows("gates")}

    assert gates == {
        **dict.fromkeys(("E1", "E2", "E3", "E4"), "entrance"),
        **dict.fromkeys(("4B", "4C", "4D", "4E"), "hall"),
        **dict.fromkeys(("S1", "S2", "S3"), "session"),
        "DESK": "desk",
    }
    assert gates.keys().isdisjoint(column("spaces", "code"))


def test_the_mobile_id_outage_starts_at_an_estimated_time_and_has_no_known_end():
    (outage,), (status,) = rows("outages"), rows("statuses")

    assert outage["started_at"] == status["started_at"] == "2023-11-24T15:25:00+09:00"
    assert outage["start_is_estimated"] == "yes"
    assert outage["cause"] == "government_network"
    assert outage["ended_at"] == status["ended_at"] == outage["expected_until"] == ""
    assert status["space"] == "A-17"


def test_whatever_is_not_reported_is_named_as_generated_in_the_notes():
    for name, wanted in {
        "editions": ("day_boundary", "reentry", "capacity", "retention_days"),
        "halls": ("x", "y", "width", "depth", "capacity"),
        "sessions": ("hall", "room", "starts", "ends", "capacity"),
    }.items():
        for row in rows(name):
            if row["source"] == "report":
                assert set(wanted) <= set(row["note"].removeprefix("generated: ").split(", "))
