"""Whatever keeps finished files does it like this."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hackathon_backend.errors import StorageError
from hackathon_backend.storage import Storage, video_stem

JOB, OTHER = "vid_0123abcd", "vid_0123abce"
STEM, OTHERS_STEM = video_stem(JOB, 1_700_000_000.5), video_stem(OTHER, 1_700_000_001)
NAME = f"{STEM}.mp4"

MakeFile = Callable[..., Path]


def test_a_kept_file_leaves_its_place_and_is_found_by_its_name(storage: Storage, a_file: MakeFile) -> None:
    assert not storage.has(NAME)
    clip = a_file(b"a film")
    storage.keep(clip, NAME)
    assert not clip.exists()
    assert storage.has(NAME)
    facts = storage.facts(NAME)
    assert facts is not None
    assert facts.bytes == 6
    copy = storage.local_copy(NAME)
    assert copy is not None
    assert copy.read_bytes() == b"a film"


def test_keeping_it_again_is_harmless(storage: Storage, a_file: MakeFile) -> None:
    storage.keep(a_file(), NAME)
    storage.keep(a_file().with_name("moved.mp4"), NAME)
    storage.keep(a_file(b"film"), NAME)
    assert storage.text(NAME) == "film"


def test_a_file_that_never_was_can_not_be_kept(storage: Storage, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="gone"):
        storage.keep(tmp_path / "nothing", NAME)


def test_what_is_kept_in_the_background_is_there_when_it_was_waited_for(storage: Storage, a_file: MakeFile) -> None:
    waits = [storage.keep_soon(a_file(b"x", f"{n}"), f"{STEM}.reference-{n}.png") for n in range(6)]
    for wait in waits:
        wait()
    assert all(storage.has(f"{STEM}.reference-{n}.png") for n in range(6))
    with pytest.raises(StorageError):
        storage.keep_soon(a_file().with_name("gone"), NAME)()


@pytest.mark.parametrize("start", [0, 1, 299_999, 300_000])
def test_it_is_read_from_any_byte_on(storage: Storage, a_file: MakeFile, start: int) -> None:
    content = bytes(range(256)) * 1171 + b"x" * 224
    storage.keep(a_file(content), NAME)
    assert b"".join(storage.read(NAME, start)) == content[start:]


def test_a_text_is_read_and_one_that_is_not_there_is_none(storage: Storage, a_file: MakeFile) -> None:
    storage.keep(a_file("Größe".encode(), "t.txt"), f"{STEM}.txt")
    assert storage.text(f"{STEM}.txt") == "Größe"
    assert storage.text(f"{STEM}.vtt") is None
    with pytest.raises(FileNotFoundError):
        storage.read(f"{STEM}.vtt")


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../secret.mp4", "/etc/hostname", ".hidden.mp4", "a\\b.mp4", "a/b.mp4"]
)
def test_no_name_reaches_anything_else(storage: Storage, tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.mp4").write_bytes(b"secret")
    assert storage.facts(name) is None
    assert storage.local_copy(name) is None
    assert not storage.has(name)
    storage.discard(name)
    assert (tmp_path / "secret.mp4").exists()


def test_removing_a_video_takes_all_of_it_and_nothing_else(storage: Storage, a_file: MakeFile) -> None:
    own = [NAME, *(f"{STEM}.{suffix}" for suffix in ("sprites.jpg", "sprites.vtt", "vtt", "webp"))]
    for name in (*own, f"{OTHERS_STEM}.mp4", f"{video_stem(JOB, 1_700_000_009)}.mp4"):
        storage.keep(a_file(), name)
    assert sorted(storage.remove(STEM)) == sorted(own)
    assert not any(storage.has(name) for name in own)
    assert storage.has(f"{OTHERS_STEM}.mp4")
    assert storage.has(f"{video_stem(JOB, 1_700_000_009)}.mp4")
    assert storage.remove(STEM) == []


def test_all_of_ours_are_listed_with_whose_they_are(storage: Storage, a_file: MakeFile) -> None:
    storage.keep(a_file(b"12345"), NAME)
    storage.keep(a_file(b"123"), f"{STEM}.vtt")
    storage.keep(a_file(b"1"), f"{OTHERS_STEM}.mp4")
    assert {(file.name, file.job_id, file.bytes) for file in storage.ours()} == {
        (NAME, JOB, 5), (f"{STEM}.vtt", JOB, 3), (f"{OTHERS_STEM}.mp4", OTHER, 1),
    }  # fmt: skip
    assert {file.made_at for file in storage.ours() if file.job_id == JOB} == {1_700_000_000.5}
    assert [file.name for file in storage.of_jobs(frozenset([OTHER]))] == [f"{OTHERS_STEM}.mp4"]
    assert storage.bytes_by_job() == {JOB: 8, OTHER: 1}


def test_a_digest_is_that_of_what_is_stored(storage: Storage, a_file: MakeFile) -> None:
    storage.keep(a_file(b"abc"), NAME)
    assert storage.sha256(NAME) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert b"".join(storage.read_stored(NAME)) == b"abc"


def test_a_removed_file_is_nowhere_and_may_be_kept_anew(storage: Storage, a_file: MakeFile) -> None:
    storage.keep(a_file(b"old"), NAME)
    storage.discard(NAME, f"{STEM}.vtt")
    assert storage.facts(NAME) is None
    assert storage.here(NAME) is None
    storage.keep(a_file(b"new"), NAME)
    assert storage.text(NAME) == "new"
