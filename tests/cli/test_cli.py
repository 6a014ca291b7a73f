"""The command line over the tiny checker of conftest.py: what it writes, where, and how it exits."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from checker.cli import main
from checker.reports import FORMATS

ROOT = Path(__file__).resolve().parents[2]
RIGHT, WRONG, OUT_OF_ORDER = "甲1+2=3。\n", "甲1+2=4。\n", "甲2+1=3。\n"


def run(line: str) -> int:
    return main(line.split())


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR", "FORCE_COLOR", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    for name, text in {"right.md": RIGHT, "wrong.md": WRONG, "order.md": OUT_OF_ORDER, "empty.md": ""}.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("check right.md", 0),
        ("check wrong.md", 1),
        ("check order.md", 0),
        ("check order.md --fail-on warning", 1),
        ("check right.md --fail-on info", 0),
        ("check wrong.md --exit-zero", 0),
        ("check wrong.md --ignore terms-sum", 0),
        ("check wrong.md --ignore sums,order", 0),
        ("check wrong.md --select terms-order", 0),
        ("check missing.md", 2),
        ("check missing.md --exit-zero", 2),
        ("check right.md missing.md wrong.md", 2),
        ("check empty.md", 2),
        ("check", 2),
        ("check right.md --select no-such-rule", 2),
        ("check right.md --config no-such-file.toml", 2),
        ("check right.md --rules no-such-folder", 2),
        ("check right.md --baseline no-such-file.json", 2),
        ("check .", 2),
        ("check *.md --ignore terms-sum", 2),
        ("check right.md order.md", 0),
        ("check r*.md", 0),
        ("check x*.md", 2),
        ("check right.md --output json=right.md/no.json", 2),
        ("check right.md --output json=new/folder.json", 0),
        ("check right.md --output html=right.md", 2),
        ("right.md", 2),
        ("", 2),
        ("claims wrong.md", 0),
        ("claims missing.md", 2),
        ("explain wrong.md:1", 0),
        ("explain wrong.md", 2),
        ("rules", 0),
        ("rule terms-sum", 0),
        ("rule term-sum", 2),
        ("test", 1),
    ],
)
def test_the_exit_code(arguments: str, code: int) -> None:
    assert run(arguments) == code


@pytest.mark.parametrize("arguments", ["chek a.md", "check a.md --format word", "check --output pptx=x a.md"])
def test_a_wrong_call_exits_with_2(arguments: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(arguments)
    assert ended.value.code == 2
    assert "checker" in capsys.readouterr().err


def test_failures_are_a_line_each_on_stderr_and_in_the_json(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "crash.md").write_text("CRASH", "utf-8")
    (folder / "half.md").write_text("HALF1+1=3", "utf-8")
    (folder / "rule.md").write_text("BROKEN", "utf-8")
    assert run("check missing.md empty.md crash.md rule.md half.md wrong.md --format json") == 2
    out, err = capsys.readouterr()
    content = json.loads(out)
    assert [document["path"] for document in content["documents"]] == ["half.md", "wrong.md"]
    assert [failure["path"] for failure in content["failures"]] == [
        "missing.md",
        "empty.md",
        "crash.md",
        "rule.md",
        "half.md",
    ]
    assert err.splitlines()[0] == "missing.md: 没有这个文件"
    assert err.splitlines()[1] == "empty.md: 文件是空的"
    assert err.splitlines()[2].startswith("crash.md: 检查程序自身出错（conftest.py:")
    assert err.splitlines()[3:] == ["rule.md: sums.yaml:3: expected a value ^", "half.md: terms-sum: crashed"]
    assert "Traceback" not in err


def test_the_default_off_a_terminal_is_concise_and_plain(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "wrong.md", "--color", "auto"])
    assert capsys.readouterr().out.splitlines() == [
        "wrong.md:1:6: error terms-sum 1+2≠4",
        "1 个文档：错误 1，警告 0，提示 0",
        "识别数字论断 3，已勾稽 3（100%），未勾稽 0",
    ]


def test_messages_are_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "wrong.md", "--lang", "en", "--format", "full"])
    assert capsys.readouterr().out.startswith("error[terms-sum] 1+2≠4\n  --> wrong.md:1:6\n")


def test_several_outputs_in_one_run(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    run("check wrong.md --output json=out.json --output concise --output junit=out.xml")
    assert capsys.readouterr().out.startswith("wrong.md:1:6: error")
    assert json.loads((folder / "out.json").read_text("utf-8"))["documents"][0]["path"] == "wrong.md"
    assert (folder / "out.xml").read_text("utf-8").startswith("<?xml")


def test_folders_give_their_readable_files_once_and_none_that_is_hidden(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    for name in ("a/b/one.md", "a/two.txt", "a/skip.png", "a/.hidden/three.md", "a/~$four.docx"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(RIGHT, "utf-8")
    assert run("check a a/two.txt a/**/*.md --format json") == 0
    paths = [document["path"] for document in json.loads(capsys.readouterr().out)["documents"]]
    assert paths == ["a/b/one.md", "a/two.txt"]


def test_what_the_checker_wrote_is_no_document_of_the_next_run(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / "empty.md").unlink()
    outputs = "--output html=out.html --output markdown=out/comment.md --output json"
    for _ in range(2):
        assert run(f"check . {outputs}") == 1
        paths = [document["path"] for document in json.loads(capsys.readouterr().out)["documents"]]
        assert paths == ["order.md", "right.md", "wrong.md"]


@pytest.mark.parametrize(
    ("documents", "said", "code"),
    [
        ("--on right.md --on wrong.md", "在 2 个文档上：1 条规则用上过（一致 1 次，不一致 1 次），0 条从未用上", 0),
        ("--on empty.md", "0 条规则用上过", 2),
        ("--on gone.md", "1 条从未用上", 2),
    ],
)
def test_rules_are_tried_on_documents(
    documents: str, said: str, code: int, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    assert run(f"test --select terms-sum {documents}") == code
    assert said in capsys.readouterr().out


def test_an_old_word_file_in_a_folder_is_not_passed_over(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "old").mkdir()
    (folder / "old" / "a.md").write_text(RIGHT, "utf-8")
    (folder / "old" / "b.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (folder / "old" / "c.png").write_bytes(b"\x89PNG")
    assert run("check old") == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1 and told[0].startswith("old/b.doc: ")


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names are Unicode there")
def test_a_name_that_is_no_unicode_is_as_good_as_any(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    name = os.fsdecode(b"bad\xff.md")
    (folder / name).write_text(WRONG, "utf-8")
    outputs = [f"--output={form}=out.{form}" for form in FORMATS]
    assert main(["check", name, *outputs]) == 1
    assert main(["baseline", "create", name]) == 0
    assert main(["check", name, "--baseline", "checker-baseline.json"]) in (0, 1)
    assert "Unicode" not in capsys.readouterr().err


def test_a_document_is_never_written_over(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert run("check wrong.md --output markdown=./wrong.md") == 2
    assert "wrong.md: 不能覆盖要检查的文档" in capsys.readouterr().err
    assert (folder / "wrong.md").read_text("utf-8") == WRONG


def test_a_call_without_a_command_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "baseline" in capsys.readouterr().err
    assert main(["wrong.md"]) == 2
    assert capsys.readouterr().err == "checker: 是否指 checker check wrong.md？\n"


def test_an_incomplete_installation_is_said_to_be_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def without(*_: object) -> None:
        raise ModuleNotFoundError("No module named 'lark'", name="lark")

    monkeypatch.setattr("checker.api.check", without)
    assert main(["check", "right.md"]) == 2
    assert capsys.readouterr().err.startswith("checker: 安装不完整，缺少 lark；请重新安装")


def test_a_folder_without_documents_is_a_failure(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "void").mkdir()
    assert main(["check", "void"]) == 2
    assert capsys.readouterr().err == "void: 文件夹里没有可读的文档\n"


def test_standard_input_goes_by_a_name(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WRONG.encode())))
    assert run("check - --stdin-filename draft.md") == 1
    assert capsys.readouterr().out.startswith("draft.md:1:6: error")


def test_many_documents_in_several_processes_come_in_order(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    names = [f"many/{number:02}.md" for number in range(20)]
    (folder / "many").mkdir()
    for name in names:
        (folder / name).write_text(WRONG, "utf-8")
    assert run("check many --jobs 2 --format json") == 1
    assert [document["path"] for document in json.loads(capsys.readouterr().out)["documents"]] == names


def test_the_configuration_closest_to_a_document_holds_for_it(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "order.md").write_text(OUT_OF_ORDER, "utf-8")
    (folder / "sub" / "checker.toml").write_text('fail-on = "warning"\n[severity]\nterms-order = "error"\n', "utf-8")
    assert run("check order.md sub/order.md") == 1
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines()[:2]] == ["warning", "error"]


def test_the_settings_in_force_are_shown_with_their_source(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "checker.toml").write_text('ignore = ["order"]\n', "utf-8")
    assert run("check --show-config --select sums") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"# {folder / 'checker.toml'}"
    assert 'select = ["sums"]' in lines
    assert 'ignore = ["order"]' in lines


def test_suppressed_findings_do_not_count(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "wrong.md").write_text("<!-- checker: ignore[terms-sum] 原文如此 -->\n甲1+2=4\n", "utf-8")
    assert main(["check", "wrong.md"]) == 0
    (folder / "right.md").write_text("<!-- checker: ignore[terms-sum] 原文如此 -->\n甲1+2=3\n", "utf-8")
    assert run("check right.md --fail-on warning") == 1
    assert "unused-suppression" in capsys.readouterr().out
    assert run("check right.md --fail-on warning --ignore unused-suppression") == 0


def test_a_baseline_from_creation_to_pruning(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert run("baseline create wrong.md order.md") == 0
    assert run("baseline check wrong.md order.md") == 0
    capsys.readouterr()
    assert run("check wrong.md --baseline checker-baseline.json") == 0
    assert capsys.readouterr().err == "基线 checker-baseline.json 中已有的 1 处不再列出\n"
    (folder / "wrong.md").write_text(WRONG + "乙2+2=5。\n", "utf-8")
    capsys.readouterr()
    assert run("baseline check wrong.md order.md") == 1
    assert capsys.readouterr().out.startswith("wrong.md:2:6: error terms-sum 2+2≠5\n2 个文档")
    (folder / "wrong.md").write_text(RIGHT, "utf-8")
    assert run("baseline check wrong.md order.md") == 1
    assert capsys.readouterr().err == "wrong: 基线条目已不再出现 terms-sum 4\n"
    assert run("check wrong.md --baseline checker-baseline.json") == 0
    assert "1 条已不再出现" in capsys.readouterr().err
    assert run("baseline prune wrong.md order.md") == 0
    assert run("baseline check wrong.md order.md") == 0


def test_claims_as_a_table_and_as_lines(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "names.md").write_text("No.5：1+2=3", "utf-8")
    main(["claims", "names.md"])
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines()] == ["text", "1", "2", "3"]
    run("claims names.md --format jsonl --all")
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [record["text"] for record in records] == ["No.5", "1", "2", "3"]
    assert records[0]["value"] is None


def test_a_rule_page_shows_both_sides_and_how_to_ignore(capsys: pytest.CaptureFixture[str]) -> None:
    main(["rule", "terms-sum"])
    out = capsys.readouterr().out
    for part in ("terms-sum  加数之和", "错误 · 确定", "加数相加应等于和", "· 1+2=3", "← 恰好相等", "· 1+2=4"):
        assert part in out
    assert "← 标出 4; 多一" in out
    assert "依据: 算术" in out
    assert "<!-- checker: ignore[terms-sum] 理由 -->" in out


def test_a_rule_that_does_not_exist_names_its_neighbours(capsys: pytest.CaptureFixture[str]) -> None:
    main(["rule", "term-sum"])
    assert "terms-sum" in capsys.readouterr().err


def test_examples_that_fail_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "3 条规则，6 个例子，2 个不符"


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--help"]])
def test_nothing_heavy_is_imported_for_help(arguments: list[str]) -> None:
    program = (
        "import sys\nfrom checker.cli import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        "heavy = {'lark', 'pint', 'yaml', 'rich', 'pandas', 'jsonschema', 'dataclasses', 'checker.run'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stderr.strip() == "[]"
    assert "checker" in done.stdout


def test_explain_begins_with_the_tokens(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain wrong.md:1") == 0
    assert capsys.readouterr().out.startswith("sum(TERM:1 TERM:2)\n\n1:2  1  count")
