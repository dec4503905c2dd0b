"""Passwords: which ones are good enough, and how they are kept (Argon2id)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ...errors import Busy, RequestError

SHORTEST, LONGEST = 10, 256
"""Characters of a password."""
_GUESSES = 1_000_000
"""How many guesses a password has to stand, by the lists of those that were found in leaks."""
_WEIGHED = 64
"""Characters that are weighed; what is longer is no worse."""
_AT_ONCE = 4
"""Passwords checked at a time: each takes 64 MB and most of a core."""
_WAIT = 15.0
"""Seconds for which a check waits for its turn."""


def check_password(password: str, *names: str) -> None:
    """Raise `RequestError` for a password that is too short, too long, or easily guessed of somebody of these names."""
    if len(password) < SHORTEST:
        raise RequestError(
            f"password: needs at least {SHORTEST} characters; a few words in a row are good.", param="password"
        )
    if len(password) > LONGEST:
        raise RequestError(f"password: may have {LONGEST} characters at most.", param="password")
    plain = _plain(password).casefold()
    if any(_letters(plain) == _letters(_plain(name).casefold()) for name in names):
        raise RequestError("password: must not be the name itself.", param="password")
    # It has lists of words and takes a moment to load.
    from zxcvbn import zxcvbn

    if zxcvbn(plain[:_WEIGHED], user_inputs=[*names, "model7", "model 7"])["guesses"] < _GUESSES:
        raise RequestError(
            "password: this one is among the first that others would try. Take a few words that nobody else would put "
            "in a row.",
            param="password",
        )


class Passwords:
    """Hashes and checks passwords, a few at a time."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._turns = BoundedSemaphore(_AT_ONCE)
        self._nobodys: str | None = None

    def hashed(self, password: str) -> str:
        """What is kept of it. Raises `Busy`."""
        with self._turn():
            return self._hasher.hash(_plain(password))

    def fits(self, kept: str | None, password: str) -> bool:
        """Whether it is the one that `kept` was made of. None takes as long, and fits nothing. Raises `Busy`."""
        if self._nobodys is None:
            self._nobodys = self.hashed("nobody has this one")
        if len(password) > LONGEST:
            password, kept = "", None
        with self._turn():
            try:
                return self._hasher.verify(kept or self._nobodys, _plain(password)) and kept is not None
            except (VerificationError, InvalidHashError):
                return False

    def is_outdated(self, kept: str) -> bool:
        """Whether it was hashed with less effort than is usual now."""
        return self._hasher.check_needs_rehash(kept)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=_WAIT):
            raise Busy("Too many people log in at this moment. Try again shortly.")
        try:
            yield
        finally:
            self._turns.release()


def _letters(text: str) -> str:
    return "".join(each for each in text if each.isalnum())


def _plain(text: str) -> str:
    """The same text typed on another keyboard is the same password. What can't be written as UTF-8 is replaced."""
    return unicodedata.normalize("NFKC", text).encode("utf-8", "replace").decode()
