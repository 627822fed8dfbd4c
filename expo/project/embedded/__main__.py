"""`python -m expo.project.embedded COMMAND…`: run any command with engines around it."""

import signal
import subprocess
import sys
from pathlib import Path

from expo.project.embedded import for_command, processes

ROOT = Path(__file__).resolve().parents[3]

if __name__ == "__main__":
    with for_command(ROOT, sys.argv):
        code = subprocess.call(processes.launched(sys.argv[1:], follow=signal.SIGTERM))
    sys.exit(code)
