"""What tests of the lessons' pages have in common."""

from __future__ import annotations

from typing import Any

from ..server import Server

CALL = """([path, options]) => import("/static/api.js").then(({ call }) => call(path, options))"""

TIDES = """# The tides

The Moon pulls the sea towards it, and the Earth turns below. So the sea rises twice a day.

## How high it rises

| Place | Metres |
| --- | --- |
| Fundy | 16 |
| Venice | 1 |

The pull falls with the cube of the distance: $F \\\\propto 1/d^3$.

## When it rises

High tide comes about every 12 hours and 25 minutes, a little later each day.
""".replace("\\\\", "\\")


def make_lesson(site: Server, text: str = TIDES, **more: Any) -> Any:
    """A lesson of whoever asks without a log-in."""
    made = site.post("/api/lessons", {"text": text, **more})
    assert made["id"].startswith("own-"), made
    return made


def drop_file(page: Any, name: str, size: int = 0, text: str = "") -> None:
    """Drop a file with the text, or of so many bytes, anywhere on the page."""
    page.evaluate(
        """([name, size, text]) => {
          const moved = new DataTransfer();
          moved.items.add(new File([text || new Uint8Array(size)], name));
          for (const type of ["dragenter", "dragover", "drop"])
            document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: moved }));
        }""",
        [name, size, text],
    )
