"""The picture of a request, as it is sent along: a file of a form, or an address that the server fetches."""

from __future__ import annotations

from pathlib import Path

from ..errors import RequestError

_NAME = "input_image"
_ADDRESS = ("http://", "https://", "data:")
_MOST_BYTES = 20_000_000
"""As many as /v1/videos takes."""
_KINDS = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg", b"RIFF": "webp", b"GIF8": "gif"}


def address_of(image: str | Path | bytes | None) -> str | None:
    """The URL that the picture is, None if it is a file or bytes."""
    return image if isinstance(image, str) and image.lower().startswith(_ADDRESS) else None


def file_of(image: str | Path | bytes) -> tuple[str, bytes, str]:
    """Name, content and media type of a picture that is a file or bytes; what is in it is looked at by the server.

    Raises `RequestError` that names `input_image` for a file that can't be read, or is too large.
    """
    data = image if isinstance(image, bytes) else _content(Path(image))
    if not 0 < len(data) <= _MOST_BYTES:
        raise _fault("is empty" if not data else f"is larger than {_MOST_BYTES // 1_000_000} MB")
    kind = next((kind for head, kind in _KINDS.items() if data.startswith(head)), None)
    if kind is None:
        raise _fault("is no PNG, JPEG, WebP or GIF picture")
    return f"picture.{kind}", data, f"image/{kind}"


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "no such file"
        raise _fault(f"{str(path)[:200]!r} can't be read ({why})") from None


def _fault(words: str) -> RequestError:
    return RequestError(f"{_NAME}: {words}.", param=_NAME)
