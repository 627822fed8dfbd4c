"""What may stand in a listing: plain text, tidy, and nothing that harms a reader."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from booths.listings import fields
from booths.models import Logo

SCRIPT = "<script>alert('안녕')</script><img src=x onerror=alert(1)>"
TEXTS = ["name_ko", "name_en", "summary_ko", "summary_en", "text_ko", "text_en"]


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def clean(field, typed):
    return fields.clean({field: typed})[field]


def refused(field, typed):
    """The sentence with which it is refused."""
    with pytest.raises(ValidationError) as refusal:
        fields.clean({field: typed})
    (sentence,) = refusal.value.message_dict[field]
    return sentence


@pytest.mark.parametrize("field", TEXTS)
def test_whatever_looks_like_html_stays_the_text_that_it_is(field):
    assert clean(field, SCRIPT) == SCRIPT


@pytest.mark.parametrize("field", [*TEXTS, "website", "contact_email", "contact_phone"])
@pytest.mark.parametrize(
    "typed", ["a\x00b", "a\x1bb", "a\u202eb", "a\ud800b"], ids=["nul", "escape", "turned", "half"]
)
def test_control_characters_are_refused_in_every_text(field, typed):
    assert "control" in refused(field, typed)


@pytest.mark.parametrize("field", [*TEXTS, "contact_phone"])
@pytest.mark.parametrize(
    "typed", ["900101-1234567", "９００１０１－１２３４５６７", "0101013234567"]
)
def test_a_resident_registration_number_is_refused_in_every_text(field, typed):
    assert "resident registration number" in refused(field, typed)


def test_it_is_refused_in_lists_too():
    assert "resident" in refused("tags", ["좋음", "900101-1234567"])
    assert "Exhibit 2" in refused("exhibits", [{"name_ko": "가"}, {"name_ko": "900101-1234567"}])


@pytest.mark.parametrize(
    ("field", "most"),
    [("name_ko", 120), ("name_en", 120), ("summary_ko", 200), ("text_ko", 4000), ("text_en", 4000)],
)
def test_a_text_that_is_too_long_says_by_how_much(field, most):
    assert clean(field, "가" * most) == "가" * most
    sentence = refused(field, "가" * (most + 1))
    assert str(most) in sentence
    assert str(most + 1) in sentence


@pytest.mark.parametrize("typed", [7, ["a"], {"a": 1}, True, 1.5])
@pytest.mark.parametrize("field", [*TEXTS, "website", "contact_email", "contact_phone"])
def test_what_is_no_text_is_refused(field, typed):
    assert refused(field, typed)


@pytest.mark.parametrize("typed", ["", "   ", None, "\u3000", "\u200b", " \u2060\u200d "])
def test_the_korean_name_must_be_there(typed):
    assert refused("name_ko", typed)
    assert clean("name_en", typed) == ""


def test_a_line_is_one_line():
    assert clean("summary_ko", "  가나\r\n다\t라  ") == "가나 다 라"


def test_paragraphs_stay_and_gaps_do_not():
    assert clean("text_ko", "\r\n 가\t나  \r\n\r\n\r\n\r\n다\n라 \n") == "가 나\n\n다\n라"


def test_what_is_kept_is_kept_as_it_is_when_it_comes_again():
    kept = clean("text_ko", " 가\t나  \r\n\r\n\r\n\r\n다\n라 \n")
    assert clean("text_ko", kept) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("www.example.org", "https://www.example.org"),
        ("http://example.org/a?b=c#d", "http://example.org/a?b=c#d"),
        ("https://한빛.한국/길", "https://한빛.한국/길"),
        ("example.org:8443/x", "https://example.org:8443/x"),
        ("HTTPS://EXAMPLE.ORG", "HTTPS://EXAMPLE.ORG"),
    ],
)
def test_an_address_of_a_web_page_is_taken(typed, kept):
    assert clean("website", typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "javascript:1//example.org",
        "javascript://example.org/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "ftp://example.org",
        "file:///etc/passwd",
        "mailto:booth@example.org",
        "//example.org",
        "https://bank.example@evil.example/",
        "https://user:secret@example.org",
        "https://",
        "not a page",
        "https://example.org/<script>" + "a" * 200,
    ],
)
def test_whatever_else_is_no_address(typed):
    assert refused("website", typed)
    assert refused("links", ["https://example.org", typed])


def test_links_are_at_most_five_and_none_twice():
    five = [f"https://example.org/{n}" for n in range(5)]
    assert clean("links", [*five, "", five[0]]) == five
    assert "5" in refused("links", [*five, "https://example.org/6"])


def test_tags_are_at_most_eight_and_none_twice():
    assert clean("tags", [" #AI ", "ai", "", "  ", "안전한  사회"]) == ["AI", "안전한 사회"]
    assert "8" in refused("tags", [str(n) for n in range(9)])
    assert "40" in refused("tags", ["가" * 41])


@pytest.mark.parametrize("field", ["links", "tags", "exhibits"])
@pytest.mark.parametrize("typed", ["text", 7, {"a": 1}, [7], [["a"]]])
def test_what_is_no_list_of_such_is_refused(field, typed):
    assert refused(field, typed)


@pytest.mark.parametrize(
    "typed", ["02-120", "+82 51-740-7300", "０５１－７４０", "110", "1588–1234", ""]
)
def test_a_telephone_number_is_kept_in_half_width(typed):
    kept = clean("contact_phone", typed)
    assert kept.isascii()
    assert clean("contact_phone", kept) == kept


@pytest.mark.parametrize("typed", ["call me", "12", "02-120<script>", "1" * 31])
def test_whatever_else_is_no_telephone_number(typed):
    assert refused("contact_phone", typed)


@pytest.mark.parametrize("typed", ["booth@example.org", ""])
def test_a_mail_address_is_taken(typed):
    assert clean("contact_email", typed) == typed


@pytest.mark.parametrize("typed", ["booth", "a@b", "a@b.c\nbcc: x@y.z", "<a@example.org>"])
def test_whatever_else_is_no_mail_address(typed):
    assert refused("contact_email", typed)


def test_exhibits_keep_their_order_and_empty_rows_are_left_out():
    row = {"name_ko": " 세금비서 ", "text_en": "Fills in\r\nthe return"}
    kept = clean("exhibits", [{}, row, {"name_ko": "", "text_ko": ""}, {"name_ko": "둘"}])

    assert [exhibit["name_ko"] for exhibit in kept] == ["세금비서", "둘"]
    assert kept[0] == {
        "name_ko": "세금비서", "name_en": "", "text_ko": "", "text_en": "Fills in\nthe return",
    }  # fmt: skip


@pytest.mark.parametrize(
    "row", [{"name_en": "Without a Korean name"}, {"name_ko": "가", "price": 7}, {"name_ko": 7}]
)
def test_an_exhibit_that_is_none_is_named_by_its_number(row):
    assert "Exhibit 2" in refused("exhibits", [{"name_ko": "가"}, row])


def test_exhibits_are_at_most_twelve():
    assert "12" in refused("exhibits", [{"name_ko": str(n)} for n in range(13)])


def test_a_field_that_no_listing_has_is_refused():
    assert refused("version", 7)
    assert refused("is_admin", 1)


def test_everything_wrong_is_told_at_once():
    with pytest.raises(ValidationError) as refusal:
        fields.clean({"name_ko": "", "website": "x y", "tags": 7, "name_en": "Fine"})

    assert set(refusal.value.message_dict) == {"name_ko", "website", "tags"}


def test_a_logo_must_have_been_uploaded(db):
    Logo.objects.create(digest="a" * 64, png=b"x", width=1, height=1)

    assert clean("logo", "a" * 64) == "a" * 64
    assert clean("logo", "") is None
    assert refused("logo", "b" * 64)
    assert refused("logo", ["a" * 64])
