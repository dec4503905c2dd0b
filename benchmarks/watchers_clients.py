"""Many clients in one process that follow videos by server-sent events and keep when each change arrived.

Says "ready" when all have heard of the first change, and at the end {"<video> <change>": [unix seconds, ...]}.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import defaultdict
from functools import partial

Arrivals = dict[str, list[float]]


class Watcher(asyncio.Protocol):
    """One stream, looked at no closer than it must be: what the clients compute, the server waits for."""

    def __init__(self, video: str, arrivals: Arrivals, ready: asyncio.Semaphore) -> None:
        self._video = video
        self._arrivals = arrivals
        self._ready = ready
        self._changes = 0
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(f"GET /v1/videos/{self._video}/events HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())

    def data_received(self, data: bytes) -> None:
        """Count the changes in it. Each is sent in one piece, the first of all one with the headers."""
        now = time.time()
        for _ in range(data.count(b"\nevent: video.")):
            if self._changes:
                self._arrivals[f"{self._video} {self._changes - 1}"].append(now)
            else:
                self._ready.release()
            self._changes += 1
        if data.endswith(b"\r\n0\r\n\r\n") or data == b"0\r\n\r\n":
            self._transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        """The stream has ended."""
        self.ended.set_result(None)


async def main(port: int, count: int, videos: list[str]) -> None:
    """Follow the videos in turn."""
    arrivals: Arrivals = defaultdict(list)
    ready = asyncio.Semaphore(0)
    loop = asyncio.get_running_loop()
    watchers = []
    for number in range(count):
        video = videos[number % len(videos)]
        _, watcher = await loop.create_connection(partial(Watcher, video, arrivals, ready), "127.0.0.1", port)
        watchers.append(watcher)
    for _ in watchers:
        await ready.acquire()
    print("ready", flush=True)
    await asyncio.gather(*(watcher.ended for watcher in watchers))
    print(json.dumps(arrivals), flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
