"""Replies of finished videos, as rows keep them."""

from __future__ import annotations

from typing import Any

from hackathon_backend.jobs import Reply


def a_reply(**fields: Any) -> Reply:
    """One with these fields, and what every reply has."""
    ids = dict.fromkeys(("message_id", "conversation_id", "lesson_id"))
    return Reply.model_validate({"format": "video", "status": "completed", "generated_at": "", **ids, **fields})
