"""A lean upstream in a process of its own: videos that are never finished, and how often each was asked for.

It reads commands on standard input: `reset` forgets what came, `tell` prints it.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time

_BODY = {"object": "video", "model": "sora-2", "status": "in_progress", "progress": 20, "created_at": 1_800_000_000}


class Polled:
    """Answers `GET /v1/videos/{id}` after `takes` seconds and asks for `after` seconds between two polls of a video."""

    def __init__(self, after: float, takes: float) -> None:
        self.after = after
        self.takes = takes
        self.last: dict[str, float] = {}
        self.reset()

    def reset(self) -> None:
        """Begin to count."""
        self.began = time.monotonic()
        self.polls = 0
        self.too_soon = 0
        self.shortest = float("inf")

    def asked(self, video: str) -> None:
        """Somebody asks for this video."""
        now = time.monotonic()
        self.polls += 1
        if (before := self.last.get(video)) is not None:
            self.shortest = min(self.shortest, now - before)
            self.too_soon += now - before < self.after
        self.last[video] = now

    def tell(self) -> str:
        """What came since the last reset."""
        passed = time.monotonic() - self.began
        return json.dumps({"rate": self.polls / passed, "too_soon": self.too_soon, "shortest": self.shortest})

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                video = head.split(b" ", 2)[1].rpartition(b"/")[2].decode()
                self.asked(video)
                await asyncio.sleep(self.takes)
                body = json.dumps({"id": video, **_BODY}).encode()
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nopenai-poll-after-ms: %d\r\n"
                    b"Content-Length: %d\r\n\r\n%s" % (self.after * 1000, len(body), body)
                )
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


async def main(after: float, takes: float) -> None:
    """Print the port, then answer until standard input ends."""
    polled = Polled(after, takes)
    server = await asyncio.start_server(polled.serve, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        if line.strip() == "reset":
            polled.reset()
        else:
            print(polled.tell(), flush=True)
    os._exit(0)  # clients that are still connected are of no interest


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1]), float(sys.argv[2])))
