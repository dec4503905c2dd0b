"""The last card of an owner's brand, after a clip that an engine has made, and off again where the clip goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from hackathon_backend.films.pooled.closing import with_card, without_card
from hackathon_backend.jobs import State
from hackathon_backend.media import add_tracks, card_seconds, probe
from hackathon_backend.storyboard.fields import Fields
from tests.media.clips import still_clip
from tests.media.test_trim import frames
from tests.model7.conftest import Opened
from tests.upstream import Scenario, Upstream

CARD: Fields = {
    "title": "See you next week",
    "brand": {"name": "Riverside School", "colour": "#2457D6"},
    "scenes": [{"type": "title", "title": "See you next week", "subtitle": "Riverside School"}],
}


@pytest.mark.slow
@pytest.mark.parametrize("size", [(640, 360), (360, 640)])
def test_the_card_comes_after_the_clip_and_can_be_taken_off(tmp_path: Path, size: tuple[int, int]) -> None:
    clip = still_clip(tmp_path / "grey.mp4", {0.0: 90, 1.0: 90}, 2.0, size=size)
    seconds = with_card(clip, CARD, tmp_path / "plain.mp4")
    add_tracks(tmp_path / "plain.mp4", tmp_path / "film.mp4", (), title="Film", card=seconds)
    info = probe(tmp_path / "film.mp4")
    assert (info.width, info.height) == size
    assert 2.0 < seconds < 5.0
    assert info.duration == pytest.approx(2.0 + seconds, abs=0.05)
    shown = [(time, picture.astype(int)) for time, picture in frames(tmp_path / "film.mp4")]
    assert all(abs(picture - 90).max() < 8 for time, picture in shown if time < 1.9)
    last = shown[-1][1]
    assert last.mean() > 200, "the card is on paper"
    assert np.ptp(last) > 150, "with words on it"
    assert card_seconds(tmp_path / "film.mp4") == pytest.approx(seconds, abs=0.001)
    again = without_card(tmp_path / "film.mp4", tmp_path / "again.mp4")
    assert probe(again).duration == pytest.approx(2.0, abs=0.05)
    assert card_seconds(again) == 0
    assert without_card(clip, tmp_path / "none.mp4") == clip


@pytest.mark.slow
def test_a_clip_of_an_engine_ends_with_its_owners_card(sora: Callable[..., Opened], tmp_path: Path) -> None:
    with Upstream(Scenario(render_seconds=0.1)) as upstream:
        house = sora(upstream)
        plain = house.make()
        house.container.brands.put(
            plain.owner, name="Riverside School", colour="#B3261E", closing="See you next week", mark=True, logo=None
        )
        job = house.make()
    assert (job.state, job.id != plain.id) == (State.COMPLETED, True)
    file, before = (house.container.storage.folder / str(each.filename) for each in (job, plain))
    seconds = card_seconds(file)
    assert probe(file).duration == pytest.approx(probe(before).duration + seconds, abs=0.1)
    assert job.reply is not None
    assert plain.reply is not None
    assert f"The last card of its owner adds {seconds:.1f} seconds." in job.reply.notes
    assert not [note for note in job.reply.notes if "were asked for" in note]
    assert job.reply.captions_url
    shown = [picture for _, picture in frames(file)]
    reds = (shown[-1][..., 0].astype(int) - shown[-1][..., 1] > 60).sum()
    assert reds > 100, "in the colour of the brand"
