"""`python -m expo.project.embedded.cleaning`: forget everything under the folder (`make clean`)."""

import shutil
import sys
from pathlib import Path

from expo.project.embedded import folders, recovery
from expo.project.embedded.failures import CannotStart

ROOT = Path(__file__).resolve().parents[3]


def clean(var: Path) -> None:
    """End what a killed parent left, then remove all. Refuses while another process works there."""
    if not var.exists():
        return
    with folders.held(var):
        recovery.recover(var)
        shutil.rmtree(var)


if __name__ == "__main__":
    try:
        clean(folders.var_folder(ROOT))
    except CannotStart as error:
        sys.exit(str(error))
