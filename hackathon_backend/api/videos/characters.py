"""Characters: kept by an engine from an uploaded video, to appear in later ones."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from ...access.audit import Act, AuditAction, record
from ...engines.characters import CharacterKeeper
from ...engines.vendors.sniff import HEAD, video_kind
from ...errors import MediaError, OrderRejected, RequestError
from ...jobs.characters import Character
from ...jobs.store.lease import this_process
from ...media import probe
from ..current import current_container
from ..fields import refuse_unknown
from ..moderating import check_name
from ..openapi import answers, spec
from ..owned import character_of_caller, owner_of_caller
from ..reading import validated
from ..sending import send
from .bodies import NewCharacter
from .forms import MOST_BYTES, read_fields, upload
from .schemas import CharacterObject

_TIMEOUT = 120.0
_NOBODY = (
    "No engine here keeps characters. Set SORA_BASE_URL to a server that has /videos/characters, and name sora in "
    "VIDEO_ENGINES."
)


@spec.validate(
    form=NewCharacter, resp=answers(HTTP_200=CharacterObject, refused=(400, 413, 415, 429, 502)), tags=["characters"]
)
def create_character() -> Any:
    """Keep a character from a video file (multipart: `name`, `video`)."""
    fields = read_fields(most_bytes=MOST_BYTES)
    asked = validated(NewCharacter, fields)
    refuse_unknown(NewCharacter, fields)
    check_name(asked.name, "name")
    video = upload("video", most_bytes=MOST_BYTES)
    if video is None:
        raise RequestError("video: send the file in a multipart form.", param="video")
    return send(_view(_kept(asked.name, video, _kind(video))))


@spec.validate(resp=answers(HTTP_200=CharacterObject, refused=(404,)), tags=["characters"])
def retrieve_character(character_id: str) -> Any:
    """One character."""
    return send(_view(character_of_caller(character_id)))


def _kind(video: bytes) -> str:
    """What the file is, by its own bytes. Raises `RequestError` if it can't be played."""
    kind = video_kind(video[:HEAD])
    if kind is None:
        raise RequestError("video: it is no MP4, MOV or WebM file.", param="video")
    with current_container().work.passing(this_process()) as folder:
        file = folder / f"video.{kind}"
        file.write_bytes(video)
        try:
            current_container().confined.run(probe, file)
        except MediaError:
            raise RequestError("video: the file can't be played.", param="video") from None
    return kind


def _kept(name: str, video: bytes, kind: str) -> Character:
    engines: list[object] = [current_container().engines.get(each) for each in current_container().engines.names]
    keeper = next((engine for engine in engines if isinstance(engine, CharacterKeeper)), None)
    if keeper is None:
        raise RequestError(_NOBODY, param="video")
    try:
        upstream = keeper.make_character(name, video, kind, timeout=_TIMEOUT)
    except OrderRejected as error:
        raise RequestError(f"{error.message} {_NOBODY}", param=error.param or "video") from None
    return current_container().characters.add(name, keeper.name, upstream, owner=owner_of_caller(), also=_told)


def _told(session: Session, made: Character) -> None:
    record(session, Act(AuditAction.CHARACTER_CREATE, "character", made.id))


def _view(character: Character) -> CharacterObject:
    return CharacterObject(id=character.id, name=character.name, created_at=int(character.created_at))
