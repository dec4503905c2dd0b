"""The described version of a film: the same film, held where it says what the narration does not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from hackathon_backend import media
from hackathon_backend.engines.base import Order
from hackathon_backend.engines.embedded.film_order import DESCRIBED, RESULT, finish_order, plan_of
from hackathon_backend.films.graph import FilmGraph
from hackathon_backend.films.pool import RenderPool
from hackathon_backend.films.production import Production
from hackathon_backend.settings import Settings

BOARD: dict[str, Any] = {
    "title": "Light",
    "language": "de",
    "scenes": [
        {"type": "title", "title": "Licht", "narration": "Das ist Licht."},
        {
            "type": "chart",
            "heading": "Farben",
            "labels": ["Blau", "Rot"],
            "series": [{"values": [90, 80]}],
            "narration": "Blätter nehmen Licht auf.",
        },
        {
            "type": "quiz",
            "question": "Welche Farbe fehlt?",
            "options": ["Violett", "Orange"],
            "answer": 1,
            "narration": "Welche Farbe fehlt?",
            "answer_narration": "Es ist Orange.",
        },
    ],
}
SAID = BOARD | {"scenes": BOARD["scenes"][:1]}


def order(board: dict[str, Any] = BOARD, **values: Any) -> Order:
    whole = {"job_id": "job", "prompt": "p", "model": "storyboard-1", "seconds": 20.0, "size": "320x240"} | values
    return Order(storyboard=board, **whole)


def produce(wanted: Order, folder: Path, settings: Settings) -> dict[str, Any]:
    """Make what was ordered in `folder`, in this process, and return the note that says what there is."""
    pool = RenderPool(0)
    plan = plan_of(wanted, folder, settings)
    described = folder / DESCRIBED if wanted.described else None
    production = Production(FilmGraph(plan, finish=partial(finish_order, wanted), described=described), pool, "job")
    production.begin()
    pool.lend_a_hand("job", production.done)
    production.done.result()
    row: dict[str, Any] = json.loads((folder / RESULT).read_text("utf-8"))
    return row


def sound_of(film: Path) -> tuple[NDArray[np.float32], int]:
    with av.open(str(film)) as opened:
        stream = opened.streams.audio[0]
        return np.concatenate([frame.to_ndarray()[0] for frame in opened.decode(stream)]), stream.rate


def loudness(film: Path, start: float, end: float) -> float:
    samples, rate = sound_of(film)
    return float(np.sqrt(np.mean(samples[round(start * rate) : round(end * rate)] ** 2)))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("described")


@pytest.fixture
def settings(make_settings: Callable[..., Settings]) -> Settings:
    return make_settings()


@pytest.fixture
def made(settings: Settings, shelf: Path) -> tuple[dict[str, Any], Path]:
    """The film with its described version, made once."""
    if not (shelf / RESULT).exists():
        produce(order(described=True), shelf, settings)
    return json.loads((shelf / RESULT).read_text("utf-8")), shelf


@pytest.mark.slow
def test_the_film_waits_and_speaks_where_the_other_one_is_silent(made: tuple[dict[str, Any], Path]) -> None:
    row, folder = made
    plain, described = folder / row["video"], folder / row["described"]
    pauses = row["details"]["pauses"]
    assert [round(pause["at"], 1) for pause in pauses] == [round(cue["start"], 1) for cue in row["descriptions"]]
    assert all(pause["seconds"] > 0.3 for pause in pauses), "silence that is there is used first"
    longer = media.probe(described).duration - media.probe(plain).duration
    assert longer == pytest.approx(sum(pause["seconds"] for pause in pauses), abs=0.1)
    waited = 0.0
    for pause in pauses:
        silent = loudness(plain, pause["at"] + 0.15, pause["at"] + 0.3)
        assert loudness(described, pause["at"] + waited + 0.4, pause["at"] + waited + 1.2) > 20 * silent
        waited += pause["seconds"]


@pytest.mark.slow
def test_the_picture_stands_and_captions_and_chapters_move_along(made: tuple[dict[str, Any], Path]) -> None:
    row, folder = made
    bars = row["details"]["pauses"][0]
    with av.open(str(folder / row["described"])) as film:
        frames = {frame.time: frame.to_ndarray(format="gray").astype(int) for frame in film.decode(video=0)}
        audio, captions = film.streams.audio[0], film.streams.subtitles[0]
        assert (audio.language, captions.language, film.metadata["title"]) == ("deu", "deu", "Light")
    plain, described = (media.spoken_track(folder / row[name]) for name in ("video", "described"))
    assert [cue.text for cue in plain.cues] == [cue.text for cue in described.cues]
    moved = [after - before for (after, _), (before, _) in zip(described.chapters, plain.chapters, strict=True)]
    assert moved == pytest.approx([0, 0, bars["seconds"]], abs=0.05)
    assert plain.cues[-1].start + bars["seconds"] + 1 < described.cues[-1].start
    said, end = bars["at"] + 0.5, described.chapters[2][0] - 0.3
    before, after = (frames[max(at for at in frames if at <= moment)] for moment in (said, end))
    assert end - said > 2
    assert np.abs(before - after).max() < 12


@pytest.mark.slow
def test_the_film_itself_is_the_same_with_and_without_it(
    made: tuple[dict[str, Any], Path], settings: Settings, tmp_path: Path
) -> None:
    row, folder = made
    alone = produce(order(), tmp_path / "alone", settings)
    assert (alone["described"], alone["details"]["pauses"]) == (None, [])
    assert (tmp_path / "alone" / alone["video"]).read_bytes() == (folder / row["video"]).read_bytes()


def test_where_all_is_said_there_is_no_second_film(settings: Settings, tmp_path: Path) -> None:
    row = produce(order(SAID, described=True), tmp_path, settings)
    assert row["described"] is None
    assert not (tmp_path / DESCRIBED).exists()


@pytest.mark.slow
def test_a_production_that_is_begun_again_makes_the_same(
    made: tuple[dict[str, Any], Path], settings: Settings, tmp_path: Path
) -> None:
    row, folder = made
    half = shutil.copytree(folder, tmp_path / "half")
    (half / RESULT).unlink()
    (half / DESCRIBED).write_bytes(b"half")
    again = produce(order(described=True), half, settings)
    assert (half / again["described"]).read_bytes() == (folder / row["described"]).read_bytes()


def test_a_described_film_may_have_every_frame(settings: Settings, tmp_path: Path) -> None:
    scenes = BOARD | {"scenes": BOARD["scenes"][1:2]}
    row = produce(order(scenes, described=True, constant_rate=True), tmp_path, settings)
    with av.open(str(tmp_path / row["described"])) as film:
        shown = sorted(packet.pts for packet in film.demux(video=0) if packet.pts is not None)
    assert {after - before for before, after in pairwise(shown)} == {3000}


@pytest.mark.slow
def test_a_film_brought_to_a_length_keeps_it_and_its_described_version_only_adds(
    settings: Settings, tmp_path: Path
) -> None:
    plain = produce(order(), tmp_path / "plain", settings)
    seconds = media.probe(tmp_path / "plain" / plain["video"]).duration + 1.2
    row = produce(replace(order(described=True), wanted_seconds=seconds), tmp_path / "long", settings)
    lengths = [media.probe(tmp_path / "long" / row[name]).duration for name in ("video", "described")]
    assert lengths[0] == pytest.approx(seconds, abs=1)
    assert lengths[1] - lengths[0] == pytest.approx(sum(each["seconds"] for each in row["details"]["pauses"]), abs=0.1)
