import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from checker import run
from checker.cache import MOST, keep, key, recall
from checker.cli import main
from checker.config import Configuration, discover, load
from checker.source import Document


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    Path("a.md").write_text("1+2=4\n", "utf-8")
    return tmp_path / "cache" / "numeric-claim-checker" / "reports"


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that were checked, in order."""
    seen: list[str] = []
    real = run.check_document

    def counting(document: Document, *others: object) -> object:
        seen.append(document.path)
        return real(document, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(run, "check_document", counting)
    return seen


def _configured(text: str) -> Callable[[], None]:
    def change() -> None:
        Path("checker.toml").write_text(text, "utf-8")
        discover.cache_clear()
        load.cache_clear()

    return change


def test_an_unchanged_document_is_not_checked_again(checked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for _ in range(2):
        assert main(["check", "a.md", "--format", "full"]) == 1
        said.append(capsys.readouterr().out)
    assert checked == ["a.md"]
    assert said[0] == said[1]


@pytest.mark.parametrize(
    "change",
    [
        lambda: Path("a.md").write_text("1+2=5\n", "utf-8"),
        lambda: Path("a.md.checker-ignore").write_text("0123456789abcdef terms-sum known\n", "utf-8"),
        _configured('ignore = ["terms-order"]\n'),
        _configured('[severity]\nterms-sum = "info"\n'),
    ],
)
def test_what_makes_a_report_makes_it_anew(change: Callable[[], object], checked: list[str]) -> None:
    main(["check", "a.md"])
    change()
    main(["check", "a.md"])
    assert checked == ["a.md", "a.md"]


@pytest.mark.parametrize("option", [["--lang", "zh"], ["--select", "terms-sum"], ["--no-cache"]])
def test_options_are_part_of_what_makes_a_report(option: list[str], checked: list[str]) -> None:
    main(["check", "a.md"])
    main(["check", "a.md", *option])
    assert checked == ["a.md", "a.md"]


def test_no_cache_keeps_nothing(home: Path) -> None:
    main(["check", "a.md", "--no-cache"])
    assert not home.exists()


def test_rules_of_ones_own_are_known_by_their_content() -> None:
    Path("own.yaml").write_text("a", "utf-8")
    configuration = Configuration(rules=(Path("own.yaml"),))
    before = key(b"1", "a.md", configuration, "zh")
    Path("own.yaml").write_text("b", "utf-8")
    assert key(b"1", "a.md", configuration, "zh") != before


@pytest.mark.parametrize("damage", [b"", b"nonsense", pickle.dumps("no report")])
def test_a_damaged_cache_costs_time_and_nothing_else(damage: bytes, home: Path, checked: list[str]) -> None:
    main(["check", "a.md"])
    (kept,) = home.iterdir()
    kept.write_bytes(damage)
    assert main(["check", "a.md"]) == 1
    assert checked == ["a.md", "a.md"]


def test_a_crash_of_a_rule_is_not_kept(home: Path) -> None:
    Path("a.md").write_text("HALF 1+2=4\n", "utf-8")
    assert main(["check", "a.md"]) == 2
    assert main(["check", "a.md"]) == 2
    assert not home.exists()


def test_the_oldest_go_when_there_are_many(home: Path) -> None:
    main(["check", "a.md"])
    (first,) = home.iterdir()
    report = recall(first.stem)
    assert report
    for number in range(MOST + 5):
        keep(f"{number:040d}", report)
    assert len(list(home.iterdir())) == MOST
