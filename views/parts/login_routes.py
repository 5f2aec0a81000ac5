"""The login of a page that is shared: a form beside the pages, which gives the browser a cookie that no script can read;
and the gate before the uploads, which Streamlit itself takes from everybody."""

from __future__ import annotations

from html import escape
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

import kb
from kb import KnowledgeBaseError
from views.parts.base_access import index_folder
from views.parts.sign_in import DOOR, LOGIN, LOGOUT, cookie_name, editors

LARGEST = 64 * 1024
"""Bytes of what a form sends: with it goes the address to lead back to, a long search among them."""
_FORM = Path(__file__).with_name("login.html").read_text(encoding="utf-8")
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
}


async def _show(request: Request) -> Response:
    return _form(request, _back(request.query_params.get("next", "")))


async def _enter(request: Request) -> Response:
    """Check name and password; a cookie, and back to where one came from, or the form again with what is wrong."""
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > LARGEST or not _from_here(request):
        return Response(status_code=400)
    sent = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    name, password, back = (sent.get(key, [""])[0] for key in ("name", "password", "next"))
    back = _back(back)
    try:
        token = await run_in_threadpool(DOOR.enter, editors(index_folder()), name, password)
    except kb.BadEditor as error:
        return _form(request, back, name=name, wrong=str(error), status=403)
    except KnowledgeBaseError as error:
        return _form(request, back, name=name, wrong=str(error), status=503)
    answer = RedirectResponse(f"/{back}", status_code=303)
    secure = request.url.scheme == "https"
    answer.set_cookie(cookie_name(), token, httponly=True, samesite="strict", secure=secure)
    return answer


async def _leave(request: Request) -> Response:
    DOOR.leave(request.cookies.get(cookie_name(), ""))
    answer = RedirectResponse(f"/{_back(request.query_params.get('next', ''))}", status_code=303)
    answer.delete_cookie(cookie_name(), httponly=True, samesite="strict")
    return answer


def _form(request: Request, back: str, *, name: str = "", wrong: str = "", status: int = 200) -> HTMLResponse:
    open_line = request.url.scheme == "http" and request.url.hostname not in ("127.0.0.1", "localhost")
    written = _FORM
    for place, said in (
        ("wrong", f'<p class="wrong" role="alert">{escape(wrong)}</p>' if wrong else ""),
        ("open", '<p class="open">本页未加密（http），口令可能被同一网络中的他人截获。</p>' if open_line else ""),
        ("next", escape(back)),
        ("back", escape(f"/{back}")),
        ("name", escape(name)),
    ):
        written = written.replace(f"{{{{{place}}}}}", said)
    return HTMLResponse(written, status, _HEADERS)


def _back(asked: str) -> str:
    """Where to go afterwards: a page of ours, never another machine. //evil.example → "", document?id=1 → the same."""
    parts = urlsplit(asked)
    page = parts.path if parts.path.isascii() and (parts.path.isalpha() or not parts.path) else ""
    if parts.scheme or parts.netloc or page != parts.path or page in (LOGIN, LOGOUT):
        return ""
    return page + (f"?{quote(parts.query, safe='=&%+')}" if parts.query else "")


def _from_here(request: Request) -> bool:
    """Whether the form that is sent was ours: a browser says from where it comes."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


class UploadGate:
    """Refuses files from who has not signed in: they would fill the memory, whatever page shows no place to drop them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "PUT":
            token = Request(scope).cookies.get(cookie_name(), "")
            if not await run_in_threadpool(DOOR.name, editors(index_folder()), token):
                await Response(status_code=403)(scope, receive, send)
                return
        await self._app(scope, receive, send)


GATES = (Middleware(UploadGate),)
ROUTES = (
    Route(f"/{LOGIN}", _show, methods=["GET"]),
    Route(f"/{LOGIN}", _enter, methods=["POST"]),
    Route(f"/{LOGOUT}", _leave, methods=["GET"]),
)
