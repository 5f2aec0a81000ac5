"""Verbs of doing that open a clause or a title."""

from __future__ import annotations

import re
from functools import cache

from extract.rulefiles import load_csv
from extract.targets.indicator_wording import splits_word
from extract.targets.scopes import scope_at
from extract.targets.target_words import Lexicon, words

ACTION_COLUMNS = ("word", "kind", "example")
_MEANS = re.compile(r"依托|通过|利用|运用|借助")
_UNDER = re.compile(
    r"(?:按照|根据|依据|遵循|围绕|立足|坚持)[^，]{2,30}?(?:原则|要求|思路|部署|标准|模式|安排|步骤|方式)的?"
)
_SKIPPED = " ，、：:；;■—-·"
_PREPOSITION = re.compile(
    r"(?:围绕|按照|根据|依托|面向|聚焦|针对|结合|通过|依据|立足|参照|随着|遵循|到|至|在|以|从|对标|顺应|瞄准|为)(?!了)"
)


@cache
def _actions() -> Lexicon:
    kinds = {}
    for row in load_csv("action_verbs.csv", ACTION_COLUMNS, unique="word"):
        if row["kind"] not in ("act", "goal", "noun"):
            raise row.error("kind must be act, goal or noun")
        kinds[row["word"]] = "act" if row["kind"] == "noun" else row["kind"]
    return Lexicon(kinds)


def acts(masked: str, start: int, end: int, *, promised: bool) -> bool:
    """Whether a clause opens with a verb of doing; `promised`: behind a year or 力争, where 建成 and 形成 state an aim.

    加快平台建设 → True; 平台数量显著增加 → False; 培育一批平台 → True, with `promised` False
    """
    while start < end and masked[start] in _SKIPPED:
        start += 1
    if end - start < 2:
        return False
    under = _UNDER.match(masked, start, end)
    if under is not None and under.end() < end and acts(masked, under.end(), end, promised=promised):
        return True  # 按照应改尽改原则推进管网改造
    if masked.startswith("在", start) and (where := scope_at(masked, start + 1, end, among=False)) is not None:
        return where[1] < end and acts(masked, where[1], end, promised=promised)  # 在全县推广垃圾分类
    if _PREPOSITION.match(masked, start, end):
        return _MEANS.match(masked, start, end) is not None and _holds_action(masked, start + 4, end)
    verb = _actions().at_start(masked, start, end)
    if verb is not None and not splits_word(masked, start, end, verb, most=9 if len(verb) == 1 else 1):
        return not (promised and _actions().kinds[verb] == "goal")
    scope = scope_at(masked, start, end, among=False)
    if scope is not None and scope[1] < end:
        return acts(masked, scope[1], end, promised=promised)  # 各区组建工作专班
    rules = words()
    opener = rules.openers.at_start(masked, start, end) or rules.manners.at_start(masked, start, end)
    return opener is not None and acts(masked, start + len(opener), end, promised=promised)


def _holds_action(masked: str, start: int, end: int) -> bool:
    lexicon = _actions()
    return any(
        lexicon.kinds.get(masked[at : at + 2]) == "act" and masked[at + 2 : at + 3] not in "的，。；"
        for at in range(start, end - 3)
    )
