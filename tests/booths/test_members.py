"""Who works for an exhibitor: invited by owners, out at once in the end, never without an owner."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from booths import members
from booths.members import Invitee
from booths.models import Member, MemberRole
from expo import mails
from expo.errors import DomainError
from expo.models import Account, Mail, MailState, RoleKind
from tests import factories, organisers
from tests.postbox import postbox, texts

__all__ = ["postbox"]

pytestmark = pytest.mark.django_db

NEW = "choi@body.example"


@pytest.fixture
def owner():
    return factories.MemberFactory(account__name="김대표")


def invite(owner, email=NEW, role=MemberRole.EDITOR, **words):
    return members.invite(owner.exhibitor, Invitee(email, role, **words), by=owner.account)


def test_an_invited_member_is_told_by_whom_and_for_which_exhibitor(owner, postbox):
    invite(owner, name="최편집")

    mails.send_due()

    text = texts(postbox.to(NEW)[0])[0]
    assert "김대표" in text
    assert owner.exhibitor.name_ko in text
    assert "/invitations/" in text


def test_a_mail_in_english_is_english_throughout(owner, postbox):
    invite(owner, language="en")

    mails.send_due()

    text = texts(postbox.to(NEW)[0])[0]
    assert owner.exhibitor.name_en in text
    assert "Editor" in text
    assert "/en/invitations/" in text


def test_one_account_works_for_several_exhibitors(owner):
    other = factories.MemberFactory(exhibitor__edition=owner.exhibitor.edition)
    invite(owner)
    invite(other, NEW.upper())

    account = Account.objects.get(email=NEW)
    assert set(members.exhibitors_of(account)) == {owner.exhibitor, other.exhibitor}


def test_nobody_is_a_member_twice(owner):
    invite(owner)

    with pytest.raises(members.AlreadyMember):
        invite(owner, NEW.upper())
    assert Mail.objects.count() == 1


def test_nobody_is_invited_for_an_exhibitor_that_withdrew(owner):
    owner.exhibitor.participations.update(withdrawn_at=owner.since)

    with pytest.raises(members.NotTakingPart):
        invite(owner)
    assert not Account.objects.filter(email=NEW).exists()


def test_the_last_owner_neither_leaves_nor_becomes_an_editor(owner):
    invite(owner)

    with pytest.raises(members.LastOwner):
        members.end(owner, by=owner.account)
    with pytest.raises(members.LastOwner):
        members.change_role(owner, MemberRole.EDITOR, by=owner.account)


def test_an_owner_leaves_when_there_is_another(owner):
    other = invite(owner, role=MemberRole.OWNER)

    members.end(owner, by=owner.account)

    assert list(members.of(owner.exhibitor)) == [other]
    assert not owner.account.roles.held().exists()


def test_the_role_stays_while_there_is_another_membership_of_the_edition(owner):
    other = factories.MemberFactory(
        account=owner.account, exhibitor__edition=owner.exhibitor.edition
    )
    invite(owner, role=MemberRole.OWNER)

    members.end(owner, by=owner.account)

    assert list(members.memberships(owner.account)) == [other]


def test_whoever_was_ended_can_be_invited_again(owner):
    members.end(invite(owner), by=owner.account)

    again = invite(owner)

    assert list(members.memberships(again.account)) == [again]


def test_an_invitation_that_was_taken_back_is_not_sent(owner, postbox):
    members.end(invite(owner), by=owner.account)

    assert mails.send_due() == 0
    assert Mail.objects.get().state == MailState.FAILED


def test_an_owner_sends_twenty_invitations_an_hour_and_an_organiser_any_number(owner):
    for number in range(20):
        invite(owner, f"person-{number}@body.example")

    with pytest.raises(members.TooManyInvitations):
        invite(owner)
    assert not Account.objects.filter(email=NEW).exists()

    organiser = factories.RoleFactory(edition=owner.exhibitor.edition, kind=RoleKind.ORGANISER)
    assert members.invite(owner.exhibitor, Invitee(NEW, MemberRole.EDITOR), by=organiser.account)


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_leave_at_once_do_not_leave_nobody():
    first = factories.MemberFactory()
    second = factories.MemberFactory(exhibitor=first.exhibitor)

    with ThreadPoolExecutor(2) as both:
        said = list(both.map(leave, [first, second]))

    assert sorted(said) == ["last_owner", "left"]
    assert Member.objects.standing().owners().count() == 1


def leave(member):
    try:
        members.end(member, by=member.account)
    except DomainError as error:
        return error.code
    finally:
        connection.close()
    return "left"


# Through the pages


def address(owner, name="portal_members", *more):
    return reverse(name, args=[owner.exhibitor.uuid, *more])


def form(**fields):
    return {"email": NEW, "name": "최편집", "role": "editor", "language": "ko"} | fields


def test_an_owner_invites_on_the_page_and_sees_who_is_not_here_yet(client, owner):
    client.force_login(owner.account)

    page = client.post(address(owner), form(), follow=True).content.decode()

    assert f"{NEW} 님을 초대했습니다" in page
    assert "아직 시작하지 않음" in page


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"email": ""}, "초대할 사람의 이메일 주소를 입력하세요"),
        ({"email": "choi@"}, "name@example.org"),
        ({"role": "king"}, "king"),
        ({"email": "account@body.example"}, "이미 담당자입니다"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, wrong, word):
    owner = factories.MemberFactory(account__email="account@body.example")
    client.force_login(owner.account)

    page = client.post(address(owner), form(**wrong)).content.decode()

    assert word in page
    assert 'value="최편집"' in page
    assert members.of(owner.exhibitor).count() == 1


def test_a_name_that_looks_like_html_stays_text(client, owner, postbox):
    client.force_login(owner.account)
    owner.account.name = "<script>alert(1)</script>"
    owner.account.save()

    page = client.post(address(owner), form(), follow=True).content.decode()
    mails.send_due()

    assert "<script>alert" not in page
    assert "<script>alert" not in texts(postbox.to(NEW)[0])[1]


def test_an_editor_sees_the_others_and_changes_nobody(client, owner):
    editor = factories.MemberFactory(exhibitor=owner.exhibitor, role=MemberRole.EDITOR)
    client.force_login(editor.account)

    assert owner.account.name in client.get(address(owner)).content.decode()
    client.post(address(owner), form())
    role = client.post(address(owner, "portal_member_role", editor.pk), {"role": "owner"})
    reminder = client.post(address(owner, "portal_member_reminder", owner.pk))
    end = client.post(address(owner, "portal_member_end", owner.pk))

    assert [role.status_code, reminder.status_code, end.status_code] == [403, 403, 404]
    assert f"<li>{owner.account.name}</li>" in role.content.decode()
    assert members.of(owner.exhibitor).count() == 2
    assert list(members.of(owner.exhibitor).owners()) == [owner]


def test_a_member_of_another_exhibitor_cannot_be_reached(client, owner):
    stranger = factories.MemberFactory(exhibitor__edition=owner.exhibitor.edition)
    client.force_login(owner.account)

    for name in ("portal_member_role", "portal_member_end", "portal_member_reminder"):
        answer = client.post(address(owner, name, stranger.pk), {"role": "editor"})
        assert answer.status_code == 404
    assert members.of(stranger.exhibitor).get().role == MemberRole.OWNER


def test_ending_asks_first_and_closes_the_open_session(client, owner, django_db_blocker):
    editor = factories.MemberFactory(exhibitor=owner.exhibitor, role=MemberRole.EDITOR)
    theirs = type(client)()
    theirs.force_login(editor.account)
    client.force_login(owner.account)
    end = address(owner, "portal_member_end", editor.pk)
    assert theirs.get(address(owner)).status_code == 200

    assert editor.account.name in client.get(end).content.decode()
    assert theirs.get(address(owner)).status_code == 200
    client.post(end)

    assert theirs.get(address(owner)).status_code == 404
    assert theirs.post(address(owner), form()).status_code == 404


def test_an_editor_leaves_by_himself(client, owner):
    editor = factories.MemberFactory(exhibitor=owner.exhibitor, role=MemberRole.EDITOR)
    client.force_login(editor.account)

    answer = client.post(address(owner, "portal_member_end", editor.pk))

    assert answer["Location"] == "/"
    assert list(members.of(owner.exhibitor)) == [owner]


def test_the_last_owner_reads_why_he_cannot_leave(client, owner):
    client.force_login(owner.account)

    page = client.post(address(owner, "portal_member_end", owner.pk), follow=True)

    assert "대표 담당자가 한 명 이상" in page.content.decode()
    assert list(members.of(owner.exhibitor)) == [owner]


@pytest.mark.parametrize("page", ["portal_members", "portal_exhibitor"])
def test_a_page_costs_the_same_for_one_colleague_and_for_thirty(client, owner, page):
    client.force_login(owner.account)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(owner, page)).status_code == 200
        return len(queries)

    factories.MemberFactory(exhibitor=owner.exhibitor)
    one = cost()
    factories.MemberFactory.create_batch(29, exhibitor=owner.exhibitor)

    assert cost() == one


def test_pressing_twice_changes_a_role_once(client, owner):
    editor = invite(owner)
    client.force_login(owner.account)

    for _ in range(2):
        client.post(address(owner, "portal_member_role", editor.pk), {"role": "owner"})

    assert members.of(owner.exhibitor).owners().count() == 2


# In the admin


YES = {"_form_submitted": "True"}


@pytest.fixture
def organiser(owner):
    return organisers.arrive(owner.exhibitor.edition, RoleKind.ORGANISER, name="박조직")


def test_an_organiser_invites_reminds_and_ends(organiser, owner, postbox):
    asked = form(exhibitor=owner.exhibitor.pk, role="owner")

    organiser.post("/admin/booths/member/add/", asked)
    member = Member.objects.get(account__email=NEW)
    organiser.post(f"/admin/booths/member/{member.pk}/remind/", YES)
    mails.send_due()
    organiser.post(f"/admin/booths/member/{member.pk}/end/", YES)

    assert len(postbox.to(NEW)) == 2
    assert "박조직" in texts(postbox.to(NEW)[0])[0]
    assert not members.memberships(member.account).exists()


def test_an_organiser_reads_why_somebody_is_not_invited(organiser, owner):
    asked = form(exhibitor=owner.exhibitor.pk, email=owner.account.email)

    page = organiser.post("/admin/booths/member/add/", asked)

    assert "이미 담당자입니다" in page.content.decode()


def test_an_organiser_is_told_that_the_last_owner_stays(organiser, owner):
    organiser.post(f"/admin/booths/member/{owner.pk}/end/", YES)

    assert list(members.of(owner.exhibitor)) == [owner]


def test_an_organiser_of_another_edition_invites_nobody(owner):
    elsewhere = organisers.arrive(factories.EditionFactory(), RoleKind.ORGANISER)

    elsewhere.post("/admin/booths/member/add/", form(exhibitor=owner.exhibitor.pk))

    assert not Account.objects.filter(email=NEW).exists()


def test_the_list_of_exhibitors_leads_to_members_or_to_inviting_the_first(organiser, owner):
    alone = factories.ParticipationFactory(edition=owner.exhibitor.edition).exhibitor

    page = organiser.get("/admin/booths/exhibitor/").content.decode()

    assert f"/admin/booths/member/?q={owner.exhibitor.code}" in page
    assert f"/admin/booths/member/add/?exhibitor={alone.pk}" in page
