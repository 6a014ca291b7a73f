"""Tables that take long to make are kept in the user's cache folder, as JSON under a hash of all that they are made of.

They can be made again at any time: a folder that cannot be read or written costs time, never correctness. Nothing is
ever changed in place, so what a newer grammar or version no longer asks for is swept out when something new is written.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

_LAYOUT = 5
"""Raised whenever the shape of a kept table changes."""
_DAY = 24 * 60 * 60
UNUSED = 30 * _DAY
"""How long a table is kept that nobody asks for, in seconds."""
MOST = 32_000_000
"""How many bytes are kept: the tables of about a dozen versions."""


def cache_folder() -> Path:
    """Return the folder for tables that can be made again at any time (XDG base directory specification)."""
    home = os.environ.get("XDG_CACHE_HOME") or (os.environ.get("LOCALAPPDATA") if os.name == "nt" else "")
    return Path(home or Path.home() / ".cache") / "numeric-claim-checker"


def kept(name: str, source: str, make: Callable[[], Any]) -> Any:
    """Return what `make` makes of `source` as JSON data, from the cache folder if it was made before."""
    key = hashlib.sha256(f"{_LAYOUT}\0{source}".encode()).hexdigest()[:20]
    path = cache_folder() / f"{name}-{key}.json"
    with suppress(OSError, ValueError):
        data = json.loads(path.read_text("utf-8"))
        if time.time() - path.stat().st_mtime > _DAY:
            path.touch()
        return data
    made = make()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_suffix(f".{os.getpid()}")
        scratch.write_text(json.dumps(made, ensure_ascii=False), "utf-8")
        scratch.replace(path)
        _sweep_once(path.parent)
    return made


def sweep(folder: Path) -> None:
    """Remove the files of a folder that were not used for long, and of the others the oldest beyond MOST bytes."""
    files = [(path.stat(), path) for path in folder.iterdir() if path.is_file()]
    total = 0
    for status, path in sorted(files, key=lambda file: -file[0].st_mtime):
        total += status.st_size
        if total > MOST or time.time() - status.st_mtime > UNUSED:
            path.unlink(missing_ok=True)


_sweep_once = cache(sweep)
