"""English is read as the package reads it, from less memory."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from hackathon_backend.errors import VoiceError
from hackathon_backend.speech.english_reader import EnglishReader
from tests.speech.test_natural import LESSON, SAID

TEXT = [
    *(sentence for sentence in LESSON.split(". ")),
    *(written for written, _ in SAID),
    "I read it; they have read it, and the record was used to record us.",
    "MERICA, Xylquatz brumblings and a zorbled flibbergast-wug met O'Neill's ex-wife in 1984.",
    "Naïve cafés; the U.S.A. vs. ABS, 'cause they're rock 'n' roll.",
]


@pytest.mark.slow
@pytest.mark.parametrize("british", [False, True])
def test_every_token_is_read_as_by_the_package(british: bool) -> None:
    package = import_module("hibari.g2p")
    theirs, ours = package.G2P(british=british), EnglishReader(british=british)
    for text in TEXT:
        text = text.rstrip(".")
        expected = theirs.phonemize_tokens(theirs.tokenize(package.normalize(text)))
        assert [(token.text, token.phonemes) for token in ours.read(text)] == [
            (token.text, token.phonemes or "") for token in expected
        ]


def test_files_of_another_layout_are_an_error_that_a_ladder_of_voices_can_take(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(import_module("hibari").tts, "ASSETS", str(tmp_path))
    with pytest.raises(VoiceError, match="could not be loaded"):
        EnglishReader(british=False).read("Hello")
