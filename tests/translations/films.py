"""Finished films as rows, and the files that a player needs of them."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from hackathon_backend.app import Container
from hackathon_backend.jobs import Job, KeptClip, PromptRequest, State, TranslationRequest
from hackathon_backend.storyboard import Storyboard
from hackathon_backend.writers.base import Brief
from tests.replies import a_reply

from .by_hand import FILM, film

STARTS = (0.0, 5.0, 15.0, 25.0, 34.0, 43.0)
SECONDS = 52.0


def finished_film(container: Container, owner: str = "local", **more: Any) -> Job:
    """The film in English, as it was made for somebody."""
    request = PromptRequest(message="water", topic="water", storyboard=FILM["board"])
    return container.store.create(_job(container, owner, request, film(), **more))


def finished_translation(container: Container, source: Job, language: str, **more: Any) -> Job:
    """It in another language; what it shows is the same."""
    request = TranslationRequest(message="water", language=language, source=source.id, storyboard=FILM["board"])
    board = film().model_copy(update={"language": language, "title": FILM[language]["The water cycle"]})
    return container.store.create(_job(container, source.owner, request, board, remixed_from=source.id, **more))


def _job(container: Container, owner: str, request: Any, board: Storyboard, **more: Any) -> Job:
    id_, now = f"vid_{secrets.token_hex(16)}", container.store.clock.now()
    name = f"video_{id_}"
    values: dict[str, Any] = {
        "state": State.COMPLETED,
        "ended_at": now,
        "filename": f"{name}.mp4",
        "brief": Brief(
            title=board.title,
            storyboard=board.model_dump(mode="json"),
            language=board.language,
            takeaways=("The sun drives the cycle.", "Vapour becomes clouds.", "Rain brings water back."),
        ),
        "clip": KeptClip(Path("clip.mp4"), chapters=tuple((at, "chapter") for at in STARTS)),
        "reply": a_reply(
            video_id=id_, title=board.title, video_url=f"/videos/{name}.mp4", captions_url=f"/videos/{name}.vtt",
            details_url=f"/videos/{name}.json", duration_seconds=SECONDS,
        ),
    }  # fmt: skip
    return Job(
        id=id_, owner=owner, created_at=now, wake_at=now, engines=["storyboard"], size="1280x720", request=request,
        **(values | more),
    )  # fmt: skip
