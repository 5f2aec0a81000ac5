"""Who has signed in, in this process: attempts are slowed down, and a browser holds a random token that opens nothing else.

Nothing of it is stored: whoever starts the program anew signs in again.
"""

from __future__ import annotations

import hashlib
import math
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from kb.errors import BadEditor
from kb.records.editors import Editors, spelt

LASTS = 12 * 3600.0
"""Seconds after which one signs in again: a working day."""
FREE = 3
"""Wrong passwords of a name that cost no waiting."""
LONGEST_WAIT = 60.0
"""Seconds that a name waits at most after another wrong password."""
FORGOTTEN = 900.0
"""Seconds after which wrong passwords no longer count."""
_NOBODY = ""
"""The names that are not listed wait as one, so that trying many of them is slow as well."""


@dataclass(frozen=True, slots=True)
class _SignIn:
    name: str
    hash: str
    until: float


@dataclass(frozen=True, slots=True)
class _Slips:
    count: int
    last: float

    def wait(self, now: float) -> float:
        """Seconds until the next attempt: none for the first three, then 2, 4, 8 … of them."""
        if self.count < FREE:
            return 0.0
        return self.last + min(2.0 ** (self.count - FREE + 1), LONGEST_WAIT) - now


class SignIns:
    """The sign-ins of a running page; safe to use from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._held: dict[str, _SignIn] = {}
        self._slips: dict[str, _Slips] = {}

    def enter(self, editors: Editors, name: str, password: str) -> str:
        """The token of a new sign-in. BadEditor says what is wrong: the password, or that there were too many attempts."""
        called = spelt(name)
        slow = called if editors.hash_of(called) is not None else _NOBODY
        with self._lock:
            slips = self._slips.get(slow, _Slips(0, 0.0))
            now = self._clock()
            if now - slips.last > FORGOTTEN:
                slips = _Slips(0, 0.0)
            if (wait := slips.wait(now)) > 0:
                raise BadEditor(f"口令错得太多，请在 {math.ceil(wait)} 秒后再试")
            # Counted before it is looked at: attempts made at the same time count, too.
            self._slips[slow] = _Slips(slips.count + 1, now)
        verified = editors.verified(called, password)
        if verified is None:
            raise BadEditor("姓名或口令不对")
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._slips.pop(slow, None)
            now = self._clock()
            self._held = {key: one for key, one in self._held.items() if one.until > now}
            self._held[_key(token)] = _SignIn(called, verified, now + LASTS)
        return token

    def name(self, editors: Editors, token: str) -> str | None:
        """Who holds a token; None where it ran out, or its editor was removed or has another password by now."""
        with self._lock:
            held = self._held.get(_key(token))
        if held is None or held.until <= self._clock() or editors.hash_of(held.name) != held.hash:
            return None
        return held.name

    def leave(self, token: str) -> None:
        """A token that opens nothing any more."""
        with self._lock:
            self._held.pop(_key(token), None)


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
