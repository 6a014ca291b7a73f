"""The comparison of what is read with what was judged, on a text of its own; the judged reports are not kept here."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from checker.api import claims
from checker.readers import read_bytes

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "judged_claims.py"
TEXT = "2024年全县收入120亿元，增长3%。2024年培训3期，表1-2。"


@pytest.fixture(scope="module")
def judged() -> ModuleType:
    specification = importlib.util.spec_from_file_location("judged_claims", SCRIPT)
    assert specification and specification.loader
    module = importlib.util.module_from_spec(specification)
    sys.modules[specification.name] = module
    specification.loader.exec_module(module)
    return module


def row(text: str, **judgement: str) -> dict[str, str]:
    offset = str(TEXT.index(text))
    blank = {"kind": "level", "value": "", "metric": "", "period": "", "role": ""}
    return {"document": "own.txt", "offset": offset, "text": text, **blank, **judgement}


@pytest.mark.parametrize(
    ("text", "judgement", "verdict"),
    [
        ("120亿元", {"value": "12000000000 元", "metric": "收入|全县收入"}, {"value": True, "metric": True}),
        ("120亿元", {"value": "120 元", "period": "2024年"}, {"value": False, "period": True}),
        ("120亿元", {"value": "12000000000 元", "role": "target"}, {"value": True, "role": False}),
        ("120亿元", {"value": "12000000000 元", "offset": "3"}, {"value": True}),
        ("3%", {"value": "3 %", "metric": "-"}, {"value": True, "metric": False}),
        ("1-2", {"kind": "none"}, {"value": True}),
        ("3期", {"kind": "none"}, {"value": False}),
        ("1-2", {"value": "1 次"}, {"value": False}),
    ],
)
def test_a_reading_is_held_against_a_judgement(
    judged: ModuleType, text: str, judgement: dict[str, str], verdict: dict[str, bool]
) -> None:
    document = read_bytes(TEXT.encode(), "own.txt")
    judgement = row(text, **judgement)
    assert judged.judge(judgement, judged.read_as(document, claims(document), judgement)) == verdict


def test_a_share_under_its_target_is_named(judged: ModuleType) -> None:
    verdicts = [{"value": True, "metric": True}] * 9 + [{"value": True, "metric": False}] * 2
    found = judged.shares(verdicts)
    assert found["value"] == (11, 11)
    assert found["metric"] == (9, 11)
    assert judged.under_target(found) == ["metric"]


def test_the_sample_is_whole(judged: ModuleType) -> None:
    sample = judged.rows()
    assert len(sample) >= 400
    assert len({line["document"] for line in sample}) >= 80
    assert {line["kind"] for line in sample} >= {"level", "count", "growth_rate", "share", "target", judged.NO_CLAIM}
    assert all(line["value"] for line in sample if line["kind"] != judged.NO_CLAIM)
    assert max(len(name) for line in sample for name in line["metric"].split("|")) < 60
