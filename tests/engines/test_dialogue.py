"""A storyboard in which several people speak: voices, captions, transcripts, and what is done to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from hackathon_backend.engines.base import Order
from hackathon_backend.engines.embedded.film_order import RESULT, finish_order, plan_of
from hackathon_backend.errors import StoryboardError
from hackathon_backend.films.casting import cast
from hackathon_backend.films.graph import FilmGraph
from hackathon_backend.films.pool import RenderPool
from hackathon_backend.films.production import Production
from hackathon_backend.settings import Settings
from hackathon_backend.storyboard import Storyboard, model_schema, repair
from hackathon_backend.storyboard.remake import shorter
from hackathon_backend.storyboard.remake_steps import only_step, without_step
from tests.media.clips import RATE, heard

ASKED = "<v Teacher>Look at the clear sky above us. <v Student>Why is it so very blue today?"


def board(*narrations: Any, **fields: Any) -> Storyboard:
    scenes = [{"type": "title", "title": "Sky", "narration": each} for each in narrations]
    return Storyboard.read({"title": "Sky", "scenes": scenes} | fields)


def said(scene: Any) -> list[tuple[str, str]]:
    return [(part.speaker, part.text) for part in scene.utterances()]


@pytest.fixture
def espeak(make_settings: Callable[..., Settings]) -> Settings:
    return make_settings(voices=("espeak",))


def pitch(sound: np.ndarray[Any, Any], rate: int) -> float:
    """The median pitch of voiced parts, by autocorrelation."""
    found = []
    for at in range(0, len(sound) - 4096, 2048):
        part = sound[at : at + 4096] * np.hanning(4096)
        alike = np.fft.irfft(np.abs(np.fft.rfft(part, 8192)) ** 2)
        lowest = rate // 400
        best = lowest + int(alike[lowest : rate // 70].argmax())
        if np.sqrt((part**2).mean()) > 0.02 and alike[best] > 0.4 * alike[0]:
            found.append(rate / best)
    return float(np.median(found))


def test_two_speakers_are_heard_and_named_in_one_film(espeak: Settings, tmp_path: Path) -> None:
    dialogue = board(ASKED, "<v Teacher>Because air scatters blue light.")
    order = Order("job", "sky", "storyboard-1", 20, "320x240", storyboard=dialogue.model_dump(mode="json"))
    plan = plan_of(order, tmp_path, espeak)
    pool = RenderPool(0)
    made = Production(FilmGraph(plan, finish=lambda *stage: finish_order(order, *stage)), pool, "job")
    made.begin()
    pool.lend_a_hand("job", made.done)
    made.done.result()
    result = json.loads((tmp_path / RESULT).read_text("utf-8"))

    assert [cue["text"].replace("\n", " ") for cue in result["cues"]] == [
        "Teacher: Look at the clear sky above us.",
        "Student: Why is it so very blue today?",
        "Teacher: Because air scatters blue light.",
    ]
    assert "Teacher: Look at the clear sky above us.\nStudent: Why is it so very blue today?" in result["transcript"]
    assert [each.get("speaker") for each in result["details"]["sentences"]] == ["Teacher", "Student", "Teacher"]
    sound, rate = heard(tmp_path / "clip.mp4", RATE)[0], RATE
    heights = [pitch(sound[int(cue["start"] * rate) : int(cue["end"] * rate)], rate) for cue in result["cues"]]
    assert heights[1] > 1.5 * heights[0]
    assert heights[2] == pytest.approx(heights[0], rel=0.15)


@pytest.mark.parametrize(
    "scene",
    [
        {"narration": "<v Student>Why? <v Teacher>Because."},
        {"narration": "<v Student>Why?</v> <v.loud Teacher>Because.</v>"},
        {"narration": [{"speaker": "Student", "text": "Why?"}, {"speaker": "Teacher", "text": "Because."}]},
        {"speaker": "Student", "narration": "Why? <v Teacher>Because."},
    ],
)
def test_who_speaks_can_be_written_in_several_ways(scene: dict[str, Any]) -> None:
    read = Storyboard.read({"title": "Sky", "scenes": [{"type": "title", "title": "Sky"} | scene]})
    assert said(read.scenes[0]) == [("Student", "Why?"), ("Teacher", "Because.")]
    assert Storyboard.read(read.model_dump(mode="json")) == read


@pytest.mark.parametrize(
    "scene",
    [
        {"dialogue": [{"who": "Student", "line": "Why?"}, {"who": "Teacher", "line": "Because."}]},
        {"conversation": [{"Student": "Why?"}, {"Teacher": "Because."}]},
        {"narration": [{"role": "Student", "content": "Why?"}, {"role": "Teacher", "content": "Because."}]},
        {"voiceover": "Why? <v Teacher>Because.", "spokenBy": "Student"},
    ],
)
def test_conversations_in_other_forms_are_mended(scene: dict[str, Any]) -> None:
    mended, told = repair({"title": "Sky", "scenes": [{"type": "title", "title": "Sky"} | scene]})
    assert said(mended.scenes[0]) == [("Student", "Why?"), ("Teacher", "Because.")]
    assert told


def test_speakers_in_a_list_are_mended_to_names_with_voices() -> None:
    given = {"title": "Sky", "cast": [{"name": "Mia", "voice": "espeak-linda"}, "Tom"]}
    mended, _ = repair(given | {"scenes": [{"type": "title", "title": "Sky", "narration": "<v Mia>Hello."}]})
    assert mended.speakers == {"Mia": "espeak-linda", "Tom": ""}


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"speakers": {"<b>": "espeak"}}, "speakers.<b>"),
        ({"speakers": {str(number): "" for number in range(9)}}, "speakers"),
        ({"speakers": ["Mia"]}, "speakers"),
        ({"scenes": [{"type": "title", "title": "A", "narration": [{"speaker": "Mia"}]}]}, "scenes.0.narration"),
        ({"scenes": [{"type": "title", "title": "A", "narration": "Hm.", "speaker": 5}]}, "scenes.0.speaker"),
    ],
)
def test_what_names_nobody_is_refused_at_its_place(fields: dict[str, Any], param: str) -> None:
    with pytest.raises(StoryboardError) as refused:
        board("Hello.", **fields)
    assert (refused.value.param or "").startswith(param)


def test_without_names_one_voice_speaks_as_ever(espeak: Settings) -> None:
    alone = board("Hello there.", speakers={"Mia": "espeak-linda"})
    assert cast(alone, espeak, None).parts == {}
    assert said(alone.scenes[0]) == [("", "Hello there.")]


def test_each_speaker_has_another_voice(espeak: Settings) -> None:
    parts = cast(board(ASKED, "<v Mia>I know! </v>So do I."), espeak, None).parts
    assert {name: part.voice for name, part in parts.items()} == {
        "teacher": None,
        "student": "espeak-linda",
        "mia": "espeak-andy",
        "": None,
    }


def test_the_voices_of_the_storyboard_go_first_and_one_that_is_not_there_is_said(espeak: Settings) -> None:
    casting = cast(board(ASKED, speakers={"student": "espeak-steph", "teacher": "nobody"}), espeak, "espeak-linda")
    assert casting.parts["student"].voice == "espeak-steph"
    assert casting.parts["teacher"].voice not in ("espeak-steph", "nobody")
    assert len(casting.notes) == 1
    assert "'nobody'" in casting.notes[0]


@pytest.mark.slow
def test_a_voice_of_one_speaker_is_made_higher_for_another(make_settings: Callable[..., Settings]) -> None:
    settings = make_settings(voices=("natural", "espeak"))
    parts = cast(board(ASKED), settings, None).parts
    assert (parts["teacher"].pitch, parts["student"].pitch) == (1.0, 1.2)
    text = "The air is full of light, and we see all of it at once."
    low, high = (parts[name].speaking(settings).speak(text) for name in ("teacher", "student"))
    assert pitch(high.samples, high.rate) > 1.1 * pitch(low.samples, low.rate)
    assert high.duration == pytest.approx(low.duration, rel=0.15)
    assert [word.text for word in high.words] == text.split()


def test_kokoro_gives_the_other_speaker_the_other_sex(make_settings: Callable[..., Settings], tmp_path: Path) -> None:
    (tmp_path / "voices").mkdir()
    for name in ("model.onnx", *(f"voices/{each}.bin" for each in ("ef_dora", "em_alex", "em_santa", "if_sara"))):
        (tmp_path / name).write_bytes(b"")
    settings = make_settings(voices=("kokoro", "espeak"), kokoro_dir=tmp_path)
    spanish = board("<v Maestra>Mira. <v Alumno>¿Por qué? <v Otro>Sí.", language="es")
    voices = [part.voice for part in cast(spanish, settings, None).parts.values()]
    assert voices[:3] == [None, "kokoro-em_alex", "kokoro-em_santa"]
    assert cast(spanish, settings, "kokoro-em_alex").parts["alumno"].voice == "kokoro-ef_dora"
    refused = cast(spanish.model_copy(update={"speakers": {"Alumno": "kokoro-if_sara"}}), settings, None)
    assert refused.notes


def test_marks_stay_with_their_sentences_in_changes() -> None:
    less = shorter(board("<v Mia>One is odd. Two is even. <v Tom>Three is odd."))
    assert said(less.scenes[0]) == [("Mia", "One is odd. Two is even.")]
    steps = {
        "type": "process",
        "heading": "Numbers",
        "steps": [{"label": "One", "cue": "One"}, {"label": "Two", "cue": "Two"}, {"label": "Three", "cue": "Three"}],
        "narration": "<v Mia>One is odd. Two is even. <v Tom>Three is odd.",
    }
    told = Storyboard.read({"title": "Numbers", "scenes": [steps]})
    assert said(only_step(told, 1).scenes[0]) == [("Mia", "Two is even.")]
    assert said(without_step(told, 0).scenes[0]) == [("Mia", "Two is even."), ("Tom", "Three is odd.")]


def test_a_language_model_is_not_asked_for_voices() -> None:
    assert "speakers" not in json.dumps(model_schema())
