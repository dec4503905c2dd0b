"""The reference images of an order: files of a form, then addresses, in the order in which they came."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial

from ...errors import RequestError
from ...media import StillPicture
from ..pictures import MOST_BYTES, bytes_at, checked
from ..videos.forms import uploads
from .bodies import MOST_PICTURES

FILES, ADDRESSES = "referenceImages", "referenceImageUrls"


def read_pictures(addresses: Sequence[str], *, files: str = FILES, called: str = ADDRESSES) -> list[StillPicture]:
    """The pictures that came, each checked to be one. `files` and `called` are the names of the two fields.

    Raises `RequestError` that names the first at fault, as "referenceImageUrls.3"; then nothing was ordered.
    """
    sent = uploads(files, most=MOST_PICTURES, most_bytes=MOST_BYTES)
    if (count := len(sent) + len(addresses)) > MOST_PICTURES:
        raise RequestError(
            f"{called}: {count} pictures came; files and addresses may be {MOST_PICTURES}.", param=called
        )
    # Where both have one name, the addresses are counted on from the files.
    first = len(sent) if files == called else 0
    places = [f"{called}.{index}" for index in range(first, first + len(addresses))]
    names = [*(f"{files}.{index}" for index in range(len(sent))), *places]
    found = [*sent, *_fetched(addresses, places)]
    return [checked(data, name) for data, name in zip(found, names, strict=True)]


def _fetched(addresses: Sequence[str], places: Sequence[str]) -> list[bytes]:
    """All at once: a slow server must not be waited for ten times."""
    if not addresses:
        return []
    with ThreadPoolExecutor(len(addresses)) as pool:
        # Each in a context of its own: one can't be entered twice at a time.
        fetching = [
            pool.submit(copy_context().run, partial(bytes_at, address, place))
            for address, place in zip(addresses, places, strict=True)
        ]
        return [each.result() for each in fetching]
