"""A minute of the soak: whatever this machine can take, each scan is there once, and counted.

`make soak` runs ten minutes at 500 scans a second, and tells how long everything took.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHORT = ["--seconds=60", "--rate=60", "--overload=10", "--visitors=200"]
"""A machine that runs other tests as well takes so many."""
PATIENCE = 900.0


@pytest.mark.slow
def test_under_load_and_too_much_of_it_every_scan_is_there_once():
    engines_of_its_own = {"DATABASE_URL", "REDIS_URL"}
    environment = {
        name: value for name, value in os.environ.items() if name not in engines_of_its_own
    }

    soak = subprocess.run(
        [sys.executable, "-m", "tests.soak", *SHORT],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert soak.returncode == 0, soak.stdout[-4000:] + soak.stderr[-4000:]
    assert "Every scan is there once" in soak.stdout
    assert "twice as much: uploads refused" in soak.stdout
