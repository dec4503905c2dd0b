"""What is left of lessons that are gone: kept while a video needs it, then removed, and nothing else with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hackathon_backend.errors import NoLesson, NotFound
from hackathon_backend.jobs import Database, Job, JobStore, LessonRequest, State
from hackathon_backend.materials.imports import LessonImports
from hackathon_backend.materials.leftovers import LessonLeftovers, bytes_kept_by
from hackathon_backend.materials.materials import Materials
from hackathon_backend.materials.models import LessonFileKind, LessonImport
from hackathon_backend.materials.pictures import LessonPictures
from hackathon_backend.materials.writing import LessonToKeep
from hackathon_backend.model7.request import for_writer, lesson_made_of
from hackathon_backend.storage import WorkFolders
from hackathon_backend.storage.local import LocalStorage
from tests.clock import FakeClock
from tests.materials.conftest import TIDES


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    made = LocalStorage(tmp_path / "videos")
    made.prepare()
    return made


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def leftovers(database: Database, storage: LocalStorage, tmp_path: Path, clock: FakeClock) -> LessonLeftovers:
    pictures = LessonPictures(database, storage, tmp_path / "pictures")
    return LessonLeftovers(database, storage, pictures, clock=clock)


def imported(database: Database, storage: LocalStorage, materials: Materials, clock: FakeClock) -> LessonImport:
    """An import that has become a lesson of ann's, with its original."""
    imports = LessonImports(database, clock=clock)
    made = imports.begin("user:ann", "Tides.pdf")
    name = f"lesson_{made.lesson_id}_document.pdf"
    imports.note_file(made, name, LessonFileKind.DOCUMENT, "Tides.pdf", "application/pdf", 8)
    (storage.folder / name).write_bytes(b"%PDF-1.7")
    imports.arrived(made, name)
    claimed = imports.claim()
    assert claimed is not None
    imports.complete(claimed, [LessonToKeep(TIDES, materials.read(made.lesson_id, "", TIDES, None))])
    return made


def a_job(store: JobStore, lesson_id: str) -> Job:
    request = LessonRequest(message="A video", lesson={"id": lesson_id, "version": "1"})
    return store.create(
        Job(id="vid_1", owner="user:ann", created_at=1.0, wake_at=1e12, request=request, engines=["storyboard"])
    )


def test_a_deleted_lesson_is_kept_for_the_film_that_is_made_of_it(
    database: Database, storage: LocalStorage, materials: Materials, leftovers: LessonLeftovers, clock: FakeClock
) -> None:
    made = imported(database, storage, materials, clock)
    store = JobStore(database)
    job = a_job(store, made.lesson_id)
    materials.delete(made.lesson_id, of="user:ann")
    leftovers.sweep()
    assert isinstance(job.request, LessonRequest)
    asked = for_writer(job.request, materials, job.owner, speech_seconds=60, storyboard=True)
    assert asked.lesson is not None
    assert asked.lesson.title == "Tides"
    assert len(list(storage.folder.iterdir())) == 1
    with database.write() as session:
        row = session.get_one(Job, job.id)
        row.state, row.ended_at = State.COMPLETED, 2.0
    leftovers.sweep()
    assert list(storage.folder.iterdir()) == []
    with pytest.raises(NotFound):
        Materials(database, materials.built_in, materials._confined).lesson(
            {"id": made.lesson_id, "version": "1"}, of=None, ordered=True
        )


def test_a_film_of_a_lesson_that_is_gone_is_told_so_kindly(database: Database, materials: Materials) -> None:
    job = a_job(JobStore(database), "own-0123456789abcdef")
    assert isinstance(job.request, LessonRequest)
    with pytest.raises(NoLesson):
        for_writer(job.request, materials, job.owner, speech_seconds=60, storyboard=True)
    assert lesson_made_of(job, materials) is None


def test_what_a_killed_process_has_left_is_found_and_what_is_needed_stays(
    database: Database, storage: LocalStorage, materials: Materials, leftovers: LessonLeftovers, clock: FakeClock
) -> None:
    kept = imported(database, storage, materials, clock)
    imports = LessonImports(database, clock=clock)
    coming = imports.begin("user:ann", "coming.pdf")
    for made in (coming, imports.begin("user:ann", "stopped.pdf")):
        name = f"lesson_{made.lesson_id}_document.pdf"
        imports.note_file(made, name, LessonFileKind.DOCUMENT, made.name, "application/pdf", 8)
        (storage.folder / name).write_bytes(b"%PDF-1.7")
    imports.cancel(made.id, of="user:ann")
    with database.read() as session:
        assert bytes_kept_by(session, "user:ann") == 24
    leftovers.sweep()
    assert sorted(file.name[7:27] for file in storage.folder.iterdir()) == sorted([kept.lesson_id, coming.lesson_id])
    clock.advance(2 * 86_400)
    leftovers.sweep()
    assert [file.name[7:27] for file in storage.folder.iterdir()] == [kept.lesson_id]
    assert [each.id for each in imports.of_owner("user:ann")] == [made.id, kept.id]


def test_a_machine_removes_the_folders_of_imports_that_have_ended_elsewhere(
    database: Database, leftovers: LessonLeftovers, tmp_path: Path, clock: FakeClock
) -> None:
    work, imports = WorkFolders(tmp_path / "work"), LessonImports(database, clock=clock)
    made = [imports.begin("user:ann", f"{name}.pdf").id for name in ("coming", "stopped")]
    imports.cancel(made[1], of="user:ann")
    for name in (*made, "imp-of-another-server", "vid_1"):
        (work.folder(name) / "original").write_bytes(b"%PDF-1.7")
    leftovers.clear_work(work)
    assert sorted(path.name for path in work.root.iterdir()) == sorted([made[0], "imp-of-another-server", "vid_1"])


def test_a_video_that_a_guest_asks_for_is_written_from_built_in_lessons_alone(materials: Materials) -> None:
    own = materials.create("key:ann", "", TIDES)
    asked = LessonRequest(message="Make a video about tides", topic="tides")
    for request, found in ((asked, True), (asked.model_copy(update={"of_guest": True}), False)):
        made = for_writer(request, materials, "key:ann", speech_seconds=60, storyboard=True)
        assert made.library is not None
        assert (own.id in {lesson.id for lesson in made.library.lessons}) is found
