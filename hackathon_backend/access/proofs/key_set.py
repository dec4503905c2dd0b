"""The public keys of the site that signs tokens (JWKS): fetched when they are needed, and kept for a while."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from jwt import PyJWK
from jwt.exceptions import PyJWTError

from ...clock import SYSTEM, Clock
from ...errors import CredentialsRefused, LoginAway, Model7Error
from ...net import strict_json
from ...net.safe_fetch import fetch

log = logging.getLogger(__name__)

ALGORITHMS = ("RS256", "ES256", "EdDSA")
"""What may be signed with a key that is public: never a hash, which who has read the key could make."""
_FRESH = 300.0
"""Seconds for which keys are taken as they were fetched."""
_USABLE = 86_400.0
"""Seconds for which they serve if they can't be fetched anew."""
_PAUSE = 10.0
"""Seconds between two attempts, however many tokens name keys that are not known."""
_FETCH_SECONDS = 5.0
_MOST_BYTES = 256 * 1024
_MOST_KEYS = 100


def fetched(url: str) -> bytes:
    """What stands there. Raises `UrlRefused`, `UrlFailed`, `TooLarge`."""
    # Whoever runs this server wrote the address; a redirect could lead from https to http.
    return fetch(url, most_bytes=_MOST_BYTES, seconds=_FETCH_SECONDS, anywhere=True, redirects=0).content


class KeySet:
    """The keys behind JWT_JWKS_URL."""

    def __init__(self, url: str, *, clock: Clock = SYSTEM, load: Callable[[str], bytes] = fetched) -> None:
        self._url = url
        self._clock = clock
        self._load = load
        self._lock = threading.Lock()
        self._keys: tuple[PyJWK, ...] = ()
        self._came_at: float | None = None
        self._tried_at: float | None = None
        self._is_away = False

    def find(self, key_id: str | None, algorithm: str) -> PyJWK:
        """The key that a token names; one that names none means the only one of its kind.

        Raises `CredentialsRefused` if there is none, `LoginAway` if that can't be known now.
        """
        if self._age() > _FRESH:
            self._refresh()
        found = self._fitting(key_id, algorithm)
        if found is None and self._refresh():
            found = self._fitting(key_id, algorithm)
        if found is not None:
            return found
        if self._is_away:
            raise LoginAway("The site that you log in at does not answer now. Try again in a moment.")
        raise CredentialsRefused("The token is signed with a key that its site does not have.")

    def _fitting(self, key_id: str | None, algorithm: str) -> PyJWK | None:
        if self._age() > _USABLE:
            return None
        fit = [key for key in self._keys if key.algorithm_name == algorithm and key_id in (None, key.key_id)]
        return fit[0] if len(fit) == 1 or (fit and key_id is not None) else None

    def _age(self) -> float:
        return float("inf") if self._came_at is None else self._clock.monotonic() - self._came_at

    def _refresh(self) -> bool:
        """Fetch the keys, unless that was tried just now; whether there are new ones."""
        before = self._came_at
        # While there are keys nobody waits for the one who fetches; without any all wait for the first.
        if not self._lock.acquire(blocking=self._age() > _USABLE):
            return False
        try:
            now = self._clock.monotonic()
            if self._came_at == before and (self._tried_at is None or now - self._tried_at >= _PAUSE):
                self._tried_at = now
                self._try()
            return self._came_at != before
        finally:
            self._lock.release()

    def _try(self) -> None:
        try:
            self._keys = _read(self._load(self._url))
        except (Model7Error, ValueError) as error:
            self._is_away = True
            log.warning("JWT_JWKS_URL: no keys could be had from there (%s).", error)
        else:
            self._is_away = False
            self._came_at = self._clock.monotonic()


def _read(content: bytes) -> tuple[PyJWK, ...]:
    """The keys that tokens may be signed with. Raises `ValueError` if there are none."""
    told = strict_json.loads(content)
    listed = told.get("keys") if isinstance(told, dict) else None
    if not isinstance(listed, list):
        raise ValueError("what stands there is no set of keys")
    keys = tuple(key for each in listed[:_MOST_KEYS] if (key := _key(each)))
    if not keys:
        raise ValueError(f"no key there is for one of {', '.join(ALGORITHMS)}")
    return keys


def _key(told: object) -> PyJWK | None:
    if not isinstance(told, dict) or told.get("use", "sig") != "sig":
        return None
    try:
        key = PyJWK(told)
    except (PyJWTError, ValueError, TypeError, AttributeError):
        return None
    return key if key.algorithm_name in ALGORITHMS else None
