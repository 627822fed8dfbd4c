"""The audit pack: one ZIP from which a stranger recomputes the figures. No database, no Django.

`layout` says what is in it, `writing` makes it, `containers`, `tables` and `documents` read it and
believe nothing, `replays` recomputes, `telling` is the door: `python -m visitors.packs PACK`.
"""

from visitors.packs.differences import Difference
from visitors.packs.faults import BadPack
from visitors.packs.replays import Replay, replay
from visitors.packs.telling import tell
from visitors.packs.writing import CannotWrite, PackWriter, written

__all__ = [
    "BadPack",
    "CannotWrite",
    "Difference",
    "PackWriter",
    "Replay",
    "replay",
    "tell",
    "written",
]
