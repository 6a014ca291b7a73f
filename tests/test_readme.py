"""What the READMEs show is run: Python, settings, commands, pipelines and the rule."""

import contextlib
import io
import json
import re
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from checker import api
from checker.arguments import parser
from checker.cli import main
from checker.config import chosen, load
from checker.reports import FORMATS
from checker.run import known_rules
from checker.schemas import schema

pytest_plugins = "pytester"
ROOT = Path(__file__).resolve().parents[1]
READMES = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md")}
WRONG = "全县收入70.46亿元，其中税收收入52.96亿元、非税收入18.50亿元。\n"


def blocks(kind: str, holding: str = "") -> list[tuple[str, str]]:
    """Return the fenced blocks of a kind in all READMEs, each with the name of its README."""
    found = [
        (name, block)
        for name, text in READMES.items()
        for block in re.findall(rf"^```{kind}\n(.*?)^```$", text, re.M | re.S)
        if holding in block
    ]
    assert found, f"no {kind} block"
    return found


@pytest.mark.parametrize(("name", "block"), blocks("python", "from checker import"))
def test_the_python_does_what_its_comments_say(
    name: str, block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        exec(compile(block, name, "exec"), {})
    assert shown.getvalue() == "".join(line[2:] + "\n" for line in block.splitlines() if line.startswith("# "))


@pytest.mark.parametrize(("name", "block"), blocks("python", "def test_"))
def test_the_pytest_example_passes(name: str, block: str, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(block)
    installed = entry_points(group="pytest11", name="checker")
    pytester.runpytest(*(() if installed else ("-p", "checker.pytest_plugin"))).assert_outcomes(passed=1)


@pytest.mark.parametrize(("name", "block"), blocks("toml"))
def test_the_settings_are_settings_and_all_of_them(name: str, block: str, tmp_path: Path) -> None:
    (tmp_path / "checker.toml").write_text(block, "utf-8")
    content = tomllib.loads(block)
    Draft202012Validator(schema("config")).validate(content)
    assert set(content) == set(schema("config")["properties"])
    assert chosen(known_rules(()), load(tmp_path / "checker.toml"), "report.md")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (name, line.split("#")[0].strip())
        for name, block in blocks("sh")
        for line in block.splitlines()
        if line.startswith("checker ")
    ],
)
def test_the_commands_are_commands(name: str, line: str) -> None:
    assert parser("en").parse_args(line.split()[1:]).command


@pytest.mark.parametrize("name", READMES)
def test_every_format_and_limit_is_named(name: str) -> None:
    for word in (*FORMATS, "docx", "pdf", "xlsx", *schema("config")["properties"]["limits"]["properties"]):
        assert re.search(rf"\b{word}\b", READMES[name]), word


@pytest.mark.parametrize(("name", "block"), blocks("yaml", "codequality"))
def test_the_gitlab_job_leaves_its_reports(
    name: str, block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [job] = yaml.safe_load(block).values()
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.md").write_text(WRONG, "utf-8")
    monkeypatch.chdir(tmp_path)
    [command] = [line for line in job["script"] if line.startswith("checker ")]
    assert main(command.split()[1:]) == 1
    [issue] = json.loads((tmp_path / job["artifacts"]["reports"]["codequality"]).read_text("utf-8"))
    assert issue["location"]["path"] == "reports/a.md"
    assert all((tmp_path / path).is_file() for path in job["artifacts"]["paths"])


@pytest.mark.parametrize(("name", "block"), blocks("yaml", "uses: OWNER"))
def test_the_github_steps_use_inputs_that_there_are(name: str, block: str) -> None:
    inputs = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    [step] = [step for step in yaml.safe_load(block) if "numeric-claim-checker" in step["uses"]]
    assert set(step["with"]) <= set(inputs)


@pytest.mark.parametrize(("name", "block"), blocks("yaml", "hooks:"))
def test_the_hook_is_one_that_there_is(name: str, block: str) -> None:
    [repository] = yaml.safe_load(block)["repos"]
    known = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    assert {hook["id"] for hook in repository["hooks"]} <= known


@pytest.mark.parametrize(("name", "block"), blocks("yaml", "examples:"))
def test_the_rule_does_what_its_examples_say(name: str, block: str, tmp_path: Path) -> None:
    path = tmp_path / "readme-example.yaml"
    path.write_text(block.replace("id: parts-sum-to-total", "id: readme-example"), "utf-8")
    [rule] = [rule for rule in api.load_rules((path,)) if rule.id == "readme-example"]
    assert [problem for _, _, problem in api.test_rules((rule,))] == [None, None]
