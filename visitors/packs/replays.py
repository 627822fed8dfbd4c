"""Recomputing the figures of a pack from its scans, by the definitions and nothing else."""

import json
from dataclasses import dataclass
from pathlib import Path

from visitors import figures
from visitors.figures import Figures, ScanToldTwice
from visitors.packs import containers, differences, editions, layout, manifests, rows
from visitors.packs.containers import Pack
from visitors.packs.differences import Difference
from visitors.packs.documents import Document
from visitors.packs.editions import Edition
from visitors.packs.faults import shown
from visitors.packs.rows import Known
from visitors.packs.tables import Table


@dataclass(frozen=True, slots=True)
class Replay:
    """The figures recomputed, and where the pack's own say something else."""

    figures: Figures
    differences: list[Difference]


def replay(path: Path) -> Replay:
    """Recompute the pack, a ZIP file or a folder. Raises BadPack and leaves nothing behind."""
    with containers.opened(path) as pack:
        manifests.verify(pack)
        edition, published = editions.read(pack), differences.published(pack)
        known = rows.known(pack)
        _check_what_counts_nothing(pack, known)
        recomputed = _recompute(pack, edition, known)
    if published is None:
        return Replay(recomputed, [])
    return Replay(recomputed, differences.compare(published, _numbers(recomputed)))


def _check_what_counts_nothing(pack: Pack, known: Known) -> None:
    """Files that no figure of `figures.json` depends on are to be right all the same."""
    if pack.has(layout.OTHER_SCANS):
        rows.check_other_scans(pack, known)
    if pack.has(layout.OBSERVATIONS):
        rows.check_observations(pack)


def _recompute(pack: Pack, edition: Edition, known: Known) -> Figures:
    table = Table(pack, layout.SCANS, layout.SCAN)
    try:
        return figures.count(rows.scans(table, known), known.people, edition.rules, edition.as_of)
    except ScanToldTwice as error:  # noticed while the table stands at the row that tells it again
        raise table.fault(
            f"{shown(error.scan_id)} is told twice, with different content."
        ) from error


def _numbers(recomputed: Figures) -> differences.Numbers:
    content = recomputed.to_json()
    return differences.numbers(Document(layout.FIGURES, json.dumps(content), content))
