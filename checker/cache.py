"""Reports of documents that have not changed since they were checked, so that a run over a folder costs what is new.

A report is kept under a hash of all that made it: the document's bytes and path, the settings, the rules, the grammar,
the program itself. Times of files are never asked. The folder belongs to the user, as the program does; what is in it
is loaded as Python objects, and whatever cannot be loaded is made again.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from checker.keeping import cache_folder
from checker.resources import grammar_home, rules_home

if TYPE_CHECKING:
    from checker.config import Configuration
    from checker.finding import Report

MOST = 256
"""Reports kept; beyond, the oldest go."""
_SIDECAR = ".checker-ignore"


def key(data: bytes, path: str, configuration: Configuration, lang: str) -> str:
    """Return the name under which the report of a document with this content is kept."""
    beside = Path(path + _SIDECAR)
    parts = [
        data,
        beside.read_bytes() if beside.is_file() else b"",
        os.fsencode(path),
        os.fsencode(Path(path).absolute()),
    ]
    parts += [repr(configuration).encode(), lang.encode(), _program(), _content(configuration.rules)]
    mark = hashlib.sha256()
    for part in parts:
        mark.update(len(part).to_bytes(8, "big"))
        mark.update(part)
    return mark.hexdigest()[:40]


def recall(name: str) -> Report | None:
    """Return the report kept under `name`, None if there is none that can be loaded."""
    from checker.finding import Report

    try:
        with _place(name).open("rb") as file:
            report = pickle.load(file)
    except Exception:
        return None
    return report if isinstance(report, Report) else None


def keep(name: str, report: Report) -> None:
    """Keep a report under `name`; where it cannot be written the next run takes longer, and nothing else."""
    place = _place(name)
    scratch = place.with_suffix(f".{os.getpid()}")
    with suppress(OSError, pickle.PicklingError):
        place.parent.mkdir(parents=True, exist_ok=True)
        scratch.write_bytes(pickle.dumps(report, pickle.HIGHEST_PROTOCOL))
        scratch.replace(place)
        kept = list(place.parent.glob("*.report"))
        for old in sorted(kept, key=lambda path: path.stat().st_mtime)[: max(0, len(kept) - MOST)]:
            old.unlink()


def _place(name: str) -> Path:
    return cache_folder() / "reports" / f"{name}.report"


@cache
def _program() -> bytes:
    """Return a hash of the program, its rules and its grammar: a version would not tell in a checkout."""
    package = Path(__file__).parent
    state = _content([package, rules_home(), grammar_home()])
    return f"{sys.version_info[:2]} {sys.platform} ".encode() + state


def _content(places: Iterable[Path]) -> bytes:
    mark = hashlib.sha256()
    for place in places:
        for path in _files(place):
            mark.update(path.encode())
            with open(path, "rb") as file:  # noqa: PTH123 (hundreds of files, and pathlib is slow)
                mark.update(hashlib.sha256(file.read()).digest())
    return mark.digest()


def _files(place: Path) -> Iterator[str]:
    """Yield the source files at a place, sorted; what Python compiles them to is not looked at."""
    if place.is_file():
        yield str(place)
    for folder, folders, names in os.walk(place):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (f"{folder}/{name}" for name in sorted(names))
