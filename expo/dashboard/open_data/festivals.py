"""The edition as one row of the national standard data set of cultural festivals
(전국문화축제표준데이터): its columns in its order, with the names that its API gives them."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from expo.dashboard.tables import Column, Kind, Table
from expo.models import Edition

COLUMNS = (
    Column("fstvlNm", "축제명", Kind.NAME, _("Name of the festival.")),
    Column("opar", "개최장소", Kind.NAME, _("Venue.")),
    Column("fstvlStartDate", "축제시작일자", Kind.DAY, _("First day.")),
    Column("fstvlEndDate", "축제종료일자", Kind.DAY, _("Last day.")),
    Column("fstvlCo", "축제내용", Kind.NAME, _("What it is about.")),
    Column("mnnstNm", "주관기관명", Kind.NAME, _("Who carries it out. Not recorded: empty.")),
    Column("auspcInsttNm", "주최기관명", Kind.NAME, _("Who holds it: the hosts.")),
    Column("suprtInsttNm", "후원기관명", Kind.NAME, _("Who supports it. Not recorded: empty.")),
    Column("phoneNumber", "전화번호", Kind.CODE, _("Telephone for questions.")),
    Column("homepageUrl", "홈페이지주소", Kind.NAME, _("Address of the web site.")),
    Column("relateInfo", "관련정보", Kind.NAME, _("More to know. Not recorded: empty.")),
    Column("rdnmadr", "소재지도로명주소", Kind.NAME, _("Road address. Not recorded: empty.")),
    Column("lnmadr", "소재지지번주소", Kind.NAME, _("Lot address. Not recorded: empty.")),
    Column("latitude", "위도", Kind.RATIO, _("Latitude. Not recorded: empty.")),
    Column("longitude", "경도", Kind.RATIO, _("Longitude. Not recorded: empty.")),
    Column("referenceDate", "데이터기준일자", Kind.DAY, _("The day of the as-of.")),
    Column("insttCode", "제공기관코드", Kind.CODE, _("Code of the provider. Not recorded: empty.")),
    Column("insttNm", "제공기관명", Kind.NAME, _("The provider of the data.")),
)


def row(edition: Edition, day: date) -> Table:
    """Always in Korean, as the standard is; `day` is the reference date. What the system does not
    know stays empty, and the dictionary says so."""
    days = sorted(edition.show_days.values_list("date", flat=True))
    known = {
        "fstvlNm": edition.name_ko,
        "opar": edition.venue_ko,
        "fstvlStartDate": days[0] if days else None,
        "fstvlEndDate": days[-1] if days else None,
        "fstvlCo": edition.theme_ko,
        "auspcInsttNm": edition.hosts_ko,
        "phoneNumber": edition.help_phone,
        "homepageUrl": settings.SITE_URL,
        "referenceDate": day,
        "insttNm": edition.data_provider_ko or edition.hosts_ko,
    }
    return Table(
        name="festival",
        title=_("The event, as in the national standard data set of cultural festivals"),
        edition=edition,
        columns=COLUMNS,
        rows=[{column.key: known.get(column.key) or None for column in COLUMNS}],
    )
