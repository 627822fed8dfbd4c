"""The demo's children: started again when they die, stopped in order, none left behind."""

import tempfile
from pathlib import Path

import pytest

from expo.project import embedded
from expo.project.demo import supervisor
from expo.project.demo.children import Child, children
from expo.project.demo.supervisor import supervised
from expo.project.embedded import processes, records
from expo.project.embedded.processes import Identity

TELLS_WHEN_IT_ENDS = (
    "trap 'echo {name} >> {ended}; exit' TERM; : > {ready}; while :; do sleep 0.05; done"
)
DEAF = "trap '' TERM; while :; do sleep 0.05; done"


@pytest.fixture
def engines():
    """The folder of a demo whose engines are somebody else's."""
    with (
        tempfile.TemporaryDirectory(prefix="expo-house-") as folder,
        embedded.engines(Path(folder), embedded.Interrupts(), wanted=[]) as engines,
    ):
        yield engines


@pytest.fixture
def said(monkeypatch):
    """The lines on the screen; pauses last no time."""
    monkeypatch.setattr(supervisor, "PAUSES", (0.0, 0.0))
    return []


def shell(name, script, **facts):
    return Child(name, ["/bin/sh", "-c", script], **{"patience": 2.0, **facts})


def look_until(watching, is_so):
    def looked():
        watching.look()
        return is_so()

    assert processes.wait_until(looked, 60)


def test_children_are_stopped_in_the_reverse_order_of_their_start(engines, said):
    ended = engines.var / "ended"
    ready = {name: engines.var / f"{name}-is-ready" for name in ("web", "worker", "beat")}
    listed = [
        shell(name, TELLS_WHEN_IT_ENDS.format(name=name, ended=ended, ready=path), patience=60.0)
        for name, path in ready.items()
    ]
    with supervised(engines, listed, said.append):
        assert processes.wait_until(lambda: all(path.exists() for path in ready.values()), 60)

    assert ended.read_text().split() == ["beat", "worker", "web"]


def test_whoever_does_not_listen_is_ended_with_all_it_started(engines, said):
    grandchild = engines.var / "grandchild"
    deaf = shell("deaf", f"{DEAF} & echo $! > {grandchild}; {DEAF}", patience=0.2)
    with supervised(engines, [deaf], said.append) as watching:
        assert processes.wait_until(lambda: grandchild.exists() and grandchild.read_text(), 60)
        left = [
            Identity.of(int(grandchild.read_text())),
            Identity.of(watching.runs[0].process.pid),
        ]
        assert all(identity.is_alive() for identity in left)

    assert processes.wait_until(lambda: not any(identity.is_alive() for identity in left), 60)


def test_a_child_that_dies_is_started_again(engines, said):
    with supervised(engines, [shell("worker", "exit 3")], said.append) as watching:
        first = watching.runs[0].process.pid
        look_until(watching, lambda: watching.runs[0].process.pid != first)

    assert said[0] == "worker ended by itself (code 3), starting it again in 0 s."


def test_the_demo_goes_on_without_a_child_that_keeps_dying(engines, said):
    listed = [shell("web", "sleep 60"), shell("player", "exit 1")]
    with supervised(engines, listed, said.append) as watching:
        look_until(watching, lambda: watching.runs[1].given_up)
        watching.look()

        assert watching.runs[0].process.poll() is None
    log = engines.var / "log" / "player.log"
    assert said[-1] == (
        f"player ended by itself (code 1) 3 times, see {log}. The demo goes on without it."
    )


def test_without_a_web_server_there_is_no_demo(engines, said):
    with (
        pytest.raises(embedded.CannotStart, match=r"web ended by itself \(code 1\) 3 times"),
        supervised(engines, [shell("web", "exit 1", essential=True)], said.append) as watching,
    ):
        look_until(watching, lambda: False)


def test_children_are_written_down_for_the_next_start(engines, said):
    with supervised(engines, [shell("web", "sleep 60")], said.append) as watching:
        (run,) = watching.runs

        assert records.load(engines.var).children["web"] == Identity.of(run.process.pid)


@pytest.mark.parametrize(
    ("edition", "names"),
    [("2023", ["web", "worker", "beat", "player"]), (None, ["web", "worker", "beat"])],
)
def test_the_third_day_is_played_only_when_asked_for(edition, names):
    listed = children(host="127.0.0.1", port=8000, edition=edition)

    assert [child.name for child in listed] == names
