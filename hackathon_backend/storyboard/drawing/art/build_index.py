"""Makes the index from words to drawings: `python -m hackathon_backend.storyboard.drawing.art.build_index`.

It reads what is written by hand in `things/` and `nothing.json`, and writes `drawings.json` and `index/`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from .fold import bare, fold
from .index import LANGUAGES, senses

HERE = Path(__file__).parent


def things() -> Iterator[tuple[str, dict[str, list[str]]]]:
    """What is written by hand: a drawing and the words that it fits, by their language."""
    for path in sorted((HERE / "things").glob("*.json")):
        for thing in json.loads(path.read_text(encoding="utf-8")):
            yield thing.pop("drawing"), thing


def nothing() -> dict[str, str]:
    """Words of each language that must find nothing, though a part of them would."""
    read: dict[str, str] = json.loads((HERE / "nothing.json").read_text(encoding="utf-8"))
    return read


def drawings() -> dict[str, str]:
    """The English name of each drawing by its id."""
    found: dict[str, str] = {}
    for drawing, words in things():
        found.setdefault(drawing, words["en"][0])
    return found


def index(language: str) -> dict[str, str]:
    """The drawing of each word of `language`."""
    found = dict.fromkeys(map(fold, nothing().get(language, "").split("; ")), "")
    for drawing, words in things():
        for word in words.get(language, ()):
            found.setdefault(fold(word), drawing)
    for word, drawing in [*found.items()]:
        found.setdefault(bare(word), drawing)
    return dict(sorted(found.items()))


def main() -> int:
    """Write `drawings.json` and `index/`; 1, with a line on stderr, if `senses.json` names unknown drawings."""
    (HERE / "index").mkdir(exist_ok=True)
    offered = drawings()
    unknown = sorted({drawing for drawing in _told() if drawing not in offered})
    if unknown:
        print("senses.json names drawings that no thing has:", *unknown, file=sys.stderr)  # noqa: T201 - it is a command
        return 1
    _write("drawings.json", offered)
    for language in LANGUAGES:
        _write(f"index/{language}.json", index(language))
    return 0


def _told() -> Iterator[str]:
    """The drawings of the words that have several meanings."""
    for language in LANGUAGES:
        for meanings in senses(language).values():
            yield from (sense.drawing for sense in meanings if sense.drawing)


def _write(name: str, data: dict[str, str]) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=0)
    (HERE / name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
