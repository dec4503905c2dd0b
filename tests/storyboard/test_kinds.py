"""A kind of scene is one package: what holds of all of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hackathon_backend.storyboard import Storyboard
from hackathon_backend.storyboard.kinds import KINDS, Kind
from hackathon_backend.storyboard.kinds.base import BaseScene
from tests.storyboard.boards import SCENES

EACH = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: str(kind.name))


@EACH
def test_a_kind_goes_by_one_name(kind: Kind) -> None:
    assert kind.name == kind.model.model_fields["type"].default == kind.package.rpartition(".")[2]


@EACH
def test_a_kind_says_in_one_sentence_when_to_choose_it(kind: Kind) -> None:
    assert kind.when.startswith(("When ", "To ", "For "))
    assert kind.when.count(".") == 1
    assert kind.when.endswith(".")


@EACH
def test_a_sample_is_spoken_and_shows_its_cues(kind: Kind) -> None:
    board = Storyboard.read({"title": "A sample", "scenes": [kind.sample]})
    narration = board.scenes[0].narration.casefold()
    cues = [part.cue for parts in board.scenes[0].sequences() for part in parts if part.cue]
    assert narration
    assert all(cue.casefold() in narration for cue in cues)


def test_every_scene_model_belongs_to_a_kind() -> None:
    assert {kind.model for kind in KINDS.values()} == set(BaseScene.__subclasses__())


def test_no_two_kinds_go_by_the_same_word() -> None:
    words = [word for kind in KINDS.values() for word in (kind.name, *kind.also)]
    assert len(set(words)) == len(words)


def test_every_kind_that_can_be_written_in_words_is_tried_at_random() -> None:
    assert set(SCENES) == {kind.name for kind in KINDS.values() if kind.written}


@pytest.mark.slow
def test_storyboards_are_read_and_mended_without_the_drawing_library() -> None:
    code = """if True:
        import sys
        from hackathon_backend.storyboard import editor_schema, repair
        from hackathon_backend.storyboard.kinds import KINDS
        repair({"title": "All", "scenes": [kind.sample for kind in KINDS.values()]})
        editor_schema()
        assert "skia" not in sys.modules
        KINDS["title"].load()
        assert "skia" in sys.modules
    """
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
