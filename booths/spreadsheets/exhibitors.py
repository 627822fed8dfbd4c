"""Exhibitors as a table: one row a body, with the way it takes part and with whom."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booths import registration_numbers
from booths.models import Exhibitor, ExhibitorKind, Participation, ParticipationRole, Sector
from booths.spreadsheets import values
from booths.spreadsheets.columns import Column, Columns
from booths.spreadsheets.forms import ROWS_AT_ONCE, Draft, Form, change, differing, text
from booths.spreadsheets.lines import Line
from booths.spreadsheets.values import Reader
from expo.models import Edition

MAIN = ParticipationRole.MAIN
TAKES_PART = ("role", "main")
NUMBER = "registration_number"

OTHER_ROLE = gettext_lazy(
    "This exhibitor takes part in another role. Withdraw it first, then let it take part anew."
)
ROLE_MISSING = gettext_lazy("Whoever names a main exhibitor says in which role it stands with it.")
MAIN_MISSING = gettext_lazy(
    "A co-exhibitor or represented company names the main exhibitor it stands with."
)
NAMES_NONE = gettext_lazy("A main exhibitor stands with no other one.")
NOT_A_MAIN = gettext_lazy("This exhibitor does not take part as a main exhibitor.")
NUMBER_TAKEN = gettext_lazy("Another exhibitor has this registration number.")


class ExhibitorTable(Form):
    model = Exhibitor
    key = ("code",)
    columns = Columns(
        Column("code", gettext_lazy("Code of the exhibitor"), is_needed=True),
        Column("name_ko", gettext_lazy("Name in Korean"), is_needed=True),
        Column("name_en", gettext_lazy("Name in English"), is_cleared=True),
        Column("sector", gettext_lazy("Sector of the body"), is_needed=True),
        Column("sector_label", gettext_lazy("Sector of the body, in words"), is_read=False),
        Column("kind", gettext_lazy("Kind of body"), is_needed=True),
        Column("kind_label", gettext_lazy("Kind of body, in words"), is_read=False),
        Column("country", gettext_lazy("Country of the body"), is_cleared=True),
        Column(NUMBER, gettext_lazy("Business registration number"), is_cleared=True),
        Column("role", gettext_lazy("Role at the fair")),
        Column("role_label", gettext_lazy("Role at the fair, in words"), is_read=False),
        Column("main", gettext_lazy("Code of its main exhibitor")),
        Column("main_name", gettext_lazy("Name of its main exhibitor"), is_read=False),
    )

    def __init__(self, edition: Edition, *, is_held: bool = False) -> None:
        super().__init__(edition, is_held=is_held)
        standing = Participation.objects.of(edition).standing()
        rows = self.held(standing.select_related("exhibitor", "main__exhibitor"))
        self.standing: dict[str, Participation] = {row.exhibitor.code: row for row in rows}
        bodies = self.held(Exhibitor.objects.of(edition))
        self.known: dict[str, Exhibitor] = {body.code: body for body in bodies}

    def readers(self) -> Mapping[str, Reader]:
        return {
            "code": values.code(24, values.SLUG),
            "name_ko": values.text(120),
            "name_en": values.text(120),
            "sector": values.choice(Sector),
            "kind": values.choice(ExhibitorKind),
            "country": values.country,
            NUMBER: values.registration_number,
            "role": values.choice(ParticipationRole),
            "main": values.code(24, values.SLUG),
        }

    def judge(self, lines: Sequence[Line]) -> None:
        self._check_numbers(lines)
        roles = {code: ParticipationRole(row.role) for code, row in self.standing.items()}
        roles |= {
            line.values["code"]: line.values["role"] for line in lines if "role" in line.values
        }
        for line in lines:
            self._check_role(line, roles)

    def drafts(self, lines: Sequence[Line]) -> list[Draft]:
        return [self._draft(line) for line in lines]

    def store(self, drafts: Sequence[Draft], at: datetime) -> None:
        new = [draft.row for draft in drafts if draft.is_new]
        Exhibitor.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)
        self._change([draft for draft in drafts if not draft.is_new])
        self._enter([draft for draft in drafts if "role" in draft.after])
        self._move([d for d in drafts if "main" in d.after and "role" not in d.after])

    # Judging

    def _check_numbers(self, lines: Iterable[Line]) -> None:
        told = {line.values["code"] for line in lines if NUMBER in line.values}
        owners: dict[str, Any] = {
            registration_numbers.digits(body.registration_number): body
            for code, body in self.known.items()
            if body.registration_number and code not in told
        }
        for line in lines:
            if number := registration_numbers.digits(line.values.get(NUMBER, "")):
                owner = owners.setdefault(number, line)
                if owner is not line:
                    line.refuse(NUMBER, NUMBER_TAKEN, _owner(owner))

    def _check_role(self, line: Line, roles: Mapping[str, ParticipationRole]) -> None:
        role, main = line.values.get("role"), line.values.get("main")
        standing = self.standing.get(line.values["code"])
        if role and standing and standing.role != role:
            line.refuse("role", OTHER_ROLE, str(standing.get_role_display()))
        elif role in (None, MAIN):
            _check_stands_alone(line)
        elif main is None and standing is None:
            line.refuse("main", MAIN_MISSING)
        elif main and main not in self.doubtful and roles.get(main) != MAIN:
            line.refuse("main", NOT_A_MAIN)

    # What changes

    def _draft(self, line: Line) -> Draft:
        own = {name: value for name, value in line.values.items() if name not in TAKES_PART}
        before, after = self._part(line)
        known = self.known.get(line.values["code"])
        if known is None:
            row = Exhibitor(edition=self.edition, **own)
            return Draft(line, row, before, own | after, is_new=True)
        was, becomes = differing(known, _as_known(known, own))
        for name, value in becomes.items():
            setattr(known, name, value)
        return Draft(line, known, was | before, becomes | after)

    def _part(self, line: Line) -> tuple[dict[str, Any], dict[str, Any]]:
        """How it takes part: as it is, and as it would be, where that is something else."""
        standing = self.standing.get(line.values["code"])
        if standing is None:
            return {}, {name: line.values[name] for name in TAKES_PART if name in line.values}
        was, main = text(standing.main and standing.main.exhibitor), line.values.get("main")
        return ({"main": was}, {"main": main}) if main and main != was else ({}, {})

    # Storing

    def _change(self, drafts: Sequence[Draft]) -> None:
        own = {draft.row: set(draft.after) - set(TAKES_PART) for draft in drafts}
        renumbered = [body.pk for body, names in own.items() if NUMBER in names]
        if len(renumbered) > 1:  # two may change numbers: for a moment neither has one
            Exhibitor.objects.filter(pk__in=renumbered).update(registration_number="")
        changed = [body for body, names in own.items() if names]
        change(changed, {name for names in own.values() for name in names})

    def _enter(self, drafts: Sequence[Draft]) -> None:
        """Mains first: others stand with them."""
        for is_main in (True, False):
            new = [
                self._entered(draft) for draft in drafts if (draft.after["role"] == MAIN) is is_main
            ]
            Participation.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)
            self.standing |= {row.exhibitor.code: row for row in new}

    def _entered(self, draft: Draft) -> Participation:
        return Participation(
            edition=self.edition,
            exhibitor=draft.row,
            role=draft.after["role"],
            main=self.standing[draft.after["main"]] if "main" in draft.after else None,
        )

    def _move(self, drafts: Sequence[Draft]) -> None:
        rows = [self.standing[draft.row.code] for draft in drafts]
        for row, draft in zip(rows, drafts, strict=True):
            row.main = self.standing[draft.after["main"]]
        change(rows, ["main"])


def _check_stands_alone(line: Line) -> None:
    if line.values.get("main"):
        line.refuse("main", NAMES_NONE if "role" in line.values else ROLE_MISSING)


def _owner(owner: Any) -> str:
    if isinstance(owner, Line):
        return _("It stands in row %(row)s.") % {"row": owner.number}
    return str(owner.name)


def _as_known(known: Exhibitor, own: dict[str, Any]) -> dict[str, Any]:
    """A number that is only written with other hyphens is the same number."""
    told, stands = own.get(NUMBER, ""), known.registration_number
    if registration_numbers.digits(told) == registration_numbers.digits(stands):
        return {name: value for name, value in own.items() if name != NUMBER}
    return own
