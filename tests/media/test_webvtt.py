from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.media import Cue, Tile, chapters_vtt, tiles_vtt, to_webvtt


def test_a_file_has_a_head_and_a_block_for_each_caption() -> None:
    assert to_webvtt([Cue(0.5, 2.0, "Hello,\nclass."), Cue(3661.5, 3662.0, "Bye.")]) == (
        "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nHello,\nclass.\n\n01:01:01.500 --> 01:01:02.000\nBye.\n"
    )


def test_markup_and_arrows_are_shown_as_they_are_written() -> None:
    vtt = to_webvtt([Cue(0, 1, "a <b> & c --> d")])
    assert "a &lt;b&gt; &amp; c --&gt; d" in vtt


def test_empty_lines_cannot_end_a_caption() -> None:
    assert to_webvtt([Cue(0, 1, "one\n\n \ntwo")]).endswith("\none\ntwo\n")


def test_a_caption_that_does_not_last_is_left_out() -> None:
    assert to_webvtt([Cue(1, 1.0004, "blink"), Cue(2, 3, "")]) == "WEBVTT\n"


def test_joiners_and_marks_of_direction_are_kept() -> None:
    assert "می\u200cخواهم \u202b" in to_webvtt([Cue(0, 1, "می\u200cخواهم \u202b")])


@given(st.lists(st.tuples(st.floats(0, 9), st.floats(0, 9), st.text())))
def test_no_text_can_make_another_block(captions: list[tuple[float, float, str]]) -> None:
    blocks = to_webvtt(Cue(*caption) for caption in captions).split("\n\n")
    assert blocks[0].strip() == "WEBVTT"
    assert all(block.count("-->") == 1 and not block.startswith("NOTE") for block in blocks[1:])
    assert len(blocks) <= 1 + len(captions)


def test_chapters_last_until_the_next_one() -> None:
    assert chapters_vtt([(0.0, "Light & leaf"), (12.0, "Sugar")], 30.0) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:12.000\nLight &amp; leaf\n\n00:00:12.000 --> 00:00:30.000\nSugar\n"
    )
    assert chapters_vtt([], 30.0) == "WEBVTT\n"


def test_tiles_point_to_their_place_on_the_sheet() -> None:
    vtt = tiles_vtt([Tile(0.0, 2.5, 160, 90, 160, 90)], "sheet.jpg")
    assert "00:00:00.000 --> 00:00:02.500\nsheet.jpg#xywh=160,90,160,90\n" in vtt
