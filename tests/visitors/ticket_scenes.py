"""Somebody who registered in advance and holds the link of the ticket."""

from django.urls import reverse

from expo import editions
from tests.factories import ConsentTextFactory
from tests.visitors import scenes
from visitors import links, registrations, replacements
from visitors.models import ConsentKind, Registration
from visitors.registrations import Application, Details

EVE = scenes.at(22, 12)
"""The day before the fair, at noon."""

HONG = Details(name="홍길동", email="hong@people.example")
OPTIONAL = Details(
    name="홍길동",
    email="hong@people.example",
    name_en="Hong Gildong",
    organisation="활빈당",
    job_title="대표",
    phone="010-1234-5678",
    country="KR",
)
COMPANY = (Details(name="김철수"), Details(name="이영희"))


def fair(at=EVE):
    """With every notice in both languages, and a clock that stands still."""
    edition = scenes.edition()
    editions.set_clock(edition, at, rate=0)
    for language in ("ko", "en"):
        for kind in ConsentKind.values:
            ConsentTextFactory(edition=edition, kind=kind, language=language, version=1)
    return edition


def texts(edition, *kinds):
    return list(edition.consent_texts.filter(kind__in=["collection", *kinds], language="ko"))


def register(edition, details=HONG, *, agreed=(), **told) -> Registration:
    asked = Application(details=details, agreed=texts(edition, *agreed), **told)
    row = registrations.register(edition, asked, at=EVE)
    return Registration.objects.select_related("person", "edition").get(pk=row.pk)


def with_everything(edition, **told):
    """Everything told that can be, and all agreed to."""
    return register(edition, OPTIONAL, agreed=("optional", "marketing"), **told)


def companions(row):
    return list(Registration.objects.filter(led_by=row).order_by("pk").select_related("person"))


def address(row, name="ticket", **more):
    return reverse(name, kwargs={"token": links.token(row), **more})


def fresh(row):
    """As it stands in the database now."""
    return Registration.objects.select_related("person", "edition").get(pk=row.pk)


def code_of(row):
    """The ticket that a door admits."""
    return replacements.code_of(row)
