"""What the command line and the reports say, in Chinese and in English. Rule ids and JSON keys are never translated.

What a rule says of a report is in the rule's own file; this table is only the frame around it.
"""

import os

LANGUAGES = ("zh", "en")

_WORDS = {
    # severities and frames of a finding
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "info": ("提示", "info"),
    "arithmetic": ("算式", "sum"),
    "allowance": ("舍入", "rounding"),
    "allowed": ("（舍入最多 {allowance}）", " (rounding: at most {allowance})"),
    "repair": ("疑为", "perhaps"),
    "ignore": ("忽略", "ignore"),
    "reason": ("理由", "reason"),
    "write_reason": ("理由，回车确认", "the reason, then Enter"),
    "word_comment": ("Word 批注 {text}", "a Word comment {text}"),
    "more": ("说明", "more"),
    "hidden": ("另有 {count} 处依据未显示", "{count} more places not shown"),
    "line": ("第{line}行", "line {line}"),
    "page": ("第{page}页", "page {page}"),
    "table": ("第{number}个表", "table {number}"),
    "row": ("第{number}行", "row {number}"),
    "labels": ("“{row}”，“{column}”列", " “{row}”, column “{column}”"),
    "paragraph": ("第{number}段", "paragraph {number}"),
    # certainties and outcomes
    "certain": ("确定", "certain"),
    "likely": ("很可能", "likely"),
    "possible": ("可能", "possible"),
    "holds": ("一致", "holds"),
    "broken": ("不一致", "broken"),
    "kept": ("不一致，已接受", "broken, accepted"),
    "not_checked": ("未核对", "not checked"),
    "not_read": ("未能识别", "not understood"),
    "no_claims": ("第 {line} 行没有数字", "no numbers on line {line}"),
    # rules
    "preview": ("试行", "preview"),
    "source": ("依据", "source"),
    "right": ("正确", "right"),
    "wrong": ("错误", "wrong"),
    "flagged": ("标出 {text}", "flags {text}"),
    "no_example": ("没有“{side}”的例子", "has no example of what is {side}"),
    "tested": (
        "{rules} 条规则，{examples} 个例子，{failed} 个不符",
        "{rules} rules, {examples} examples, {failed} failed",
    ),
    # tables and summaries elsewhere
    "place": ("位置", "place"),
    "rule": ("规则", "rule"),
    "finding": ("问题", "finding"),
    "in_summary": ("另有 {count} 处问题见任务摘要", "{count} more findings are in the job summary"),
    # the page
    "findings": ("问题", "findings"),
    "unread": ("未能识别", "not understood"),
    "pick": ("点击文中的数字，看它与哪些数字勾稽。", "Click a number to see what it is tied to."),
    "keys": ("n 下一处，p 上一处", "n next, p previous"),
    "all_of_them": ("全部", "all"),
    "accept": ("接受…", "accept…"),
    "accepted": ("已接受", "accepted"),
    "export": ("导出忽略清单", "export suppressions"),
    "how_read": ("读作", "read as"),
    "stands_for": ("代表", "stands for"),
    "kind": ("类别", "kind"),
    "metric": ("指标", "metric"),
    "period": ("时期", "period"),
    "scope": ("范围", "scope"),
    "role": ("性质", "role"),
    "base": ("基期", "base"),
    "basis": ("口径", "basis"),
    "quantifier": ("量别", "quantifier"),
    "ties": ("参与的核对", "ties"),
    "title": ("数字核对", "numbers checked"),
    "section": ("章节", "section"),
    "severity": ("程度", "severity"),
    "file": ("文档", "document"),
    "stated_as": ("写作", "stated"),
    "computed_as": ("算得", "computed"),
    # what a number is
    "kind level": ("数值", "level"),
    "kind count": ("计数", "count"),
    "kind growth_rate": ("增幅", "growth rate"),
    "kind pp_change": ("百分点变化", "change in points"),
    "kind difference": ("增减量", "difference"),
    "kind share": ("占比", "share"),
    "kind multiple": ("倍数", "multiple"),
    "kind range": ("范围", "range"),
    "kind rank": ("位次", "rank"),
    "kind duration": ("时长", "duration"),
    "kind composition": ("构成比", "composition"),
    "kind target": ("目标", "target"),
    "kind date": ("日期", "date"),
    "kind period": ("时期", "period"),
    "kind ordinal": ("序号", "ordinal"),
    "kind identifier": ("编号", "identifier"),
    "kind name": ("名称", "name"),
    "kind number": ("数字", "number"),
    "role target": ("目标", "target"),
    "role comparator": ("比较对象", "comparator"),
    "hedge about": ("约", "about"),
    "hedge nearly": ("近", "nearly"),
    "hedge over": ("超过", "over"),
    "hedge at_least": ("以上", "at least"),
    "hedge under": ("不到", "under"),
    "hedge at_most": ("以下", "at most"),
    # the summary
    "clean": ("{documents} 个文档，未发现问题", "{documents} documents, no findings"),
    "counts": (
        "{documents} 个文档：错误 {error}，警告 {warning}，提示 {info}",
        "{documents} documents: {error} errors, {warning} warnings, {info} hints",
    ),
    "failed": ("；{count} 处未能检查", "; {count} not checked"),
    "coverage": (
        "识别数字论断 {claims}，已勾稽 {tied}（{share}），未勾稽 {untied}",
        "numeric claims read {claims}, tied {tied} ({share}), not tied {untied}",
    ),
    "show_untied": ("（--show-untied）", " (--show-untied)"),
    "and_unread": ("，未能识别的数字 {count}", ", numbers not understood {count}"),
    "untied": ("未勾稽", "not tied"),
    "known": (
        "基线 {baseline} 中已有的 {count} 处不再列出",
        "{count} findings that are in {baseline} are not shown again",
    ),
    "stale": (
        "基线 {baseline} 中有 {count} 条已不再出现：checker baseline prune",
        "{count} entries of {baseline} no longer occur: checker baseline prune",
    ),
    "stale_entry": ("{document}: 基线条目已不再出现 {rule} {text}", "{document}: no longer occurs: {rule} {text}"),
    "baseline_created": (
        '{count} 条记入 {baseline}；检查时加 --baseline {baseline}，或在 checker.toml 写 baseline = "{baseline}"',
        '{count} findings written to {baseline}; check with --baseline {baseline}, or write baseline = "{baseline}" '
        "in checker.toml",
    ),
    "baseline_pruned": ("从 {baseline} 删去 {count} 条", "{count} entries removed from {baseline}"),
    "checking": ("检查", "checking"),
    # what goes wrong
    "no_paths": ("没有指定文档，例如 checker check reports", "no document named; for example: checker check reports"),
    "no_command": ("是否指 checker check {path}？", "did you mean: checker check {path}"),
    "incomplete": (
        "安装不完整，缺少 {module}；请重新安装：pip install --force-reinstall numeric-claim-checker",
        "the installation is not complete, {module} is missing; install again: "
        "pip install --force-reinstall numeric-claim-checker",
    ),
    "no_file": ("没有这个文件", "no such file"),
    "nothing_in": ("文件夹里没有可读的文档", "no readable document in this folder"),
    "no_place": ("{place}: 应写作 文件:行号", "{place}: must be FILE:LINE"),
    "no_rule": ("没有名为 {rule} 的规则；相近的有 {near}", "no rule {rule}; near to it: {near}"),
    "no_rules_at": ("{paths}: 没有规则", "{paths}: no rules there"),
    "unknown_key": ("没有配置项 {key}{near}", "unknown key {key}{near}"),
    "must_be": ("{key} 应为 {what}，而不是 {value}", "{key} must be {what}, not {value}"),
    "one_of": ("{key} 应为 {what} 之一，而不是 {value}", "{key} must be one of {what}, not {value}"),
    "nearest": ("，是否指 {word}？", ", did you mean {word}?"),
    "no_such_rule": ("没有规则 {rule}{near}", "no rule {rule}{near}"),
    "other_version": (
        "这里要求 checker {required}，而本机是 {version}",
        "checker {required} is required here, and this is {version}",
    ),
    "quote_it": ('；中文键名要加引号："{key}" = …', '; a key that is not ASCII takes quotes: "{key}" = …'),
    "bad_units": ("units 有误：{problem}", "units: {problem}"),
    "no_rules_path": ("没有这个规则文件或文件夹", "no such file or folder of rules"),
    "own_fault": ("检查程序自身出错（{where}）：{error}", "the checker itself failed ({where}): {error}"),
    # review copies
    "evidence": ("依据", "evidence"),
    "copied": ("{path}: {count} 处问题写成批注", "{path}: {count} findings noted"),
    "no_copy": ("{documents}：不是 {format}，没有批注副本", "{documents}: no {format}, no review copy made"),
    "so_many": ("{count} 个文档", "{count} documents"),
    "no_library": (
        "{format} 批注副本需要 {library}：pip install {library}",
        "review copies of {format} need {library}: pip install {library}",
    ),
    "no_server": (
        "语言服务器需要 pygls：pip install pygls",
        "the language server needs pygls: pip install pygls",
    ),
    "keep_it": ("忽略 {rule}（请写理由）", "ignore {rule} (write a reason)"),
    "write_instead": ("改为 {repair}（疑为，请核对来源）", "write {repair} (a guess: look at the source)"),
    "no_original": ("批注副本要有 {format} 原文件", "a review copy needs the original {format} file"),
    "own_place": ("不能覆盖要检查的文档", "a report never takes the place of a document"),
    "not_copied": ("不能写批注副本：{error}", "no review copy can be made: {error}"),
    # help
    "about": (
        "检查报告中的数字：读出每一个数字论断，与它应当一致的其他数字勾稽。",
        "A lint for the numbers in Chinese reports.",
    ),
    "exit_codes": (
        "退出码：0 无问题，1 有达到 --fail-on 的问题，2 有未能检查的内容",
        "exit codes: 0 clean, 1 findings at or above --fail-on, 2 something was not checked",
    ),
    "help_version": ("显示版本", "show the version"),
    "help_check": ("检查文档", "check documents"),
    "help_baseline": ("管理已知问题的基线", "keep a baseline of known findings"),
    "help_action": (
        "create 新建，check 只报新问题，prune 删去过时条目",
        "create, check (new findings only) or prune stale entries",
    ),
    "help_claims": ("列出每个数字是怎样读懂的", "show how every number was read"),
    "help_explain": (
        "说明一行中的数字怎样读懂、哪些规则看过",
        "show how a line was read and which rules looked at it",
    ),
    "help_lsp": ("编辑器用的语言服务器（标准输入输出）", "the language server for editors, on standard streams"),
    "help_rules": ("列出规则", "list the rules"),
    "help_rule": ("说明一条规则", "explain one rule"),
    "help_test": ("运行规则文件中的例子", "run the examples of rule files"),
    "help_paths": ("文件、文件夹、通配符，或 -（标准输入）", "files, folders, globs, or - for standard input"),
    "help_together": (
        "这些文件是一份报告的各部分：互相核对",
        "the files are parts of one publication: hold them against one another",
    ),
    "help_jobs": ("并行进程数，0 为自动", "processes to share the work, 0 to let the checker decide"),
    "help_no_cache": ("不用也不留缓存", "neither use nor keep cached reports"),
    "help_file": ("文件，或 -（标准输入）", "a file, or - for standard input"),
    "help_format": ("输出格式", "output format"),
    "help_format_of": ("输出格式：{formats}", "output format: {formats}"),
    "help_output": ("输出格式及文件，可重复", "a format and the file for it; may be repeated"),
    "help_all": (
        "也列出日期、序号、名称等不是数量的数字",
        "list dates, ordinals, names and other non-quantities too",
    ),
    "help_place": ("文件与行号", "a file and a line"),
    "help_id": ("规则名", "the rule's id"),
    "help_rule_paths": ("规则文件或文件夹，缺省为全部规则", "rule files or folders, all rules by default"),
    "help_on": (
        "再用这些文档、文件夹试一遍，说出哪些规则从未用上；可重复",
        "also try the rules on these documents or folders and name those never used; may be repeated",
    ),
    "tried_on": (
        "在 {documents} 个文档上：{used} 条规则用上过（一致 {holds} 次，不一致 {broken} 次），{unused} 条从未用上",
        "on {documents} documents: {used} rules used ({holds} times held, {broken} broken), {unused} never",
    ),
    "help_stdin": ("标准输入所代表的文件名", "the file name that standard input stands for"),
    "help_known": ("已知问题的基线文件", "the file of known findings"),
    "help_show_config": ("显示生效的配置及其来源", "show the settings in force and where they come from"),
    "help_fail_on": ("使退出码为 1 的最低严重程度（缺省 error）", "least severity for exit code 1 (default: error)"),
    "help_exit_zero": ("有问题也以 0 退出", "exit 0 even with findings"),
    "help_show_untied": ("列出未勾稽的论断", "list the claims that nothing vouches for"),
    "help_statistics": ("按规则统计", "count findings by rule"),
    "help_select": (
        "只用这些规则（名称、目录或通配符，逗号分隔）",
        "run only these rules: ids, folders or globs, by commas",
    ),
    "help_ignore": ("不用这些规则", "do not run these rules"),
    "help_extra_rules": ("另加规则文件或文件夹", "rule files or folders of your own"),
    "help_preview": ("也用试行规则", "run rules on trial as well"),
    "help_config": ("用这个配置文件", "use this configuration file"),
    "help_lang": ("提示语言", "language of messages"),
    "help_color": ("颜色", "colour"),
}


def say(lang: str, key: str, /, **values: object) -> str:
    """Return the words for `key` in `lang` (zh or en) with `values` put in."""
    return _WORDS[key][LANGUAGES.index(lang)].format(**values)


def language_of_locale() -> str:
    """Return zh or en by the user's locale; zh where none is set, since the reports are Chinese."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "zh" if value.startswith(("zh", "C", "POSIX")) else "en"
    return "zh"
