"""The clean-up removes what is too old, and nothing else."""

import os
import tempfile
import time
from pathlib import Path

import pytest

from hackathon_backend.chat.conversations import Conversations
from hackathon_backend.chat.retention import Retention
from hackathon_backend.files import passing_folder
from hackathon_backend.housekeeping import Housekeeper, WorkTidier
from hackathon_backend.jobs import Database, Job, JobStore, LessonRequest
from hackathon_backend.jobs.store.lease import this_process
from hackathon_backend.storage import WORK, LocalStorage, WorkFolders, video_stem
from tests.clock import FakeClock
from tests.replies import a_reply

DAY = 86_400


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    found = LocalStorage(tmp_path / "videos")
    found.prepare()
    return found


@pytest.fixture
def work(storage: LocalStorage) -> WorkFolders:
    found = WorkFolders(storage.folder / WORK)
    found.prepare()
    return found


@pytest.fixture
def housekeeper(store: JobStore, storage: LocalStorage, work: WorkFolders) -> Housekeeper:
    return Housekeeper(store, storage, work, max_age_days=7)


def a_file(path: Path, days: float) -> Path:
    path.write_bytes(b"film")
    then = time.time() - days * DAY
    os.utime(path, (then, then))
    return path


def a_video(store: JobStore, storage: LocalStorage, id_: str, days: float, state: str = "completed") -> Path:
    then = time.time() - days * DAY
    stem = video_stem(id_, then)
    ended = None if state == "rendering" else then
    store.create(
        Job(
            id=id_,
            created_at=then,
            wake_at=then,
            request=LessonRequest(),
            engines=["a"],
            state=state,
            ended_at=ended,
            filename=f"{stem}.mp4",
            reply=a_reply(narration="kept"),
        )
    )
    for suffix in ("vtt", "webp"):
        a_file(storage.folder / f"{stem}.{suffix}", days)
    return a_file(storage.folder / f"{stem}.mp4", days)


def test_an_old_video_goes_with_its_poster_and_captions(
    store: JobStore, storage: LocalStorage, housekeeper: Housekeeper
) -> None:
    old, young = a_video(store, storage, "vid_00000001", 7.1), a_video(store, storage, "vid_00000002", 6.9)
    done = housekeeper.clean()
    assert done.expired == ["vid_00000001"]
    assert len(done.files) == 3
    assert not old.exists()
    assert young.exists()
    assert store.get("vid_00000001").expired_at is not None
    assert store.get("vid_00000001").reply == a_reply(narration="kept")
    assert store.get("vid_00000002").expired_at is None


def test_a_second_clean_up_finds_nothing(store: JobStore, storage: LocalStorage, housekeeper: Housekeeper) -> None:
    a_video(store, storage, "vid_00000001", 8)
    housekeeper.clean()
    again = housekeeper.clean()
    assert (again.files, again.expired, again.work) == ([], [], [])


def test_a_dry_run_names_everything_and_removes_nothing(
    store: JobStore, storage: LocalStorage, housekeeper: Housekeeper
) -> None:
    old = a_video(store, storage, "vid_00000001", 8)
    done = housekeeper.clean(dry_run=True)
    assert old.name in done.files
    assert old.exists()
    assert store.get("vid_00000001").expired_at is None


def test_foreign_files_and_links_stay(storage: LocalStorage, housekeeper: Housekeeper, tmp_path: Path) -> None:
    target = a_file(tmp_path / "target.mp4", 100)
    link = storage.folder / "video_1500000000000_vid_00000003.mp4"
    link.symlink_to(target)
    foreign = [
        a_file(storage.folder / name, 100)
        for name in (".gitkeep", "holiday.mp4", "video_1.mp4", "my video_1500000000000_vid_0000000a.mp4")
    ]
    folder = storage.folder / "video_1500000000000_vid_00000004.mp4"
    folder.mkdir()
    housekeeper.clean()
    assert target.exists()
    assert link.is_symlink()
    assert folder.is_dir()
    assert all(file.exists() for file in foreign)


def test_a_file_named_like_ours_that_no_job_knows_goes_once_it_is_old_by_name_and_on_disk(
    storage: LocalStorage, housekeeper: Housekeeper
) -> None:
    old_name = f"{video_stem('vid_0000000a', time.time() - 8 * DAY)}.mp4"
    new_name = f"{video_stem('vid_0000000b', time.time())}.mp4"
    young_on_disk = f"{video_stem('vid_0000000c', time.time() - 8 * DAY)}.mp4"
    a_file(storage.folder / old_name, 8)
    a_file(storage.folder / new_name, 8)
    a_file(storage.folder / young_on_disk, 1)
    assert housekeeper.clean().files == [old_name]


def test_the_work_of_an_unfinished_job_is_never_touched(
    store: JobStore, storage: LocalStorage, work: WorkFolders, housekeeper: Housekeeper
) -> None:
    video = a_video(store, storage, "vid_00000005", 30, state="rendering")
    part = a_file(work.folder("vid_00000005") / "clip.part", 30)
    housekeeper.clean()
    assert video.exists()
    assert part.exists()


def test_the_partial_files_of_jobs_that_ended_go(
    store: JobStore, storage: LocalStorage, work: WorkFolders, housekeeper: Housekeeper
) -> None:
    a_video(store, storage, "vid_00000006", 1, state="failed")
    a_file(work.folder("vid_00000006") / "clip.part", 0)
    assert housekeeper.clean().work == ["vid_00000006"]
    assert work.folders() == []


def test_a_machine_removes_what_it_has_left_of_jobs_that_have_ended_elsewhere(
    store: JobStore, storage: LocalStorage, work: WorkFolders
) -> None:
    a_video(store, storage, "vid_00000006", 1, state="failed")
    a_video(store, storage, "vid_00000007", 1, state="rendering")
    for job_id in ("vid_00000006", "vid_00000007", "vid_nobody_knows"):
        a_file(work.folder(job_id) / "clip.mp4", 0)
    WorkTidier(store, work).tidy()
    assert [folder.name for folder in work.folders()] == ["vid_00000007", "vid_nobody_knows"]


def test_what_came_with_a_request_goes_with_it_or_with_the_next_look_if_its_process_was_killed(
    store: JobStore, work: WorkFolders
) -> None:
    dead = this_process().rpartition("/")[0] + "/0"
    with work.passing(dead) as lost, work.passing(this_process()) as held:
        for folder in (lost, held):
            a_file(folder / "video", 0)
        WorkTidier(store, work).tidy()
        assert (lost.exists(), held.exists()) == (False, True)
        lost.mkdir()
    assert work.passing_folders() == []


def test_what_a_killed_process_has_left_in_the_folder_of_the_system_goes_with_the_next_look(
    store: JobStore, work: WorkFolders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with passing_folder() as held:
        lost = held.with_name(held.name.replace(f"-{os.getpid()}-", "-99999999-"))
        lost.mkdir()
        WorkTidier(store, work).tidy()
        assert (lost.exists(), held.exists()) == (False, True)


def test_a_clock_that_jumps_far_ahead_removes_nothing_until_it_has_been_so_for_a_day(
    store: JobStore, storage: LocalStorage, housekeeper: Housekeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    film, now = a_video(store, storage, "vid_00000001", 1), time.time()
    housekeeper.clean()
    for days in (400, 400.5, 0.1, 400.6):
        monkeypatch.setattr(time, "time", lambda ahead=days: now + ahead * DAY)
        assert housekeeper.clean().clock_ahead is (days > 1)
        assert film.exists()
    monkeypatch.setattr(time, "time", lambda: now + 401.7 * DAY)
    assert not housekeeper.clean().clock_ahead
    assert not film.exists()


def test_the_clean_up_forgets_conversations_as_the_settings_say(
    store: JobStore, storage: LocalStorage, work: WorkFolders, database: Database
) -> None:
    conversations = Conversations(database)
    old = conversations.begin(None)
    clock = FakeClock()
    clock.set(time.time() - clock.now() + 31 * DAY)
    keeper = Housekeeper(store, storage, work, max_age_days=7, retention=Retention(database, 30, clock=clock))
    assert keeper.clean(dry_run=True).forgotten.conversations == [old.id]
    assert keeper.clean().forgotten.conversations == [old.id]
    assert keeper.clean().forgotten.conversations == []
