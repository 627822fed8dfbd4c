"""Secrets that a developer need not invent: made once, kept under var/, never in the repository."""

import os
import secrets
from pathlib import Path


def of_this_folder(var: Path, name: str) -> str:
    """The secret called `name`, made at first asking; two that ask at once get the same one."""
    path = var / "secrets" / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        _write_once(path)
    return path.read_text()


def _write_once(path: Path) -> None:
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(50))
    try:
        os.link(draft, path)  # refuses to replace what another process has just made
    except FileExistsError:
        pass
    finally:
        draft.unlink()
