from collections.abc import Iterator
from pathlib import Path

import pytest

from checker import units
from checker.cli import main
from checker.required_version import allows

TEXT = "全县货物30.5万货篮，其中城镇20.1万货篮、农村11.4万货篮。\n\n修建长路2圈，其中东段5cun、西段3cun。\n"


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    yield
    units.use([])


def _documents(folder: Path, settings: str) -> str:
    (folder / "checker.toml").write_text(f"[units]\n{settings}\n", "utf-8")
    (folder / "a.md").write_text(TEXT, "utf-8")
    return str(folder / "a.md")


def test_own_units_reach_the_grammar_and_the_sums(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _documents(tmp_path, '"货篮" = "[basket]"\ncun = "100 * metre"\n"圈" = "0.4 * 公里"')
    assert main(["check", path, "--lang", "zh"]) == 1
    assert "各分项相加为31.5万货篮" in capsys.readouterr().out
    main(["claims", path, "--format", "jsonl"])
    read = capsys.readouterr().out
    assert '"unit": "货篮"' in read
    assert '"unit": "own_cun"' in read


def test_units_are_those_of_the_document_that_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, settings in (("with", '"货篮" = "[basket]"'), ("without", "")):
        (tmp_path / name).mkdir()
        _documents(tmp_path / name, settings)
    main(["check", str(tmp_path / "with" / "a.md"), str(tmp_path / "without" / "a.md"), "--output", "concise"])
    with_units, without_units, *_ = capsys.readouterr().out.splitlines()
    assert "31.5万货篮" in with_units
    assert "31.5万，" in without_units


@pytest.mark.parametrize(
    "settings",
    [
        '"货篮" = "nonsense"',
        '"货篮" = "2 * * 3"',
        '"货篮" = "货篮"',
        '"货篮" = ""',
        '"米" = "3 * metre"',
        '"x y" = "1"',
        '"a=b" = "kg"',
        '"货篮" = "1 = 米"',
    ],
)
def test_a_wrong_unit_is_the_users_fault_and_says_where(
    settings: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _documents(tmp_path, settings)
    assert main(["check", path]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"checker: {tmp_path / 'checker.toml'}: units")
    assert said.count("\n") == 1


def test_a_chinese_key_without_quotes_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", _documents(tmp_path, '货篮 = "[basket]"'), "--lang", "zh"]) == 2
    assert '"货篮" = …' in capsys.readouterr().err


def test_limits_refuse_what_is_larger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _documents(tmp_path, "\n[limits]\nbytes = 20")
    assert main(["check", path]) == 2
    assert "超过 20 字节" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("required", "version", "allowed"),
    [
        (">=0.1", "0.1.0", True),
        (">=0.1,<1", "0.9.12", True),
        (">=0.1,<1", "1.0rc1", False),
        ("==0.1", "0.1.0", True),
        ("!=0.1.0", "0.1", False),
        ("> 0.9 , <= 0.10", "0.10", True),
    ],
)
def test_versions_are_compared_by_their_numbers(required: str, version: str, allowed: bool) -> None:
    assert allows(required, version) is allowed


@pytest.mark.parametrize(("required", "said"), [(">=99", ">=99"), ("latest", "'latest'")])
def test_another_version_than_the_required_one_does_not_run(
    required: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _documents(tmp_path, "")
    (tmp_path / "checker.toml").write_text(f'lang = "zh"\nrequired-version = "{required}"\n', "utf-8")
    assert main(["check", path]) == 2
    error = capsys.readouterr().err
    assert f"{tmp_path / 'checker.toml'}:2: " in error
    assert said in error
