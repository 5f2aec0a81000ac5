"""The files of an import as cards: what was found in each, what it is to the documents that there are, what to mend."""

from __future__ import annotations

from html import escape

import streamlit as st

import kb
from views.parts.markup import document_address, link, tag, text

PAGE_SIZE = 10
ACTIONS = {"add": "作为新文件导入", "replace": "替换原有文件", "skip": "不导入"}
FIELDS = ("title", "region", "kind", "date", "period")


def summary(draft: kb.ImportDraft) -> str:
    """How many files of each sort there are, and those that could not be read, with why and what to do."""
    kinds = [_sort(candidate) for candidate in draft.candidates]
    counts = [(name, kinds.count(name)) for name in dict.fromkeys(kinds)]
    counts += [
        ("未能读入", len(draft.failures)),
        ("没有变化", draft.unchanged),
        ("文件夹里已没有，将移除", len(draft.gone)),
    ]
    figures = "".join(tag("span", text(str(n), "strong") + escape(name), "figure") for name, n in counts if n)
    said = tag("p", figures or "没有可读的文件。", "figures")
    rows = "".join(
        tag("li", text(failure.path, css="state") + text(f"{failure.reason}。{failure.remedy}", "p", "facts"))
        for failure in draft.failures
    )
    failed = tag("div", text("未能读入", "h3") + tag("ul", rows, "states failed"), "panel panel-failed") if rows else ""
    gone = "、".join(entry.label for entry in draft.gone)
    return said + failed + (text(f"将移除：{gone}", "p", "facts") if gone else "")


def _sort(candidate: kb.Candidate) -> str:
    if candidate.known is not None:
        return "有改动"
    return {"new": "新文件", "same": "内容相同", "newer": "新版本", "older": "旧版本"}[candidate.relation.kind]


def draw_cards(draft: kb.ImportDraft) -> None:
    """A card a file, some to a page; what is set on one page stays while another is shown."""
    pages = -(-len(draft.candidates) // PAGE_SIZE)
    number = 1
    if pages > 1:
        number = st.pagination(pages, key="import-page")
    for candidate in draft.candidates[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]:
        with st.container(border=True, key=f"import-card-{candidate.number}"):
            _card(draft, candidate)


def _card(draft: kb.ImportDraft, candidate: kb.Candidate) -> None:
    counts = (
        ("任务", candidate.tasks),
        ("措施", candidate.measures),
        ("目标", candidate.targets),
        ("指标值", candidate.cells),
    )
    found = " · ".join(f"{label} {count}" for label, count in counts if count) or "没有找到承诺事项"
    if candidate.notices:
        found += f" · 提示 {candidate.notices}"
    facts = candidate.facts
    known = " · ".join(filter(None, (facts.region, facts.kind, kb.period_text(facts.period), facts.date)))
    lines = [
        tag(
            "p",
            text(_sort(candidate), css=f"kind relation-{candidate.relation.kind}")
            + text(facts.title or candidate.name, css="card-title"),
        ),
        tag("p", _relation(candidate), "facts") if candidate.known is None else "",
        text(f"{candidate.path} · {known}" if known else candidate.path, "p", "facts"),
        text(found, "p", "facts found"),
    ]
    st.html(tag("div", "".join(lines), "import-card"))
    _draw_action(draft, candidate)
    with st.expander("修改标题、地区、文种、日期、起止年份"):
        _draw_facts(candidate)


def _relation(candidate: kb.Candidate) -> str:
    """What it is to a document that there is, with the way there: 与《规划》内容相同."""
    relation = candidate.relation
    if relation.twin is not None:
        return escape(f"与这次选择的“{relation.twin}”内容相同")
    if relation.document is None:
        return ""
    other = link(escape(relation.document.quoted), document_address(relation.document), target="_blank")
    dated = f"（{relation.document.facts.date}）" if relation.document.facts.date else ""
    if relation.kind == "same":
        return f"与已有的{other}内容相同"
    return f"是{other}{escape(dated)}的{'较新' if relation.kind == 'newer' else '较早'}版本"


def _draw_action(draft: kb.ImportDraft, candidate: kb.Candidate) -> None:
    labels = dict(ACTIONS)
    if candidate.known is not None:
        labels = {"add": "更新", "skip": "从知识库移除"}
    elif candidate.relation.document is None or candidate.relation.kind == "same":
        del labels["replace"]
    key = _key(candidate, "action")
    if st.session_state.get(key) not in labels:
        st.session_state[key] = _kept(candidate).get("action", candidate.advised)
    st.segmented_control(
        "怎样处理",
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_remember,
        args=(candidate,),
    )
    _kept(candidate).setdefault("action", candidate.advised)


def _draw_facts(candidate: kb.Candidate) -> None:
    values = _typed(candidate)
    for name in FIELDS:
        st.session_state[_key(candidate, name)] = values[name]

    def field(name: str, **options: str) -> None:
        label = kb.field_label("facts", name)
        st.text_input(label, key=_key(candidate, name), on_change=_remember, args=(candidate,), **options)  # type: ignore[arg-type]

    field("title")
    left, right = st.columns(2)
    with left:
        field("region", placeholder="如：慈溪市")
        field("date", placeholder="如：2026-03-01")
    with right:
        label = kb.field_label("facts", "kind")
        st.selectbox(label, kb.DOCUMENT_KINDS, key=_key(candidate, "kind"), on_change=_remember, args=(candidate,))
        field("period", placeholder="如：2026—2030")


def decided(draft: kb.ImportDraft) -> tuple[dict[int, kb.ImportChoice], list[tuple[str, str]]]:
    """What is to be done with each file; and the slips in what was typed, each with the name of its file."""
    choices, slips = {}, []
    for candidate in draft.candidates:
        action = _kept(candidate).get("action", candidate.advised)
        mended: kb.Content = {}
        if action != "skip":
            try:
                mended = candidate.mended(_typed(candidate))
            except kb.BadCorrection as error:
                slips.append((candidate.name, str(error)))
        choices[candidate.number] = kb.ImportChoice(action, mended)
    return choices, slips


def _typed(candidate: kb.Candidate) -> dict[str, str]:
    """The fields as they were last typed, else as they were read."""
    read = {name: candidate.content[name] or "" for name in FIELDS}
    read["period"] = kb.period_text(candidate.content["period"])
    return {name: _kept(candidate).get(name, value) for name, value in read.items()}


def _remember(candidate: kb.Candidate) -> None:
    """Streamlit forgets a widget that is not drawn: what was set on another page of cards is kept here."""
    for name in ("action", *FIELDS):
        if (key := _key(candidate, name)) in st.session_state:
            _kept(candidate)[name] = st.session_state[key]


def _kept(candidate: kb.Candidate) -> dict[str, str]:
    """What was set for a file; a new import begins with nothing."""
    kept: dict[str, dict[str, str]] = st.session_state.setdefault("import-choices", {})
    return kept.setdefault(f"{candidate.sha256}-{candidate.number}", {})


def _key(candidate: kb.Candidate, name: str) -> str:
    return f"import-{candidate.number}-{name}"
