"""What hosts of code run: the pre-commit hook and the steps of the action, as far as they go without a network."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from checker.readers import SUFFIXES

ROOT = Path(__file__).resolve().parents[2]
TEXT = "全县收入70.46亿元，其中税收收入52.96亿元、非税收入18.50亿元。\n"


def test_the_hook_takes_what_the_checker_reads() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {suffix for suffix in SUFFIXES if not re.search(hook["files"], f"a{suffix}")} == {".text"}


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What a runner sets, with the checker of this tree where the action installs it."""
    home = tmp_path / "temp" / "checker" / "bin"
    home.mkdir(parents=True)
    (home / "checker").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m checker "$@"\n', "utf-8")
    (home / "checker").chmod(0o755)
    own = {"RUNNER_TEMP": str(tmp_path / "temp"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    return {**os.environ, **own, "PYTHONPATH": str(ROOT), "LC_ALL": "zh_CN.UTF-8"}


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({"PATHS": "带 空格.md\n\n", "SARIF": "out file.sarif"}, 1),
        ({"PATHS": ".", "ARGUMENTS": "--exit-zero\n--lang\nen"}, 0),
        ({"PATHS": "$(touch hacked)"}, 2),
        ({"PATHS": ""}, 2),
    ],
)
def test_the_action_annotates_and_sums_up(
    inputs: dict[str, str], code: int, environment: dict[str, str], tmp_path: Path
) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    step = action["runs"]["steps"][1]
    work = tmp_path / "work"
    work.mkdir()
    (work / "带 空格.md").write_text(TEXT, "utf-8")
    given = {name: inputs.get(name, "") for name in step["env"]}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    ran = subprocess.run(command, cwd=work, env=environment | given, capture_output=True, text=True, check=False)
    assert ran.returncode == code, ran.stderr
    assert not (work / "hacked").exists()
    if code < 2:
        assert "::error file=带 空格.md,title=parts-sum-to-total" in ran.stdout
        assert "parts-sum-to-total" in (tmp_path / "summary.md").read_text("utf-8")
    if inputs.get("SARIF"):
        assert json.loads((work / "out file.sarif").read_text("utf-8"))["runs"][0]["results"]
