"""A mail to many: looked at before, sent once, to each human once, and nobody silently left out."""

from uuid import uuid4

import pytest

from booths import mailings
from booths.models import MemberRole, Participation
from expo import mails
from expo.mailings import Draft
from expo.models import Mail, Mailing, MailState, RoleKind
from tests import factories, organisers
from tests.postbox import postbox, texts

__all__ = ["postbox"]

pytestmark = pytest.mark.django_db

KOREAN = {
    "subject_ko": "반입 안내",
    "text_ko": "첫 문단\n이어서\n\n둘째 문단 https://expo.example/",
}
ENGLISH = {"subject_en": "Move-in", "text_en": "First <b>paragraph</b>"}
YES = {"_form_submitted": "True"}


@pytest.fixture
def edition():
    edition = factories.EditionFactory()
    factories.ShowDayFactory(edition=edition)
    return edition


@pytest.fixture
def organiser(edition):
    return organisers.arrive(edition, RoleKind.ORGANISER)


def member(edition, **fields):
    return factories.MemberFactory(exhibitor__edition=edition, **fields)


def everybody(edition):
    return Participation.objects.of(edition)


def reached(edition, *, owners_only=False):
    audience = mailings.audience(everybody(edition), owners_only=owners_only)
    return [account.email for account in audience.accounts]


# Who gets it


def test_a_human_who_works_for_several_gets_one_mail(edition):
    first = member(edition)
    member(edition, account=first.account)

    assert reached(edition) == [first.account.email]


def test_owners_alone_if_so_wished(edition):
    owner = member(edition)
    factories.MemberFactory(exhibitor=owner.exhibitor, role=MemberRole.EDITOR)

    assert reached(edition, owners_only=True) == [owner.account.email]
    assert len(reached(edition)) == 2


def test_whoever_ended_is_blocked_or_withdrew_gets_none(edition):
    ended, blocked, withdrawn = member(edition), member(edition), member(edition)
    ended.ended_at = ended.since
    ended.save()
    blocked.account.is_active = False
    blocked.account.save()
    withdrawn.exhibitor.participations.update(withdrawn_at=withdrawn.since)

    assert reached(edition) == []


def test_exhibitors_whom_nobody_would_tell_are_named(edition):
    member(edition)
    editor = member(edition, role=MemberRole.EDITOR)
    alone = factories.ParticipationFactory(edition=edition)

    audience = mailings.audience(everybody(edition), owners_only=True)

    assert set(audience.without_member) == {editor.exhibitor, alone.exhibitor}
    assert audience.exhibitors == 1


# What they get


def send(edition, draft, uuid=None, **options):
    audience = mailings.audience(everybody(edition), owners_only=False)
    by = factories.AccountFactory()
    return mailings.send(uuid or uuid4(), edition, draft, audience, by=by, **options)


def test_each_reads_his_own_language(edition, postbox):
    korean, english = member(edition), member(edition, account__language="en")
    send(edition, Draft(**KOREAN, **ENGLISH))

    mails.send_due()

    (to_korean,) = postbox.to(korean.account.email)
    (to_english,) = postbox.to(english.account.email)
    assert to_korean["Subject"] == "반입 안내"
    assert to_english["Subject"] == "Move-in"
    assert "&lt;b&gt;paragraph&lt;/b&gt;" in texts(to_english)[1]
    assert "Open the portal" in texts(to_english)[0]


def test_without_english_everybody_reads_korean(edition, postbox):
    english = member(edition, account__language="en")
    send(edition, Draft(**KOREAN))

    mails.send_due()

    (mail,) = postbox.to(english.account.email)
    assert mail["Subject"] == "반입 안내"
    assert mail["Content-Language"] == "ko"


def test_paragraphs_and_addresses_are_kept(edition, postbox):
    member(edition)
    send(edition, Draft(**KOREAN))

    mails.send_due()

    html = texts(postbox.mails[0])[1]
    assert "<p>첫 문단<br>이어서</p>" in html
    assert 'href="https://expo.example/"' in html


def test_the_same_mailing_is_queued_once(edition):
    member(edition)
    uuid = uuid4()

    assert send(edition, Draft(**KOREAN), uuid) == send(edition, Draft(**KOREAN), uuid)
    assert Mail.objects.count() == 1


def test_nothing_is_kept_of_a_mailing_that_nobody_gets(edition):
    with pytest.raises(mailings.NobodyToTell):
        send(edition, Draft(**KOREAN))

    assert not Mailing.objects.exists()


def test_a_failure_half_way_keeps_nothing(edition, monkeypatch):
    member(edition)
    member(edition)
    written = iter([mailings._letter])

    def once(*told):
        return next(written)(*told)

    monkeypatch.setattr(mailings, "_letter", once)

    with pytest.raises((StopIteration, RuntimeError)):
        send(edition, Draft(**KOREAN))

    assert not Mailing.objects.exists()


# Through the admin


def chosen(client, model, *rows):
    """The address that the list's act leads to."""
    keys = [row.pk for row in rows]
    data = {"action": "write_mail", "_selected_action": keys}
    answer = client.post(f"/admin/booths/{model}/", data)
    return answer["Location"]


def form(**fields):
    return {"uuid": str(uuid4()), "to": "all", "previewed": "", **KOREAN, **fields}


def previewed(client, address, asked):
    """The form as it comes back with the preview."""
    page = client.post(address, asked | {"act": "preview"})
    return asked | {"previewed": page.context["form"].data["previewed"]}


@pytest.mark.parametrize("model", ["exhibitor", "participation", "space", "assignment"])
def test_every_list_of_the_floor_leads_to_the_same_form(edition, organiser, model):
    one = member(edition)
    participation = one.exhibitor.participations.get()
    given = factories.AssignmentFactory(
        space__edition=edition, space__hall__edition=edition, participation=participation
    )
    rows = {
        "exhibitor": one.exhibitor,
        "participation": participation,
        "space": given.space,
        "assignment": given,
    }

    address = chosen(organiser, model, rows[model])

    assert address == f"/admin/mails/new/?edition={edition.slug}&to={participation.pk}"
    assert organiser.get(address).status_code == 200


def test_exhibitors_of_two_editions_are_not_written_to_together(edition, organiser):
    elsewhere = factories.EditionFactory()
    factories.RoleFactory(account=organiser.account, edition=elsewhere)
    rows = [member(edition).exhibitor, member(elsewhere).exhibitor]

    data = {"action": "write_mail", "_selected_action": [row.pk for row in rows]}
    page = organiser.post("/admin/booths/exhibitor/?edition=all", data, follow=True)

    assert "한 회차에 참가하는 기관만" in page.content.decode()


@pytest.fixture
def address(edition):
    member(edition)
    factories.ParticipationFactory(edition=edition, exhibitor__name_ko="홀로기관")
    keys = ",".join(str(row.pk) for row in everybody(edition))
    return f"/admin/mails/new/?edition={edition.slug}&to={keys}"


def test_the_preview_shows_both_languages_and_who_is_left_out(organiser, address):
    page = organiser.post(address, form(act="preview", **ENGLISH)).content.decode()

    assert "반입 안내" in page
    assert "First &lt;b&gt;paragraph&lt;/b&gt;" in page
    assert "홀로기관" in page
    assert not Mail.objects.exists()


def test_a_test_goes_to_oneself_alone_in_each_language(organiser, address, postbox):
    organiser.post(address, form(act="test", **ENGLISH))
    mails.send_due()

    assert {mail["To"] for mail in postbox.mails} == {organiser.account.email}
    assert {mail["Subject"] for mail in postbox.mails} == {"반입 안내", "Move-in"}
    assert not Mailing.objects.exists()


def test_pressing_send_twice_sends_once(organiser, address):
    asked = previewed(organiser, address, form())

    answers = [organiser.post(address, asked | {"act": "send"}) for _ in range(2)]

    assert {answer["Location"] for answer in answers} == {
        f"/admin/expo/mailing/{Mailing.objects.get().pk}/change/"
    }
    assert Mail.objects.count() == 1


def test_what_was_not_looked_at_is_not_sent(organiser, address, edition):
    unseen = organiser.post(address, form(act="send"))
    asked = previewed(organiser, address, form())
    changed = organiser.post(address, asked | {"act": "send", "text_ko": "다른 글"})
    member(edition)  # and somebody more would get it
    keys = ",".join(str(row.pk) for row in everybody(edition))
    more = f"/admin/mails/new/?edition={edition.slug}&to={keys}"
    grown = organiser.post(more, asked | {"act": "send"})

    assert [page.status_code for page in (unseen, changed, grown)] == [200, 200, 200]
    assert "다른 글" in changed.content.decode()
    assert not Mailing.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"subject_ko": ""}, "필수"),
        ({"subject_en": "Only a subject"}, "영문은 제목과 본문"),
        ({"text_ko": "가" * 8001}, "8000"),
        ({"to": "the whole world"}, "the whole world"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(organiser, address, wrong, word):
    page = organiser.post(address, form(act="send", **wrong)).content.decode()

    assert word in page
    assert "둘째 문단" in page or "text_ko" in wrong
    assert not Mail.objects.exists()


def test_strangers_and_organisers_of_other_editions_find_nothing(address, edition):
    elsewhere = organisers.arrive(factories.EditionFactory(), RoleKind.ORGANISER)
    supervisor = organisers.arrive(edition, RoleKind.DOOR_SUPERVISOR)

    assert elsewhere.get(address).status_code == 404
    assert supervisor.get(address).status_code == 404
    assert organisers.arrive(edition, RoleKind.EXHIBITOR).get(address).status_code == 404


def test_the_page_of_a_mailing_says_who_did_not_get_it_and_tries_again(organiser, edition, postbox):
    good, gone = member(edition), member(edition)
    postbox.refusals[gone.account.email] = "550 No such user"
    mailing = send(edition, Draft(**KOREAN))
    mails.send_due()

    page = organiser.get(f"/admin/expo/mailing/{mailing.pk}/change/").content.decode()
    postbox.refusals.clear()
    organiser.post(f"/admin/expo/mailing/{mailing.pk}/try_again/", YES)
    mails.send_due()

    assert "550 No such user" in page
    assert good.account.email in page
    assert set(mailing.mails.values_list("state", flat=True)) == {MailState.SENT}
    assert len(postbox.to(good.account.email)) == 1


def test_the_admin_shows_what_a_mail_said_without_what_opens_something(organiser, edition):
    organiser.post(
        "/admin/booths/member/add/",
        {
            "exhibitor": factories.ParticipationFactory(edition=edition).exhibitor.pk,
            "email": "new@body.example",
            "name": "",
            "role": "owner",
            "language": "ko",
        },
    )
    mail = Mail.objects.get(recipient="new@body.example")

    page = organiser.get(f"/admin/expo/mail/{mail.pk}/change/").content.decode()

    assert "링크는 받은 메일에만" in page
    assert "/invitations/" not in page
