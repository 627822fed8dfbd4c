"""The door of `replay`: figures on standard output, differences and faults on standard error."""

import json
from collections.abc import Callable
from pathlib import Path

from visitors.packs.faults import BadPack
from visitors.packs.replays import replay

EQUAL, DIFFERS, MALFORMED = 0, 1, 2

Write = Callable[[str], object]


def tell(path: Path, out: Write, err: Write) -> int:
    """Replay the pack; the exit code: 0 for equal, 1 with each difference, 2 with one line."""
    try:
        replayed = replay(path)
    except BadPack as error:
        err(f"{error}\n")
        return MALFORMED
    out(json.dumps(replayed.figures.to_json(), indent=2) + "\n")
    for difference in replayed.differences:
        err(f"{difference}\n")
    return DIFFERS if replayed.differences else EQUAL
