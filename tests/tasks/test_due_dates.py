"""The year a task is due in, and what says so."""

from __future__ import annotations

import pytest
from paragraph_documents import document

from extract.models import Task

PLAN = "溯川市交通提升行动方案（2026—2028年）\n二、重点任务\n"
REPORT = "溯川市2026年政府工作报告\n二、2026年重点工作\n"
NOTICE = "溯川市交通提升行动方案\n二、重点任务\n"


def shown(task: Task) -> str:
    return f"{task.title} {task.due} {task.due_text or '-'} {task.due_basis}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a line that closes the item, in the marks that documents use
        (NOTICE + "（一）建设泵站。建成泵站3座。\n完成时限：2027年12月底前\n（二）改造管网。改造管网5公里。\n"
         "完成时间：2026年底",
         ["建设泵站 2027 2027年12月底前 own", "改造管网 2026 2026年底 own"]),
        (NOTICE + "1.建设泵站。建成泵站3座。\n责任单位：市水利局\n完成时间:2026.12\n2.改造管网。做好改造。\n"
         "责任单位：市住建局\n"
         "完成时间:2025年6月至2027年12月",
         ["建设泵站 2026 2026.12 own", "改造管网 2027 2025年6月至2027年12月 own"]),
        (NOTICE + "（一）建设泵站。建成泵站3座。（责任单位：市水利局；完成时限：2026年9月）\n"
         "（二）改造管网。做好改造。（市住建局负责，2027年底前完成）",
         ["建设泵站 2026 2026年9月 own", "改造管网 2027 2027年底前完成 own"]),
        (NOTICE + "（一）建设泵站。建成泵站3座。\n牵头单位：市水利局\n时间节点：“十五五”末\n"
         "（二）建立机制。做好衔接。\n责任单位：市财政局\n完成时限：长期坚持",
         ["建设泵站 2030 “十五五”末 own", "建立机制 None 长期坚持 own"]),
        (REPORT + "（一）建设泵站。做好选址。\n责任单位：市水利局\n完成时限：12月底前\n（二）改造管网。做好改造。\n"
         "责任单位：市住建局\n完成时限：年内",
         ["建设泵站 2026 12月底前 own", "改造管网 2026 年内 own"]),
        # its own words
        (PLAN + "（一）建设泵站。2027年底前建成泵站，到2026年完成选址。\n（二）改造管网。年内完成改造。\n"
         "（三）优化服务。落实2026年中央一号文件精神，优化流程。",
         ["建设泵站 2027 2027年底前 own", "改造管网 2026 年内 own", "优化服务 2028 - plan"]),
        (REPORT + "（一）建设泵站。6月底前完成选址，三季度前开工建设。\n（二）改造管网。由季节施工向常年施工转变。",
         ["建设泵站 2026 6月底前 own", "改造管网 2026 - section"]),
        (PLAN + "（一）建设泵站。锚定2035年远景目标，做好选址。2026年，开工建设。", ["建设泵站 2026 2026年 own"]),
        (PLAN + "（一）建设泵站。目前，2025年底前开工的泵站已投用，继续做好选址。", ["建设泵站 2028 - plan"]),
        # a year of what is done already is no deadline
        (NOTICE + "（一）培育企业。培育龙头企业8家。2025年，全市养老产业规模已达140亿元。", ["培育企业 None - None"]),
        (NOTICE + "（一）建设泵站。2024年底前已建成泵站5座，继续新增泵站8座。", ["建设泵站 None - None"]),
        (NOTICE + "（一）建设泵站。2025年已建成泵站5座，2026年底前新增泵站8座。", ["建设泵站 2026 2026年底前 own"]),
        # its section, its plan, none
        (PLAN + "（一）2026年重点工作\n1.建设泵站。做好选址，加强管理。\n2.改造管网。做好改造，加强管理。",
         ["建设泵站 2026 - section", "改造管网 2026 - section"]),
        # a bracket behind a head, a head that says by when; not the years of another plan
        (PLAN + "（一）推进建设（2026年12月底前完成）\n1.建设泵站。做好选址。\n2.改造管网。做好改造。\n"
         "（二）深化改革（2027年6月底前完成）\n3.优化布局。推动布局优化。\n4.健全机制。做好衔接。",
         ["建设泵站 2026 - section", "改造管网 2026 - section", "优化布局 2027 - section", "健全机制 2027 - section"]),
        (PLAN + "（一）2026年底前重点推进的事项\n1.建设泵站。做好选址。\n2.动员培训（2027年5—9月）。做好培训。",
         ["建设泵站 2026 - section", "动员培训（2027年5—9月） 2027 2027年5—9月 own"]),
        (PLAN + "（一）落实水利发展规划（2021—2027年）\n1.建设泵站。做好选址。\n2.改造管网。做好改造。",
         ["建设泵站 2028 - plan", "改造管网 2028 - plan"]),
        (NOTICE + "（一）建设泵站。做好选址。\n"
         "（二）改造管网。做好改造。", ["建设泵站 None - None", "改造管网 None - None"]),
    ],
)  # fmt: skip
def test_due(text: str, expected: list[str]) -> None:
    assert [shown(task) for task in document(text).tasks] == expected


@pytest.mark.parametrize(
    ("text", "years"),
    [
        (NOTICE + "（一）建设泵站。建成泵站3座，改造管网5公里。\n完成时限：2027年12月底前", [2027, 2027]),
        (NOTICE + "（一）建设泵站。到2026年，建成泵站3座。\n完成时限：2027年12月底前", [2026]),
        (NOTICE + "（一）建设泵站。每年检修泵站3座，建成泵站2座。\n完成时限：2027年", [None, 2027]),
        (NOTICE + "（一）建设泵站。建成泵站3座。\n完成时限：长期坚持", [None]),
        (NOTICE + "（一）建设泵站。建成泵站3座。（市水利局负责，2026年底前完成）\n"
         "（二）改造管网。改造管网5公里。（市住建局负责）",
         [2026, None]),
    ],
)  # fmt: skip
def test_a_deadline_dates_the_figures_of_its_item(text: str, years: list[int | None]) -> None:
    assert [target.year for target in document(text).targets] == years
