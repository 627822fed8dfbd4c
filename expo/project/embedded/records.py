"""What runs for this folder, written down for other processes and for the next start.

One small file, `var/run/engines.json`, replaced whole; readable by its owner only, because it holds
the broker's password.
"""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from expo.project.embedded.processes import Identity


@dataclass(slots=True)
class Record:
    """The parent, its children as started, the engines' addresses, folders to remove after."""

    parent: Identity
    children: dict[str, Identity] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)

    def save(self, var: Path) -> None:
        path = path_in(var)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(self._as_json()))
        draft.replace(path)

    def _as_json(self) -> dict[str, Any]:
        return {
            "parent": [self.parent.pid, self.parent.birth],
            "children": {name: [child.pid, child.birth] for name, child in self.children.items()},
            "urls": self.urls,
            "folders": self.folders,
        }


def path_in(var: Path) -> Path:
    return var / "run" / "engines.json"


def load(var: Path) -> Record | None:
    """The last record of this folder, or None when there is none that can be read."""
    try:
        stored = json.loads(path_in(var).read_text())
        return Record(
            parent=Identity(*stored["parent"]),
            children={name: Identity(*child) for name, child in stored["children"].items()},
            urls=stored["urls"],
            folders=stored["folders"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def running(var: Path) -> Record | None:
    """The record of this folder while the process that wrote it lives."""
    record = load(var)
    return record if record and record.parent.is_alive() else None


def forget(var: Path) -> None:
    path_in(var).unlink(missing_ok=True)
