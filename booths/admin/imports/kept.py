"""What this organiser has sent and not yet applied: in the session, where nobody else finds it."""

from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from booths.spreadsheets import Done, Kind, uploads
from expo import access
from expo.models import Edition, RoleKind

SESSION_KEY = "imports"
MOST = 10
MOST_ROWS_TOLD = 200


@dataclass(slots=True)
class Told:
    """What an import did: how many rows, and the first of them by key and name."""

    made: int
    changed: int
    rows: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class Kept:
    key: UUID
    edition: Edition
    kind: Kind
    name: str
    told: Told | None = None


def keep(request: HttpRequest, edition: Edition, kind: Kind, file: Any) -> UUID:
    """Keep the file and note it; of more than MOST the oldest go."""
    key = uploads.keep(file)
    notes = {**_notes(request), str(key): {"edition": edition.pk, "kind": kind, "name": file.name}}
    for old in list(notes)[:-MOST]:
        uploads.forget(UUID(old))
        del notes[old]
    request.session[SESSION_KEY] = notes
    return key


def find(request: HttpRequest, key: UUID) -> Kept:
    """Raises Http404 for what this session has not sent, or for an edition no longer one's own."""
    note = _notes(request).get(str(key))
    if note is None:
        raise Http404
    mine = access.editions_of(request.user, RoleKind.ORGANISER)
    edition = mine.filter(pk=note["edition"]).first()
    if edition is None:
        raise Http404
    told = Told(**note["told"]) if "told" in note else None
    return Kept(key, edition, Kind(note["kind"]), note["name"], told)


def tell(request: HttpRequest, kept: Kept, done: Done) -> None:
    """Note what was done; the file has served its purpose."""
    rows = [(row.pk, str(row)) for row in done.rows[:MOST_ROWS_TOLD]]
    told = Told(done.preview.made, done.preview.changed, rows)
    notes = _notes(request)
    request.session[SESSION_KEY] = notes | {
        str(kept.key): notes[str(kept.key)] | {"told": asdict(told)}
    }
    uploads.forget(kept.key)


def _notes(request: HttpRequest) -> dict[str, Any]:
    return dict(request.session.get(SESSION_KEY, {}))
