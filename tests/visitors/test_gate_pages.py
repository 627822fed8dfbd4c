"""The scanner's addresses, and the list of what a phone must keep of it."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from urllib.parse import urljoin

import pytest
from django.core.management import call_command

from visitors.gate import shell

STORAGES = {"plain": None, "hashed": "expo.project.hashing.HashedFiles"}
IMPORTED = re.compile(r"""^(?:import|\}) [^"';]*from "([^"]+)";|^import "([^"]+)";""", re.MULTILINE)
IN_PAGE = re.compile(r"""(?:src|href|data-[a-z-]+)=["'](/[^"'#]+)["']""")
IN_STYLE = re.compile(r"""url\(["']?(?!data:|#)([^"')]+)""")


@pytest.fixture(params=STORAGES)
def storage(request, settings, tmp_path):
    """File names as they are, and as a real installation has them."""
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.WHITENOISE_USE_FINDERS = request.param == "plain"
    if backend := STORAGES[request.param]:
        settings.STATIC_ROOT = tmp_path
        settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": backend}}
        call_command("collectstatic", interactive=False, verbosity=0)
    shell.forget()
    yield request.param
    shell.forget()


@pytest.fixture
def served(client, storage):
    """What is served at each address of the list."""
    answers = {address: client.get(address) for address in shell.current().files}
    missing = [address for address, answer in answers.items() if answer.status_code != 200]
    assert not missing
    return {address: answer.getvalue() for address, answer in answers.items()}


def test_each_file_is_served_as_its_hash_says(served):
    for address, integrity in shell.current().files.items():
        digest = b64encode(sha256(served[address]).digest()).decode()
        assert integrity == f"sha256-{digest}", address


def test_the_list_holds_everything_that_its_files_ask_for(served):
    asked = set(IN_PAGE.findall(served["/gate/"].decode()))
    for address, body in served.items():
        if address.endswith(".js"):
            names = [name or bare for name, bare in IMPORTED.findall(body.decode())]
            asked |= {urljoin(address, name) for name in names}
        if address.endswith(".css"):
            asked |= {urljoin(address, name) for name in IN_STYLE.findall(body.decode())}
    manifest = json.loads(served["/gate/manifest.webmanifest"])
    asked |= {icon["src"] for icon in manifest["icons"]}

    assert len(asked) > 20
    assert asked - {"/gate/sw.js"} <= served.keys()


def test_a_real_installation_keeps_hashed_names(served, storage):
    scripts = [address for address in served if "/scanner." in address]

    pattern = r"/static/gate/scanner(\.[0-9a-f]{12})?\.js"
    assert [bool(re.fullmatch(pattern, address)[1]) for address in scripts] == [storage == "hashed"]


def test_the_page_says_its_version_and_the_worker_holds_it(client, storage):
    worker = client.get("/gate/sw.js")
    held = json.loads(worker.content.decode().split("\n", 1)[0].removeprefix("const SHELL = ")[:-1])

    assert f'data-version="{held["version"]}"' in client.get("/gate/").content.decode()
    assert held["version"] == shell.version()
    assert worker.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert worker.headers["Cache-Control"] == "no-cache"


def test_another_page_is_another_version(monkeypatch, settings):
    before = shell.version()
    render = shell._render

    monkeypatch.setattr(shell, "_render", lambda *told, **kept: render(*told, **kept) + b"<!---->")

    assert shell.version() != before


def test_the_page_is_the_same_for_everybody(client, admin_client):
    answers = [
        client.get("/gate/"),
        client.get("/gate/?language=en", headers={"Accept-Language": "en"}),
        admin_client.get("/gate/"),
    ]

    assert len({answer.content for answer in answers}) == 1


def test_only_this_page_may_run_the_cameras_reader(client):
    policy = client.get("/gate/").headers["Content-Security-Policy"]

    assert "'wasm-unsafe-eval'" in policy
    assert "'unsafe-eval'" not in policy
    assert "'unsafe-inline'" not in policy
    assert "wasm" not in client.get("/gate/sw.js").headers["Content-Security-Policy"]


def test_the_app_can_be_installed(client):
    manifest = client.get("/gate/manifest.webmanifest")
    told = json.loads(manifest.content)

    assert manifest.headers["Content-Type"] == "application/manifest+json"
    assert (told["start_url"], told["scope"], told["display"]) == ("/gate/", "/gate/", "standalone")
    assert {(icon["sizes"], icon["purpose"]) for icon in told["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("192x192", "maskable"),
        ("512x512", "maskable"),
    }


def test_the_scanner_has_one_address_in_both_languages(client):
    answer = client.get("/en/gate/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/gate/?language=en")


@pytest.mark.parametrize("address", ["/gate/", "/gate/sw.js", "/gate/manifest.webmanifest"])
def test_the_shell_is_only_read(client, address):
    assert client.post(address).status_code == 405
