"""Films on paper and as slides: nothing of what is said is lost, and nothing gives the answers away too soon."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pptx import Presentation

from hackathon_backend.errors import NotFound
from hackathon_backend.handouts.content import Handout, HandoutQuestion, HandoutScene
from hackathon_backend.handouts.pages import SIZES, Paper
from hackathon_backend.handouts.pdf import write_pdf
from hackathon_backend.handouts.slides import write_slides
from hackathon_backend.storyboard.kinds import image

BOARD: dict[str, Any] = {
    "title": "Even numbers",
    "language": "en",
    "scenes": [
        {"type": "title", "title": "Even numbers", "icon": "apple", "narration": "They come in pairs."},
        {"type": "quiz", "question": "Is seven even?", "options": ["Yes", "No"], "answer": 1, "narration": "Is it?"},
        {"type": "takeaways", "takeaways": [{"text": text} for text in ("Pairs", "No rest", "Add two")]},
    ],
}
ASKED = HandoutQuestion("Is seven even?", ("Yes, it is", "No, one is left"), 1, "Seven is three pairs and one.")


def handout(**given: Any) -> Handout:
    fields: dict[str, Any] = {
        "title": "Even numbers", "language": "en", "seconds": 64.2,
        "scenes": (HandoutScene("Even numbers", "They come in pairs.", 0),),
        "takeaways": ("Pairs", "No rest", "Add two"),
        "questions": (ASKED,), "storyboard": BOARD, "page": "https://school.example/watch/vid_1",
    }  # fmt: skip
    return Handout(**fields | given)


def pages(path: Path) -> list[str]:
    """The text of each page, in one line."""
    with pypdfium2.PdfDocument(path) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


@pytest.mark.parametrize("paper", list(SIZES))
def test_scenes_takeaways_and_questions_are_on_paper_of_the_size_asked_for(tmp_path: Path, paper: Paper) -> None:
    write_pdf(handout(), tmp_path / "film.pdf", paper, answers=False)
    [page] = pages(tmp_path / "film.pdf")
    for text in ("Even numbers", "They come in pairs.", "What to remember", "No rest", "Is seven even?", "Yes, it is"):
        assert text in page
    assert "1:04" in page and "school.example/watch/vid_1" in page
    assert "three pairs and one" not in page
    with pypdfium2.PdfDocument(tmp_path / "film.pdf") as document:
        assert document[0].get_size() == pytest.approx(SIZES[paper], abs=0.5)
        assert document.get_metadata_value("Title") == "Even numbers"


def test_answers_have_the_last_page_for_themselves(tmp_path: Path) -> None:
    write_pdf(handout(), tmp_path / "film.pdf", "a4", answers=True)
    first, last = pages(tmp_path / "film.pdf")
    assert "Answers" not in first
    assert "1. No, one is left Seven is three pairs and one." in last


@pytest.mark.parametrize("drawn", [0, None])
def test_long_narration_goes_on_over_pages_and_no_word_is_lost(tmp_path: Path, drawn: int | None) -> None:
    words = [f"word{number}" for number in range(2500)]
    scenes = (HandoutScene("Much", " ".join(words), drawn), HandoutScene("End", "The end.", drawn))
    write_pdf(handout(scenes=scenes), tmp_path / "film.pdf", "a4", answers=False)
    found = pages(tmp_path / "film.pdf")
    assert len(found) > 2
    told = " ".join(found).split()
    assert [word for word in told if word.startswith("word")] == words


def test_a_film_without_drawings_has_its_words(tmp_path: Path) -> None:
    plain = handout(
        storyboard=None, scenes=(HandoutScene("", "A fox runs."), HandoutScene("", "It rests.")), questions=()
    )
    write_pdf(plain, tmp_path / "film.pdf", "letter", answers=True)
    [page] = pages(tmp_path / "film.pdf")
    assert "What is said" in page and "A fox runs. It rests." in page
    with pytest.raises(NotFound):
        write_slides(plain, tmp_path / "film.pptx")


@pytest.mark.parametrize(
    ("language", "heading"), [("de", "Das Wichtigste"), ("fr", "À retenir"), ("xx", "What to remember")]
)
def test_headings_are_in_the_language_of_the_film(tmp_path: Path, language: str, heading: str) -> None:
    write_pdf(
        handout(language=language, storyboard={**BOARD, "language": language}), tmp_path / "a.pdf", "a4", answers=True
    )
    assert heading in pages(tmp_path / "a.pdf")[0]


def test_a_script_from_right_to_left_has_its_pictures_at_the_right(tmp_path: Path) -> None:
    shapes = []
    for language in ("en", "ar"):
        write_pdf(
            handout(language=language, storyboard={**BOARD, "language": language}),
            tmp_path / "a.pdf",
            "a4",
            answers=True,
        )
        with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
            pixels = document[0].render(scale=0.5).to_numpy()[40:130].min(axis=2)
            half = pixels.shape[1] // 2
            shapes.append((int((pixels[:, :half] < 250).sum()), int((pixels[:, half:] < 250).sum())))
    (left, right), (left_rtl, right_rtl) = shapes
    assert left > right
    assert right_rtl > left_rtl


def test_slides_have_a_picture_a_title_and_what_is_said_and_ask_before_they_answer(tmp_path: Path) -> None:
    write_slides(handout(), tmp_path / "film.pptx")
    slides = list(Presentation(str(tmp_path / "film.pptx")).slides)
    told = [(slide.shapes.title.text, slide.notes_slide.notes_text_frame.text) for slide in slides]  # type: ignore[union-attr]
    assert told == [
        ("Even numbers", "They come in pairs."),
        ("Is seven even?", "Is it?"),
        ("Is seven even?", ""),
        ("Takeaways", ""),
    ]
    pictures = [next(shape for shape in slide.shapes if hasattr(shape, "image")) for slide in slides]
    assert len({picture.image.sha1 for picture in pictures}) == 4
    assert pictures[0]._element.nvPicPr.cNvPr.get("descr") == "Even numbers. They come in pairs."
    assert (pictures[0].width, pictures[0].height) == (1280 * 9525, 720 * 9525)


def test_where_a_scene_comes_from_stands_below_what_is_said(tmp_path: Path) -> None:
    cited = {"lesson": "numbers", "document": "Numbers.pptx", "place": "slide 4"}
    board = BOARD | {"scenes": [BOARD["scenes"][0] | {"cited": cited}, *BOARD["scenes"][1:]]}
    scenes = (HandoutScene("Even numbers", "They come in pairs.", 0, "Slide 4, Numbers.pptx"),)
    write_pdf(handout(scenes=scenes), tmp_path / "film.pdf", "a4", answers=False)
    assert "They come in pairs. Slide 4, Numbers.pptx" in pages(tmp_path / "film.pdf")[0]
    write_slides(handout(storyboard=board), tmp_path / "film.pptx")
    notes = [slide.notes_slide.notes_text_frame for slide in Presentation(str(tmp_path / "film.pptx")).slides]
    assert notes[0] is not None and notes[0].text == "They come in pairs.\n\nSlide 4, Numbers.pptx"
    assert notes[1] is not None and "Slide" not in notes[1].text


def test_pictures_that_a_film_names_are_found_in_their_folder(tmp_path: Path) -> None:
    (tmp_path / "picture-1.webp").write_bytes((files(image) / "cell.webp").read_bytes())
    scene = {"type": "image", "heading": "A cell", "source": "picture-1.webp", "narration": "A cell."}
    board = BOARD | {"scenes": [scene, *BOARD["scenes"][1:]]}
    shown = handout(storyboard=board, images=str(tmp_path))
    write_pdf(shown, tmp_path / "film.pdf", "a4", answers=False)
    write_slides(shown, tmp_path / "film.pptx")
    assert len(list(Presentation(str(tmp_path / "film.pptx")).slides)) == 4
