"""What an owner can do about a publication that did not come out, or of which nobody knows whether it did."""

from __future__ import annotations

from collections.abc import Mapping

from .models import Publication, PublicationState

_AGAIN = "Nothing was published, so you can publish it again from the film's page."
_UNSURE = (
    "Look at the account first. If the post is there, take this off the list; if it is not, publish the film once more "
    "from its page."
)
_BY_CODE: Mapping[str, str] = {
    "rejected": "Nothing was published. Change what it says, then publish the film again from its page.",
    "not_found": "Have the film made again, then publish that one.",
    "no_film": "Have the film made again, then publish that one.",
    "publisher_unavailable": "Nothing was published. Publish it again from the film's page when the service answers.",
    "publisher_refused": "Nothing was published. If it is about the key or the plan, ask whoever runs this server; "
    "otherwise change what it says, and publish the film again from its page.",
}  # fmt: skip


def advice_on(row: Publication) -> str | None:
    """What to do, in plain words; None where nothing has to be done."""
    if row.state == PublicationState.UNKNOWN:
        return _UNSURE
    if row.state == PublicationState.FAILED:
        return _BY_CODE.get(row.error_code or "", _AGAIN)
    return None
