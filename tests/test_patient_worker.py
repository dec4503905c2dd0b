"""A request that does not arrive does not keep a thread."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
from werkzeug.exceptions import RequestTimeout

from hackathon_backend.cli import patient_worker
from hackathon_backend.cli.patient_worker import PatientSocket


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[PatientSocket, socket.socket]]:
    monkeypatch.setattr(patient_worker, "PATIENCE", 0.3)
    monkeypatch.setattr(patient_worker, "HEAD_PATIENCE", 0.3)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield PatientSocket(ours), theirs


def test_what_comes_is_read_and_an_end_is_an_end(ends: tuple[PatientSocket, socket.socket]) -> None:
    ours, theirs = ends
    theirs.sendall(b"GET / HTTP")
    assert ours.recv(4) == b"GET "
    assert ours.recv(100) == b"/ HTTP"
    theirs.close()
    assert ours.recv(100) == b""


def test_half_a_head_ends_as_if_the_client_had_gone(ends: tuple[PatientSocket, socket.socket]) -> None:
    ours, theirs = ends
    theirs.sendall(b"GET /")
    assert ours.recv(100) == b"GET /"
    assert ours.recv(100) == b""


def test_half_a_body_ends_with_an_error_once(ends: tuple[PatientSocket, socket.socket]) -> None:
    ours, _theirs = ends
    ours.body()
    with pytest.raises(RequestTimeout):
        ours.recv(100)
    assert ours.recv(100) == b""
    ours.begin()
    ours.body()
    with pytest.raises(RequestTimeout):
        ours.recv(100)


def test_dripping_buys_no_time_and_sending_does(
    ends: tuple[PatientSocket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = ends
    over = threading.Event()

    def drip() -> None:
        while not over.wait(0.02):
            theirs.sendall(b"x" * 50)

    dripping = threading.Thread(target=drip)
    dripping.start()
    try:
        began = time.monotonic()
        while ours.recv(50):
            assert time.monotonic() - began < 10
        monkeypatch.setattr(patient_worker, "LEAST_SPEED", 100)
        ours.begin()
        began = time.monotonic()
        while time.monotonic() - began < 1.0:
            assert ours.recv(50)
    finally:
        over.set()
        dripping.join()
