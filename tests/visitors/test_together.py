"""Threads that act for each other: whoever waits is served with all who wait, not for long."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from time import monotonic, sleep

import pytest

from visitors import together
from visitors.together import Together


class House:
    """Doubles numbers, and holds up whoever asks for one of `slow` until the door is opened."""

    def __init__(self, slow=(), bad=()):
        self.slow, self.bad = slow, bad
        self.served, self.begun, self.open = [], Event(), Event()
        self.lock = Lock()
        self.together = Together(self.many, self.one)

    def many(self, items):
        self._note(items)
        return [self._double(item) for item in items]

    def one(self, item):
        self._note([item])
        return self._double(item)

    def _note(self, items):
        with self.lock:
            self.served.append(sorted(items))
        if set(items) & set(self.slow):
            self.begun.set()
            assert self.open.wait(10)

    def _double(self, item):
        if item in self.bad:
            raise ValueError(item)
        return item * 2

    def has_waiting(self, number, key="door"):
        until = monotonic() + 10
        while len(self.together._queue(key).turns) < number:
            assert monotonic() < until, "nobody waits"
            sleep(0.001)


@pytest.fixture
def threads():
    with ThreadPoolExecutor(8) as pool:
        yield pool


@pytest.fixture
def patience(monkeypatch):
    """Nobody goes alone because this machine is slow."""
    monkeypatch.setattr(together, "PATIENCE", 10)


def held_up(house, threads, *others):
    """One who is being served, and the others who came meanwhile."""
    first = threads.submit(house.together.take, "door", house.slow[0])
    assert house.begun.wait(10)
    waiting = [threads.submit(house.together.take, "door", other) for other in others]
    house.has_waiting(len(others))
    return [first, *waiting]


def test_who_comes_alone_is_served_alone():
    house = House()

    assert [house.together.take("door", number) for number in (1, 2)] == [2, 4]

    assert house.served == [[1], [2]]


@pytest.mark.usefixtures("patience")
def test_who_waits_is_served_with_all_who_wait(threads):
    house = House(slow=[1])
    asked = held_up(house, threads, 2, 3, 4)

    house.open.set()

    assert [one.result(10) for one in asked] == [2, 4, 6, 8]
    assert house.served == [[1], [2, 3, 4]]


@pytest.mark.usefixtures("patience")
def test_a_fault_is_nobody_elses(threads):
    house = House(slow=[1], bad=[3])
    first, second, third, fourth = held_up(house, threads, 2, 3, 4)

    house.open.set()

    assert [one.result(10) for one in (first, second, fourth)] == [2, 4, 8]
    with pytest.raises(ValueError, match="3"):
        third.result(10)
    assert sorted(house.served) == [[1], [2], [2, 3, 4], [3], [4]]


@pytest.mark.usefixtures("patience")
def test_after_a_fault_the_next_are_served(threads):
    house = House(slow=[1], bad=[1])
    first, second = held_up(house, threads, 2)

    house.open.set()

    with pytest.raises(ValueError, match="1"):
        first.result(10)
    assert second.result(10) == 4
    assert house.together.take("door", 5) == 10


@pytest.mark.usefixtures("patience")
def test_another_door_does_not_wait(threads):
    house = House(slow=[1])
    [first] = held_up(house, threads)

    assert house.together.take("another door", 2) == 4

    house.open.set()
    assert first.result(10) == 2


def test_who_is_kept_waiting_goes_alone(threads):
    house = House(slow=[1])
    [first] = held_up(house, threads)

    assert house.together.take("door", 2) == 4

    house.open.set()
    assert first.result(10) == 2
    assert house.served == [[1], [2]]


def test_who_has_gone_alone_is_not_served_again(threads, monkeypatch):
    house = House(slow=[1])
    [first] = held_up(house, threads)
    house.together.take("door", 2)
    monkeypatch.setattr(together, "PATIENCE", 10)
    third = threads.submit(house.together.take, "door", 3)
    house.has_waiting(1)

    house.open.set()

    assert [first.result(10), third.result(10)] == [2, 6]
    assert house.served == [[1], [2], [3]]


@pytest.mark.usefixtures("patience")
def test_those_who_were_served_together_are_waited_for(threads, monkeypatch):
    house = House(slow=[1])
    asked = held_up(house, threads, 2, 3)
    monkeypatch.setattr(together, "MOMENT", 10)
    house.open.set()
    assert [one.result(10) for one in asked] == [2, 4, 6]

    fourth = threads.submit(house.together.take, "door", 4)
    house.has_waiting(1)
    began = monotonic()

    assert house.together.take("door", 5) == 10
    assert fourth.result(10) == 8
    assert house.served[2:] == [[4, 5]]
    assert monotonic() - began < 5, "the last one to come was waited for"


@pytest.mark.usefixtures("patience")
def test_who_does_not_come_back_is_waited_for_a_moment_once(threads, monkeypatch):
    house = House(slow=[1])
    asked = held_up(house, threads, 2, 3)
    house.open.set()
    assert [one.result(10) for one in asked] == [2, 4, 6]

    assert house.together.take("door", 4) == 8
    monkeypatch.setattr(together, "MOMENT", 10)
    began = monotonic()

    assert house.together.take("door", 5) == 10
    assert house.served[2:] == [[4], [5]]
    assert monotonic() - began < 5, "nobody is expected"
