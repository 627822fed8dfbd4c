"""What the demo runs beside the engines, in order of starting."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from expo.project import full_house
from expo.project.demo import ports

ROOT = Path(__file__).resolve().parents[3]
WEB_WORKERS = min(4, os.cpu_count() or 1)
WAITING_CONNECTIONS = 2048
CELERY = [sys.executable, "-m", "celery", "-A", "expo.project.celery"]


@dataclass(frozen=True, slots=True)
class Child:
    """A process of the demo. Without an essential one there is no demo."""

    name: str
    command: list[str]
    patience: float  # seconds it may take to end by itself; no work is lost by force
    essential: bool = False


def children(*, host: str, port: int, edition: str | None) -> list[Child]:
    """Web, worker and beat; and the player, when an edition is to be played live."""
    listed = [
        Child("web", _web(host, port), patience=1.0, essential=True),
        Child("worker", [*CELERY, "worker", "--loglevel=WARNING", *_worker()], patience=2.0),
        Child("beat", [*CELERY, "beat", "--loglevel=WARNING", "--pidfile="], patience=0.5),
    ]
    if edition:
        play = [sys.executable, str(ROOT / "manage.py"), "play", f"--edition={edition}"]
        play.append(f"--url={ports.site(host, port)}")
        listed.append(Child("player", play, patience=1.0))
    return listed


def _web(host: str, port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "expo.project.web", "--interface=wsgi", "--no-ws"),
        *(f"--host={host}", f"--port={port}", f"--backlog={WAITING_CONNECTIONS}"),
        f"--blocking-threads={full_house.THREADS}",
        *(f"--workers={WEB_WORKERS}", "--respawn-failed-workers", "--workers-kill-timeout=1"),
        "expo.project.wsgi:application",
    ]


def _worker() -> list[str]:
    return ["--concurrency=2", "--without-gossip", "--without-mingle", "--without-heartbeat"]
