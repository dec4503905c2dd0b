"""What can be made up from the description of the API, sent by each kind of caller: nothing breaks the server."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hackathon_backend.access.keys import ApiKeys
from hackathon_backend.access.principal import Scope
from hackathon_backend.jobs import Database
from tests.access.callers import OFF
from tests.access.signing_site import SECRET, signed
from tests.server import Server

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

ENDLESS = "events|/ws|/poll"
"""Answers that go on until a video has ended."""
CALLERS = ("nobody", "reader", "writer", "admin", "revoked", "student", "forged")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    with Server(
        folder, accounts="open", jwt_secret=SECRET, metrics="on", max_videos_under_way=1, video_dir=folder, **OFF
    ) as server:
        yield server


@pytest.fixture(scope="module")
def proofs(server: Server) -> dict[str, str]:
    """What each caller sends behind `Bearer`."""
    database = Database(f"sqlite:///{server.folder / 'model7.db'}")
    keys = ApiKeys(database)
    made = {
        "reader": keys.create("reader", scopes=[Scope.READ]).text,
        "writer": keys.create("writer").text,
        "admin": keys.create("admin", scopes=[Scope.ADMIN]).text,
        "revoked": keys.create("revoked").text,
    }
    keys.revoke("revoked")
    database.close()
    return made | {"student": signed(role="student"), "forged": "m7_0123456789abcdef_" + "x" * 43}


@pytest.mark.parametrize("caller", CALLERS)
def test_nothing_that_can_be_made_up_breaks_the_server(server: Server, proofs: dict[str, str], caller: str) -> None:
    command = [
        *(str(Path(sys.executable).with_name("schemathesis")), "run", f"{server.url}/openapi.json"),
        *("--checks", "not_a_server_error", "--exclude-path-regex", ENDLESS, "--request-timeout", "60"),
        *("--phases", "coverage,fuzzing" if caller in ("writer", "admin") else "fuzzing", "--max-examples", "4"),
        *(["--header", f"Authorization: Bearer {proofs[caller]}"] if caller in proofs else []),
    ]
    done = subprocess.run(command, cwd=server.folder, capture_output=True, text=True, timeout=600, check=False)
    faults = done.stdout.partition("= FAILURES =")[2]
    assert done.returncode == 0, (faults or done.stdout)[:6000] + done.stderr[-2000:] + server.output[-2000:]
    assert "passed" in done.stdout
