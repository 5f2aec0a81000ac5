"""The query language on one panel: how to write it, what it means, and an example that one click runs."""

from __future__ import annotations

from html import escape

from views.parts.markup import link, search_address, tag, text

SYNTAX: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("词语", "研发 投入", "几个词都要出现，挨得近的在前；全角半角、简体繁体、大小写不分", ("研发投入", "人才 公寓")),
    ("原句", "“…”", "引号里的文字原样出现", ("“高新技术企业”",)),
    ("任一", "或", "两边有一个即可；也可写 OR", ("养老 或 托育",)),
    ("排除", "非", "不要后面的词；也可写 NOT，或紧挨着词写减号", ("企业 非 科技", "企业 -科技")),
    ("括号", "( )", "先算括号里的", ("(养老 或 托育) 设施",)),
    ("开头", "词*", "以这几个字开头的词", ("科技*",)),
    (
        "问句",
        "某局牵头",
        "单位加角色、年份（今年、本季度）加“到期”，按责任单位和到期年份检索",
        ("市财政局牵头的任务有哪些", "2027年到期"),
    ),
    ("拼音", "kjj", "单位、指标的全拼或首字母", ("kjj", "yanfa")),
)
"""(what it is, how it is written, what it means, queries that show it)."""

FIELDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("牵头: 配合: 负责:", "这个单位在事项中的角色；几个单位任一，中间写顿号", ("牵头:市科技局", "配合:财政局、科技局")),
    ("单位:", "任何角色；简称、原名都可以，“单位:无”是没有责任单位的", ("单位:卫健局", "单位:无")),
    ("地区: 文件: 章节:", "文件所属地区；文件名或标题；所在的标题", ("文件:报告 就业", "章节:创新")),
    (
        "标题: 发文字号: 发布机构:",
        "文件标题里的词；文号，括号怎么写都可以；谁发的文，简称也可以",
        ("标题:报告", "发文字号:〔2026〕6号", "发布机构:市政府办公室"),
    ),
    ("成文日期:", "哪年、哪月、哪天，或从何时到何时", ("成文日期:2026-02", "成文日期:2026-01..2026-03")),
    ("类别: 文种:", "任务、措施、目标；规划、意见、方案……", ("类别:目标", "文种:意见")),
    ("指标:", "目标的指标名称", ("指标:研发",)),
    ("年份:", "任务、目标到期的年份，或从哪年到哪年", ("年份:2026", "年份:2026..2028")),
)
"""(the names of the fields, what they hold, queries that show them)."""


def examples() -> tuple[str, ...]:
    """All queries of the panel, but those of the region."""
    return tuple(query for row in (*SYNTAX, *FIELDS) for query in row[-1])


def syntax_panel(*, region: str | None) -> str:
    """The panel as HTML: a table of what can be written, one of the fields; `region` is one that the base has."""
    written = [
        tag("tr", text(name, "th") + text(form, "td", "form") + text(meaning, "td") + _tried(queries))
        for name, form, meaning, queries in SYNTAX
    ]
    fields = [
        tag("tr", text(names, "th", "form") + text(meaning, "td", colspan="2") + _tried(_here(names, queries, region)))
        for names, meaning, queries in FIELDS
    ]
    head = tag("tr", tag("th", escape("字段：写在冒号后面，可与词语、左侧条件一起用"), colspan="4"), "parted")
    advice = text(
        "词语也按同义词、单位的其他名称检索，结果上方会说明另外检索了什么，可以关闭。写错的符号按普通文字检索，并指出是哪个字符。",
        "p",
        "facts",
    )
    return tag("div", tag("table", tag("tbody", "".join([*written, head, *fields]))) + advice, "syntax")


def _here(names: str, queries: tuple[str, ...], region: str | None) -> tuple[str, ...]:
    return (f"地区:{region}", *queries) if region and "地区:" in names else queries


def _tried(queries: tuple[str, ...]) -> str:
    links = (link(escape(query), search_address(q=query), "try", target="_self") for query in queries)
    return tag("td", " ".join(links), "tries")
