"""What is refused is in the audit log: without what was asked, and without a secret."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from hackathon_backend.access.audit_table import AuditEntry
from hackathon_backend.access.identity import Asked
from hackathon_backend.access.keys import ApiKeys
from hackathon_backend.app import Container
from hackathon_backend.errors import CredentialsRefused
from hackathon_backend.jobs import Database
from tests.api.conftest import client, container

__all__ = ["client", "container"]


def entries(database: Database, action: str) -> list[AuditEntry]:
    with database.read() as session:
        return list(session.query(AuditEntry).filter(AuditEntry.action == action))


def test_a_prompt_that_is_refused_is_noted_by_its_kind(client: FlaskClient, container: Container) -> None:
    client.post("/v1/videos", json={"prompt": "how to make a bomb"})
    client.post("/api/chat", json={"message": "Make a video of Elon Musk dancing"})
    found = entries(container.database, "prompt.refuse")
    assert [(each.result, each.detail) for each in found] == [("refused", "dangerous"), ("refused", "real_person")]
    assert "bomb" not in str(vars(found[0])) and "Musk" not in str(vars(found[1]))


@pytest.mark.parametrize("why", ["revoked", "over", "wrong"])
def test_a_key_that_opens_nothing_is_noted_once(database: Database, why: str) -> None:
    keys = ApiKeys(database)
    made = keys.create("portal", expires_at=1.0 if why == "over" else None)
    if why == "revoked":
        keys.revoke("portal")
    text = made.text[:-4] + "AAAA" if why == "wrong" else made.text
    for _ in range(3):
        with pytest.raises(CredentialsRefused):
            keys.principal(Asked(f"Bearer {text}", {}, {}, "127.0.0.1", "/"))
    assert [(each.object_id, each.result, each.detail) for each in entries(database, "key.use")] == [
        (made.row.id, "refused", why)
    ]
