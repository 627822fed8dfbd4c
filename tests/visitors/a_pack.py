"""Packs made by hand: from pure scans, as a folder or a ZIP, whole or spoiled on purpose."""

import csv
import hashlib
import io
import json
import zipfile

from tests.visitors.worked_example import EXPECTED, PEOPLE, RULES, SCANS
from visitors.packs import layout

AS_OF = "2023-11-26T09:00:00+09:00"


def edition(rules=RULES, as_of=AS_OF):
    return {
        "slug": "2023",
        "name": "정부박람회",
        "timezone": rules.timezone,
        "day_boundary": rules.day_boundary.isoformat("minutes"),
        "reentry": rules.reentry,
        "visitor_classes": sorted(rules.visitor_classes),
        "days": [
            {
                "day": day.day.isoformat(),
                "opens": day.opens.isoformat("minutes"),
                "closes": day.closes.isoformat("minutes"),
            }
            for day in rules.days
        ],
        "as_of": as_of,
    }


def scan_row(scan):
    return {
        "id": scan.id,
        "badge": scan.badge,
        "gate": scan.gate,
        "direction": scan.direction,
        "scanned_at": scan.scanned_at.isoformat(),
        "received_at": scan.received_at.isoformat(),
        "outcome": scan.outcome,
        "reason": scan.reason,
        "class": scan.badge_class,
        "heads": scan.heads,
        "voided": int(scan.voided),
        "device": "",
        "operator": "",
    }


def badge_rows(people, scans):
    classes = {scan.badge: scan.badge_class for scan in scans if scan.badge}
    return [
        {"badge": badge, "person": person or "", "class": classes.get(badge, "visitor")}
        for badge, person in people.items()
    ]


def table(columns, rows):
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def document(content):
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def files(scans=SCANS, people=PEOPLE, rules=RULES, as_of=AS_OF, figures=None):
    """name → bytes: the three needed files, and `figures.json` if any are given."""
    made = {
        layout.EDITION: document(edition(rules, as_of)),
        layout.BADGES: table(layout.BADGE, badge_rows(people, scans)),
        layout.SCANS: table(layout.SCAN, map(scan_row, scans)),
    }
    return made | ({layout.FIGURES: document(figures)} if figures else {})


def worked_example():
    """The worked example of STATISTICS.md with all that a reader looks at."""
    hall = dict(scan_row(SCANS[0]), id="h01", gate="4B")
    sweep = {
        "id": "o1",
        "hall": "",
        "observed_at": "2023-11-23T18:30:00+09:00",
        "count": 0,
        "kind": "sweep",
    }
    gates = [
        {"gate": "E1", "purpose": "entrance", "area": "fair"},
        {"gate": "E2", "purpose": "entrance", "area": "fair"},
        {"gate": "4B", "purpose": "hall", "area": "hall:4B"},
    ]
    made = files(figures=EXPECTED | {"as_of": AS_OF}) | {
        layout.OTHER_SCANS: table(layout.SCAN, [hall]),
        layout.GATES: table(layout.GATE, gates),
        layout.OBSERVATIONS: table(layout.OBSERVATION, [sweep]),
    }
    return made | {layout.METHOD: "정의".encode()}


def with_manifest(made, **changes):
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in made.items()}
    return made | {layout.MANIFEST: document({"files": hashes} | changes)}


def as_folder(path, made):
    path.mkdir()
    for name, content in made.items():
        (path / name).write_bytes(content)
    return path


def as_zip(path, made):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.items():
            archive.writestr(name, content)
    return path
