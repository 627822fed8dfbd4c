"""PostgreSQL and Valkey without installing either: started and stopped by one parent process.

Pure Python, no framework. All lives under one folder (`var/`, or the one in `EXPO_VAR`):
`postgres/` and `valkey/` hold data, `run/` who runs, `log/` what they said.

- `with engines(var, interrupts)` runs both and stops them in order (see `watched()`);
- `with for_command(root, sys.argv)` does so around `manage.py` when nobody else provides them;
- `database_url(var)` and `redis_url(var)` tell every other process of the folder where they are.
"""

from pathlib import Path

from expo.project.embedded import postgres, records, valkey
from expo.project.embedded.commands import for_command, held, settings_for
from expo.project.embedded.engines import Engines, engines, missing
from expo.project.embedded.failures import CannotStart
from expo.project.embedded.folders import var_folder
from expo.project.embedded.interrupts import Interrupts, watched

__all__ = [
    "CannotStart",
    "Engines",
    "Interrupts",
    "database_url",
    "engines",
    "for_command",
    "held",
    "missing",
    "redis_url",
    "settings_for",
    "var_folder",
    "watched",
]


def database_url(var: Path) -> str:
    """Where this folder's PostgreSQL answers; where it usually would when none runs."""
    return _urls(var).get(postgres.Postgres.name) or postgres.url_at(var / "postgres")


def redis_url(var: Path) -> str:
    """Where this folder's Valkey answers; an address that refuses at once when none runs."""
    return _urls(var).get(valkey.Valkey.name) or valkey.NOWHERE


def _urls(var: Path) -> dict[str, str]:
    record = records.running(var)
    return record.urls if record else {}
