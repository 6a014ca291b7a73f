"""What is kept in the user's cache folder: made once, used until it is old, and never more than a bound."""

import os
import time
from pathlib import Path

import pytest

from checker import keeping
from checker.keeping import MOST, UNUSED, cache_folder, kept, sweep

DAY = 24 * 60 * 60


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    keeping._sweep_once.cache_clear()
    return cache_folder()


def put(folder: Path, name: str, *, days: float, size: int = 1) -> Path:
    """Put a file of `size` bytes into a folder that was last used so many days ago."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    with path.open("wb") as file:
        file.truncate(size)
    os.utime(path, (time.time() - days * DAY,) * 2)
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_table_is_made_once_for_each_source(folder: Path) -> None:
    made: list[str] = []
    for source in ("one", "two", "one"):
        assert kept("table", source, lambda source=source: made.append(source) or [source]) == [source]  # type: ignore[misc, func-returns-value]
    assert made == ["one", "two"]
    assert len(names(folder)) == 2


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe"])
def test_a_damaged_table_is_made_again(folder: Path, damage: bytes) -> None:
    kept("table", "one", lambda: 1)
    (path,) = folder.iterdir()
    path.write_bytes(damage)
    assert kept("table", "one", lambda: 2) == 2
    assert kept("table", "one", lambda: 3) == 2


def test_where_nothing_can_be_written_tables_are_made_each_time(tmp_path: Path, folder: Path) -> None:
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("no folder")
    assert [kept("table", "one", lambda number=number: number) for number in (1, 2)] == [1, 2]  # type: ignore[misc]


def test_what_nobody_asked_for_in_a_month_goes_when_something_new_is_written(folder: Path) -> None:
    put(folder, "old-version.json", days=31)
    put(folder, "old-version.lark", days=31)
    put(folder, "other-version.json", days=29)
    report = put(folder / "reports", "one.report", days=31)
    kept("table", "one", lambda: 1)
    assert {"old-version.json", "old-version.lark"}.isdisjoint(names(folder))
    assert "other-version.json" in names(folder)
    assert report.exists()


def test_what_is_used_stays(folder: Path) -> None:
    kept("table", "one", lambda: 1)
    (path,) = folder.iterdir()
    os.utime(path, (time.time() - UNUSED - DAY,) * 2)
    kept("table", "one", lambda: 2)
    sweep(folder)
    assert path.exists()


def test_beyond_the_bound_the_oldest_go(folder: Path) -> None:
    for days in range(5):
        put(folder, f"{days}.json", days=days, size=MOST // 3)
    sweep(folder)
    assert names(folder) == {"0.json", "1.json", "2.json"}
