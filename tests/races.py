"""Several people who act at one moment, each on a connection of his own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from expo.errors import DomainError


def together(*actions):
    """Run the actions in threads that start at one moment; what each returned, or its refusal."""
    start = Barrier(len(actions))

    def run(action):
        try:
            start.wait(timeout=60)
            return action()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))
