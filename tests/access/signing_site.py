"""A site that signs tokens: its keys, what it says of them at an address of its own, and tokens of all kinds."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

SECRET = "a secret that is long enough for each of the hashes: at least sixty-four bytes"


@cache
def private_key(algorithm: str, number: int = 0) -> Any:
    """One of its keys, always the same."""
    if algorithm == "RS256":
        return rsa.generate_private_key(65537, 2048)
    return ec.generate_private_key(ec.SECP256R1()) if algorithm == "ES256" else ed25519.Ed25519PrivateKey.generate()


def public(algorithm: str, number: int = 0, **more: Any) -> dict[str, Any]:
    """The same as a JWK."""
    key = private_key(algorithm, number).public_key()
    kinds: dict[str, Any] = {"RS256": RSAAlgorithm, "ES256": ECAlgorithm, "EdDSA": OKPAlgorithm}
    told: dict[str, Any] = json.loads(kinds[algorithm].to_jwk(key))
    return told | {"kid": f"{algorithm}-{number}", "use": "sig"} | more


def claims(**changed: Any) -> dict[str, Any]:
    """What a good token says; a claim that is None is left out."""
    told = {"sub": "ada", "exp": int(time.time()) + 3600} | changed
    return {name: value for name, value in told.items() if value is not None}


def signed(algorithm: str = "HS256", number: int = 0, head: dict[str, Any] | None = None, **changed: Any) -> str:
    """A token."""
    key: Any = SECRET if algorithm.startswith("HS") else private_key(algorithm, number)
    headers = head if head is not None else {} if algorithm == "HS256" else {"kid": f"{algorithm}-{number}"}
    return jwt.encode(claims(**changed), key, algorithm=algorithm, headers=headers)


def written(head: dict[str, Any] | bytes, body: dict[str, Any] | bytes, signature: bytes = b"") -> str:
    """A token by hand, whatever it says."""
    parts = (each if isinstance(each, bytes) else json.dumps(each).encode() for each in (head, body))
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in (*parts, signature))


class Site:
    """Answers with `keys`, or with `content` as it is; counts who asks."""

    def __init__(self) -> None:
        self.keys = [public("RS256"), public("ES256"), public("EdDSA")]
        self.content: bytes | None = None
        self.status = 200
        self.asked = 0
        self.url = ""

    def answer(self) -> bytes:
        """What stands at its address."""
        self.asked += 1
        return json.dumps({"keys": self.keys}).encode() if self.content is None else self.content


@contextmanager
def site() -> Iterator[Site]:
    """One that listens on this machine."""
    told = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = told.answer()
            self.send_response(told.status)
            self.send_header("Content-Length", str(len(body)))
            if told.status == 302:
                self.send_header("Location", "http://127.0.0.1:1/keys")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with serving(Handler) as address:
        told.url = f"{address}/keys"
        yield told


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """Have a server of its own answer by the handler; its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
