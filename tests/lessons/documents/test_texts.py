"""Plain text, Markdown and transcripts."""

from __future__ import annotations

from pathlib import Path

from .converting import converted, without_places

WRAPPED = """Photosynthesis

Plants make sugar from light, water and carbon dioxide. This process is called photo-
synthesis and it takes place in the chloroplasts of the green parts of the plants.

What is needed

- light
- water
  from the roots

1. First light is caught.
2. Then sugar is made.

It costs $5 and *stars* are 3 * 4. # No heading
"""


def test_lines_of_a_text_become_paragraphs_headings_and_lists(tmp_path: Path) -> None:
    made = converted(tmp_path, "plants.txt", WRAPPED)
    assert without_places(made.markdown).split("\n\n") == [
        "## Photosynthesis",
        "Plants make sugar from light, water and carbon dioxide. This process is called photosynthesis and it takes "
        "place in the chloroplasts of the green parts of the plants.",
        "## What is needed",
        "- light\n- water from the roots",
        "1. First light is caught.\n2. Then sugar is made.",
        "It costs \\$5 and \\*stars\\* are 3 \\* 4. # No heading\n",
    ]


def test_a_text_is_read_in_whatever_it_was_written_in(tmp_path: Path) -> None:
    words = "Съешь же ещё этих мягких французских булок, да выпей чаю. Это простое предложение на русском языке."
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r"):
        made = converted(tmp_path, "text.txt", (words + "\r\n\r\n" + words).encode(encoding))
        assert made.markdown.count(words) == 2, encoding
        assert made.language == "ru"


def test_markdown_stays_as_it_is_without_its_front_matter(tmp_path: Path) -> None:
    made = converted(tmp_path, "x.md", "---\ntitle: Cells\nlanguage: fr\n---\n# One\n\n![a](b.png)\n\n$$\nx\n$$\n")
    assert (made.title, made.markdown) == ("Cells", "# One\n\n![a](b.png)\n\n$$\nx\n$$\n")
    assert made.losses == ("1 picture that lay beside the file did not come with it.",)


def test_webvtt_becomes_sentences_with_the_time_about_once_a_minute(tmp_path: Path) -> None:
    vtt = """WEBVTT

NOTE not spoken

1
00:00.000 --> 00:02.000 align:start
<v Anna>Hello there,

00:02.000 --> 00:05.000
<v Anna>how are you? [Music]

00:30.000 --> 00:35.000
<v Anna>Still the first minute.

01:05.000 --> 01:07.000
<v Ben>I am <i>well</i> &amp; glad.
"""
    made = converted(tmp_path, "talk.vtt", vtt)
    assert made.markdown.split("\n\n") == [
        "<!-- 0:00:00 -->",
        "Anna: Hello there, how are you? Still the first minute.",
        "<!-- 0:01:05 -->",
        "Ben: I am well & glad.\n",
    ]
    assert (made.unit, made.count) == ("time", 0)


def test_captions_that_roll_say_each_line_once(tmp_path: Path) -> None:
    srt = """1
00:00:00,000 --> 00:00:02,000
plants make sugar

2
00:00:02,000 --> 00:00:04,000
plants make sugar
from light and water

3
00:00:04,000 --> 00:00:06,000
from light and water
and from carbon dioxide.
"""
    made = converted(tmp_path, "talk.srt", srt)
    assert "\n\nplants make sugar from light and water and from carbon dioxide.\n" in made.markdown


def test_a_transcript_copied_from_a_page_is_joined(tmp_path: Path) -> None:
    said = "0:00\nhi everyone welcome to this video about\n0:04\nphotosynthesis."
    copied = f"Transcript\n{said}\n59:58\nThe end.\n1:00:03\nBye."
    made = converted(tmp_path, "video.txt", copied)
    assert "hi everyone welcome to this video about photosynthesis." in made.markdown
    assert "<!-- 0:59:58 -->\n\nThe end. Bye.\n" in made.markdown


def test_a_short_text_of_an_old_program_keeps_its_letters(tmp_path: Path) -> None:
    text = "Die Größe der Blätter\n\nGrüne Blätter brauchen Licht, Wärme und Wasser – „täglich“.\n"
    assert (
        "Grüne Blätter brauchen Licht, Wärme und Wasser – „täglich“."
        in converted(tmp_path, "alt.txt", text.encode("cp1252")).markdown
    )


def test_a_title_between_two_lines_is_a_heading_without_them(tmp_path: Path) -> None:
    made = converted(tmp_path, "play.txt", "==========\n| How to play |\n==========\n\nRead, and then type.\n")
    assert "# How to play\n" in made.markdown and "==" not in made.markdown
