"""The login beside the pages: what it sets, what it refuses, and that it leads nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

import kb
from views.parts.login_routes import GATES, ROUTES
from views.parts.sign_in import cookie_name

PASSWORD = "correct horse"


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv("KB_INDEX", str(tmp_path / "indexes"))
    kb.Editors.of(tmp_path / "indexes").add("王芳", PASSWORD, time="2026-03-01T08:00:00Z")
    taken = Route("/upload", lambda request: PlainTextResponse("taken"), methods=["PUT"])
    return TestClient(Starlette(routes=[*ROUTES, taken], middleware=list(GATES)), follow_redirects=False)


def enter(client: TestClient, password: str = PASSWORD, back: str = "", **headers: str) -> Any:
    sent = {"name": "王芳", "password": password, "next": back}
    return client.post("/login", data=sent, headers=headers)


def test_the_right_password_sets_a_cookie_that_no_script_reads(client: TestClient) -> None:
    answer = enter(client, back="document?id=1&at=2")
    assert (answer.status_code, answer.headers["location"]) == (303, "/document?id=1&at=2")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(cookie_name()) and "HttpOnly" in cookie and "SameSite=strict" in cookie
    assert "Secure" not in cookie


def test_over_https_the_cookie_is_sent_there_alone(client: TestClient) -> None:
    answer = client.post("https://testserver/login", data={"name": "王芳", "password": PASSWORD})
    assert "Secure" in answer.headers["set-cookie"]


def test_a_wrong_password_shows_the_form_again(client: TestClient) -> None:
    answer = enter(client, "battery staple", "units")
    assert answer.status_code == 403
    assert "姓名或口令不对" in answer.text and "battery" not in answer.text
    assert "set-cookie" not in answer.headers


def test_a_long_search_is_still_there_after_the_login(client: TestClient) -> None:
    search = "search?q=" + quote("研发投入" * 500)  # as many characters as a query has at most
    assert enter(client, back=search).headers["location"] == f"/{search}"


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "login", "a/b", "javascript:alert(1)", "\r\nX: y"],
)
def test_it_leads_to_no_other_machine(client: TestClient, back: str) -> None:
    assert enter(client, back=back).headers["location"] == "/"
    assert "evil" not in client.get(f"/login?next={quote(back)}").text


def test_what_is_shown_of_the_address_is_never_markup(client: TestClient) -> None:
    shown = client.get("/login?next=" + quote('units?find="><script>alert(1)</script>')).text
    assert "<script>" not in shown


def test_a_form_from_elsewhere_and_one_too_large_are_refused(client: TestClient) -> None:
    assert enter(client, origin="http://evil.example").status_code == 400
    assert enter(client, "x" * 70_000).status_code == 400
    assert enter(client, origin="http://testserver").status_code == 303


def test_files_are_taken_from_who_signed_in_until_he_leaves(client: TestClient) -> None:
    assert client.put("/upload").status_code == 403
    enter(client)
    assert client.put("/upload").text == "taken"
    kept = dict(client.cookies)
    assert client.get("/logout?next=units").headers["location"] == "/units"
    client.cookies.update(kept)
    assert client.put("/upload").status_code == 403
