"""An exhibitor writes its listing: nothing typed is lost, nothing unapproved is public."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from booths import moderation
from booths.models import ListingChange, Logo
from tests import factories, pictures
from tests.booths.portal_scenes import NOW, Desk, logged_in

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert('안녕')</script>"
SHOWN = "&lt;script&gt;alert(&#x27;안녕&#x27;)&lt;/script&gt;"


@pytest.fixture
def desk():
    return Desk(summary_ko="옛 글", tags=["하나", "둘"], links=["https://example.org/1"])


def picture(content=None, name="logo.png"):
    return SimpleUploadedFile(name, content or pictures.file())


def waiting():
    return dict(ListingChange.objects.waiting().values_list("field", "after"))


def test_the_form_shows_what_is_live(desk):
    factories.ExhibitFactory(listing=desk.listing, name_ko="세금비서")

    page = desk.open()

    assert page.status_code == 200
    form = desk.form(page)
    assert (form["summary_ko"], form["tags"]) == ("옛 글", "하나, 둘")
    assert form["exhibit-name_ko"] == ["세금비서", ""]


def test_saving_what_one_found_proposes_nothing(desk):
    factories.ExhibitFactory(listing=desk.listing)

    answer = desk.save()

    assert answer.status_code == 302
    assert waiting() == {}


def test_saving_proposes_what_was_changed_and_nothing_else(desk):
    answer = desk.save(summary_ko="새 글", tags="하나，셋, ,", links="example.org/2\r\n\r\n")

    assert answer.status_code == 302
    assert answer["Location"] == f"{desk.address}?saved=1#proposals"
    assert waiting() == {
        "summary_ko": "새 글", "tags": ["하나", "셋"], "links": ["https://example.org/2"]
    }  # fmt: skip
    assert desk.live()["summary_ko"] == "옛 글"
    assert "새 글" in desk.open().content.decode()


def test_whoever_goes_on_finds_what_waits(desk):
    desk.save(summary_ko="새 글")
    desk.save(summary_en="New")

    assert waiting() == {"summary_ko": "새 글", "summary_en": "New"}
    assert desk.form()["summary_ko"] == "새 글"


@pytest.mark.parametrize(
    "name",
    [
        *("name_ko", "name_en", "summary_ko", "summary_en", "text_ko", "text_en", "tags"),
        *("exhibit-name_ko", "exhibit-text_en"),
    ],
)
def test_a_script_is_shown_as_the_text_that_it_is(desk, name):
    typed = {"exhibit-name_ko": "가"} if name.startswith("exhibit") else {}
    assert desk.save(**{**typed, name: SCRIPT}).status_code == 302

    page = desk.open().content.decode()

    assert SCRIPT not in page
    assert SHOWN in page


def test_an_error_keeps_everything_that_was_typed(desk):
    answer = desk.save(
        **{
            "name_ko": "",
            "summary_ko": "새 글",
            "website": "javascript:alert(1)",
            "tags": "하나, 하나",
            "exhibit-name_ko": ["", "둘째"],
            "exhibit-name_en": ["First", "Second"],
            "exhibit-text_ko": ["", ""],
            "exhibit-text_en": ["", ""],
        }
    )

    assert answer.status_code == 422
    form = desk.form(answer)
    assert (form["name_ko"], form["summary_ko"]) == ("", "새 글")
    assert (form["website"], form["tags"]) == ("javascript:alert(1)", "하나, 하나")
    assert form["exhibit-name_en"] == ["First", "Second"]
    faults = {fault.id for fault in answer.context["sheet"].faults}
    assert faults == {"id_name_ko", "id_website", "id_1_exhibit-name_ko"}
    page = answer.content.decode()
    for fault in faults:
        assert f'href="#{fault}"' in page
        assert f'id="{fault}"' in page
    assert waiting() == {}


def test_thirteen_exhibits_are_refused_and_kept(desk):
    many = {f"exhibit-{name}": [str(n) for n in range(13)] for name in ("name_ko", "name_en")}

    answer = desk.save(**many)

    assert answer.status_code == 422
    assert len(answer.context["sheet"].rows) == 13
    assert len(answer.context["sheet"].faults) == 1


def test_an_error_elsewhere_does_not_lose_the_logo(desk):
    answer = desk.save(name_ko="", logo_file=picture())

    assert answer.status_code == 422
    logo = Logo.objects.get()
    assert desk.form(answer)["logo"] == logo.digest
    assert desk.client.get(f"/logos/{logo.digest}.png").status_code == 200

    desk.save(desk.form(answer), name_ko="이름")
    assert waiting() == {"name_ko": "이름", "logo": logo.digest}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (bytes(6_000_000), "MB"),
        (pictures.png_that_says(20_000, 20_000), "6,000"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG"),
        (b"MZ\x90\x00", "PNG"),
    ],
    ids=["large", "wide", "drawing", "program"],
)
def test_a_bad_logo_is_refused_in_words_and_the_texts_are_kept(desk, content, words):
    answer = desk.save(summary_ko="새 글", logo_file=picture(content))

    assert answer.status_code == 422
    (fault,) = answer.context["sheet"].faults
    assert words in fault.sentence
    assert fault.id == "id_logo_file"
    assert desk.form(answer)["summary_ko"] == "새 글"
    assert not Logo.objects.exists()


def test_a_file_of_40_megabytes_is_refused_and_the_texts_are_kept(desk):
    answer = desk.save(summary_ko="새 글", logo_file=picture(bytes(40 * 1024 * 1024)))

    assert answer.status_code == 422
    assert desk.form(answer)["summary_ko"] == "새 글"


def test_a_logo_that_was_shown_to_somebody_else_is_not_taken(desk):
    other = Desk()
    other.save(logo_file=picture())
    digest = Logo.objects.get().digest

    answer = desk.save(logo=digest)

    assert answer.status_code == 422
    assert list(ListingChange.objects.values_list("listing", flat=True)) == [other.listing.pk]


def test_a_logo_can_be_taken_away(desk):
    desk.listing.logo = Logo.objects.create(digest="a" * 64, png=b"x", width=1, height=1)
    desk.listing.save()

    desk.save(logo_removed="on")

    assert waiting() == {"logo": None}


def test_a_chosen_logo_is_uploaded_before_the_form_is_sent(desk):
    answer = desk.client.post(f"{desk.address}logo/", {"logo_file": picture(), "logo": ""})

    digest = Logo.objects.get().digest
    assert answer.status_code == 200
    assert f'value="{digest}"' in answer.content.decode()
    assert waiting() == {}


def test_of_two_editors_the_second_finds_both_texts_and_his_own(desk):
    opened = desk.form()
    colleague = factories.MemberFactory(exhibitor=desk.exhibitor, role="editor")
    logged_in(colleague.account).post(desk.address, {**desk.form(), "summary_ko": "동료의 글"})

    answer = desk.save(opened, summary_ko="나의 글", summary_en="Mine")

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "동료의 글" in page
    assert "옛 글" in page
    assert desk.form(answer)["summary_ko"] == "나의 글"
    assert waiting() == {"summary_ko": "동료의 글"}

    assert desk.save(desk.form(answer)).status_code == 302
    assert waiting() == {"summary_ko": "나의 글", "summary_en": "Mine"}


@pytest.mark.parametrize("seen", ["", "[]", "7", "{", '{"summary_ko": 7}', "[" * 100_000])
def test_a_form_that_was_bent_proposes_nothing(desk, seen):
    answer = desk.save(seen=seen, summary_ko="새 글")

    assert answer.status_code == 422
    assert waiting() == {}


def test_a_proposal_can_be_taken_back(desk):
    desk.save(summary_ko="새 글")
    change = ListingChange.objects.get()
    address = f"/portal/{desk.exhibitor.uuid}/proposals/{change.uuid}/withdrawal/"

    assert desk.client.post(address).status_code == 302
    change.refresh_from_db()
    assert change.state == "withdrawn"

    again = desk.client.post(address, follow=True)
    assert "이미" in again.content.decode() or "no longer" in again.content.decode()


def test_a_text_that_was_sent_back_says_why_and_is_proposed_again(desk):
    desk.save(summary_ko="새 글", summary_en="New")
    change = ListingChange.objects.get(field="summary_ko")
    moderation.refuse(change, "<b>짧음</b>", by=factories.AccountFactory(), at=NOW)

    page = desk.open().content.decode()
    assert "&lt;b&gt;짧음&lt;/b&gt;" in page
    assert f"again={change.uuid}" in page

    again = desk.open(f"?again={change.uuid}")
    assert desk.form(again)["summary_ko"] == "새 글"
    desk.save(desk.form(again))
    assert waiting() == {"summary_ko": "새 글", "summary_en": "New"}


@pytest.mark.parametrize("again", ["x", "00000000-0000-4000-8000-000000000000", ""])
def test_what_was_never_proposed_is_not_proposed_again(desk, again):
    assert desk.open(f"?again={again}").status_code == 200


@pytest.mark.parametrize(
    ("act", "names"),
    [
        ("add", ["하나", "둘", ""]),
        ("up-2", ["둘", "하나"]),
        ("down-1", ["둘", "하나"]),
        ("remove-1", ["둘"]),
        ("up-1", ["하나", "둘"]),
        ("down-2", ["하나", "둘"]),
        ("remove-9", ["하나", "둘"]),
        ("up-0", ["하나", "둘"]),
        ("up--1", ["하나", "둘"]),
        ("up-٣", ["하나", "둘"]),
        ("nonsense", ["하나", "둘"]),
    ],
)
def test_rows_of_exhibits_move_without_being_judged(desk, act, names):
    rows = {"exhibit-name_ko": ["하나", "둘"], "exhibit-name_en": ["1", "2"]}

    answer = desk.save(row=act, name_ko="", summary_ko="새 글", **rows)

    assert answer.status_code == 200
    form = desk.form(answer)
    assert form["exhibit-name_ko"] == names
    assert form["summary_ko"] == "새 글"
    assert waiting() == {}


def test_a_preview_shows_what_is_typed_and_keeps_nothing(desk):
    form = {**desk.form(), "summary_ko": SCRIPT, "website": "javascript:alert(1)", "preview": "ko"}

    answer = desk.client.post(f"{desk.address}preview/", form)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert SHOWN in page
    assert "javascript:" not in page
    assert waiting() == {}


def test_a_preview_speaks_the_language_that_was_chosen(desk):
    form = {**desk.form(), "summary_ko": "우리말", "summary_en": "In English"}

    english = desk.client.post(f"{desk.address}preview/", {**form, "preview": "en"})
    korean = desk.client.post(f"{desk.address}preview/", {**form, "preview": "ko"})

    assert "In English" in english.content.decode()
    assert "우리말" in korean.content.decode()
    assert "In English" not in korean.content.decode()


@pytest.mark.parametrize("room", ["listing/", "listing/preview/", "listing/logo/", "proposals/"])
def test_a_listing_is_its_own_exhibitors_alone(desk, client, room):
    strange = Desk()
    address = f"/portal/{desk.exhibitor.uuid}/{room}"

    for method in ("get", "post"):
        assert getattr(strange.client, method)(address).status_code in {404, 405}
    assert client.get(address).status_code in {302, 405}


def test_nobody_takes_back_what_somebody_else_proposed(desk):
    desk.save(summary_ko="새 글")
    change = ListingChange.objects.get()
    strange = Desk()

    for uuid in (desk.exhibitor.uuid, strange.exhibitor.uuid):
        address = f"/portal/{uuid}/proposals/{change.uuid}/withdrawal/"
        assert strange.client.post(address).status_code == 404
    change.refresh_from_db()
    assert change.state == "waiting"


def test_a_co_exhibitor_writes_its_own_part(desk):
    guest = factories.ExhibitorFactory(edition=desk.edition)
    factories.CoParticipationFactory(exhibitor=guest, edition=desk.edition, main=desk.participation)
    member = factories.MemberFactory(exhibitor=guest)
    client = logged_in(member.account)

    assert client.get(f"/portal/{guest.uuid}/listing/").status_code == 200
    assert client.get(desk.address).status_code == 404


def test_the_page_costs_the_same_with_fifty_proposals(desk, django_assert_max_num_queries):
    factories.ListingChangeFactory.create_batch(
        50, listing=desk.listing, proposed_by=desk.member.account,
        state="withdrawn", decided_at=NOW,
    )  # fmt: skip

    with django_assert_max_num_queries(16):
        desk.open()


@pytest.mark.parametrize("typed", ["\0", "../logo", "z" * 64, "a" * 65])
@pytest.mark.parametrize("room", ["", "logo/", "preview/"])
def test_a_logo_that_can_be_none_is_no_defect(desk, typed, room):
    answer = desk.client.post(f"{desk.address}{room}", {**desk.form(), "logo": typed})

    assert answer.status_code in {200, 422}
    assert waiting() == {}
