"""The same functions for asyncio: calls run in threads, waiting does not."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from .batch import Bar, Outcome, name_for, outcome
from .functions import (
    OnStatus,
    download_video,
    generate_video,
    get_video_status,
    seconds_left_to_wait,
    wire,
    with_audio,
)
from .video_model import PATIENCE
from .wire import StatusReport


async def generate_video_async(prompt: str, **order: Any) -> str:
    """`generate_video`."""
    return await asyncio.to_thread(partial(generate_video, prompt, **order))


async def get_video_status_async(video_id: str, **access: Any) -> StatusReport:
    """`get_video_status`."""
    return await asyncio.to_thread(partial(get_video_status, video_id, **access))


async def download_video_async(video_id: str, path: str | Path | None = None, **more: Any) -> Path:
    """`download_video`."""
    return await asyncio.to_thread(partial(download_video, video_id, path, **more))


async def generate_and_download_async(
    prompt: str,
    path: str | Path | None = None,
    *,
    audio: str | Path | None = None,
    timeout: float = PATIENCE,
    on_status: OnStatus = lambda _status: None,
    base_url: str | None = None,
    api_key: str | None = None,
    **order: Any,
) -> Path:
    """`generate_and_download`; a waiting video holds no thread."""
    video_id = await generate_video_async(prompt, base_url=base_url, api_key=api_key, **order)
    server = await asyncio.to_thread(wire, base_url, api_key)
    until = time.monotonic() + timeout
    while (wait := await asyncio.to_thread(seconds_left_to_wait, server, video_id, until, on_status)) is not None:
        await asyncio.sleep(wait)
    file = await download_video_async(video_id, path, base_url=base_url, api_key=api_key)
    return await asyncio.to_thread(with_audio, file, audio)


async def generate_many_async(
    prompts: Sequence[str], folder: str | Path, *, concurrency: int = 4, progress: bool = True, **order: Any
) -> AsyncIterator[Outcome]:
    """`generate_many`."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    gate = asyncio.Semaphore(concurrency)
    with Bar(len(prompts), shown=progress) as bar:

        async def one(number: int, prompt: str) -> Outcome:
            async with gate:
                making = generate_and_download_async(
                    prompt, name_for(Path(folder), number, prompt), on_status=bar.of(number), **order
                )
                return bar.done(number, await outcome(prompt, making))

        for finished in asyncio.as_completed([one(number, prompt) for number, prompt in enumerate(prompts, 1)]):
            yield await finished
