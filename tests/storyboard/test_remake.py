"""A storyboard with one thing changed, and what people say who want that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.errors import StoryboardError
from hackathon_backend.storyboard import Storyboard, estimate_scene, remake, remake_steps
from hackathon_backend.writers.wishes import Wish, read_words

VOICES = {"espeak": "espeak", "linda": "espeak-linda", "espeak-linda": "espeak-linda", "nova": "nova"}
LONG = "First this happens here. Then that happens there. In the end it is over and done."


def board(count: int = 6) -> Storyboard:
    points = [
        {
            "type": "points",
            "heading": f"Part {number}",
            "points": [{"text": "First", "cue": "First"}, {"text": "End", "cue": "In the end"}],
            "narration": LONG,
        }
        for number in range(count - 2)
    ]
    closing = {"type": "takeaways", "takeaways": [{"text": word} for word in ("one", "two", "three")]}
    opening = {"type": "title", "title": "All of it", "narration": "All of it."}
    return Storyboard.read({"title": "All of it", "scenes": [opening, *points, closing]})


def read_wish(words: str) -> Wish | None:
    """The wish, if all of the words are understood."""
    reading = read_words(words, VOICES)
    return reading.wish if reading.is_whole else None


def seconds(of: Storyboard) -> float:
    return sum(estimate_scene(scene).duration for scene in of.scenes)


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("make it shorter", Wish(shorter=True)),
        ("Shorter, please!", Wish(shorter=True)),
        ("Can you make this video a bit shorter?", Wish(shorter=True)),
        ("kürzer bitte", Wish(shorter=True)),
        ("slower", Wish(pace=0.85)),
        ("speed it up", Wish(pace=1.18)),
        ("much slower", Wish(pace=0.85**2)),
        ("on a chalkboard", Wish(theme="chalkboard")),
        ("on a blackboard", Wish(theme="chalkboard")),
        ("in whiteboard style", Wish(theme="whiteboard")),
        ("as a blueprint", Wish(theme="blueprint")),
        ("make it vertical", Wish(size="720x1280")),
        ("portrait format", Wish(size="720x1280")),
        ("square", Wish(size="1080x1080")),
        ("in 1792x1024", Wish(size="1792x1024")),
        ("with Linda's voice", Wish(voice="espeak-linda")),
        ("use the voice nova", Wish(voice="nova")),
        ("voice: nova", Wish(voice="nova")),
        ("shorter, slower and on a chalkboard", Wish(shorter=True, pace=0.85, theme="chalkboard")),
        ("make scene 2 shorter", Wish(scene=1, shorter=True)),
        ("remove the last scene", Wish(scene=-1, remove=True)),
        ("delete the third scene", Wish(scene=2, remove=True)),
    ],
)
def test_plain_wishes_are_understood(words: str, wish: Wish) -> None:
    assert read_wish(words) == wish


@pytest.mark.parametrize(
    "words",
    [
        "",
        "please",
        "in Spanish",
        "make it shorter and in Spanish",
        "add a scene about useMemo",
        "not so slow",
        "explain it to a five-year-old",
        "remove the jokes",
        "remove it",
        "scene 2",
        "with the voice of Morgan Freeman",
        "don't make it shorter",
        "<script>alert(1)</script>",
        "\x00",
        "a" * 32_000,
        "voice " * 4_000,
    ],
)
def test_what_is_not_wholly_understood_is_left_to_a_language_model(words: str) -> None:
    assert read_wish(words) is None


@given(st.text(max_size=300))
def test_any_text_is_read_without_fault(words: str) -> None:
    read_wish(words)


def test_shorter_drops_scenes_and_keeps_the_frame() -> None:
    whole = board()
    less = remake.shorter(whole)
    assert 0.4 * seconds(whole) < seconds(less) < 0.8 * seconds(whole)
    assert (less.scenes[0], less.scenes[-1]) == (whole.scenes[0], whole.scenes[-1])
    assert all(scene in whole.scenes for scene in less.scenes), "what stays is as it was"


def test_a_short_video_says_less_in_each_scene() -> None:
    whole = board(3)
    less = remake.shorter(whole)
    assert len(less.scenes) == 3
    assert less.scenes[1].narration == "First this happens here. Then that happens there."
    assert [point.cue for point in less.scenes[1].points] == ["First", ""], "a cue that is not spoken is let go"


def test_where_nothing_can_be_left_out_it_is_said() -> None:
    bare = {"title": "x", "scenes": [{"type": "title", "title": "x", "narration": "Only this."}]}
    with pytest.raises(StoryboardError, match="nothing to leave out"):
        remake.shorter(Storyboard.read(bare))


def test_one_scene_is_changed_and_no_other() -> None:
    whole = board()
    less = remake.shorter(whole, 2)
    assert [a == b for a, b in zip(whole.scenes, less.scenes, strict=True)] == [True, True, False, True, True, True]
    assert len(remake.without_scene(whole, -1).scenes) == 5
    for index in (6, 10_000):
        with pytest.raises(StoryboardError, match="there is no scene"):
            remake.without_scene(whole, index)


def test_the_pace_stays_within_what_can_be_listened_to() -> None:
    slow = board()
    for _ in range(20):
        slow = remake.with_pace(slow, 0.85)
    assert slow.pace == remake.SLOWEST
    assert slow.scenes == board().scenes


def test_more_scenes_come_before_the_takeaways() -> None:
    whole = board()
    more = remake.extended(whole, board(3).scenes[1:2])
    assert [scene.type for scene in more.scenes[-2:]] == ["points", "takeaways"]
    with pytest.raises(StoryboardError):
        remake.extended(whole, whole.scenes * 20)


def test_a_description_of_all_steps_goes_with_the_step_that_is_left_out() -> None:
    steps = [{"label": "Sea"}, {"label": "Cloud"}, {"label": "Rain"}]
    scene = {"type": "process", "heading": "Water", "steps": steps, "description": "Three steps.", "narration": "Look."}
    board = Storyboard.read({"title": "Water", "scenes": [scene]})
    assert remake_steps.without_step(board, 1).scenes[0].description == ""
