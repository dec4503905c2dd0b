"""/api/voices: who can speak, and how that sounds."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from flask import Blueprint, Response, jsonify
from pydantic import BaseModel, ConfigDict, Field

from ...films.voice_samples import SAMPLE_LIMIT
from ..current import current_container
from ..openapi import answers, spec
from ..reading import read_json
from ..schemas import Language
from ..text import Text

voices = Blueprint("voices", __name__)


class Speaker(BaseModel):
    """A voice to choose: `id` is what `voice` of an order names; no `languages` means any."""

    id: str
    name: str
    voice: str
    description: str
    languages: list[str]


class SpeakerList(BaseModel):
    """Every voice; the first speaks if none is chosen."""

    voices: list[Speaker]


class Sample(BaseModel):
    """What to say, and by whom. Without a text something usual is said."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    voice: Annotated[Text, Field(min_length=1, max_length=100)]
    language: Language = "en"
    text: Annotated[Text, Field(min_length=1, max_length=SAMPLE_LIMIT)] | None = None


@voices.get("/api/voices")
@spec.validate(resp=answers(HTTP_200=SpeakerList), tags=["voices"])
def list_voices() -> Any:
    """Every voice that a video can have."""
    return jsonify({"voices": [asdict(speaker) for speaker in current_container().voice_samples.speakers()]})


@voices.post("/api/speech/preview")
@spec.validate(json=Sample, resp=answers(HTTP_200=None, refused=(400, 413, 415, 502)), tags=["voices"])
def preview() -> Response:
    """A voice to listen to: a WAV file of a few seconds."""
    asked = read_json(Sample)
    wav = current_container().voice_samples.sample(asked.voice, asked.language, asked.text)
    return Response(wav, mimetype="audio/wav")
