"""Set-up's browser packages: pinned, without an address, and only what pages ask for is served."""

import json
import re

import pytest

from expo.project import frontend


def test_the_lock_file_pins_every_package_and_names_no_registry():
    lock = json.loads((frontend.ROOT / "package-lock.json").read_text())
    packages = [package for path, package in lock["packages"].items() if path]

    assert all("integrity" in package and "resolved" not in package for package in packages)


def test_the_lock_file_holds_no_address_at_all():
    assert "://" not in (frontend.ROOT / "package-lock.json").read_text()


def test_npm_is_told_no_registry_and_runs_no_scripts_of_packages():
    told = (frontend.ROOT / ".npmrc").read_text()

    assert "://" not in told
    assert "ignore-scripts=true" in told


def test_a_style_sheet_brings_the_images_it_names_and_no_source_map(tmp_path):
    source, target = tmp_path / "package", tmp_path / "vendor"
    (source / "css").mkdir(parents=True)
    (source / "img").mkdir()
    (source / "img" / "named.svg").write_text("<svg/>")
    (source / "img" / "other.svg").write_text("<svg/>")
    (source / "css" / "kit.css").write_text(
        "a { mask: url(../img/named.svg) }\nb { mask: url(data:x) }\n"
        "/*# sourceMappingURL=kit.css.map */"
    )

    frontend._copy(source, target, "css/kit.css")

    assert (target / "img" / "named.svg").exists()
    assert not (target / "img" / "other.svg").exists()
    assert "sourceMappingURL" not in (target / "css" / "kit.css").read_text()


def test_no_network_is_one_sentence_and_leaves_nothing_half_done(tmp_path, monkeypatch):
    monkeypatch.setenv("EXPO_VAR", str(tmp_path))
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    monkeypatch.setattr(frontend, "SOON", ("--fetch-retries=0",))

    with pytest.raises(frontend.CannotInstall, match="could not be installed: npm says") as raised:
        frontend.prepare()

    assert re.fullmatch(r"[^\n]+", str(raised.value))
    assert not (tmp_path / "vendor").exists()


def test_what_is_installed_is_left_alone_until_something_changes(tmp_path, monkeypatch):
    monkeypatch.setenv("EXPO_VAR", str(tmp_path))
    monkeypatch.setattr(frontend, "_install", lambda root, folder: _packages(folder))

    assert frontend.prepare() is True
    assert frontend.prepare() is False
    assert (tmp_path / "vendor" / "htmx" / "htmx.min.js").exists()


def _packages(folder):
    """Empty files where the packages would have theirs."""
    pages = [f"{package}/{name}" for package, names in frontend.FILES.values() for name in names]
    for name in [*pages, *frontend.FONTS.values()]:
        path = folder / "node_modules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return folder / "node_modules"
