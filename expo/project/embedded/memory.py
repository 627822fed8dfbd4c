"""How much of the database PostgreSQL keeps in memory: as much as its manual advises."""

import os
import sys
from pathlib import Path

MIB, GIB = 2**20, 2**30  # bytes
LITTLE, MUCH = 256 * MIB, 8 * GIB
LIMIT_OF_A_CONTAINER = Path("/sys/fs/cgroup/memory.max")


def settings() -> dict[str, str]:
    """Of this machine, or of the container we are in."""
    return kept(min(_of_the_machine(), _limit()))


def kept(memory: int) -> dict[str, str]:
    """Of so many bytes a quarter is for the database's pages, between LITTLE and MUCH.

    As much again is what the planner may expect the system to keep of its files."""
    pages = min(max(memory // 4, LITTLE), MUCH) // MIB
    return {"shared_buffers": f"{pages}MB", "effective_cache_size": f"{2 * pages}MB"}


def _of_the_machine() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _limit() -> int:
    try:
        return int(LIMIT_OF_A_CONTAINER.read_text(encoding="ascii"))
    except (OSError, ValueError):  # no container, or one that may take "max"
        return sys.maxsize
