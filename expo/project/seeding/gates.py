"""What follows from other files: the areas gates lead into, and one booth gate per space."""

from collections.abc import Iterator
from pathlib import Path

from expo.project.seeding.lines import Line, read

GATE_COLUMNS = frozenset({"edition", "code", "purpose", "name_ko", "name_en", "hall", "session"})
SPACE_COLUMNS = frozenset({"edition", "code", "hall", "kind", "x", "y", "width", "depth"})


def gates(folder: Path) -> Iterator[Line]:
    """The gates of the file, then a booth gate per space, each with the area it leads into."""
    for line in read(folder, "gates", GATE_COLUMNS):
        yield _with_area(line)
    for line in read(folder, "spaces", SPACE_COLUMNS):
        yield _booth(line)


def areas(folder: Path) -> Iterator[Line]:
    """Every area some gate leads into, once."""
    seen: set[tuple[str, ...]] = set()
    for gate in gates(folder):
        key = gate.key(("edition", "area_code", "area_kind"))
        if gate["area_kind"] and key not in seen:
            seen.add(key)
            yield Line(gate.file, gate.number, {**gate.cells, "code": key[1], "kind": key[2]})


def _with_area(line: Line) -> Line:
    purpose = line["purpose"]
    kind = {"entrance": "fair", "desk": ""}.get(purpose, purpose)
    code = {"hall": line["hall"], "session": line["session"], "booth": line["code"]}.get(kind, "")
    if kind in {"hall", "session"} and not code:
        raise line.error(f"a {kind} gate says which {kind} it leads into.", kind)
    return Line(line.file, line.number, {**line.cells, "area_kind": kind, "area_code": code})


def _booth(space: Line) -> Line:
    code = space["code"]
    cells = {
        "edition": space["edition"],
        "code": code,
        "purpose": "booth",
        "name_ko": f"{code} 부스",
        "name_en": f"Booth {code}",
        "hall": "",
        "session": "",
        "area_kind": "booth",
        "area_code": code,
    }
    return Line(space.file, space.number, cells)
