"""Pictures of a document as PNG files beside its lesson."""

from __future__ import annotations

import hashlib
import io
import warnings
from pathlib import Path

from PIL import Image

from ..markdown.block import FORMULA_PICTURE
from .conversion import MOST_PICTURES
from .losses import Losses

MOST_FORMULAS = 120
"""Formulas of a document that are kept as pictures, at most."""
MOST_SIDE = 1600
"""Pixels of either side of a picture, at most; larger ones are made smaller."""
_MOST_PIXELS = 40_000_000
_LEAST_SIDE = 40
"""Pixels: what is smaller is an icon, a bullet or a line."""
_MOST_SLENDER = 12
"""How many times as long as wide a picture may be: others are rules and borders."""
_WHITE = 245
"""From 0 to 255: how light all of an empty frame is."""
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")


class PictureFolder:
    """Writes the pictures of a document; the same picture is written once."""

    def __init__(self, folder: Path, losses: Losses) -> None:
        self._folder = folder
        self._losses = losses
        self._names: dict[str, str] = {}
        self._formulas = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The files that were written."""
        return tuple(self._names.values())

    def add(self, data: bytes, *, is_formula: bool = False) -> str:
        """The name of the file that has the picture now; "" if it was left out, which is counted among the losses.

        Formulas are counted by themselves, as a text may have very many.
        """
        digest = hashlib.sha256(data).hexdigest()
        if digest in self._names:
            return self._names[digest]
        if is_formula and self._formulas >= MOST_FORMULAS:
            self._losses.count("1 formula was left out.", f"{{}} formulas were left out: {MOST_FORMULAS} are kept.")
            return ""
        if not is_formula and len(self._names) - self._formulas >= MOST_PICTURES:
            self.one_too_many()
            return ""
        try:
            picture = _opened(data)
        except Exception:
            # The decoders have no error of their own: a bad picture surfaces as whatever they happen to stumble over.
            self._losses.count("1 picture could not be read.", "{} pictures could not be read.")
            return ""
        name = f"{FORMULA_PICTURE}{self._formulas + 1}.png" if is_formula else ""
        if name := self._added(picture, digest, name):
            self._formulas += is_formula
        return name

    def one_too_many(self) -> None:
        """Count a picture that there is no room for."""
        some = f"of a document, {MOST_PICTURES} pictures are kept."
        self._losses.count(f"1 picture was left out: {some}", f"{{}} pictures were left out: {some}")

    def _added(self, picture: Image.Image, digest: str, name: str) -> str:
        short, long = sorted(picture.size)
        if short < _LEAST_SIDE or long > _MOST_SLENDER * short:
            self._losses.count(
                "1 very small picture (an icon or a line) was left out.",
                "{} very small pictures (icons or lines) were left out.",
            )
            return ""
        if is_empty(picture):
            self._losses.count("1 empty frame was left out.", "{} empty frames were left out.")
            return ""
        name = name or f"picture-{len(self._names) - self._formulas + 1}.png"
        self._folder.mkdir(parents=True, exist_ok=True)
        _fitting(picture).save(self._folder / name, "PNG")
        self._names[digest] = name
        return name


def _opened(data: bytes) -> Image.Image:
    """The picture, decoded. Raises whatever a decoder raises, and `ValueError` for one that is too large."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        picture = Image.open(io.BytesIO(data), formats=_FORMATS)
        if picture.width * picture.height > _MOST_PIXELS:
            raise ValueError("too many pixels")
        picture.draft("RGB", (MOST_SIDE, MOST_SIDE))
        picture.load()
    return picture


def is_empty(picture: Image.Image) -> bool:
    """Whether a picture is white or clear all over, but for its border: the frame of a text that was beside it."""
    width, height = picture.size
    inside = picture.convert("RGBA").crop((width // 12, height // 12, width - width // 12, height - height // 12))
    on_white = Image.new("RGBA", inside.size, "white")
    on_white.alpha_composite(inside)
    darkest, _ = on_white.convert("L").getextrema()
    return isinstance(darkest, int | float) and darkest >= _WHITE


def _fitting(picture: Image.Image) -> Image.Image:
    """The picture in a form that every program reads, no side longer than `MOST_SIDE`."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    picture = picture.convert(mode)
    picture.thumbnail((MOST_SIDE, MOST_SIDE))
    return picture
