"""`python -m visitors.packs PACK.zip|FOLDER`: replay a pack with Python and nothing else."""

import sys
from pathlib import Path

from visitors.packs.telling import tell

USAGE = "Usage: python -m visitors.packs PACK.zip|FOLDER"

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(USAGE)
    sys.exit(tell(Path(sys.argv[1]), sys.stdout.write, sys.stderr.write))
