import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from checker.config import Configuration, chosen, configuration_for, load, matches, shown
from checker.errors import ConfigurationError
from checker.finding import Severity
from checker.schemas import schema


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


@dataclass(frozen=True)
class Rule:
    id: str
    path: Path
    severity: Severity = Severity.ERROR
    preview: bool = False

    @property
    def family(self) -> str:
        return self.path.parent.name


RULES = (
    Rule("parts-sum", Path("rules/totals/parts-sum.yaml")),
    Rule("part-above-whole", Path("rules/totals/part-above-whole.yaml")),
    Rule("table-sum", Path("rules/tables/table-sum.yaml")),
    Rule("rank-order", Path("rules/ranks/rank-order.yaml"), preview=True),
)

VALID = [
    "",
    'select = ["parts-sum"]',
    'ignore = ["table-*"]\nfail-on = "warning"\nexit-zero = true\npreview = false',
    '[per-file-ignores]\n"drafts/*" = ["parts-sum"]\n[severity]\nparts-sum = "info"',
    'lang = "en"\nrules = ["rules"]\nbaseline = "known.json"',
]
INVALID = [
    ('selct = ["parts-sum"]', 1, "unknown key selct, did you mean select?"),
    ("\n# 说明\nfail_on = 'error'", 3, "unknown key fail_on, did you mean fail-on?"),
    ("xyzzy = 1", 1, "unknown key xyzzy"),
    ("select = 'parts-sum'", 1, "select must be array, not 'parts-sum'"),
    ("ignore = []\nselect = [1]", 2, "select must be string, not 1"),
    ("fail-on = 'fatal'", 1, "fail-on must be one of error, warning, info, not 'fatal'"),
    ("lang = 'fr'", 1, "lang must be one of zh, en, not 'fr'"),
    ("preview = 1", 1, "preview must be boolean, not 1"),
    ("[severity]\nparts-sum = 'high'", 2, "severity.parts-sum must be one of error, warning, info, not 'high'"),
    ("[per-file-ignores]\n'a.md' = 'x'", 2, "per-file-ignores.a.md must be array, not 'x'"),
]


def written(folder: Path, text: str, name: str = "checker.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder / name


@pytest.mark.parametrize("text", VALID)
def test_valid_settings_are_read(text: str, tmp_path: Path) -> None:
    assert Draft202012Validator(schema("config")).is_valid(tomllib.loads(text))
    assert load(written(tmp_path, text)).source == tmp_path / "checker.toml"


@pytest.mark.parametrize(("text", "line", "message"), INVALID)
def test_wrong_settings_are_errors_with_place_and_nearest_word(
    text: str, line: int, message: str, tmp_path: Path
) -> None:
    assert not Draft202012Validator(schema("config")).is_valid(tomllib.loads(text))
    path = written(tmp_path, text)
    with pytest.raises(ConfigurationError) as raised:
        load(path)
    assert str(raised.value) == f"{path}:{line}: {message}"


def test_what_is_not_toml_is_an_error_with_its_place(tmp_path: Path) -> None:
    path = written(tmp_path, "select = [")
    with pytest.raises(ConfigurationError, match=r"checker\.toml: "):
        load(path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "checker.toml").write_bytes(b"# \xff")
    with pytest.raises(ConfigurationError, match=r"checker\.toml: "):
        configuration_for(tmp_path / "other")


def test_every_key_of_the_schema_is_a_setting() -> None:
    keys = {key.replace("-", "_") for key in schema("config")["properties"]}
    assert keys == {name for name in Configuration.__dataclass_fields__ if name != "source"}


def test_the_closest_file_wins_and_is_not_merged(tmp_path: Path) -> None:
    written(tmp_path, "[tool.checker]\nfail-on = 'warning'\nlang = 'en'\n[tool.other]\nx = 1", "pyproject.toml")
    written(tmp_path / "a", "[tool.other]\nx = 1", "pyproject.toml")
    written(tmp_path / "a" / "b", "fail-on = 'info'")
    (tmp_path / "a" / "c").mkdir()
    assert configuration_for(tmp_path / "a" / "c").fail_on == "warning"
    close = configuration_for(tmp_path / "a" / "b")
    assert (close.fail_on, close.lang) == ("info", None)


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, 'rules = ["own"]\nbaseline = "known.json"')
    assert load(path).rules == (tmp_path / "own",)
    assert load(path).baseline == tmp_path / "known.json"


def test_the_command_line_stands_over_the_file(tmp_path: Path) -> None:
    written(tmp_path, 'select = ["a"]\nignore = ["b"]\nfail-on = "info"')
    both = configuration_for(tmp_path, None, (("select", ("c",)), ("ignore", ("d",)), ("fail_on", "error")))
    assert (both.select, both.ignore, both.fail_on) == (("c",), ("b", "d"), "error")


@pytest.mark.parametrize(
    ("settings", "ids"),
    [
        ({}, ["parts-sum", "part-above-whole", "table-sum"]),
        ({"preview": True}, ["parts-sum", "part-above-whole", "table-sum", "rank-order"]),
        ({"select": ("totals",)}, ["parts-sum", "part-above-whole"]),
        ({"select": ("*-sum",)}, ["parts-sum", "table-sum"]),
        ({"select": ("rank-order",)}, ["rank-order"]),
        ({"select": ("rank-*", "table-sum")}, ["table-sum"]),
        ({"ignore": ("totals", "rank-order")}, ["table-sum"]),
        ({"select": ("totals",), "ignore": ("parts-sum",)}, ["part-above-whole"]),
        ({"per_file_ignores": (("drafts/*", ("totals",)),)}, ["table-sum"]),
        ({"per_file_ignores": (("final/*", ("totals",)),)}, ["parts-sum", "part-above-whole", "table-sum"]),
    ],
)
def test_rules_are_chosen(settings: dict[str, object], ids: list[str]) -> None:
    configuration = Configuration(**settings)  # type: ignore[arg-type]
    assert [rule.id for rule in chosen(RULES, configuration, "drafts/a.md")] == ids  # type: ignore[arg-type]


def test_severities_are_set_by_rule() -> None:
    configuration = Configuration(severity=(("table-sum", "info"),))
    severities = [rule.severity for rule in chosen(RULES, configuration, "a.md")]  # type: ignore[arg-type]
    assert severities == [Severity.ERROR, Severity.ERROR, Severity.INFO]


@pytest.mark.parametrize(
    "settings", [{"select": ("part-sum",)}, {"ignore": ("part-sum",)}, {"severity": (("part-sum", "info"),)}]
)
def test_a_rule_that_does_not_exist_is_an_error(settings: dict[str, object]) -> None:
    with pytest.raises(ConfigurationError, match="no rule part-sum, did you mean parts-sum"):
        chosen(RULES, Configuration(**settings), "a.md")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("severity", "fail_on", "exit_zero", "fails"),
    [
        ("error", "error", False, True),
        ("warning", "error", False, False),
        ("warning", "warning", False, True),
        ("info", "warning", False, False),
        ("info", "info", False, True),
        ("error", "error", True, False),
    ],
)
def test_fail_on_is_the_least_severity(severity: str, fail_on: str, exit_zero: bool, fails: bool) -> None:
    assert Configuration(fail_on=fail_on, exit_zero=exit_zero).fails(severity) is fails


@pytest.mark.parametrize(
    ("path", "pattern", "means"),
    [
        ("drafts/a.md", "drafts/*", True),
        ("drafts/b/a.md", "drafts/*", True),
        ("a.md", "**/*.md", True),
        ("x/a.md", "a.md", True),
        ("x/a.md", "y/a.md", False),
        ("a.txt", "*.md", False),
    ],
)
def test_globs_are_relative_to_the_configuration(path: str, pattern: str, means: bool) -> None:
    assert matches(Path("/project", path), pattern, Path("/project")) is means


def test_what_is_shown_can_be_read_again(tmp_path: Path) -> None:
    text = 'select = ["a\\"b"]\nexit-zero = true\n\n[per-file-ignores]\n"*.md" = ["x"]\n'
    again = tomllib.loads(shown(load(written(tmp_path, text))))
    assert (again["select"], again["exit-zero"], again["per-file-ignores"]) == (['a"b'], True, {"*.md": ["x"]})
