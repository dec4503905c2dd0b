"""Videos from Python: in this process without a server, or from any server that speaks the Videos protocol.

    from hackathon_backend.client import generate_and_download

    generate_and_download("React hooks in a minute", "hooks.mp4")
    generate_and_download("React hooks in a minute", "hooks.mp4", base_url="http://127.0.0.1:5000/v1")

Each function has an async form of the same name and arguments, with `_async` at its end.
"""

from .asynchronous import (
    download_video_async,
    generate_and_download_async,
    generate_many_async,
    generate_video_async,
    get_video_status_async,
)
from .batch import Outcome, generate_many
from .functions import download_video, generate_and_download, generate_video, get_video_status
from .wire import VideoStatus

__all__ = [
    "Outcome",
    "VideoStatus",
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
