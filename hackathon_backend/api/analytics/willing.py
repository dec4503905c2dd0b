"""Whether whoever asks is counted."""

from __future__ import annotations

from flask import request

from ..current import current_container


def counts_here() -> bool:
    """Whether anything is counted, and the browser does not say that it wants none of it (`DNT`, `Sec-GPC`)."""
    unwilling = request.headers.get("Sec-GPC") == "1" or request.headers.get("DNT") == "1"
    return current_container().settings.analytics == "on" and not unwilling
