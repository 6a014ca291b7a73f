import re
from string import Formatter

import pytest

from checker.reports.wording import _WORDS, language_of_locale


@pytest.mark.parametrize("key", sorted(_WORDS))
def test_both_languages_say_the_same_things(key: str) -> None:
    chinese, english = _WORDS[key]
    fields = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (chinese, english)]
    assert fields[0] == fields[1]
    assert not re.search(r"[\u4e00-\u9fff]", english)


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_locale_chooses_the_language(
    environment: dict[str, str], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language_of_locale() == lang
