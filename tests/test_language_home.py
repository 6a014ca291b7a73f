"""Chinese lives in grammar/, rules/ and messages: python holds no word lists and no shapes of numbers.

Modules that do hold Chinese stand below with the reason. A new one either moves its words to grammar/words or gives its
reason here.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import checker

HOME = Path(checker.__file__).parent
HAN = re.compile("[\u4e00-\u9fff]")
NUMBER_SHAPE = re.compile(r"\\d|\[0-9|\[〇?零?一二三")

MESSAGES = "messages to people"
SHAPES = "the shapes of headings, captions and page furniture by which a format's blocks are told apart"
ALLOWED = {
    "baseline.py": MESSAGES,
    "frame.py": "the description of the columns",
    "readers/flow.py": "the range of code points between which a line break is no space",
    "readers/grid.py": SHAPES,
    "readers/headings.py": SHAPES,
    "readers/numberformat.py": "the date formats that spreadsheets name in Chinese",
    "readers/numbering.py": "the counting styles of Word, which renders numbers of its own",
    "readers/textlines.py": SHAPES,
    "readers/titles.py": SHAPES,
    "readers/wordstyles.py": "the names of Word's own styles",
    "reports/refusals.py": MESSAGES,
    "reports/wording.py": MESSAGES,
    "rules/messages.py": MESSAGES,
    "rules/evaluation.py": "the unit that a difference of two rates is shown in",
    "source.py": "the signs that normalisation puts for one another, one for one",
    "suppression.py": MESSAGES,
    "parsing/numerals.py": "the sign of the decimal point among Chinese digits",
    "parsing/quantities.py": "the handful of signs that mark a fraction, a tenth and a doubling",
    "ties/damage.py": "the signs of year, month and day, which repairs put back",
}
NUMBER_SHAPES_ALLOWED = {
    "readers/": "formats cut their blocks by page numbers, headings and number formats",
    "reports/": "places of a finding, not numbers of a report",
    "required_version.py": "the version of the checker itself",
    "ties/damage.py": "what a broken date's digits can be cut into",
}


def modules() -> list[Path]:
    found = sorted(HOME.rglob("*.py"))
    assert len(found) > 50
    return found


def strings(path: Path) -> Iterator[str]:
    """Yield the text constants of a module that are no docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    statements = [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    silent = {id(value) for value in statements if isinstance(value, ast.Constant)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.value


def name(path: Path) -> str:
    return path.relative_to(HOME).as_posix()


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_module_holds_no_chinese_without_a_reason(path: Path) -> None:
    found = [text for text in strings(path) if HAN.search(text)]
    assert not found or name(path) in ALLOWED, found


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_module_holds_no_shape_of_a_number_without_a_reason(path: Path) -> None:
    found = [text for text in strings(path) if NUMBER_SHAPE.search(text)]
    assert not found or name(path).startswith(tuple(NUMBER_SHAPES_ALLOWED)), found


def test_no_reason_outlives_its_module() -> None:
    spoken = {name(path) for path in modules() if any(HAN.search(text) for text in strings(path))}
    assert not set(ALLOWED) - spoken
