"""Start the children, start again those that die, stop all of them in order."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from expo.project.demo.children import Child
from expo.project.embedded import CannotStart, Engines, processes

PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0)  # seconds before each new start; then we give up
STEADY_SECONDS = 60.0  # whoever lived this long starts with a clean slate
LOOK_SECONDS = 0.2
STOP_SECONDS = 3.5  # for all children together; the engines need what is left of five

Say = Callable[[str], None]


@dataclass(slots=True)
class Run:
    """One child, its process, and how often it died lately."""

    child: Child
    process: "subprocess.Popen[bytes]"
    began: float
    deaths: int = 0
    due: float | None = None  # when to start it again
    given_up: bool = False


class Supervisor:
    """Keeps the demo's children alive. `say` puts a line on the screen."""

    def __init__(self, engines: Engines, say: Say) -> None:
        self.engines, self.say = engines, say
        self.runs: list[Run] = []

    def start(self, children: Iterable[Child]) -> None:
        for child in children:
            self.runs.append(Run(child, self._spawn(child), time.monotonic()))

    def watch(self) -> None:
        """Look after the children until interrupted. Raises `CannotStart` when one gives up."""
        while True:
            self.look()
            time.sleep(LOOK_SECONDS)

    def look(self) -> None:
        """See who died, and start again those whose pause is over."""
        now = time.monotonic()
        for run in self.runs:
            if run.due is not None and now >= run.due:
                self._restart(run)
            elif run.due is None and not run.given_up and run.process.poll() is not None:
                self._mourn(run, now)

    def stop(self) -> None:
        """Stop the last started first. A second request to stop hurries."""
        self.engines.interrupts.is_ending = True
        deadline = time.monotonic() + STOP_SECONDS
        for run in reversed(self.runs):
            self._end(run, min(run.child.patience, deadline - time.monotonic()))

    def log_of(self, child: Child) -> str:
        return str(self.engines.var / "log" / f"{child.name}.log")

    def _spawn(self, child: Child) -> "subprocess.Popen[bytes]":
        var = self.engines.var
        process = processes.spawn(
            child.command, var=var, log=var / "log" / f"{child.name}.log", follow=signal.SIGTERM
        )
        self.engines.note(child.name, process.pid)
        return process

    def _restart(self, run: Run) -> None:
        run.due, run.began = None, time.monotonic()
        run.process = self._spawn(run.child)

    def _mourn(self, run: Run, now: float) -> None:
        run.deaths = 1 if now - run.began > STEADY_SECONDS else run.deaths + 1
        processes.send(run.process.pid, signal.SIGKILL, group=True)  # what it left of its own
        ended = f"{run.child.name} ended by itself (code {run.process.returncode})"
        if run.deaths <= len(PAUSES):
            pause = PAUSES[run.deaths - 1]
            run.due = now + pause
            self.say(f"{ended}, starting it again in {pause:.0f} s.")
        else:
            self._give_up(run, f"{ended} {run.deaths} times, see {self.log_of(run.child)}.")

    def _give_up(self, run: Run, sentence: str) -> None:
        run.given_up = True
        if run.child.essential:
            raise CannotStart(sentence)
        self.say(f"{sentence} The demo goes on without it.")

    def _end(self, run: Run, patience: float) -> None:
        processes.send(run.process.pid, signal.SIGTERM)
        processes.wait_until(lambda: self._has_ended_or_hurries(run), patience)
        processes.send(run.process.pid, signal.SIGKILL, group=True)  # it and what it left behind
        run.process.wait()

    def _has_ended_or_hurries(self, run: Run) -> bool:
        return run.process.poll() is not None or self.engines.interrupts.hurry


@contextmanager
def supervised(engines: Engines, children: Iterable[Child], say: Say) -> Iterator[Supervisor]:
    """Run the children for a while; stops them however the while ends."""
    supervisor = Supervisor(engines, say)
    try:
        supervisor.start(children)
        yield supervisor
    finally:
        supervisor.stop()
