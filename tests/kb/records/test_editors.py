"""Who may change things: listed with a hashed password, whatever is built; attempts to sign in are slowed down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from kb_samples import FENGAN, built
from record_databases import BACKENDS, database_url

import kb
from kb.records.sign_ins import FORGOTTEN, LASTS, LONGEST_WAIT

TIME = "2026-03-01T08:00:00Z"
RIGHT, WRONG = "correct horse", "battery staple"


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(params=BACKENDS)
def editors(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[kb.Editors]:
    for url in database_url(request.param, tmp_path):
        yield kb.Editors.of(tmp_path / "indexes", url)


def test_the_list_is_empty_then_holds_who_was_added(editors: kb.Editors) -> None:
    assert editors.all() == ()
    assert editors.add(" 王芳 ", RIGHT, time=TIME)
    assert editors.add("李强", RIGHT, time=TIME)
    assert {one.name for one in editors.all()} == {"王芳", "李强"}
    assert editors.verified("王芳", RIGHT) is not None
    assert editors.verified("王芳", WRONG) is None
    assert editors.verified("赵六", RIGHT) is None
    editors.remove("李强")
    assert [one.name for one in editors.all()] == ["王芳"]


def test_of_a_password_nothing_is_kept_but_its_hash(tmp_path: Path) -> None:
    editors = kb.Editors.of(tmp_path / "indexes")
    editors.add("王芳", RIGHT, time=TIME)
    content = (tmp_path / "records" / "records.sqlite3").read_bytes()
    assert RIGHT.encode() not in content and b"$argon2id$" in content


def test_an_editor_added_again_has_another_password(editors: kb.Editors) -> None:
    editors.add("王芳", RIGHT, time=TIME)
    before = editors.hash_of("王芳")
    assert not editors.add("王芳", WRONG, time=TIME)
    assert editors.hash_of("王芳") != before
    assert editors.verified("王芳", RIGHT) is None


def test_a_name_is_one_whatever_the_width_of_its_spaces(tmp_path: Path) -> None:
    editors, door = kb.Editors.of(tmp_path / "indexes"), kb.SignIns()
    editors.add(" 王　芳 ", RIGHT, time=TIME)
    assert [one.name for one in editors.all()] == ["王 芳"]
    assert door.name(editors, door.enter(editors, "王  芳", RIGHT)) == "王 芳"
    editors.remove("王　芳")
    assert editors.all() == ()


@pytest.mark.parametrize(
    ("name", "password"),
    [("", RIGHT), ("王\n芳", RIGHT), ("王" * 41, RIGHT), ("本机", RIGHT), ("王芳", "1234567"), ("王芳", "x" * 201)],
)
def test_what_cannot_be_is_refused(tmp_path: Path, name: str, password: str) -> None:
    editors = kb.Editors.of(tmp_path / "indexes")
    with pytest.raises(kb.BadEditor):
        editors.add(name, password, time=TIME)
    assert editors.all() == ()
    with pytest.raises(kb.BadEditor):
        editors.remove("赵六")


def test_no_build_deletes_them_and_they_hide_no_records(tmp_path: Path) -> None:
    index = tmp_path / "indexes"
    with built(tmp_path, a=FENGAN) as base:
        document = base.documents.all()[0].id
        base.records.correct(document, kb.Edit("accept", "facts"), editor="王芳")
    kb.Editors.of(index).add("王芳", RIGHT, time=TIME)
    with built(tmp_path, a=FENGAN) as base:
        assert len(base.records.corrections()) == 1
    assert [one.name for one in kb.Editors.of(index).all()] == ["王芳"]


def test_a_token_says_who_signed_in_until_it_runs_out(tmp_path: Path) -> None:
    editors, clock = kb.Editors.of(tmp_path / "indexes"), Clock()
    editors.add("王芳", RIGHT, time=TIME)
    door = kb.SignIns(clock)
    token = door.enter(editors, "王芳", RIGHT)
    assert door.name(editors, token) == "王芳"
    assert door.name(editors, "another") is None
    clock.now += LASTS + 1
    assert door.name(editors, token) is None


def test_signing_out_another_password_and_removal_end_it(tmp_path: Path) -> None:
    editors = kb.Editors.of(tmp_path / "indexes")
    editors.add("王芳", RIGHT, time=TIME)
    door = kb.SignIns()
    first, second = (door.enter(editors, "王芳", RIGHT) for _ in range(2))
    door.leave(first)
    assert (door.name(editors, first), door.name(editors, second)) == (None, "王芳")
    editors.add("王芳", WRONG, time=TIME)
    assert door.name(editors, second) is None
    third = door.enter(editors, "王芳", WRONG)
    editors.remove("王芳")
    assert door.name(editors, third) is None


def attempt(door: kb.SignIns, editors: kb.Editors, name: str, password: str) -> str:
    try:
        door.enter(editors, name, password)
    except kb.BadEditor as error:
        return str(error)
    return ""


def test_wrong_passwords_make_a_name_wait_longer_and_longer(tmp_path: Path) -> None:
    editors, clock = kb.Editors.of(tmp_path / "indexes"), Clock()
    editors.add("王芳", RIGHT, time=TIME)
    editors.add("李强", RIGHT, time=TIME)
    door = kb.SignIns(clock)
    assert {attempt(door, editors, "王芳", WRONG) for _ in range(3)} == {"姓名或口令不对"}
    assert "请在 2 秒后再试" in attempt(door, editors, "王芳", RIGHT)  # also with the right one
    assert attempt(door, editors, "李强", RIGHT) == ""
    clock.now += 3
    assert attempt(door, editors, "王芳", WRONG) == "姓名或口令不对"
    assert "请在 4 秒后再试" in attempt(door, editors, "王芳", RIGHT)
    for _ in range(8):
        clock.now += LONGEST_WAIT + 1
        attempt(door, editors, "王芳", WRONG)
    assert "请在 60 秒后再试" in attempt(door, editors, "王芳", RIGHT)
    clock.now += FORGOTTEN + 1
    assert attempt(door, editors, "王芳", RIGHT) == ""
    assert attempt(door, editors, "王芳", WRONG) == "姓名或口令不对"


def test_names_that_are_not_listed_wait_as_one(tmp_path: Path) -> None:
    editors, door = kb.Editors.of(tmp_path / "indexes"), kb.SignIns(Clock())
    editors.add("王芳", RIGHT, time=TIME)
    said = [attempt(door, editors, f"赵{n}", WRONG) for n in range(4)]
    assert said[:3] == ["姓名或口令不对"] * 3 and "后再试" in said[3]
    assert attempt(door, editors, "王芳", RIGHT) == ""
