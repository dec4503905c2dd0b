"""Finished files lie in one folder, and nothing outside it is ever reached."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hackathon_backend.errors import StorageError
from hackathon_backend.storage import WORK, LocalStorage, WorkFolders, video_stem

NAME = f"{video_stem('vid_0123abcd', 1_700_000_000.5)}.mp4"


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    found = LocalStorage(tmp_path / "videos")
    found.prepare()
    return found


def test_the_name_has_the_time_in_milliseconds_and_our_own_id() -> None:
    assert NAME == "video_1700000000500_vid_0123abcd.mp4"


def test_a_kept_file_leaves_the_work_folder_and_appears_whole(storage: LocalStorage) -> None:
    clip = WorkFolders(storage.folder / WORK).folder("vid_1") / "clip.mp4"
    clip.write_bytes(b"film")
    storage.keep(clip, NAME)
    assert (storage.folder / NAME).read_bytes() == b"film"
    assert not clip.exists()
    storage.keep(clip, NAME)  # a second time, after a kill, is harmless
    assert (storage.folder / NAME).read_bytes() == b"film"


def test_a_file_that_never_was_can_not_be_kept(storage: LocalStorage) -> None:
    with pytest.raises(StorageError, match="gone"):
        storage.keep(storage.folder / "nothing", NAME)


def test_links_folders_and_hidden_files_are_not_found(storage: LocalStorage, tmp_path: Path) -> None:
    secret = tmp_path / "secret.mp4"
    secret.write_bytes(b"secret")
    (storage.folder / "link.mp4").symlink_to(secret)
    (storage.folder / "folder.mp4").mkdir()
    (storage.folder / ".hidden.mp4").write_bytes(b"")
    for name in ("link.mp4", "folder.mp4", ".hidden.mp4", "../secret.mp4", str(secret), "", ".", "..", "a\\b.mp4"):
        assert storage.local_copy(name) is None, name


@given(name=st.text(max_size=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_name_reaches_outside_the_folder(storage: LocalStorage, name: str) -> None:
    found = storage.local_copy(name)
    assert found is None or found.parent == storage.folder


def test_a_folder_that_can_not_be_written_to_is_named_with_the_setting(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError, match="VIDEO_DIR"):
        LocalStorage(tmp_path / "file").prepare()


def test_removing_a_video_takes_its_poster_and_captions_and_nothing_else(storage: LocalStorage) -> None:
    stem = NAME.removesuffix(".mp4")
    own = [NAME, *(f"{stem}.{suffix}" for suffix in ("sprites.jpg", "sprites.vtt", "vtt", "webp"))]
    for name in (*own, f"{stem}9.mp4", "holiday.mp4", f"{stem}.mp4.bak", f"{stem}.sprites.mp4"):
        (storage.folder / name).write_bytes(b"")
    assert sorted(storage.remove(stem)) == own
    assert (storage.folder / f"{stem}9.mp4").exists()
    assert (storage.folder / "holiday.mp4").exists()
