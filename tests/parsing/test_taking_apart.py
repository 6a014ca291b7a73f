"""The clauses of a line as the grammar reads them: nothing of the text between its signs is lost."""

import pytest

from checker.api import phrases
from checker.readers import read_bytes

TEXT = """# 2024年情况

全县收入120亿元，增长3%；
其中：税收占比由40%提升至50%（不含车辆税）。

尚无结果。
"""


ASIDE = "other ASIDE:(不含车辆税)"


@pytest.mark.parametrize(
    ("line", "read"),
    [
        (1, [["other PERIOD:2024年", "other NOUN:情况"]]),
        (2, []),
        (3, [["other NOUN:全县收入", "value AMOUNT:120亿元"], ["change RISE:增长 PERCENT:3%"]]),
        (
            4,
            [
                ["other OF_WHICH:其中"],
                [
                    "other NOUN:税收",
                    "share SHARE_OF:占比",
                    "transition FROM:由 PERCENT:40% RISE_TO:提升至 PERCENT:50%",
                    ASIDE,
                ],
                ["other EXCLUDING:不含", "other NOUN:车辆税"],
            ],
        ),
        (6, [["other NOUN:尚无结果"]]),
        (9, []),
    ],
)
def test_a_line_is_taken_apart(line: int, read: list[list[str]]) -> None:
    document = read_bytes(TEXT.encode(), "own.md")
    shown = [
        [f"{phrase.rule} " + " ".join(f"{kind}:{ink}" for kind, ink in phrase.tokens) for phrase in clause]
        for clause in phrases(document, line)
    ]
    assert shown == read
