"""Imports point one way: extract ← kb ← page; and within extract and kb along the lists below."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name
from paths import ROOT

# A package or module of extract imports only what stands before it: the list is the way of a document. A new one gets
# its place here.
EXTRACT_ORDER = [
    "errors",
    "models",
    "rulefiles",
    "interchange",
    "explain",
    "text",
    "readers",
    "places",
    "registry",
    "owners",
    "outline",
    "tables",
    "facts",
    "targets",
    "tasks",
    "draft",
    "claims",
    "tokenizer",
    "pipeline",
    "document",
    "ledger",
]
# A reader knows the values it gives and the characters it cleans, nothing of what is made of them.
READERS_MAY_IMPORT = {"errors", "models", "rulefiles", "text", "readers"}

# Beside the public names of the package, the knowledge base shares its values, its folding, its segmenter, who is who
# (registry, units and places) and how rule files are read.
KB_MAY_IMPORT = {
    "models",
    "errors",
    "text",
    "registry",
    "places",
    "rulefiles",
    "readers",
}

# A package or module of kb imports only what stands before it. A new one gets its place here.
KB_ORDER = [
    "errors",
    "target_fields",
    "deadline",
    "rule_tables",
    "shown_names",
    "shown_time",
    "models",
    "results",
    "filters",
    "text",
    "issue_date",
    "store",
    "row_keys",
    "units",
    "records",
    "query",
    "expansion",
    "engines",
    "search",
    "answers",
    "indicators",
    "index",
    "building",
    "importing",
    "export",
    "base",
    "knowledge_base",
    "batch",
    "cli",
]
# Names that every package may have a module of.
CONVENTIONAL = {"__init__", "__main__", "errors", "models"}

# Third-party packages with one home each: nothing else may lean on them.
HOMES = {
    "whoosh": ("kb/engines/",),
    "sqlalchemy": ("kb/store/", "kb/records/", "tests/"),
    "argon2": ("kb/records/editors.py",),
    "pydantic": ("kb/store/",),
    "spacy": ("extract/",),
    "jieba": ("extract/text/segment.py", "tests/", "benchmarks/"),
    "rjieba": ("extract/text/segment.py", "tests/", "benchmarks/"),
    "pdfplumber": ("extract/readers/", "tests/"),
    "pypdfium2": ("kb/answers/", "extract/readers/", "tests/"),
    "docx": ("extract/readers/", "kb/export/", "tests/", "benchmarks/"),
    "openpyxl": ("kb/export/", "tests/"),
    "xlsxwriter": ("kb/export/",),
    "starlette": ("views/parts/login_routes.py", "tests/"),
    "streamlit": ("app.py", "share.py", "views/", "tests/"),
    "altair": ("views/parts/",),
}
# The page shows what kb gives: no storage, no patterns, no language processing of its own.
NOT_IN_THE_PAGE = {"re", "sqlite3", "sqlalchemy", "spacy", "jieba", "rjieba", "whoosh", "extract"}


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """(line, module) for every import of a file, also inside functions; `from a import b` gives a and a.b."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.relative_to(ROOT)}:{node.lineno}: relative import; write the full name"
            yield node.lineno, str(node.module)
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def files(*places: str) -> list[Path]:
    found = [path for place in places for path in (ROOT.glob(place) if "*" in place else [ROOT / place])]
    return sorted(path for path in found if path.is_file())


def wrong(paths: list[Path], allowed: Callable[[Path, str], bool]) -> list[str]:
    """Imports that `allowed(path, module)` refuses, as file:line: module."""
    assert paths
    return [
        f"{path.relative_to(ROOT)}:{line}: {module}"
        for path in paths
        for line, module in imports(path)
        if not allowed(path, module)
    ]


def module_of(path: Path) -> str:
    """The name in EXTRACT_ORDER that a file of extract belongs to."""
    return path.relative_to(ROOT / "extract").parts[0].removesuffix(".py")


def part_of_kb(path: Path) -> str:
    """The name in KB_ORDER that a file of kb belongs to."""
    return path.relative_to(ROOT / "kb").parts[0].removesuffix(".py")


def test_extract_knows_neither_the_knowledge_base_nor_the_page() -> None:
    outside = {"kb", "app", "views", "benchmarks", "evaluation", "streamlit", "sqlalchemy", "sqlite3", "whoosh"}

    def allowed(path: Path, module: str) -> bool:
        # the command line is the door of the extractor and of its scores
        return module.split(".")[0] not in outside or (path.stem == "__main__" and module.startswith("evaluation."))

    assert wrong(files("extract/**/*.py"), allowed) == []


def test_every_module_of_extract_has_its_place() -> None:
    here = {module_of(path) for path in files("extract/**/*.py")} - {"__init__", "__main__"}
    assert (here - set(EXTRACT_ORDER), set(EXTRACT_ORDER) - here) == (set(), set()), "unplaced modules, modules gone"


def test_extract_imports_only_what_stands_before() -> None:
    def allowed(path: Path, module: str) -> bool:
        parts, own = module.split("."), module_of(path)
        if parts[0] != "extract" or own in ("__init__", "__main__"):
            return True
        if len(parts) == 1:  # the package itself, which imports all the others
            return False
        if own == "readers":
            return parts[1] in READERS_MAY_IMPORT
        before = EXTRACT_ORDER[: EXTRACT_ORDER.index(own)] if own in EXTRACT_ORDER else EXTRACT_ORDER
        return parts[1] == own or parts[1] in before

    assert wrong(files("extract/**/*.py"), allowed) == []


def test_every_part_of_kb_has_its_place() -> None:
    here = {part_of_kb(path) for path in files("kb/**/*.py")} - {"__init__", "__main__"}
    assert (here - set(KB_ORDER), set(KB_ORDER) - here) == (set(), set()), "unplaced parts, parts gone"


def test_kb_imports_only_what_stands_before() -> None:
    def allowed(path: Path, module: str) -> bool:
        parts, own = module.split("."), part_of_kb(path)
        if parts[0] != "kb" or own in ("__init__", "__main__"):
            return True
        return len(parts) > 1 and parts[1] in KB_ORDER[: KB_ORDER.index(own) + 1]

    assert wrong(files("kb/**/*.py"), allowed) == []


def test_modules_of_ours_are_imported_at_the_top() -> None:
    """An import inside a function hides a circle; what loads slowly is a package of others, and is not ours."""
    inside = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {module}"
        for path in files("app.py", "share.py", "kb/**/*.py", "views/**/*.py")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in ([node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
        if str(module).split(".")[0] in ("app", "extract", "kb", "views")
    ]
    assert inside == []


def test_a_name_of_kb_and_views_means_one_module_or_class() -> None:
    paths = files("kb/**/*.py", "views/**/*.py")
    modules = Counter(path.stem for path in paths if path.stem not in CONVENTIONAL)
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in paths)
    classes = Counter(node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    assert [name for names in (modules, classes) for name, times in names.items() if times > 1] == []


def test_kb_uses_extract_through_its_public_names() -> None:
    import extract

    def allowed(path: Path, module: str) -> bool:
        parts = module.split(".")
        if parts[0] in ("app", "views", "streamlit", "benchmarks"):
            return False
        return parts[0] != "extract" or len(parts) == 1 or parts[1] in KB_MAY_IMPORT or parts[1] in extract.__all__

    assert wrong(files("kb/**/*.py"), allowed) == []


def test_the_page_shows_what_kb_gives_and_nothing_else() -> None:
    import kb

    def allowed(path: Path, module: str) -> bool:
        parts = module.split(".")
        if parts[0] in NOT_IN_THE_PAGE:
            return False
        return parts[0] != "kb" or len(parts) == 1 or (len(parts) == 2 and parts[1] in kb.__all__)

    assert wrong(files("app.py", "share.py", "views/**/*.py"), allowed) == []


@pytest.mark.parametrize("package", HOMES)
def test_a_package_is_used_in_its_home_only(package: str) -> None:
    everywhere = files(
        "app.py",
        "share.py",
        "evaluation/*.py",
        "extract/**/*.py",
        "kb/**/*.py",
        "views/**/*.py",
        "benchmarks/**/*.py",
        "tests/**/*.py",
    )

    def allowed(path: Path, module: str) -> bool:
        return module.split(".")[0] != package or path.relative_to(ROOT).as_posix().startswith(HOMES[package])

    assert wrong(everywhere, allowed) == []


PROGRAM = files("app.py", "share.py", "evaluation/*.py", "extract/**/*.py", "kb/**/*.py", "views/**/*.py")
CHECKS = files("tests/**/*.py", "benchmarks/**/*.py")


def required(*lists: str) -> set[str]:
    """The packages that requirement lists name."""
    lines = [line.strip() for name in lists for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    return {canonicalize_name(line) for line in lines if line and not line.startswith("#")}


@pytest.mark.parametrize(
    ("paths", "lists"), [(PROGRAM, ["requirements.in"]), (CHECKS, ["requirements.in", "requirements-dev.in"])]
)
def test_every_package_that_is_imported_is_required(paths: list[Path], lists: list[str]) -> None:
    ours = {"app", "evaluation", "extract", "kb", "views", "benchmarks"} | {path.stem for path in files("tests/*.py")}
    homes = packages_distributions()

    def allowed(_: Path, module: str) -> bool:
        top = module.split(".")[0]
        known = top in ours or top in sys.stdlib_module_names
        return known or bool(required(*lists) & {canonicalize_name(name) for name in homes.get(top, ())})

    assert wrong(paths, allowed) == []


def test_every_package_of_the_program_is_used() -> None:
    homes = packages_distributions()
    used = {module.split(".")[0] for path in PROGRAM for _, module in imports(path)}
    assert required("requirements.in") <= {canonicalize_name(name) for top in used for name in homes.get(top, ())}


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_requirement_is_pinned(name: str) -> None:
    pins = (ROOT / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in pins if not re.fullmatch(r"[\w.-]+==[\w.]+( ; .+)?", line)] == []
    wanted = [line for line in (ROOT / f"{name}.in").read_text(encoding="utf-8").splitlines() if line[:1].isalnum()]
    assert {canonicalize_name(line) for line in wanted} <= {canonicalize_name(pin.split("==")[0]) for pin in pins}


def test_a_wrong_import_is_found(tmp_path: Path) -> None:
    path = tmp_path / "page.py"
    path.write_text("def f():\n    import re\n    from kb.store import Store\n", encoding="utf-8")
    assert list(imports(path)) == [(2, "re"), (3, "kb.store"), (3, "kb.store.Store")]


@pytest.mark.parametrize(
    ("words", "homes", "instead"),
    [
        pytest.param("一二三四五", "text", "HAN_ONES or HAN_TENS of extract.text.numerals", id="numerals"),
        pytest.param("第.{1,4}[章|[章节篇", "text readers", "extract.text.markers", id="item markers"),
        pytest.param("附表|附录", "text", "extract.text.appendix_labels", id="labels of appendices"),
        pytest.param("术语|用语", "outline", "extract.outline.appendices.is_glossary", id="glossaries"),
        pytest.param("个五年|五年规划", "text", "extract.text.periods", id="names of plans"),
        pytest.param("翻番|翻两番|倍增|全覆盖", "text targets", "extract.text.word_figures", id="figures in words"),
        pytest.param("位列|排名第", "tables targets", "extract.targets.ranks", id="ranks"),
    ],
)
def test_an_idea_is_spelt_in_its_home(words: str, homes: str, instead: str) -> None:
    """The folders of extract/ whose patterns may hold the words that tell an idea; all else asks there."""
    spelling = {
        path.relative_to(ROOT).as_posix()
        for path in files("extract/**/*.py")
        for text in literals(path)
        if not {*path.parts} & {*homes.split()} and any(word in text for word in words.split("|"))
    }
    assert spelling == set(), f"ask {instead}"


@cache
def literals(path: Path) -> tuple[str, ...]:
    """The strings of a module, but for its docstrings."""
    nodes = tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    said = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    strings = (node for node in nodes if isinstance(node, ast.Constant) and id(node) not in said)
    return tuple(node.value for node in strings if isinstance(node.value, str))
