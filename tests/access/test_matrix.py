"""Every route and everybody who might ask for it: each gets what the table in docs/access.md says, and no 5xx.

The routes come from the app and the needs from the documentation, so that a new route can't be forgotten.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hackathon_backend.access.principal import Scope
from hackathon_backend.api.guards.policy import ENOUGH, Need
from hackathon_backend.app import create_app
from hackathon_backend.container import Container
from hackathon_backend.settings import Settings
from tests.access.callers import OFF, SETTINGS, Caller, callers_of, guest_of
from tests.access.ownership.rows import a_conversation, a_lesson
from tests.access.table import routes_of, written_needs
from tests.api.conftest import Client

NAMES = (
    "nobody", "a key", "an admin", "a reader", "a chatter", "a key that is over", "a revoked key", "a forged key",
    "no key of ours", "a token", "a student's token", "a teacher's token", "an admin's token",
    "a token with no signature", "a token signed by another secret", "a token signed with a public key",
    "a token signed by a private key that is not known", "a token for another audience", "a token of another issuer",
    "a token that is over", "a token for later", "a token without a subject", "a token without an end",
    "a token without an issuer", "the student", "the teacher", "the admin", "somebody who has logged out",
    "somebody with a made-up cookie", "a guest",
)  # fmt: skip
KNOWN = (
    "a key", "an admin", "a reader", "a token", "a student's token", "an admin's token", "the student", "the admin",
)  # fmt: skip
GATE = {"login_required", "invalid_credentials", "not_allowed"}
"""What only the gate answers where a route is open."""
OTHERS = {"art_id": "phosphor:atom", "number": "1", "engine": "sora", "model_id": "none",
          "template_id": "none", "name": "none.mp4"}  # fmt: skip


QUERIES = {"/poll": {"timeout": "1"}, "/translations/check": {"languages": "es"}}
"""What some paths have to be asked with, by their ending."""


class School:
    """One app for all tests, with a key's video and conversation in it."""

    def __init__(self, container: Container) -> None:
        self.app: Flask = create_app(container.settings, container)
        self.app.test_client_class = Client
        self.callers = {each.name: each for each in callers_of(container)}
        self.needs = written_needs()
        conversation, message, video = a_conversation(container, self.callers["a key"].owner)
        character = container.characters.add("Mo", "sora", "up_1", owner=self.callers["a key"].owner)
        lesson = a_lesson(container, self.callers["a key"].owner)
        self.ids = {"video_id": video.id, "conversation_id": conversation, "message_id": message,
                    "character_id": character.id, "lesson_id": lesson}  # fmt: skip
        self.callers["a guest"] = guest_of(container, self.callers["a key"].owner, video.id)

    def client(self) -> FlaskClient:
        """It keeps no cookies: what a caller sends is all there is."""
        return self.app.test_client(use_cookies=False)

    def ask(self, caller: Caller, method: str, path: str, *, theirs: bool) -> TestResponse:
        """The answer; `theirs`: the ids in the path are those of the key's things, else of nothing."""
        names = OTHERS | (self.ids if theirs else {})
        filled = re.sub(r"{(\w+)}", lambda found: names.get(found[1], "none"), path)
        more: dict[str, Any] = {"json": {}} if method in ("POST", "PUT", "PATCH") else {}
        query = next((asked for ending, asked in QUERIES.items() if path.endswith(ending)), {})
        return self.client().open(filled, method=method, headers=dict(caller.headers), query_string=query, **more)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[School]:
    folder = tmp_path_factory.mktemp("school")
    shutil.copy(migrated, folder / "school.db")
    own: dict[str, Any] = {
        "video_dir": folder / "videos",
        "log_dir": folder / "logs",
        "database_url": f"sqlite:///{folder / 'school.db'}",
    }
    # Everybody asks from one address, faster than people do.
    container = Container(Settings(_env_file=None, render_workers=1, **own, **SETTINGS, **OFF))  # type: ignore[call-arg]
    yield School(container)
    container.close()


def test_the_names_are_everybodys(school: School) -> None:
    assert set(NAMES) == school.callers.keys()
    assert school.needs == routes_of(school.app)
    assert len(school.needs) > 80


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_everybody_gets_what_the_table_says(school: School, name: str) -> None:
    caller = school.callers[name]
    wrong = []
    for (method, path), need in school.needs.items():
        if "{token}" in path or (need is Need.LOGIN and method == "DELETE"):
            continue
        answer = school.ask(caller, method, path, theirs=False)
        if not fits(answer, need, caller):
            wrong.append(f"{method} {path} ({need.value}): {answer.status_code} {answer.text[:150]}")
    assert not wrong, "\n".join(wrong)


def fits(answer: TestResponse, need: Need, caller: Caller) -> bool:
    """Whether it is what the table says."""
    code = (answer.get_json(silent=True) or {}).get("error", {}).get("code") if answer.is_json else None
    if answer.status_code >= 500 and answer.status_code != 501:
        return False
    if need is Need.OPEN:
        return code not in GATE
    if need is Need.SHOWN:
        # What is not shown to everybody may be shown to somebody.
        return code not in GATE - ({"login_required"} if caller.scopes is None else set())
    to_login = answer.status_code == 302 and answer.location.startswith("/login?next=") and caller.is_browser
    refused = answer.status_code == 401 and answer.headers.get("WWW-Authenticate") == "Bearer"
    if caller.scopes is None:
        return to_login or (refused and code in GATE - {"not_allowed"})
    if need is Need.SESSION and not caller.has_session:
        return to_login or (refused and code == "login_required")
    if caller.is_guest and (answer.status_code, code) == (403, "not_allowed"):
        return True  # a guest owns nothing, whatever the scope
    if need in (Need.LOGIN, Need.SESSION) or caller.may(*ENOUGH[need]):
        return answer.status_code != 401 and code not in GATE
    to_account = answer.status_code == 302 and answer.location.startswith("/account?") and caller.is_browser
    return to_account or (answer.status_code, code) == (403, "not_allowed")


@pytest.mark.slow
@pytest.mark.parametrize("name", KNOWN)
def test_a_thing_is_its_owners_and_the_admins_and_for_others_not_there(school: School, name: str) -> None:
    caller = school.callers[name]
    sees = name == "a key" or caller.may(Scope.ADMIN)
    for (method, path), need in school.needs.items():
        ids = set(re.findall(r"{(\w+)}", path)) & school.ids.keys()
        if not ids or method != "GET" or need not in ENOUGH or not caller.may(*ENOUGH[need]) or by_access(path):
            continue
        answer = school.ask(caller, method, path, theirs=True)
        if sees and "/pictures/" not in path:
            assert answer.status_code in (200, 204, 206, 426), (path, answer.text[:200])
        else:
            nothing = school.ask(caller, method, path, theirs=False)
            assert answer.status_code == nothing.status_code == 404, (path, answer.text[:200])


def test_a_guest_sees_the_one_video_and_nothing_else(school: School) -> None:
    guest, seen = school.callers["a guest"], set()
    for (method, path), need in school.needs.items():
        ids = set(re.findall(r"{(\w+)}", path)) & school.ids.keys()
        if not ids or method != "GET" or need not in ENOUGH or not guest.may(*ENOUGH[need]):
            continue
        status = school.ask(guest, method, path, theirs=True).status_code
        assert status in ((200, 204, 403, 404, 426) if ids == {"video_id"} else (404,)), path
        seen |= {path} if status == 200 else set()
        assert school.ask(guest, method, path, theirs=False).status_code in (403, 404), path
    assert {"/v1/videos/{video_id}", "/v1/videos/{video_id}/content", "/v1/videos/{video_id}/events"} <= seen
    assert school.ask(guest, "GET", "/v1/videos", theirs=True).json["data"] == []


def by_access(path: str) -> bool:
    """Whether VIDEO_ACCESS has a say in who sees what is there."""
    return path == "/api/videos/{video_id}"


def test_a_token_orders_a_video_as_the_page_around_it_would(school: School) -> None:
    ask = {"prompt": "Otters hold hands while they sleep.", "model": "storyboard"}
    ordered = school.client().post("/api/video/generate", json=ask, headers=dict(school.callers["a token"].headers))
    assert ordered.status_code == 202, ordered.text
    mine = ordered.json["statusUrl"]
    assert school.client().get(mine, headers=dict(school.callers["a token"].headers)).status_code == 200
    assert school.client().get(mine, headers=dict(school.callers["a teacher's token"].headers)).status_code == 404
    refused = school.client().post("/api/video/generate", json=ask, headers={"Authorization": "Bearer a.b.c"})
    assert (refused.status_code, refused.json["error"]["code"]) == (401, "invalid_credentials")


@pytest.mark.slow
def test_who_may_only_read_deletes_nothing_of_their_own(school: School) -> None:
    reader = school.callers["a reader"]
    asked = school.client().delete("/api/me", json={"confirm": reader.owner}, headers=dict(reader.headers))
    assert (asked.status_code, asked.json["error"]["code"]) == (403, "not_allowed")


@pytest.mark.slow
def test_a_head_and_a_preflight_are_answered_for_every_route(school: School) -> None:
    nobody, admin = school.callers["nobody"], school.callers["an admin"]
    asks = {"Origin": "http://localhost:3000", "Access-Control-Request-Headers": "authorization"}
    for (method, path), need in school.needs.items():
        if "{token}" in path:
            continue
        filled = re.sub(r"{(\w+)}", lambda found: OTHERS.get(found[1], "none"), path)
        first = school.client().options(filled, headers=asks | {"Access-Control-Request-Method": method})
        assert first.status_code == 200, path
        if method == "GET" and need in ENOUGH:
            assert school.ask(nobody, "HEAD", path, theirs=False).status_code in (401, 302), path
            assert school.ask(admin, "HEAD", path, theirs=False).status_code not in (401, 403), path
