"""What a vendor that calls is answered."""

from __future__ import annotations

from pydantic import BaseModel


class CallReceived(BaseModel):
    """The call was understood; `woken` tells whether a video had waited for it."""

    received: bool
    woken: bool
