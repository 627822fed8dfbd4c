"""Compiled messages: made from the `.po` files at set-up, never committed."""

from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = "*/locale/*/LC_MESSAGES/*.po"


def compile_stale(root: Path = ROOT) -> list[Path]:
    """Compile every catalogue that is newer than its compiled file; return those compiled."""
    stale = [source for source in sorted(root.glob(CATALOGUES)) if _is_stale(source)]
    for source in stale:
        polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
    return stale


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


if __name__ == "__main__":
    compile_stale()
