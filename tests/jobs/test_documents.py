"""What a row keeps as JSON is read back as it was, also by a later version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from hackathon_backend.films.edits import FilmWork, Trim
from hackathon_backend.jobs import (
    Attempt,
    ChangeRequest,
    Database,
    FilmWorkRequest,
    JobFault,
    JobStore,
    KeptClip,
    LessonRequest,
    PromptRequest,
    ShotClip,
    VideoRequest,
)
from hackathon_backend.media import Cue
from hackathon_backend.writers.base import Brief
from tests.replies import a_reply

from .test_store import a_job

CLIP = KeptClip(
    Path("/work/clip.mp4"),
    Path("/work/poster.webp"),
    narrated=True,
    cues=(Cue(0.0, 1.5, "Leaves are\ngreen."),),
    chapters=((0.0, "Leaves"),),
    details={"quizzes": [{"at": 2.5}]},
    notes=("In grey.",),
    before=Path("/videos/before.mp4"),
    parts=(Path("/work/shot-0/clip.mp4"),),
)


def test_every_document_comes_back_as_it_was_written(store: JobStore) -> None:
    brief = Brief(
        "Leaves", "A leaf", "Leaves are green.", ("a", "b", "c"), {"scenes": [{"at": 1.5}]}, "leaves", "lesson"
    )
    shots = (ShotClip(12.0, "A leaf", 1, ("video_1",), {"id": "video_1"}, CLIP), ShotClip(8.0, lost="Too dark."))
    attempts = (Attempt("sora", "sora-2", "timeout", "Too slow.", "video_1"),)
    a_job(store, brief=brief, shots=shots, attempts=attempts, fault=JobFault("timeout", "Too slow."), clip=CLIP)
    job = store.get("vid_1")
    assert (job.brief, job.shots, job.attempts, job.clip) == (brief, shots, attempts, CLIP)
    assert job.fault == JobFault("timeout", "Too slow.")


def test_a_change_writes_documents_too_and_takes_them_away(store: JobStore) -> None:
    a_job(store, clip=CLIP)
    (claim,) = store.claims.due(1)
    claim.hold(fault=JobFault("timeout", "Too slow."), clip=None)
    assert (store.get("vid_1").fault, store.get("vid_1").clip) == (JobFault("timeout", "Too slow."), None)


def test_rows_of_an_earlier_version_are_read(store: JobStore, database: Database) -> None:
    a_job(store)
    written: dict[str, Any] = {
        "brief": {"title": "Leaves", "visual_prompt": "A leaf", "narration": "", "takeaways": ["a", "b", "c"],
                  "storyboard": None, "lesson_id": None, "writer": "lesson", "language": "en", "notes": []},
        "attempts": [{"engine": "sora", "model": None, "code": "timeout", "message": "Slow.", "operation": None}],
        "fault": None,
        "clip": {"video": "/work/clip.mp4", "thumbnail": None, "narrated": False, "cues": [], "chapters": [[0, "A"]],
                 "transcript": "", "continues": False, "notes": [], "removed since": 1},
        "shots": [{"prompt": "A leaf", "tries": 0, "orders": ["video_1"], "operation": None, "clip": None,
                   "lost": None, "seconds": 12}],
    }  # fmt: skip
    with database.write() as session:
        for column, value in written.items():
            session.execute(text(f"update jobs set {column} = :value"), {"value": json.dumps(value)})
    job = store.get("vid_1")
    assert job.brief == Brief("Leaves", "A leaf", takeaways=("a", "b", "c"), writer="lesson")
    assert job.attempts == (Attempt("sora", None, "timeout", "Slow."),)
    assert job.fault is None
    assert job.clip == KeptClip(Path("/work/clip.mp4"), chapters=((0.0, "A"),))
    assert job.shots == (ShotClip(12.0, "A leaf", orders=("video_1",)),)


CUT = FilmWork(edit=Trim(operation="trim", start=1.5), films=1)
EARLIER: dict[str, Any] = {
    "kind": "prompt", "message": "A leaf", "topic": "A leaf", "content": None, "language": "en", "lesson": None,
    "conversation_id": None, "message_id": None, "model": None, "seconds": 12.0, "size": None, "style": None,
    "voice": None, "voice_speed": None, "frame_rate": None, "described": None, "storyboard": None, "reference": None,
    "source": None, "rewrite": False, "webhook_url": None, "work": None, "history": [], "notes": [], "level": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("differently", "request_"),
    [
        ({}, PromptRequest(message="A leaf", topic="A leaf", seconds=12.0)),
        (
            {"reference": "reference.img"},
            PromptRequest(message="A leaf", topic="A leaf", seconds=12.0, references=["reference.img"]),
        ),
        (
            {"kind": "lesson", "lesson": {"id": "leaves"}, "history": [["student", "Hi."]]},
            LessonRequest(
                message="A leaf", topic="A leaf", seconds=12.0, lesson={"id": "leaves"}, history=[("student", "Hi.")]
            ),
        ),
        (
            {"kind": "edit", "source": "vid_0", "rewrite": True},
            ChangeRequest(kind="edit", message="A leaf", topic="A leaf", seconds=12.0, source="vid_0", rewrite=True),
        ),
        (
            {"work": {"edit": {"operation": "trim", "start": 1.5, "end": None}, "films": 1}, "source": "vid_0"},
            FilmWorkRequest(message="A leaf", topic="A leaf", seconds=12.0, source="vid_0", work=CUT),
        ),
    ],
)
def test_requests_of_an_earlier_version_are_read_as_what_they_are(
    store: JobStore, database: Database, differently: dict[str, Any], request_: VideoRequest
) -> None:
    a_job(store)
    with database.write() as session:
        session.execute(text("update jobs set request = :row"), {"row": json.dumps(EARLIER | differently)})
    assert store.get("vid_1").request == request_


def test_a_request_comes_back_as_it_was_written(store: JobStore) -> None:
    asked = FilmWorkRequest(message="Cut", work=CUT)
    a_job(store, request=asked)
    assert store.get("vid_1").request == asked


def test_of_a_reply_null_stays_null_and_what_was_left_out_stays_out(store: JobStore) -> None:
    reply = a_reply(video_url=None, title="A leaf")
    a_job(store, reply=reply)
    kept = store.get("vid_1").reply
    assert kept is not None
    assert (kept, kept.row()) == (reply, reply.row())
    assert "videoUrl" in kept.row()
    assert "captionsUrl" not in kept.row()
