"""The yardstick of the door: pgbench's durable insert of one check-in row, by so many clients."""

import os
import re
import subprocess
from tempfile import NamedTemporaryFile

from django.db import connection

from expo.project.embedded import binaries
from tests.bench.doors import StoredOtherwise
from tests.bench.histories import History

SECONDS = 3
TABLE = "bench_checkin"
RATE = re.compile(r"^tps = ([\d.]+)", re.MULTILINE)
FAILED = re.compile(r"^number of failed transactions: (\d+)", re.MULTILINE)
DONE = re.compile(r"^number of transactions actually processed: (\d+)", re.MULTILINE)

# The same columns, defaults and indexes; no triggers and no foreign keys.
MAKE = f"CREATE TABLE IF NOT EXISTS {TABLE} (LIKE visitors_checkin INCLUDING ALL)"
INSERT = """
\\set ticket random(1, {tickets})
INSERT INTO {table} (
    id, edition_id, gate_id, ticket_id, direction, scanned_at, received_at, outcome, reason,
    ticket_class, heads, decided_by_device, server_reason, override, overridden,
    exit_without_entry, device_revoked, device_id, content_hash, signature, skew_ms
) VALUES (
    gen_random_uuid(), {edition}, {gate}, :ticket, 'in', now(), now(), 'admitted', '',
    'visitor', 1, false, '', '', '', false, false, {device},
    '\\x00112233445566778899aabbccddeeff', '\\x00112233445566778899aabbccddeeff', 0
);
"""


def rate(history: History, clients: int) -> float:
    """Rows a second. Raises StoredOtherwise when other rows are there than pgbench tells."""
    with connection.cursor() as cursor:
        cursor.execute(MAKE)
        cursor.execute(f"TRUNCATE {TABLE}")
    told = _run(history, clients)
    _check(told)
    found = RATE.search(told)
    assert found, told
    return float(found[1])


def _run(history: History, clients: int) -> str:
    with NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(_script(history))
        script.flush()
        command = [
            str(binaries.postgres_folder() / "pgbench"),
            *("--no-vacuum", "--protocol=prepared", f"--file={script.name}"),
            *(f"--client={clients}", f"--jobs={min(clients, 2)}", f"--time={SECONDS}"),
            _address(),
        ]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _script(history: History) -> str:
    gate, device = history.fair.gates["E1"], history.fair.devices["E1"]
    return INSERT.format(
        table=TABLE,
        tickets=history.tickets,
        edition=history.edition.pk,
        gate=gate.pk,
        device=device.pk,
    )


def _address() -> str:
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    return f"{server}/{connection.settings_dict['NAME']}"


def _check(told: str) -> None:
    done, failed = DONE.search(told), FAILED.search(told)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TABLE}")  # noqa: S608  # our own name
        (stored,) = cursor.fetchone()
    if not done or int(done[1]) != stored or (failed and int(failed[1])):
        raise StoredOtherwise(f"{stored} rows are stored; pgbench told: {told}")
