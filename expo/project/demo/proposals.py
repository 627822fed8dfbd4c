"""What two exhibitors have proposed for their listings, so that organisers have something to do."""

from datetime import datetime, time, timedelta
from io import BytesIO

from django.db import transaction
from PIL import Image, ImageDraw

from booths import listings, logos, members, moderation
from booths.listings.fields import Json
from booths.members import Invitee
from booths.models import Exhibitor, ListingChange, MemberRole, Participation
from booths.moderation import drafts
from expo import show_days
from expo.models import Account, Edition
from expo.project.demo import accounts

TAX_OFFICE = "mir-tax"
TEXTS = {
    "summary_ko": "휴대전화로 쓰는 모바일 신분증을 그 자리에서 3분 만에 발급합니다.",
    "summary_en": "Mobile identity cards for the phone, issued on the spot in three minutes.",
    "contact_phone": "1588-0000",
}
SENT_BACK = {"name_en": "HANBIT ID!!!"}
REASON = "기관의 공식 영문 이름을 느낌표 없이 써 주세요."
TAGS = ["편리한 서비스", "세금", "모바일"]


@transaction.atomic
def create(edition: Edition) -> None:
    """Once, three days before the doors open."""
    if ListingChange.objects.of(edition).exists():
        return
    first, _last = show_days.first_and_last(edition)
    at = datetime.combine(first - timedelta(days=3), time(10, 30), edition.tz)
    organiser = Account.objects.get(email=accounts.ACCOUNTS[0].email)
    identity = Exhibitor.objects.get(edition=edition, code=accounts.BOOTH)
    (refused,) = _propose(identity, SENT_BACK, at)
    moderation.refuse(refused, REASON, by=organiser, at=at + timedelta(hours=2))
    _propose(identity, TEXTS, at + timedelta(hours=5))
    _propose(_staffed(edition, organiser), {"tags": TAGS, "logo": _logo()}, at + timedelta(hours=6))


def _propose(exhibitor: Exhibitor, values: dict[str, Json], at: datetime) -> list[ListingChange]:
    participation = Participation.objects.standing().get(exhibitor=exhibitor)
    listing = listings.of(participation)
    by = members.of(exhibitor)[0].account
    seen = drafts.seen(drafts.of(listing))
    return moderation.propose(listing, values, seen=seen, by=by, at=at)


def _staffed(edition: Edition, organiser: Account) -> Exhibitor:
    """The tax office, with somebody who keeps its listing."""
    exhibitor = Exhibitor.objects.get(edition=edition, code=TAX_OFFICE)
    if not members.of(exhibitor).exists():
        somebody = Invitee("tax@expo.example", MemberRole.OWNER, "윤세무", "ko")
        members.invite(exhibitor, somebody, by=organiser)
    return exhibitor


def _logo() -> str:
    """The digest of a drawn one: a sheet of paper that is ticked off."""
    image = Image.new("RGBA", (480, 480), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((90, 30, 390, 450), 36, fill="#1d56bc")
    for height in (120, 190, 260):
        pen.line((150, height, 330, height), fill="white", width=22)
    pen.line([(160, 350), (220, 405), (330, 320)], fill="#8fd3a8", width=34, joint="curve")
    drawn = BytesIO()
    image.save(drawn, "PNG")
    return logos.read(BytesIO(drawn.getvalue()), size=drawn.tell()).digest
