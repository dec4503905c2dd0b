"""What is done to keys and shares is in the audit log, and no key is."""

from __future__ import annotations

from hackathon_backend.access.audit_log import AuditFilter, AuditLog
from hackathon_backend.access.keys import ApiKeys
from hackathon_backend.access.shares import Shares
from hackathon_backend.jobs import Database


def told(database: Database) -> list[tuple[str, str, str]]:
    found, _ = AuditLog(database).page(AuditFilter(), limit=10)
    return [(entry.action, entry.object_id, entry.detail) for entry in reversed(found)]


def test_a_key_that_is_made_and_revoked_leaves_two_entries_without_the_key(database: Database) -> None:
    keys = ApiKeys(database)
    made = keys.create("lms")
    keys.revoke("lms")
    entries = told(database)
    assert [entry[:2] for entry in entries] == [("key.create", made.row.id), ("key.revoke", made.row.id)]
    assert made.text not in str(entries) and made.row.hash not in str(entries)


def test_whom_a_video_is_shared_with_is_written_down(database: Database) -> None:
    shares = Shares(database)
    key = shares.renew("vid_1")
    shares.set_names("vid_1", [])
    assert told(database) == [("video.share", "vid_1", "a new link"), ("video.share", "vid_1", "with nobody")]
    assert key not in str(told(database))
