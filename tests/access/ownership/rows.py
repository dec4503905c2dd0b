"""Videos and conversations of somebody, as rows and files, without anybody having made them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hackathon_backend.chat.conversations import new_id
from hackathon_backend.container import Container
from hackathon_backend.jobs import Job, LessonRequest, Reply, State
from hackathon_backend.materials.models import KeptDocument
from hackathon_backend.publishing.models import Publication
from hackathon_backend.storage import video_stem

A_LESSON = """# Tides

Tides rise and fall.

```chart
heading: Tides
kind: bar
labels: [Ebb, Flow]
series:
  - {name: sea, values: [1, 2]}
```"""
AT = 1_790_000_000.0
FILES = {"mp4": b"a film" * 1000, "webp": b"a poster", "vtt": b"WEBVTT\n", "txt": b"What it says."}


def a_video(
    container: Container, owner: str, *, state: State = State.COMPLETED, folder: Path | None = None, **request: Any
) -> Job:
    """A video of `owner` with its files (in `folder`, by default where they are kept), or one that is on its way."""
    id_ = new_id("vid")
    stem, done = video_stem(id_, AT), state == State.COMPLETED
    if done:
        write_files(folder or container.storage.folder, stem)
    reply = Reply(
        format="video", status="completed", message_id=request.get("message_id"),
        conversation_id=request.get("conversation_id"), lesson_id=None, generated_at="2026-11-29T00:00:00Z",
        video_url=f"/videos/{stem}.mp4", video_id=id_, thumbnail_url=f"/videos/{stem}.webp",
        captions_url=f"/videos/{stem}.vtt", transcript_url=f"/videos/{stem}.txt", title="The moon",
        duration_seconds=4.0,
    )  # fmt: skip
    job = Job(
        id=id_, owner=owner, created_at=AT, wake_at=AT + 1e9, state=state, engines=["storyboard"],
        request=LessonRequest(message="The moon", topic="the moon", **request),
        filename=f"{stem}.mp4" if done else None,
        reply=reply if done else None, ended_at=AT + 9 if done else None, size="1280x720",
    )  # fmt: skip
    return container.store.create(job)


def write_files(folder: Path, stem: str) -> None:
    """What a finished video has beside its row."""
    for suffix, data in FILES.items():
        (folder / f"{stem}.{suffix}").write_bytes(data)


def a_publication(container: Container, owner: str, video_id: str) -> str:
    """The id of a publication of `owner` that is not worked on yet."""
    row = Publication(
        id=new_id("pub"), owner=owner, job_id=video_id, service="blotato", account="11", account_name="Biology",
        platform="twitter", text="The moon", options={}, time_zone="UTC", notes=[], tries=0, created_at=AT,
        updated_at=AT, wake_at=AT + 1e9,
    )  # fmt: skip
    container.publishing.rows.add([row])
    return row.id


def a_lesson(container: Container, owner: str) -> str:
    """The id of a lesson of `owner` that was made of a document."""
    (container.storage.folder / "lesson_tides.pdf").write_bytes(b"%PDF-1.7")  # type: ignore[attr-defined]
    document = KeptDocument("Tides.pdf", "application/pdf", "lesson_tides.pdf", "page", 1)
    return container.materials.create(owner, "", A_LESSON, document=document).id


def a_conversation(container: Container, owner: str) -> tuple[str, str, Job]:
    """A conversation with one video in it: its id, that of the answer, and the video."""
    conversations = container.conversations
    made, message_id = conversations.begin(None, owner), new_id("msg")
    conversations.ask(made.id, "Make a video about the moon", answer_id=message_id)
    job = a_video(container, owner, conversation_id=made.id, message_id=message_id)
    conversations.answer(made.id, message_id, reply=None, job_id=job.id)
    return made.id, message_id, job
