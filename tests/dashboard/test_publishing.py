"""Telling a figure to the public, step by step, and seeing later how it would read today."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from expo import editions
from expo.models import RoleKind, ShowDay
from tests import organisers
from tests.factories import EditionFactory
from tests.visitors import a_fair
from tests.visitors.a_fair import store_worked_example, utc
from tests.visitors.announcements import CLOSING, END, FIRST, ended_fair, publish
from visitors import attendance
from visitors.models import Device, DeviceContact, FigureName, PublishedFigure

pytestmark = pytest.mark.django_db

ASKED = {"figure": "daily_unique", "day": "2023-11-23", "as_of": "2023-11-23T18:00"}
ALL_DAYS = {"figure": "visitors", "day": "all", "as_of": "2023-11-25T18:00"}


@pytest.fixture
def fair():
    fair = ended_fair()
    store_worked_example(fair)
    attendance.count_new(fair.edition.pk)
    return fair


@pytest.fixture
def planner(fair):
    return organisers.arrive(fair.edition, RoleKind.PLANNER, name="이기획")


def address(fair, name="published", *more):
    return reverse(name, args=[fair.edition.slug, *more])


def look(client, fair, asked=None, **other):
    return client.get(address(fair, "published_new"), (asked or ASKED) | other)


def said(page, **other):
    """What the form of a looked-at page sends."""
    question, words = page.context["form"], page.context["words"]
    asked = {name: question.data.get(name, "") for name in ("figure", "day", "as_of")}
    told = {name: words[name].value() or "" for name in ("uuid", "value", "text_ko", "text_en")}
    return asked | told | other


def send(client, fair, page, **other):
    return client.post(address(fair, "published_new"), said(page, **other))


def errors(page, form="form"):
    return {name: list(said) for name, said in page.context[form].errors.items()}


# Choosing


def test_every_figure_stands_with_its_definition_and_the_days_for_which_it_exists(fair, planner):
    page = planner.get(address(fair, "published_new"))

    figures = page.context["form"].figures()
    assert [figure["option"].data["value"] for figure in figures] == FigureName.values
    for figure in figures:
        assert str(figure["definition"].meaning) in page.content.decode().replace("&#x27;", "'")
    assert {figure["option"].data["value"]: figure["span"] for figure in figures} == {
        **dict.fromkeys(("visits", "visitors", "repeat"), "전체 기간만 공표"),
        "daily_unique": "전시일별로만 공표",
        **dict.fromkeys(("entries", "unidentified", "peak"), "전시일별 또는 전체 기간 공표"),
    }


def test_the_moment_offered_is_the_last_one_that_can_be_told(fair, planner):
    page = planner.get(address(fair, "published_new"))

    assert 'value="2023-11-26T09:00"' in page.content.decode()
    assert not page.context["proposal"]


@pytest.mark.parametrize(
    ("other", "field", "words"),
    [
        ({"figure": ""}, "figure", "수치를 선택하십시오."),
        ({"figure": "feet"}, "figure", "목록에 있는 수치"),
        ({"day": "all"}, "day", "하루"),
        ({"day": ""}, "day", "전시일 또는 전체 기간"),
        ({"figure": "visits"}, "day", "전체 기간"),
        ({"day": "2023-11-22"}, "day", "전시일 또는 전체 기간"),
        ({"day": "tomorrow"}, "day", "전시일 또는 전체 기간"),
        ({"day": "2023-11-24"}, "day", "2023-11-24 04:00"),
        ({"as_of": ""}, "as_of", "기준 시각을 입력"),
        ({"as_of": "soon"}, "as_of", "2023-11-24 18:00과 같이"),
        ({"as_of": "99999-11-24T18:00"}, "as_of", "2023-11-24 18:00과 같이"),
        ({"as_of": "2023-11-26T09:01"}, "as_of", "2023-11-26 09:00까지"),
        ({**ALL_DAYS, "as_of": "0001-01-01T00:00"}, "as_of", "2023-11-23 04:00부터"),
        ({**ALL_DAYS, "as_of": "2023-11-22T18:00"}, "as_of", "2023-11-23 04:00부터"),
    ],
    ids=str,
)
def test_what_cannot_be_told_is_said_beside_its_field(fair, planner, other, field, words):
    page = look(planner, fair, **other)

    assert page.status_code == 200
    assert not page.context["proposal"]
    assert words in " ".join(errors(page)[field])
    assert f'value="{other.get("as_of", ASKED["as_of"])}"' in page.content.decode()


def test_a_moment_that_is_still_being_stored_is_refused_with_the_latest(fair, planner, monkeypatch):
    editions.set_clock(fair.edition, CLOSING, rate=1)
    monkeypatch.setattr(editions, "now", lambda _edition: CLOSING)

    page = look(planner, fair)

    assert list(errors(page)) == ["as_of"]
    assert "2023-11-23 17:59" in errors(page)["as_of"][0]


def test_english_readers_are_told_so_in_english(fair, planner):
    page = planner.get("/en" + address(fair, "published_new"), ASKED | {"day": "all"})

    assert errors(page)["day"] == ["This figure is one of a single show day: name the day."]


def test_an_edition_without_show_days_says_so(planner):
    bare = EditionFactory()
    client = organisers.arrive(bare, RoleKind.ORGANISER)

    page = client.get(reverse("published_new", args=[bare.slug]))

    assert page.status_code == 200
    assert "form" not in page.context


# Looking


def test_looking_shows_the_number_its_sentences_and_its_definition_and_keeps_nothing(fair, planner):
    page = look(planner, fair)

    text = page.content.decode()
    assert page.context["proposal"].told.value == 3
    for words in (page.context["proposal"].text_ko, page.context["proposal"].text_en):
        assert words in text
    assert "2023-11-23 18:00:00" in text
    assert not PublishedFigure.objects.exists()


def test_looking_names_what_was_told_last_and_what_devices_still_hold(fair, planner):
    publish(fair, as_of=utc("23T01:05:30"))
    Device.objects.filter(pk=fair.devices["E1"].pk).update(enrolled_at=CLOSING)
    DeviceContact.objects.create(device=fair.devices["E1"], seen_at=END, pending=7)

    page = look(planner, fair)

    assert (page.context["last"].amount, page.context["last"].moved) == ("1명", "+2")
    assert "기록 7건은 이 수치에 들어 있지 않으며" in page.content.decode()


# Publishing


def test_what_was_seen_is_published_and_the_page_of_the_figure_follows(fair, planner):
    page = look(planner, fair)

    answer = send(planner, fair, page)

    row = PublishedFigure.objects.get()
    assert answer["Location"] == address(fair, "published_figure", row.uuid)
    assert (row.figure, row.day, row.as_of, row.value) == ("daily_unique", FIRST, CLOSING, 3)
    assert (row.text_ko, row.text_en) == (
        page.context["proposal"].text_ko,
        page.context["proposal"].text_en,
    )
    assert row.published_by == planner.account


def test_pressing_twice_publishes_once(fair, planner):
    page = look(planner, fair)

    first, again = send(planner, fair, page), send(planner, fair, page)

    assert first["Location"] == again["Location"]
    assert PublishedFigure.objects.count() == 1


def test_whoever_goes_back_and_changes_the_words_is_told_that_they_stay(fair, planner):
    page = look(planner, fair)
    send(planner, fair, page)

    answer = send(planner, fair, page, text_ko="오늘 3명이 왔습니다.")

    shown = planner.get(answer["Location"])
    assert [message.level_tag for message in shown.context["messages"]][-1:] == ["warning"]
    assert PublishedFigure.objects.get().text_ko == page.context["proposal"].text_ko


def test_another_choice_under_a_used_id_is_refused_once_and_then_published(fair, planner):
    page = look(planner, fair)
    send(planner, fair, page)

    other = look(planner, fair, ALL_DAYS)
    refused = send(planner, fair, other, uuid=said(page)["uuid"])

    assert list(errors(refused, "words")) == ["__all__"]
    assert send(planner, fair, refused).status_code == 302
    assert PublishedFigure.objects.count() == 2


def test_words_of_ones_own_are_kept_and_shown_as_such(fair, planner):
    page = look(planner, fair)

    answer = send(planner, fair, page, text_ko="첫날 3명이 다녀갔습니다.", text_en="")

    row = PublishedFigure.objects.get()
    assert row.text_ko == "첫날 3명이 다녀갔습니다."
    assert row.text_en == page.context["proposal"].text_en
    assert "직접 작성한 문장" in planner.get(answer["Location"]).content.decode()


def test_a_text_without_the_number_is_published_only_when_somebody_is_sure(fair, planner):
    page = look(planner, fair)

    warned = send(planner, fair, page, text_ko="많이 오셨습니다.")

    assert errors(warned, "words") == {"text_ko": ["이 문장에는 공표할 수치(3)가 없습니다."]}
    assert "많이 오셨습니다." in warned.content.decode()
    assert not PublishedFigure.objects.exists()
    assert send(planner, fair, warned, sure="on").status_code == 302
    assert PublishedFigure.objects.get().text_ko == "많이 오셨습니다."


def test_a_text_that_is_too_long_is_said_to_be_and_not_lost(fair, planner):
    page = look(planner, fair)
    longer = "3명 " + "가" * 500

    refused = send(planner, fair, page, text_en=longer)

    assert list(errors(refused, "words")) == ["text_en"]
    assert longer in refused.content.decode()


@pytest.mark.parametrize("value", ["", "four", "4"])
def test_a_number_that_nobody_saw_is_not_published(fair, planner, value):
    page = look(planner, fair)

    refused = send(planner, fair, page, value=value, sure="on")

    assert list(errors(refused, "words")) == ["__all__"]
    assert not PublishedFigure.objects.exists()


def test_a_number_that_changed_is_shown_again_and_then_published(fair, planner):
    page = look(planner, fair)
    refused = send(planner, fair, page, value="4", sure="on")

    assert send(planner, fair, refused).status_code == 302
    assert PublishedFigure.objects.get().value == 3


def test_an_empty_form_publishes_nothing(fair, planner):
    page = planner.post(address(fair, "published_new"), {})

    assert page.status_code == 200
    assert errors(page).keys() == {"figure", "day", "as_of"}


# What was told


def test_before_anything_was_told_the_list_says_how_to_begin(fair, planner):
    assert "아직 공표한 수치가 없습니다." in planner.get(address(fair)).content.decode()


def test_the_list_says_which_figures_would_still_read_the_same(fair, planner):
    publish(fair, as_of=CLOSING)
    publish(fair, FigureName.VISITORS, None, as_of=CLOSING)

    page = planner.get(address(fair))

    moved = {line.row.figure: line.change for line in page.context["lines"]}
    assert moved == {"daily_unique": 0, "visitors": 1}
    assert "현재도 같은 값입니다" in page.content.decode()
    assert "현재 기준 4명(+1)" in page.content.decode()


def test_the_latest_told_stands_first(fair, planner):
    rows = [publish(fair), publish(fair, FigureName.ENTRIES)]

    page = planner.get(address(fair))

    assert [line.row for line in page.context["lines"]] == rows[::-1]


def test_the_list_costs_the_same_for_any_number_of_figures(
    fair, planner, django_assert_max_num_queries
):
    publish(fair)
    planner.get(address(fair))
    with django_assert_max_num_queries(40) as few:
        planner.get(address(fair))
    for _ in range(9):
        publish(fair)

    with django_assert_max_num_queries(len(few)):
        assert len(planner.get(address(fair)).context["lines"]) == 10


def test_figures_of_days_that_are_none_any_more_stay_in_the_list(fair, planner):
    publish(fair)
    ShowDay.objects.filter(edition=fair.edition).delete()

    page = planner.get(address(fair))

    assert [line.change for line in page.context["lines"]] == [None]
    assert "비교하지 않습니다" in page.content.decode()


def test_the_page_of_a_figure_tells_why_it_would_read_otherwise(fair, planner):
    row = publish(fair)
    fair.ticket("late", "somebody late")
    fair.scan("late", "E1", "23T03:00", received_at=utc("23T12:00"))

    page = planner.get(address(fair, "published_figure", row.uuid))

    reasons = page.context["reasons"]
    assert [told["effect"] for told in reasons if told["effect"] != "0"] == ["+1"]
    text = page.content.decode()
    assert "E1 (E1) 1" in text
    assert "그 시각 기준으로 다시 세어도 공표한 수치와 같습니다." in text


def test_a_log_that_no_longer_gives_what_was_published_is_evidence(fair, planner):
    row = publish(fair, day=date(2023, 11, 24), as_of=utc("24T09:00"))
    ShowDay.objects.filter(edition=fair.edition, date=row.day).update(opens="05:00", closes="08:00")

    page = planner.get(address(fair, "published_figure", row.uuid))

    assert not page.context["found"].is_reproduced
    assert "규칙이나 기록 자체가 바뀌었습니다" in page.content.decode()


def test_a_figure_that_nothing_can_be_compared_with_is_shown_as_it_was_told(fair, planner):
    row = publish(fair)
    ShowDay.objects.filter(edition=fair.edition).delete()

    page = planner.get(address(fair, "published_figure", row.uuid))

    assert page.status_code == 200
    assert row.text_ko in page.content.decode()


def test_a_corrected_figure_starts_from_the_same_figure_and_day(fair, planner):
    row = publish(fair)

    page = planner.get(planner.get(address(fair, "published_figure", row.uuid)).context["again"])

    form = page.context["form"]
    assert (form["figure"].value(), form["day"].value()) == ("daily_unique", "2023-11-23")
    assert not page.context["proposal"]


def test_a_figure_of_another_edition_is_not_there(fair, planner):
    elsewhere = a_fair.open_fair()
    editions.set_clock(elsewhere.edition, utc("26T00:00"), rate=0)
    row = publish(elsewhere)

    assert planner.get(address(fair, "published_figure", row.uuid)).status_code == 404
    assert planner.get(address(fair, "published_figure", uuid4())).status_code == 404
    assert planner.get(address(elsewhere)).status_code == 404


def test_the_list_is_a_table_for_spreadsheets_too(fair, planner):
    row = publish(fair)

    page = planner.get(reverse("dashboard_table", args=[fair.edition.slug, "published", "csv"]))

    header, told = b"".join(page.streaming_content).decode("utf-8-sig").splitlines()
    assert header.startswith("수치,수치 코드,대상 기간")
    assert told.startswith("일별 실인원,daily_unique,")
    assert f",2023-11-23,2023-11-23T18:00:00+09:00,{row.value}," in told
