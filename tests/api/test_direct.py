"""Changes go straight to a connection while its thread waits, whole and in order, and else by its thread."""

from __future__ import annotations

import queue
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from hackathon_backend.api.live.direct import DirectInbox, as_chunk
from hackathon_backend.jobs import Job, JobChange, JobEvent, LessonRequest

PATIENCE = 120.0


def a_change(seq: int) -> JobChange:
    job = Job(id="vid_1", created_at=0.0, wake_at=0.0, request=LessonRequest(), engines=[])
    return JobChange(JobEvent(seq=seq, job_id="vid_1", at=0.0, status="in_progress", state="rendering"), job)


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    here, there = socket.socketpair()
    there.settimeout(PATIENCE)
    with here, there:
        yield here, there


class Waiting:
    """The thread of a connection."""

    def __init__(self, inbox: DirectInbox) -> None:
        self.got: list[JobChange | None] = []
        self._inbox = inbox
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        until = time.monotonic() + PATIENCE
        while not inbox._waiting:
            assert time.monotonic() < until

    def _run(self) -> None:
        while (change := self._inbox.get(PATIENCE)) is not None or self._inbox._queue.qsize():
            self.got.append(change)

    def end(self) -> None:
        self._inbox.put(None)
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()


def test_while_the_thread_waits_changes_are_sent_without_it(ends: tuple[socket.socket, socket.socket]) -> None:
    inbox = DirectInbox(ends[0], lambda change: b"%d;" % change.seq)
    thread = Waiting(inbox)
    for seq in (1, 2, 3):
        inbox.put(a_change(seq))
    thread.end()
    assert (ends[1].recv(100), thread.got) == (b"1;2;3;", [])


def test_while_the_thread_is_busy_changes_wait_for_it(ends: tuple[socket.socket, socket.socket]) -> None:
    inbox = DirectInbox(ends[0], lambda _change: b"never")
    first, second = a_change(1), a_change(2)
    inbox.put(first)
    inbox.put(second)
    assert [inbox.get(1.0), inbox.get(1.0)] == [first, second]
    with pytest.raises(queue.Empty):
        inbox.get(0.0)


def test_what_need_not_be_sent_wakes_nobody(ends: tuple[socket.socket, socket.socket]) -> None:
    inbox = DirectInbox(ends[0], lambda change: b"new" if inbox.is_news(change) else None)
    inbox.after = 5
    thread = Waiting(inbox)
    inbox.put(a_change(5))
    inbox.put(a_change(6))
    thread.end()
    assert (ends[1].recv(100), thread.got, inbox.after) == (b"new", [], 6)


def test_a_connection_that_is_full_gets_everything_all_the_same(ends: tuple[socket.socket, socket.socket]) -> None:
    piece = b"x" * 100_000
    inbox = DirectInbox(ends[0], lambda change: b"%d" % change.seq + piece)
    received = bytearray()

    def serve() -> None:
        # As the thread of a connection does: what is handed to it is sent by it, in its turn.
        while True:
            try:
                change = inbox.get(PATIENCE)
            except OSError:
                return
            if change is not None:
                ends[0].sendall(b"%d" % change.seq + piece)
                if change.seq == 9:
                    return
            elif stop.is_set():
                return

    stop = threading.Event()
    thread = threading.Thread(target=serve)
    thread.start()
    for seq in range(10):
        inbox.put(a_change(seq))
        received += ends[1].recv(len(piece) // 2)
    while len(received) < 10 * (len(piece) + 1):
        received += ends[1].recv(65536)
    stop.set()
    inbox.put(None)
    thread.join(PATIENCE)
    assert bytes(received) == b"".join(b"%d" % seq + piece for seq in range(10))


def test_a_change_that_can_not_be_written_out_is_left_to_the_thread(ends: tuple[socket.socket, socket.socket]) -> None:
    def breaks(_change: JobChange) -> bytes:
        raise RuntimeError("no")

    inbox = DirectInbox(ends[0], breaks)
    thread = Waiting(inbox)
    change = a_change(1)
    inbox.put(change)
    thread.end()
    assert thread.got[0] is change


def test_a_broken_connection_is_noticed_by_its_own_thread(ends: tuple[socket.socket, socket.socket]) -> None:
    inbox = DirectInbox(ends[0], lambda _change: b"lost")
    ends[1].close()
    failed: list[Exception] = []

    def serve() -> None:
        try:
            inbox.get(PATIENCE)
        except OSError as error:
            failed.append(error)

    thread = threading.Thread(target=serve)
    thread.start()
    while not inbox._waiting:
        time.sleep(0.001)
    inbox.put(a_change(1))
    thread.join(PATIENCE)
    assert failed


def test_a_chunk_is_framed_as_http_has_it() -> None:
    assert as_chunk(b"hello, otters!!!") == b"10\r\nhello, otters!!!\r\n"
