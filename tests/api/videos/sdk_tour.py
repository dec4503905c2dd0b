"""Every method of the SDK's `client.videos`, sync and async, against a server.

    python tests/api/videos/sdk_tour.py http://127.0.0.1:5000/v1

It needs nothing but the SDK, so that it can be run with any version of that.
"""

from __future__ import annotations

import asyncio
import json
import sys
import warnings
from typing import Any

import openai

SCENES = [
    {"type": "title", "title": "Hooks", "narration": "Hooks remember things."},
    {"type": "points", "heading": "Why", "points": [{"text": "They react"}], "narration": "They react. They last."},
]
BOARD = json.dumps({"title": "Hooks", "scenes": SCENES})


def tour(client: openai.OpenAI) -> None:
    """All methods, one after the other. Raises `AssertionError`, or what the SDK raises."""
    videos = client.videos
    first = videos.create_and_poll(prompt=BOARD, model="sora-2", size="720x1280", seconds="4", timeout=60)
    _finished(first, size="720x1280")
    assert videos.retrieve(first.id).id == first.id
    assert videos.poll(first.id).status == "completed"
    assert videos.download_content(first.id).read()[4:8] == b"ftyp"
    assert videos.download_content(first.id, variant="thumbnail").read()[8:12] == b"WEBP"
    assert videos.download_content(first.id, variant="spritesheet").read()[:2] == b"\xff\xd8"
    remixed = videos.poll(videos.remix(first.id, prompt="slower").id)
    _finished(remixed, remixed_from_video_id=first.id)
    named: Any = {"video": b"", "extra_body": {"video": {"id": first.id}}}
    _finished(videos.poll(videos.edit(prompt="scene 2 shorter", **named).id), remixed_from_video_id=first.id)
    longer = videos.poll(videos.extend(prompt="Otters sleep in the sea.", seconds="4", **named).id)
    _finished(longer, remixed_from_video_id=first.id)
    assert int(longer.seconds) > int(first.seconds)
    assert {first.id, remixed.id, longer.id} < {video.id for video in videos.list(limit=2)}, "paging goes on to the end"
    for refused in (lambda: videos.create_character(name="x", video=b"abc"), lambda: videos.get_character("nobody")):
        try:
            refused()
        except (openai.BadRequestError, openai.NotFoundError) as error:
            assert error.body, error
        else:
            raise AssertionError("a character was taken")
    assert videos.delete(remixed.id).deleted
    assert remixed.id not in {video.id for video in videos.list()}


async def async_tour(client: openai.AsyncOpenAI) -> None:
    """The same methods of the other client, as far as they differ."""
    videos = client.videos
    first = await videos.create_and_poll(prompt=BOARD, extra_body={"cache": False})
    _finished(first)
    content = await videos.download_content(first.id)
    assert (await content.aread())[4:8] == b"ftyp"
    _finished(await videos.poll((await videos.remix(first.id, prompt="on a chalkboard")).id))
    assert first.id in [video.id async for video in videos.list(limit=1)]
    assert (await videos.delete(first.id)).deleted


def _finished(video: Any, **fields: object) -> None:
    assert (video.status, video.progress, video.error) == ("completed", 100, None), video
    assert video.model == "storyboard-1"
    assert {name: getattr(video, name) for name in fields} == fields


def main(base_url: str) -> None:
    """Run both against a server at `base_url`."""
    # Newer versions of the SDK call all methods of videos deprecated.
    warnings.simplefilter("ignore", DeprecationWarning)
    told: Any = {"api_key": "any", "base_url": base_url, "_strict_response_validation": True}
    with openai.OpenAI(**told) as client:
        tour(client)

    async def go() -> None:
        async with openai.AsyncOpenAI(**told) as asking:
            await async_tour(asking)

    asyncio.run(go())


if __name__ == "__main__":
    main(sys.argv[1])
    print(f"openai {openai.__version__}: every method works.")
