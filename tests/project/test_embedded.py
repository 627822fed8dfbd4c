"""The engines: they start from nothing, stop in order, and recover from everything."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from expo.project import embedded
from expo.project.embedded import binaries, cleaning, folders, memory, processes, records, recovery
from expo.project.embedded.processes import Identity

ROOT = Path(__file__).resolve().parents[2]
STOP_SECONDS = 20  # five on a machine that does nothing else


@pytest.fixture
def empty(monkeypatch):
    """A folder of its own with a short path, and an environment that provides no engines."""
    with tempfile.TemporaryDirectory(prefix="expo-house-") as folder:
        monkeypatch.setenv("EXPO_VAR", folder)
        monkeypatch.delenv("DATABASE_URL", raising=False)
        monkeypatch.delenv("REDIS_URL", raising=False)
        monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "expo.project.settings.development")
        yield Path(folder)
        recovery.recover(Path(folder))


@pytest.fixture(scope="module")
def data():
    """The data folder of a database that was made and stopped."""
    with tempfile.TemporaryDirectory(prefix="expo-house-") as folder:
        Path(folder).chmod(0o711)
        with run(Path(folder), wanted=["postgres"]):
            pass
        yield Path(folder) / "postgres"


@pytest.fixture
def var(empty, data):
    """A folder whose database was made before: it starts in a moment."""
    subprocess.run(["cp", "-Rp", str(data), str(empty)], check=True)  # noqa: S607
    return empty


@contextmanager
def parent(var, *command):
    """Another process that holds the folder and runs the engines around a long command."""
    process = subprocess.Popen(
        [sys.executable, "-m", "expo.project.embedded", *(command or ("sleep", "60"))],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert processes.wait_until(lambda: runs_both(var), 120)
        yield process
    finally:
        process.kill()
        process.wait()


def runs_both(var):
    record = records.running(var)
    return record is not None and len(record.urls) == 2


def run(var, **options):
    return embedded.engines(var, embedded.Interrupts(), durable=False, **options)


def ask(url, question, *values):
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(question, values)
        return cursor.fetchall() if cursor.description else []


def test_korean_words_have_trigrams(empty):
    with run(empty, wanted=["postgres"]) as running:
        url = running.environment["DATABASE_URL"]
        ask(url, "CREATE EXTENSION pg_trgm")
        ask(url, "CREATE EXTENSION btree_gist")

        assert ask(url, "SELECT cardinality(show_trgm('한국'))") == [(3,)]


def test_what_was_stored_is_there_after_a_restart(var):
    with run(var) as running:
        ask(running.environment["DATABASE_URL"], "CREATE TABLE kept AS SELECT 7 AS number")

    with run(var) as running:
        assert ask(running.environment["DATABASE_URL"], "SELECT number FROM kept") == [(7,)]


def test_other_processes_find_the_engines_only_while_they_run(var):
    with run(var) as running:
        assert embedded.database_url(var) == running.environment["DATABASE_URL"]
        assert embedded.redis_url(var) == running.environment["REDIS_URL"]

    assert embedded.redis_url(var) == "redis://127.0.0.1:1/0"


def test_a_folder_with_a_very_long_path_works(empty):
    deep = empty / ("a" * 60) / ("b" * 60)
    with run(deep, wanted=["postgres"]) as running:
        assert ask(running.environment["DATABASE_URL"], "SELECT 1") == [(1,)]
        (socket_folder,) = running.record.folders

    assert not Path(socket_folder).exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can close a folder to itself stepped down")
def test_root_may_keep_the_checkout_where_nobody_else_may_go(empty):
    closed = empty / "closed"
    closed.mkdir(mode=0o700)
    with run(closed / "var", wanted=["postgres"]) as running:
        assert ask(running.environment["DATABASE_URL"], "SELECT 1") == [(1,)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_request_to_stop_ends_every_engine_in_time(var, number):
    with parent(var) as process:
        children = records.load(var).children.values()
        began = time.monotonic()
        process.send_signal(number)

        assert process.wait(STOP_SECONDS) == 130
        assert time.monotonic() - began < STOP_SECONDS
        assert not any(child.is_alive() for child in children)
        assert records.load(var) is None


def test_the_next_start_recovers_from_a_killed_parent(var):
    with parent(var) as process:
        children = records.load(var).children.values()
        process.kill()
        process.wait()

        with run(var) as running:
            assert not any(child.is_alive() for child in children)
            assert ask(running.environment["DATABASE_URL"], "SELECT 1") == [(1,)]


def test_recovery_ends_what_does_not_follow_its_parent(empty):
    folders.make(empty)
    orphan = processes.spawn(["/bin/sleep", "60"], var=empty, log=empty / "log/orphan", follow=0)
    record = records.Record(parent=Identity(1, "long ago"))
    record.children["orphan"] = Identity.of(orphan.pid)
    record.save(empty)

    assert recovery.recover(empty) == ["orphan"]
    assert orphan.wait() == -signal.SIGTERM


@pytest.mark.skipif(not processes.HAS_PROC, reason="needs /proc")
def test_recovery_finds_even_those_nobody_wrote_down(empty):
    folders.make(empty)
    orphan = processes.spawn(["/bin/sleep", "60"], var=empty, log=empty / "log/orphan", follow=0)

    recovery.recover(empty)

    assert orphan.wait() == -signal.SIGTERM


def test_recovery_spares_a_stranger_who_has_the_process_id_now(empty):
    folders.make(empty)
    with subprocess.Popen(["/bin/sleep", "60"]) as stranger:
        record = records.Record(parent=Identity(1, "long ago"))
        record.children["worker"] = Identity(stranger.pid, "another birth")
        record.save(empty)

        assert recovery.recover(empty) == []
        assert stranger.poll() is None
        stranger.kill()


def test_a_lock_left_by_a_server_whose_process_id_is_a_strangers_now_is_no_obstacle(var):
    lock = var / "postgres" / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n{var / 'postgres'}\n0\n5432\n{var}\n\n0 0\nready\n")

    with run(var, wanted=["postgres"]) as running:
        assert ask(running.environment["DATABASE_URL"], "SELECT 1") == [(1,)]


def test_a_server_that_nobody_wrote_down_is_ended_before_its_data_is_used_again(var):
    with run(var, wanted=["postgres"]) as lost:
        records.forget(var)
        with run(var, wanted=["postgres"]) as running:
            assert ask(running.environment["DATABASE_URL"], "SELECT 1") == [(1,)]

        assert lost.started[0].process.wait(STOP_SECONDS) == 0


@pytest.mark.parametrize("has_proc", [processes.HAS_PROC, False])
def test_a_process_is_known_with_and_without_proc(monkeypatch, has_proc):
    monkeypatch.setattr(processes, "HAS_PROC", has_proc)
    with subprocess.Popen(["/bin/sleep", "60"]) as sleeper:
        identity = Identity.of(sleeper.pid)
        assert processes.command_of(sleeper.pid).strip() == "/bin/sleep 60"
        assert identity.is_alive()
        sleeper.kill()
        sleeper.wait()

        assert not identity.is_alive()


def test_a_first_start_that_was_cut_short_is_begun_anew(empty):
    (empty / "postgres").mkdir()
    (empty / "postgres" / "half").touch()

    with run(empty, wanted=["postgres"]) as running:
        assert ask(running.environment["DATABASE_URL"], "SELECT 1") == [(1,)]


def test_a_second_demo_in_the_same_folder_is_refused_in_one_sentence(var):
    with parent(var) as process:
        sentence = refusal("demo")

        assert sentence.startswith(f"Another expo process already works in {var}")
        assert process.poll() is None


def test_a_command_beside_a_running_demo_uses_its_engines(var):
    with parent(var):
        pids = {child.pid for child in records.load(var).children.values()}
        with embedded.for_command(ROOT, ["manage.py", "figures"]):
            assert {child.pid for child in records.load(var).children.values()} == pids
        assert runs_both(var)


def test_a_command_alone_has_engines_of_its_own_for_as_long_as_it_takes(var):
    with embedded.for_command(ROOT, ["manage.py", "figures"]):
        assert ask(os.environ["DATABASE_URL"], "SELECT 1") == [(1,)]

    assert records.load(var) is None


@pytest.mark.parametrize("arguments", [["manage.py"], ["manage.py", "demo", "--help"]])
def test_who_asks_for_help_waits_for_no_engine(empty, arguments):
    with embedded.for_command(ROOT, arguments):
        assert not (empty / "run").exists()


def test_servers_named_in_the_environment_are_used_instead(empty, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/expo")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")

    with embedded.for_command(ROOT, ["manage.py", "figures"]):
        assert not (empty / "run").exists()


def test_only_the_engine_that_nobody_names_is_started(empty, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/expo")

    with embedded.for_command(ROOT, ["manage.py", "figures"]):
        assert list(records.load(empty).urls) == ["valkey"]


def test_a_folder_that_cannot_be_written_is_one_sentence(empty, monkeypatch):
    (empty / "file").touch()
    monkeypatch.setenv("EXPO_VAR", str(empty / "file" / "var"))

    assert "cannot be written: Not a directory." in refusal("demo")


def test_a_full_disk_is_one_sentence(empty, monkeypatch):
    full = folders.shutil._ntuple_diskusage(total=2**40, used=2**40, free=2**20)
    monkeypatch.setattr(folders.shutil, "disk_usage", lambda _path: full)

    assert refusal("demo").startswith(f"The disk that holds {empty} is full")


def test_a_database_that_refuses_to_start_is_one_sentence_with_its_reason(var):
    (var / "postgres" / "PG_VERSION").write_text("9\n")

    assert "database files are incompatible with server" in refusal("demo")


def test_a_machine_without_any_engine_is_told_what_to_install(empty, monkeypatch):
    monkeypatch.setattr(binaries, "find_spec", lambda _name: None)
    monkeypatch.setattr(binaries, "POSTGRES_PLACES", ())
    monkeypatch.setenv("PATH", str(empty))

    with pytest.raises(embedded.CannotStart, match="install PostgreSQL 15 or newer"):
        binaries.postgres_folder()
    with pytest.raises(embedded.CannotStart, match="install valkey-server or redis-server"):
        binaries.valkey_server()


def test_programs_of_the_machine_serve_where_the_wheels_have_no_build(empty, monkeypatch):
    folder, valkey = binaries.postgres_folder(), binaries.valkey_server()
    for name, program in {"initdb": folder / "initdb", "redis-server": valkey}.items():
        (empty / name).symlink_to(program)
    monkeypatch.setattr(binaries, "find_spec", lambda _name: None)
    monkeypatch.setenv("PATH", str(empty))

    assert binaries.postgres_folder() == folder
    assert binaries.valkey_server() == valkey


def test_cleaning_forgets_everything(empty):
    with run(empty / "demo", wanted=["postgres"]):
        pass

    cleaning.clean(empty / "demo")

    assert not (empty / "demo").exists()


def test_cleaning_is_refused_while_a_demo_runs(var):
    with parent(var), pytest.raises(embedded.CannotStart, match="already works in"):
        cleaning.clean(var)


def refusal(command):
    """What somebody reads who cannot have engines; the exit code is 1."""
    with pytest.raises(SystemExit) as stop, embedded.for_command(ROOT, ["manage.py", command]):
        pytest.fail("started after all")
    return stop.value.code


@pytest.mark.parametrize(
    ("machine", "kept"),
    [(512 * memory.MIB, 256), (4 * memory.GIB, 1024), (256 * memory.GIB, 8192)],
)
def test_a_quarter_of_the_memory_is_for_the_database(machine, kept):
    assert memory.kept(machine) == {
        "shared_buffers": f"{kept}MB",
        "effective_cache_size": f"{2 * kept}MB",
    }


@pytest.mark.parametrize(("told", "kept"), [("4294967296\n", "1024MB"), ("max\n", "8192MB")])
def test_in_a_container_it_is_a_quarter_of_what_that_may_take(tmp_path, monkeypatch, told, kept):
    (tmp_path / "memory.max").write_text(told)
    monkeypatch.setattr(memory, "LIMIT_OF_A_CONTAINER", tmp_path / "memory.max")
    monkeypatch.setattr(memory, "_of_the_machine", lambda: 64 * memory.GIB)

    assert memory.settings()["shared_buffers"] == kept
