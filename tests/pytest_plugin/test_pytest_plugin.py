"""The plugin in a project of its own, with the tiny checker of tests/cli behind it."""

import json
import subprocess
import sys
from dataclasses import asdict
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from xml.etree import ElementTree

import pytest

from checker import run
from checker.baseline import Entry
from checker.finding import fingerprint

pytest_plugins = "pytester"
ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests" / "cli" / "conftest.py"
CONFTEST = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import importlib.util
spec = importlib.util.spec_from_file_location("tiny", {str(TINY)!r})
tiny = importlib.util.module_from_spec(spec)
sys.modules["tiny"] = tiny
spec.loader.exec_module(tiny)
tiny.install()
"""
# In an environment where the package is installed, its entry point loads the plugin already.
PLUGIN = () if entry_points(group="pytest11", name="checker") else ("-p", "checker.pytest_plugin")


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setattr(run, "known_rules", cache(run.known_rules.__wrapped__))
    pytester.makeconftest(CONFTEST)
    pytester.makeini("[pytest]\nchecker_files = reports/*.md\n")
    reports = pytester.mkdir("reports")
    (reports / "right.md").write_text("甲1+2=3", "utf-8")
    (reports / "wrong.md").write_text("甲1+2=4", "utf-8")
    return pytester


def test_nothing_is_collected_unless_asked_for(project: pytest.Pytester) -> None:
    project.runpytest(*PLUGIN).assert_outcomes()


def test_each_rule_on_a_document_is_an_item(project: pytest.Pytester) -> None:
    result = project.runpytest(*PLUGIN, "--checker", "-v")
    result.assert_outcomes(passed=9, failed=1)
    names = ("read", "terms-sum", "terms-order", "unused-suppression", "suppression-without-reason")
    result.stdout.fnmatch_lines([f"*right.md::{name} PASSED*" for name in names])
    result.stdout.fnmatch_lines(["*wrong.md::read PASSED*", "*wrong.md::terms-sum FAILED*"])


def test_items_are_chosen_like_any_test_and_a_document_is_read_once(project: pytest.Pytester) -> None:
    project.runpytest(*PLUGIN, "--checker", "-k", "terms-sum").assert_outcomes(passed=1, failed=1, deselected=8)
    counting = CONFTEST + (
        "import checker.run\n"
        "reading = checker.run.open_document\n"
        "def counted(path, *others, **named):\n"
        "    print('READ', path)\n"
        "    return reading(path, *others, **named)\n"
        "checker.run.open_document = counted\n"
    )
    (project.path / "conftest.py").write_text(counting, "utf-8")
    result = project.runpytest_subprocess(*PLUGIN, "--checker", "-s")
    assert str(result.stdout).count("READ reports/wrong.md") == 1


def test_the_header_says_what_is_checked(project: pytest.Pytester) -> None:
    project.runpytest(*PLUGIN, "--checker").stdout.fnmatch_lines(["checker: reports/*.md"])
    project.runpytest(*PLUGIN).stdout.no_fnmatch_line("checker: *")
    project.makeini("[pytest]\n")
    project.runpytest(*PLUGIN, "--checker").stdout.fnmatch_lines(["checker: only documents that are named*"])


def test_the_ini_option_turns_it_on(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\nchecker = true\nchecker_files = right.md\n")
    project.runpytest(*PLUGIN).assert_outcomes(passed=5)


def test_globs_can_be_added_on_the_command_line(project: pytest.Pytester) -> None:
    (project.path / "draft.txt").write_text("1+1=2", "utf-8")
    project.runpytest(*PLUGIN, "--checker", "--checker-files", "*.txt").assert_outcomes(passed=14, failed=1)


def test_review_copies_and_known_findings_fail_nothing(project: pytest.Pytester) -> None:
    (project.path / "reports" / "wrong.checked.md").write_text("甲1+2=4", "utf-8")
    (project.path / "checker.toml").write_text('baseline = "known.json"\n', "utf-8")
    known = Entry("reports/wrong", fingerprint("terms-sum", "4", 0), "terms-sum", "4")
    content = {"version": 1, "findings": [asdict(known)]}
    (project.path / "known.json").write_text(json.dumps(content), "utf-8")
    project.runpytest(*PLUGIN, "--checker").assert_outcomes(passed=10)


def test_a_document_named_on_the_command_line_needs_no_glob(project: pytest.Pytester) -> None:
    (project.path / "draft.txt").write_text("1+1=2", "utf-8")
    project.runpytest(*PLUGIN, "--checker", "draft.txt").assert_outcomes(passed=5)


def test_failures_look_as_on_the_command_line(project: pytest.Pytester) -> None:
    result = project.runpytest(*PLUGIN, "--checker", "--checker-lang=en")
    shown = ["*terms-sum in wrong*md*", "error?terms-sum? 1+2≠4", "*--> *wrong.md:1:6", "*sum: 1 + 2*"]
    result.stdout.fnmatch_lines(shown)
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*checker/pytest_plugin.py*")


def test_the_configuration_beside_the_document_holds(project: pytest.Pytester) -> None:
    (project.path / "reports" / "checker.toml").write_text('ignore = ["terms-sum"]\n', "utf-8")
    project.runpytest(*PLUGIN, "--checker").assert_outcomes(passed=8)


def test_fingerprints_reach_junit(project: pytest.Pytester) -> None:
    project.runpytest(*PLUGIN, "--checker", "--junitxml=junit.xml")
    properties = ElementTree.parse(project.path / "junit.xml").iterfind(".//property[@name='checker']")
    assert [len(each.attrib["value"]) for each in properties] == [16]


def test_an_unreadable_document_fails_in_one_line(project: pytest.Pytester) -> None:
    (project.path / "reports" / "empty.md").write_text("", "utf-8")
    result = project.runpytest(*PLUGIN, "--checker")
    result.assert_outcomes(passed=9, failed=2, skipped=4)
    result.stdout.fnmatch_lines(["*empty.md: 文件是空的*"])
    result.stdout.no_fnmatch_line("*Traceback*")
    project.runpytest(*PLUGIN, "--checker", "-k", "empty and sum").assert_outcomes(failed=1, deselected=14)


def test_the_fixture_checks_texts_and_documents(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        import pytest
        from pathlib import Path

        def test_reports(checker):
            assert not checker.check_text("1+2=3").findings
            assert [each.rule for each in checker.check_text("1+2=4").findings] == ["terms-sum"]
            assert len(checker.check(Path("reports/wrong.md")).findings) == 1

        def test_clean(checker):
            checker.assert_clean("1+2=3")
            checker.assert_clean(Path("reports/right.md"))

        def test_unclean(checker):
            checker.assert_clean("1+2=4")
        """
    )
    result = project.runpytest(*PLUGIN)
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["错误?terms-sum? 1+2≠4", "*--> text.md:1:5"])


def test_examples_of_rule_files_are_items(project: pytest.Pytester) -> None:
    rules = project.mkdir("rules")
    (rules / "terms-sum.yaml").write_text("", "utf-8")
    (rules / "small.yaml").write_text("", "utf-8")
    project.makeini("[pytest]\nchecker_rules = rules\n")
    source = CONFTEST + (
        "import dataclasses, pathlib\n"
        "home = pathlib.Path(__file__).parent / 'rules'\n"
        "tiny.RULES = tuple(dataclasses.replace(rule, path=home / rule.path.name) for rule in tiny.RULES)\n"
    )
    (project.path / "conftest.py").write_text(source, "utf-8")
    result = project.runpytest(*PLUGIN, "--checker", "-v")
    result.assert_outcomes(passed=2, failed=2)
    shown = ["*terms-sum.yaml::terms-sum flags 1+2=4 PASSED*", "*terms-small: 1+2=3", "*found nothing*"]
    result.stdout.fnmatch_lines(shown)


def test_workers_collect_alike(project: pytest.Pytester) -> None:
    pytest.importorskip("xdist")
    result = project.runpytest_subprocess(*PLUGIN, "--checker", "-n", "2", "--dist", "loadfile")
    result.assert_outcomes(passed=9, failed=1)


def test_the_module_imports_pytest_alone() -> None:
    program = (
        "import sys, pytest; before = set(sys.modules); import checker.pytest_plugin;"
        "print(sorted(name for name in set(sys.modules) - before if not name.startswith('checker')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"
