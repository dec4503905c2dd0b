"""/api/voices: who can speak, and how that sounds."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response

from ..current import current_container
from ..openapi import answers, spec
from ..reading import read_json
from ..sending import send
from .schemas import Sample, Speaker, SpeakerList

voices = Blueprint("voices", __name__)


@voices.get("/api/voices")
@spec.validate(resp=answers(HTTP_200=SpeakerList), tags=["voices"])
def list_voices() -> Any:
    """Every voice that a video can have."""
    speakers = current_container().voice_samples.speakers()
    return send(SpeakerList(voices=[Speaker(**asdict(speaker)) for speaker in speakers]))


@voices.post("/api/speech/preview")
@spec.validate(json=Sample, resp=answers(HTTP_200=None, refused=(400, 413, 415, 502)), tags=["voices"])
def preview() -> Response:
    """A voice to listen to: a WAV file of a few seconds."""
    asked = read_json(Sample)
    wav = current_container().voice_samples.sample(asked.voice, asked.language, asked.text)
    return Response(wav, mimetype="audio/wav")
