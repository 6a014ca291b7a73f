import pytest
from rich.cells import cell_len

from checker.reports.terminal import ambiguous, cells, paint, visible, wants_color


@pytest.mark.parametrize(
    "text", ["abc", "地区生产总值", "（％）", "“引号”…—±×", "①②", "ｱｲｳ", "é", "e\u0301", "한글", "🔴", "㎡℃‰"]
)
def test_widths_are_those_of_rich(text: str) -> None:
    assert cells(text) == cell_len(text)


@pytest.mark.parametrize(("text", "unsure"), [("“引号”", True), ("±0.2", True), ("引号", False), ("a, b", False)])
def test_signs_of_uncertain_width_are_known(text: str, unsure: bool) -> None:
    assert ambiguous(text) is unsure


@pytest.mark.parametrize("hostile", ["\x1b[31m红", "a\x07b", "\u202e12", "a\rb", "\x9b2J"])
def test_nothing_acts_on_the_terminal(hostile: str) -> None:
    shown = visible(hostile)
    assert len(shown) == len(hostile)
    assert not any(ord(sign) < 32 or sign in "\x7f\x9b\u202e" for sign in shown)


def test_paint_leaves_text_alone_without_color() -> None:
    assert paint("错误", "error", False) == "错误"
    assert paint("错误", "error", True) == "\x1b[1;31m错误\x1b[0m"


@pytest.mark.parametrize(
    ("choice", "terminal", "environment", "colored"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("auto", True, {"TERM": "dumb"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_color_is_decided_as_rich_does(
    choice: str, terminal: bool, environment: dict[str, str], colored: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_color(choice, terminal) is colored
