"""Bringing a finished clip home, from the link that Google gives or out of the interaction itself."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import httpx2

from ...errors import EngineBroken, EngineError
from ..vendors.clip_download import LIMIT, SLACK, ClipDownload, keep
from ..vendors.faults import Faults
from ..vendors.server import answer_of
from .reading import Interaction, RemoteClip
from .wire import GeminiTransport


class GeminiContent:
    """Downloads what one engine has made."""

    def __init__(self, wire: GeminiTransport, faults: Faults) -> None:
        self._wire = wire
        self._faults = faults

    def bring(self, interaction: Interaction, clip: RemoteClip, folder: Path, *, timeout: float) -> Path:
        """Bring the clip into `folder`, as `ClipDownload` does. Raises `EngineError`."""
        if clip.uri is None:
            return keep(self._decoded(clip.data or ""), folder, self._wire.label, interaction.id)
        uri = clip.uri

        def ask(headers: Mapping[str, str], seconds: float) -> AbstractContextManager[httpx2.Response]:
            return self._wire.content(uri, timeout=seconds, headers=headers, most_bytes=LIMIT + SLACK)

        # The part file is the interaction's: links to the same clip change.
        download = ClipDownload(self._wire.label, interaction.id, ask, self._not_there)
        return download.bring(folder, timeout=timeout)

    def _decoded(self, data: str) -> bytes:
        try:
            return base64.b64decode(data, validate=True)
        except ValueError:
            raise EngineBroken(f"{self._wire.label} finished, but its video is not in base64.") from None

    def _not_there(self, response: httpx2.Response) -> EngineError:
        response.read()
        answer = answer_of(response)
        # A link that is over is refused in the same way as a key: the next call gets a new one.
        if answer.status in (401, 403, 404, 410):
            said = self._faults.said(answer.body)
            return EngineBroken(
                f"{self._wire.label} finished, but its video can't be had there (HTTP {answer.status}){said.tail}"
            )
        return self._faults.request(answer, "finished, but its video is not there yet")
