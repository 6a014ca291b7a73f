"""Whatever a reader refuses is told in the user's language."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker import readers
from checker.reports.refusals import said_by_reader

HOME = Path(readers.__file__).parent


def _sentences() -> Iterator[str]:
    """Yield what stands behind `DocumentError(` in a reader, with 7 for whatever varies."""
    for path in sorted(HOME.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "DocumentError":
                match node.args[0]:
                    case ast.Constant(value=str(text)):
                        yield text
                    case ast.JoinedStr(values=parts):
                        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in parts)


SENTENCES = sorted(set(_sentences()) - {"is 7"})


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_refusal_is_told_in_chinese(sentence: str) -> None:
    assert not said_by_reader(sentence, "zh").startswith(sentence[:4]), "give it a line in reports/refusals.py"
    assert said_by_reader(sentence, "en") == sentence


def test_there_are_refusals() -> None:
    assert len(SENTENCES) > 20


@pytest.mark.parametrize(
    ("sentence", "chinese"),
    [
        ("page 3 has no text layer", "第 3 页没有文字层（扫描件），未检查"),
        ("not valid gbk at byte 12", "第 12 字节不是有效的 gbk"),
        ("is damaged: {odd} signs", "已损坏：{odd} signs"),
        ("something new", "something new"),
    ],
)
def test_what_varies_keeps_its_place(sentence: str, chinese: str) -> None:
    assert said_by_reader(sentence, "zh") == chinese
