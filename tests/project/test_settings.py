"""Production refuses to start half-configured, and is clean when it starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WHOLE = {
    "SECRET_KEY": "k3y-" + "aB9-xYz7" * 8,
    "SIGNING_KEYS_SECRET": "s1gn-" + "qW8-eRt5" * 8,
    "ALLOWED_HOSTS": "expo.example.go.kr",
    "DATABASE_URL": "postgres://expo@db.example.go.kr/expo",
    "REDIS_URL": "redis://broker.example.go.kr/0",
    "EMAIL_URL": "submission://expo:secret@mail.example.go.kr",
    "DEFAULT_FROM_EMAIL": "expo@example.go.kr",
    "SITE_URL": "https://expo.example.go.kr",
}


def run(*arguments, **environment):
    inherited = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, "-m", "django", *arguments],
        cwd=ROOT,
        env=inherited
        | {"DJANGO_SETTINGS_MODULE": "expo.project.settings.production"}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", WHOLE)
def test_production_names_what_is_missing(name):
    refused = run("check", **{key: value for key, value in WHOLE.items() if key != name})

    assert refused.returncode != 0
    assert f" {name} must" in refused.stderr


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"DEBUG": "1"}, "DEBUG must be off."),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must not be any host"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must hold at least 50 random characters."),
    ],
)
def test_production_refuses_what_is_not_safe(change, sentence):
    refused = run("check", **(WHOLE | change))

    assert refused.returncode != 0
    assert sentence in refused.stderr


def test_everything_that_is_missing_is_named_at_once():
    refused = run("check")

    assert all(f"{name} must" in refused.stderr for name in WHOLE)


def test_the_deployment_check_is_clean():
    checked = run("check", "--deploy", "--fail-level", "WARNING", **WHOLE)

    assert checked.returncode == 0, checked.stderr
