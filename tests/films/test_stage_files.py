"""What a stage needs comes from wherever another stage has left it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from hackathon_backend.errors import StorageAway
from hackathon_backend.films import stages
from hackathon_backend.films.stages import FilmPlan
from hackathon_backend.settings import Settings
from hackathon_backend.storage import SharedFiles
from hackathon_backend.storyboard import Storyboard
from tests.workers.shared_folder import FolderFiles

BOARD = {"title": "Rain", "scenes": [{"type": "title", "title": "Rain", "narration": "Where does rain come from?"}]}


class CacheAlone(FolderFiles):
    """Takes no job's files."""

    def share(self, path: Path) -> None:
        if path.relative_to(self.root).parts[0].startswith("vid_"):
            raise StorageAway("The bucket can't be reached.")
        super().share(path)


def plan_on(machine: Path, kind: type[FolderFiles] = FolderFiles) -> FilmPlan:
    settings = Settings(_env_file=None, voices=("espeak",), video_dir=machine)  # type: ignore[call-arg]
    folder = settings.work_dir / "vid_1"
    folder.mkdir(parents=True, exist_ok=True)
    shared: SharedFiles = kind(settings.work_dir, machine.parent / "common")
    board = Storyboard.read(BOARD)
    size = (320, 240)
    return FilmPlan(board, folder / "clip.mp4", folder / "parts", settings, None, size, shared=shared)


def test_what_was_spoken_for_a_film_is_not_spoken_again_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    timing = stages.speak(plan_on(tmp_path / "first"), 0)
    shutil.rmtree(tmp_path / "common" / "speech")  # it had to make room

    def never(*_: Any, **__: Any) -> None:
        raise AssertionError("It was spoken already.")

    monkeypatch.setattr(stages.narration, "speak_scene", never)
    assert stages.speak(plan_on(tmp_path / "second"), 0) == timing
    assert stages.code_sound(plan_on(tmp_path / "third"), [timing]).audible


@pytest.mark.slow
def test_a_scene_is_spoken_only_when_others_can_have_its_sound_and_paid_for_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken = []
    speak = stages.narration.speak_scene

    def count(*arguments: Any, **named: Any) -> Any:
        spoken.append(arguments)
        return speak(*arguments, **named)

    monkeypatch.setattr(stages.narration, "speak_scene", count)
    with pytest.raises(StorageAway):
        stages.speak(plan_on(tmp_path / "first", CacheAlone), 0)
    stages.speak(plan_on(tmp_path / "first"), 0)
    assert len(spoken) == 1
    assert list((tmp_path / "common" / "vid_1" / "parts").iterdir())
