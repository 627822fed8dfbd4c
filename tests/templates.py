"""A migrated database, made once per set of migrations and copied for every run.

Migrating from nothing takes a quarter of a minute, copying a data folder a fraction of a second.
Kept under `var/test-template/`, named by what it was made from; older ones are removed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from expo.project import embedded

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("requirements.txt", "*/migrations/*.py", "expo/project/settings/*.py")
DATABASE = "expo"  # the one that was migrated, and that test databases are copied from


def fill(folder: Path) -> bool:
    """Give a folder that is about to get engines the data of a migrated database.

    False when the migrations fail: the tests that need a database say so themselves.
    """
    template = _home() / _key()
    try:
        if not template.exists():
            _make(template)
    except subprocess.CalledProcessError:
        return False
    _copy(template, folder / "postgres")
    return True


def _home() -> Path:
    return embedded.var_folder(ROOT) / "test-template"


def _key() -> str:
    """What a template was made from, as a name. Another owner's files would be of no use."""
    digest = hashlib.sha256(f"{os.geteuid()} {sys.version}".encode())
    for source in sorted(path for pattern in SOURCES for path in ROOT.glob(pattern)):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def _make(template: Path) -> None:
    template.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="expo-template-") as draft:
        var = Path(draft)
        var.chmod(0o711)
        with embedded.engines(var, embedded.Interrupts(), durable=False) as running:
            _migrate(running.environment)
        _keep(var / "postgres", template)


def _keep(data: Path, template: Path) -> None:
    """Put it in its place whole; another run may have done so meanwhile."""
    draft = template.with_suffix(f".{os.getpid()}")
    _copy(data, draft)
    try:
        draft.rename(template)
    except OSError:
        shutil.rmtree(draft)
    for older in template.parent.iterdir():
        if not older.name.startswith(template.name):
            shutil.rmtree(older, ignore_errors=True)


def _migrate(environment: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity=0"],
        env={**os.environ, **environment},
        check=True,
    )


def _copy(source: Path, target: Path) -> None:
    """With owner and rights, which the standard library's copy loses."""
    subprocess.run(["cp", "-Rp", str(source), str(target)], check=True)  # noqa: S607
