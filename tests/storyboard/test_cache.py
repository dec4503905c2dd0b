"""Scenes that have not changed are not drawn again, and no one can tell the difference."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from hackathon_backend.storyboard import Rendered, SceneTiming, Storyboard, render
from hackathon_backend.storyboard.brand import Brand
from hackathon_backend.storyboard.cache import SceneCache, key_of
from hackathon_backend.storyboard.shot import Format, shots_of
from hackathon_backend.storyboard.theme import THEMES

SIZE = (320, 240)

Film = Callable[..., Rendered]


@pytest.fixture
def film(tmp_path: Path) -> Film:
    """Renders a storyboard quickly, with its scenes kept in `cache`."""

    def make(data: dict[str, Any], name: str = "film.mp4", cache: Path | None = tmp_path / "cache") -> Rendered:
        board = Storyboard.read(data)
        timings = [SceneTiming(1.5)] * len(board.scenes)
        return render(board, tmp_path / name, size=SIZE, fps=10, timings=timings, cache=cache)

    return make


@pytest.fixture
def kept(tmp_path: Path) -> Callable[[], list[Path]]:
    return lambda: sorted((tmp_path / "cache").glob("*.scene"))


def test_nothing_is_drawn_twice_and_the_bytes_are_the_same(hooks: dict[str, Any], film: Film) -> None:
    plain = film(hooks, "plain.mp4", cache=None)
    first, again = film(hooks, "first.mp4"), film(hooks, "again.mp4")
    assert (first.frames_drawn, again.frames_drawn) == (plain.frames_drawn, 0)
    assert again.frames_encoded == plain.frames_encoded
    assert plain.path.read_bytes() == first.path.read_bytes() == again.path.read_bytes()


def test_a_change_to_one_scene_draws_one_scene(
    hooks: dict[str, Any], film: Film, kept: Callable[[], list[Path]]
) -> None:
    film(hooks)
    before = kept()
    hooks["scenes"][1]["points"][0]["text"] = "Something else"
    changed = film(hooks)
    assert len(set(kept()) - set(before)) == 1
    assert changed.path.read_bytes() == film(hooks, "plain.mp4", cache=None).path.read_bytes()


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 4000])
def test_a_damaged_scene_is_drawn_again(
    hooks: dict[str, Any], film: Film, kept: Callable[[], list[Path]], damage: bytes
) -> None:
    whole = film(hooks).path.read_bytes()
    scene = kept()[0]
    good = scene.read_bytes()
    scene.write_bytes(damage)
    mended = film(hooks)
    assert mended.frames_drawn > 0
    assert mended.path.read_bytes() == whole
    assert scene.read_bytes() == good


def test_a_folder_that_cannot_be_written_is_done_without(hooks: dict[str, Any], film: Film, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert film(hooks, cache=tmp_path / "file").frames_drawn > 0


def test_those_go_first_that_have_not_been_used_for_longest(
    hooks: dict[str, Any], film: Film, kept: Callable[[], list[Path]], tmp_path: Path
) -> None:
    film(hooks)
    scenes = kept()
    for age, scene in enumerate(scenes):
        os.utime(scene, (time.time() - 100 * age,) * 2)
    two = sum(scene.stat().st_size for scene in scenes[:2])
    SceneCache(tmp_path / "cache", most_bytes=two).trim()
    assert kept() == scenes[:2]


def test_use_keeps_a_scene(hooks: dict[str, Any], film: Film, kept: Callable[[], list[Path]]) -> None:
    film(hooks)
    for scene in kept():
        os.utime(scene, (0, 0))
    film(hooks)
    assert all(scene.stat().st_mtime > time.time() - 60 for scene in kept())


def test_what_was_never_finished_is_cleared_away_in_time(tmp_path: Path) -> None:
    old, new = tmp_path / "old.part", tmp_path / "new.part"
    for half in (old, new):
        half.write_bytes(b"half")
    os.utime(old, (0, 0))
    SceneCache(tmp_path).trim()
    assert (old.exists(), new.exists()) == (False, True)


def test_the_files_of_others_in_its_folder_are_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Ada")
    os.utime(letter, (0, 0))
    SceneCache(tmp_path, most_bytes=0).trim()
    assert letter.exists()


def test_all_that_pictures_depend_on_is_in_the_key(hooks: dict[str, Any], tmp_path: Path) -> None:
    def key(data: dict[str, Any] = hooks, length: float = 2.0, **look: Any) -> str:
        values: dict[str, Any] = {"size": SIZE, "fps": 30, "theme": THEMES["clean"]} | look
        timings = [SceneTiming(length)] * len(data["scenes"])
        return key_of(shots_of(Storyboard.read(data), Format(**values), timings)[1])

    others = [
        key(length=2.5),
        key(size=(240, 320)),
        key(fps=25),
        key(theme=THEMES["chalkboard"]),
        key(reduced_motion=True),
        key(cfr=True),
        key(brand=Brand(name="School")),
        key(hooks | {"title": "Another"}),
        key(hooks | {"language": "ar"}),
        key(hooks | {"scenes": hooks["scenes"][:3]}),
    ]
    assert len({key(), *others}) == 1 + len(others)
    assert key() == key(hooks | {"theme": "clean"})


def test_a_picture_file_that_changes_is_drawn_anew(tmp_path: Path) -> None:
    scene = {"type": "image", "heading": "Look", "source": "a.png"}
    board = Storyboard.read({"title": "Pictures", "scenes": [scene]})
    look = Format(SIZE, 30, THEMES["clean"], images=tmp_path, brand=Brand(logo="logo.png"))
    keys = []
    for name, content in (("a.png", b"one"), ("a.png", b"another"), ("logo.png", b"one"), ("logo.png", b"another")):
        (tmp_path / name).write_bytes(content)
        keys.append(key_of(shots_of(board, look)[0]))
    assert len(set(keys)) == 4


def test_many_may_use_it_at_once(hooks: dict[str, Any], tmp_path: Path) -> None:
    shot = shots_of(Storyboard.read(hooks), Format(SIZE, 30, THEMES["clean"]))[0]
    film = os.urandom(50_000)
    (tmp_path / "made.mp4").write_bytes(film)

    def use(worker: int) -> set[bytes]:
        cache, seen = SceneCache(tmp_path / "cache", most_bytes=40_000 * (worker % 3)), set()
        for _ in range(20):
            cache.keep(shot, tmp_path / "made.mp4", 7)
            if cache.fetch(shot, tmp_path / f"{worker}.mp4"):
                seen.add((tmp_path / f"{worker}.mp4").read_bytes())
            cache.trim()
        return seen

    with ThreadPoolExecutor(6) as pool:
        assert set().union(*pool.map(use, range(6))) == {film}
