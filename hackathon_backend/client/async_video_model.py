"""`VideoModel` for asyncio: calls run in threads, waiting does not."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from .orders import VideoGenerationJob, VideoGenerationRequest, VideoStatus
from .video_model import PATIENCE, OnProgress, VideoModel


class AsyncVideoModel:
    """The methods of a `VideoModel` under the same names; a waiting video holds no thread."""

    def __init__(self, model: VideoModel) -> None:
        self._model = model

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """`VideoModel.close`."""
        await asyncio.to_thread(self._model.close)

    async def create_video(self, request: VideoGenerationRequest) -> VideoGenerationJob:
        """`VideoModel.create_video`."""
        return await asyncio.to_thread(self._model.create_video, request)

    async def remix_video(self, job_id: str, prompt: str) -> VideoGenerationJob:
        """`VideoModel.remix_video`."""
        return await asyncio.to_thread(self._model.remix_video, job_id, prompt)

    async def get_status(self, job_id: str) -> VideoGenerationJob:
        """`VideoModel.get_status`."""
        return await asyncio.to_thread(self._model.get_status, job_id)

    async def create_and_wait(
        self,
        request: VideoGenerationRequest,
        *,
        timeout: float = PATIENCE,
        on_progress: OnProgress = lambda _job: None,
    ) -> VideoGenerationJob:
        """`VideoModel.create_and_wait`; cancelling the task ends the waiting alone."""
        job = await self.create_video(request)
        return await self.wait(job.job_id, timeout=timeout, on_progress=on_progress)

    async def wait(
        self, job_id: str, *, timeout: float = PATIENCE, on_progress: OnProgress = lambda _job: None
    ) -> VideoGenerationJob:
        """`VideoModel.wait`."""
        until = time.monotonic() + timeout
        while True:
            job, wait = await asyncio.to_thread(self._model.look, job_id, until)
            if job is not None:
                on_progress(job)
                if job.status == VideoStatus.COMPLETED:
                    return job
            await asyncio.sleep(wait)

    async def download_video(self, job_id: str, path: str | Path | None = None, **more: Any) -> Path:
        """`VideoModel.download_video`."""
        return await asyncio.to_thread(self._model.download_video, job_id, path, **more)

    async def list_jobs(self, limit: int = 20, status: VideoStatus | str | None = None) -> list[VideoGenerationJob]:
        """`VideoModel.list_jobs`."""
        return await asyncio.to_thread(self._model.list_jobs, limit, status)

    async def delete_video(self, job_id: str) -> None:
        """`VideoModel.delete_video`."""
        await asyncio.to_thread(self._model.delete_video, job_id)

    async def cancel_video(self, job_id: str) -> VideoGenerationJob:
        """`VideoModel.cancel_video`."""
        return await asyncio.to_thread(self._model.cancel_video, job_id)
