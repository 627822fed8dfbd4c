"""After a parent that died without stopping its children: end them, and nobody else."""

import shutil
import signal
from pathlib import Path

from expo.project.embedded import postgres, processes, records
from expo.project.embedded.processes import Identity

PATIENCE = 3.0  # seconds for a child that was told to end


def recover(var: Path) -> list[str]:
    """End what an earlier parent left and return the names. Call it while holding the folder."""
    record = records.load(var)
    left = {
        n: child for n, child in (record.children if record else {}).items() if child.is_alive()
    }
    database = left.pop(postgres.Postgres.name, None)
    strays = [stray for stray in processes.strays(var) if stray != database]
    end([*reversed(left.values()), *strays])
    if database:
        postgres.end_lost(database.pid)
    for folder in record.folders if record else []:
        shutil.rmtree(folder, ignore_errors=True)
    records.forget(var)
    return [*left, *([postgres.Postgres.name] if database else [])]


def end(identities: list[Identity]) -> None:
    """Ask them to end, then end them by force."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        for identity in identities:
            if identity.is_alive():
                processes.send(identity.pid, number)
        if processes.wait_until(lambda: not any(i.is_alive() for i in identities), PATIENCE):
            return
