"""Fonts of other scripts that come as packages, so that a machine without fonts draws them, and all draw them alike.

Noto Sans of nineteen scripts is in manimgx-fonts; Chinese, Japanese and Korean are in manimgx-fonts-cjk, which is
optional. All are under the SIL Open Font License 1.1, and of variable weight.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import skia

_FONTS, _EAST_ASIAN = "manimgx_fonts", "manimgx_fonts_cjk"
_CJK_FILE = "NotoSansCJK-VF.otf.ttc"
_CJK_FACES = {"ja": 0, "ko": 1, "zh": 2}
"""The number of a language's face in that file."""
_SCRIPTS = {
    **{name.upper(): name for name in (
        "Arabic", "Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Gujarati", "Gurmukhi", "Hebrew",
        "Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "Oriya", "Sinhala", "Symbols", "Tamil", "Telugu", "Thai",
    )},
}  # fmt: skip
"""The part of a file's name that stands for a script, by the first word of its letters' Unicode names."""
_OF_SCRIPT = {"HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "BOPOMOFO": "zh"}
"""The language of scripts of East Asia that have only one."""


def package_face(script: str, language: str, weight: int) -> Any:
    """The typeface of a script, named as `script_of` does, in a weight (400: regular); None if no package has it."""
    if script == "CJK" or script in _OF_SCRIPT:
        index = _CJK_FACES.get(_OF_SCRIPT.get(script, language[:2]), _CJK_FACES["zh"])
        return _face(_EAST_ASIAN, _CJK_FILE, index, weight)
    name = f"NotoSans{_SCRIPTS[script]}" if script in _SCRIPTS else "NotoSans"
    return _face(_FONTS, f"{name}[wght].ttf", 0, weight)


def emoji_face(weight: int) -> Any:
    """The typeface with emoji in one colour; None if its package is missing."""
    return _face(_FONTS, "NotoEmoji[wght].ttf", 0, weight)


@cache
def _face(package: str, name: str, index: int, weight: int) -> Any:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(spec.submodule_search_locations[0]) / name
    face = skia.Typeface.MakeFromFile(str(path), index) if path.is_file() else None
    return face and _weighed(face, weight)


def _weighed(face: Any, weight: int) -> Any:
    """A typeface of variable weight in one of them."""
    position = skia.FontArguments.VariationPosition
    axes = [position.Coordinate(axis.tag, float(weight)) for axis in face.getVariationDesignParameters()[:1]]
    # What the arguments are made of is not copied: it has to live until the clone is made.
    coordinates = position.Coordinates(axes)
    wanted = position(coordinates)
    return face.makeClone(skia.FontArguments().setVariationDesignPosition(wanted)) or face
