"""Many clients in one process that follow videos by server-sent events and keep when each change arrived.

Says "ready" when all have heard of the first change, and at the end {"<video> <change>": [unix seconds, ...]}.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import defaultdict

Arrivals = dict[str, list[float]]


async def follow(port: int, video: str, arrivals: Arrivals, ready: asyncio.Semaphore) -> None:
    """Read one stream to its end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /v1/videos/{video}/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    change = -1
    while line := await reader.readline():
        if line.startswith(b"id: "):
            if change < 0:
                ready.release()
            else:
                arrivals[f"{video} {change}"].append(time.time())
            change += 1
    writer.close()


async def main(port: int, count: int, videos: list[str]) -> None:
    """Follow the videos in turn."""
    arrivals: Arrivals = defaultdict(list)
    ready = asyncio.Semaphore(0)
    watchers = [
        asyncio.create_task(follow(port, videos[number % len(videos)], arrivals, ready)) for number in range(count)
    ]
    for _ in watchers:
        await ready.acquire()
    print("ready", flush=True)
    await asyncio.gather(*watchers)
    print(json.dumps(arrivals), flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
