"""A school's own log-in on this machine, as OpenID Connect has it: it looks at everything that it is sent."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

from tests.access.signing_site import private_key, public, serving

CLIENT, SECRET = "model7", "the-secret-of-model7"


class School:
    """`person` is whoever logs in there; `changed` are claims that are not as they should be (None: left out)."""

    def __init__(self) -> None:
        self.url = ""
        self.person: dict[str, Any] = {"sub": "ada-1", "name": "Ada Lovelace", "role": "teacher"}
        self.changed: dict[str, Any] = {}
        self.described: dict[str, Any] = {}
        self.algorithm = "RS256"
        self.number = 0
        self.signed_by: Any = None
        self.refuses = False
        self.asked: dict[str, str] = {}
        self._codes: dict[str, dict[str, str]] = {}

    def description(self) -> dict[str, Any]:
        """What it says of itself."""
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return {"issuer": self.url, **{name: f"{self.url}/{path}" for name, path in places.items()}} | self.described

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to: everybody is logged in there already."""
        self.asked = asked
        assert asked["response_type"] == "code" and asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == CLIENT and "openid" in asked["scope"].split() and len(asked["nonce"]) > 20
        if self.refuses:
            return f"{asked['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': asked['state']})}"
        code = f"code-{len(self._codes)}"
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state'], 'iss': self.url})}"

    def exchange(self, sent: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """The tokens for a code, once, to whoever has the secret and the verifier."""
        if authorization != "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode():
            return 401, {"error": "invalid_client"}
        asked = self._codes.pop(sent.get("code", ""), None)
        hashed = base64.urlsafe_b64encode(sha256(sent.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        if (
            asked is None
            or hashed != asked["code_challenge"]
            or sent.get("redirect_uri") != asked["redirect_uri"]
            or sent.get("grant_type") != "authorization_code"
        ):
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "access", "token_type": "Bearer", "id_token": self._id_token(asked["nonce"])}

    def _id_token(self, nonce: str) -> str:
        now = int(time.time())
        told = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce}
        claims = {name: value for name, value in (told | self.person | self.changed).items() if value is not None}
        key = self.signed_by or private_key(self.algorithm, 0)
        return jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": f"{self.algorithm}-0"})


@contextmanager
def school() -> Iterator[School]:
    """One that listens."""
    told = School()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                self._send(302, {}, told.authorize({name: each[0] for name, each in parse_qs(parts.query).items()}))
            elif parts.path == "/keys":
                self._send(200, {"keys": [public("RS256"), public("ES256"), public("EdDSA")]})
            elif parts.path == "/.well-known/openid-configuration":
                self._send(200, told.description())
            else:
                self._send(404, {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            sent = {name: each[0] for name, each in parse_qs(body).items()}
            self._send(*told.exchange(sent, self.headers.get("Authorization", "")))

        def _send(self, status: int, body: dict[str, Any], location: str = "") -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            if location:
                self.send_header("Location", location)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    with serving(Handler) as told.url:
        yield told
