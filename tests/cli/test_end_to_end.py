"""The program as it is installed, on a real report: every format, and the contracts of json and claims."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from checker.reports import FORMATS
from checker.schemas import schema

ROOT = Path(__file__).resolve().parents[2]
SEED = "seeds/xuhui-2022h1/document.txt"


def checker(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "checker", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outputs")
    done = checker("check", SEED, *(f"--output={form}={folder / form}" for form in FORMATS))
    assert (done.returncode, done.stderr) == (1, "")
    return folder


def test_the_json_is_as_its_schema_says_and_points_into_the_file(outputs: Path) -> None:
    content = json.loads((outputs / "json").read_text("utf-8"))
    Draft202012Validator(schema("report")).validate(content)
    text = (ROOT / SEED).read_bytes().decode("utf-8")
    [document] = content["documents"]
    places = [place for finding in document["findings"] for place in (finding["at"], *finding["because"])]
    assert places
    assert all(text[place["start"] : place["end"]] == place["text"] for place in places)
    marks = [finding["fingerprint"] for finding in document["findings"]]
    assert len(set(marks)) == len(marks)


def test_claims_are_as_their_schema_says_and_point_into_the_file() -> None:
    text = (ROOT / SEED).read_bytes().decode("utf-8")
    records = [json.loads(line) for line in checker("claims", SEED, "--format", "jsonl", "--all").stdout.splitlines()]
    assert len(records) > 400
    for record in records:
        Draft202012Validator(schema("claim")).validate(record)
        assert text[record["start"] : record["end"]] == record["text"]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_holds_every_finding(form: str, outputs: Path) -> None:
    findings = json.loads((outputs / "json").read_text("utf-8"))["documents"][0]["findings"]
    shown = (outputs / form).read_text("utf-8").replace("\\", "")
    assert findings
    if form != "github":
        assert all(finding["rule"] in shown for finding in findings)


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_a_suppression_silences_the_finding_that_it_stands_beside(suffix: str, tmp_path: Path) -> None:
    wrong = "全县一般公共预算收入完成70.46亿元，其中税收收入52.96亿元、非税收入18.50亿元。"
    path = tmp_path / f"report{suffix}"
    path.write_text(f"{wrong}\n", "utf-8")
    assert checker("check", str(path)).returncode == 1
    path.write_text(f"<!-- checker: ignore[parts-sum-to-total] 原文如此 -->\n{wrong}\n", "utf-8")
    done = checker("check", str(path), "--fail-on", "warning")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_examples_of_the_rules_hold() -> None:
    done = checker("test")
    assert done.returncode == 0, done.stdout[-2000:]
