"""PostgreSQL refuses to run as root: whom it runs as then."""

import os
import pwd
import stat
import sys
from pathlib import Path

from expo.project.embedded.failures import CannotStart
from expo.project.embedded.processes import User

UNPRIVILEGED = ("postgres", "nobody")


def user_for(data: Path, *programs: Path) -> User | None:
    """None for an ordinary user; for root, the owner of the data, else an account without rights.

    Where that account cannot enter the folders on the way (a checkout under /root), it keeps the
    right to pass them.
    """
    if os.geteuid() != 0:
        return None
    account = _owner(data) or _unprivileged()
    closed = [path for path in (data, *programs) if not _is_open(path)]
    if closed and sys.platform != "linux":
        raise CannotStart(
            f"PostgreSQL does not run as root, and the user {account.pw_name} cannot enter "
            f"{closed[0].parent}: start as an ordinary user."
        )
    return User(account.pw_uid, account.pw_gid, reach=bool(closed))


def _owner(data: Path) -> pwd.struct_passwd | None:
    """Who owns the data already; None for nobody, root, or a user this machine does not know."""
    try:
        account = pwd.getpwuid(data.stat().st_uid)
    except (FileNotFoundError, KeyError):
        return None
    return account if account.pw_uid else None


def _unprivileged() -> pwd.struct_passwd:
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise CannotStart(
        "PostgreSQL does not run as root, and this machine has no user named "
        f"{' or '.join(UNPRIVILEGED)}: start as an ordinary user."
    )


def _is_open(path: Path) -> bool:
    """Whether everybody may pass all folders on the way to `path`."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in path.parents)
