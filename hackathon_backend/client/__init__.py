"""Videos from Python: in this process without a server, or from any server that speaks the Videos protocol.

    from hackathon_backend.client import VideoGenerationRequest, create_video_model

    with create_video_model("storyboard") as model:
        job = model.create_and_wait(VideoGenerationRequest("React hooks in a minute", width=720, height=1280))
        model.download_video(job.job_id, "hooks.mp4")

`create_async_video_model` has the same for asyncio. Or all in one call, with whichever engine is set up:

    from hackathon_backend.client import generate_and_download

    generate_and_download("React hooks in a minute", "hooks.mp4")
    generate_and_download("React hooks in a minute", "hooks.mp4", base_url="http://127.0.0.1:5000/v1")

Lessons of one's own, at a Model 7 or in this process:

    from hackathon_backend.client import create_lesson_client

    lessons = create_lesson_client("http://127.0.0.1:5000/v1", api_key="...")
    lesson = lessons.wait(lessons.upload("Cells.pptx").id)
    lessons.save(lesson.id, lesson.text.replace("colour", "color"), version=lesson.version)

The functions for videos have an async form of the same name and arguments, with `_async` at its end.
"""

from .async_video_model import AsyncVideoModel
from .asynchronous import (
    download_video_async,
    generate_and_download_async,
    generate_many_async,
    generate_video_async,
    get_video_status_async,
)
from .batch import Outcome, generate_many
from .creating import create_async_video_model, create_video_model
from .functions import download_video, generate_and_download, generate_video, get_video_status
from .lesson_answers import DocumentImport, DocumentStatus, LessonSave, ListedLesson, OutlinedFilm, ReadLesson
from .lessons import LessonClient, create_lesson_client
from .orders import VideoGenerationJob, VideoGenerationRequest, VideoStatus
from .video_model import VideoModel
from .wire import StatusReport

__all__ = [
    "AsyncVideoModel",
    "DocumentImport",
    "DocumentStatus",
    "LessonClient",
    "LessonSave",
    "ListedLesson",
    "Outcome",
    "OutlinedFilm",
    "ReadLesson",
    "StatusReport",
    "VideoGenerationJob",
    "VideoGenerationRequest",
    "VideoModel",
    "VideoStatus",
    "create_async_video_model",
    "create_lesson_client",
    "create_video_model",
    "download_video",
    "download_video_async",
    "generate_and_download",
    "generate_and_download_async",
    "generate_many",
    "generate_many_async",
    "generate_video",
    "generate_video_async",
    "get_video_status",
    "get_video_status_async",
]
