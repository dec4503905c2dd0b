"""A kind of scene: its model, when a writer chooses it, a sample of it, and how it is drawn."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from ..fields import Fields
from ..reading.changelog import ChangeLog, Path
from .base import BaseScene

if TYPE_CHECKING:
    from ..checking.fault import Finding
    from ..drawing.context import DrawContext
    from ..drawing.marks import Mark
    from ..timing.cues import CueClock

Mend = Callable[[Fields, Path, ChangeLog], Fields]
"""Takes the fields of a scene, its place and the list of what was changed; gives the fields as they are to be."""


def _as_they_are(fields: Fields, _path: Path, _told: ChangeLog) -> Fields:
    return fields


def _none(_fields: Fields) -> Iterable[str]:
    return ()


def _no_other(_fields: Fields) -> Fields | None:
    return None


def _as_it_is(scene: BaseScene, _language: str) -> BaseScene:
    return scene


def _nothing(_about: str) -> str:
    return ""


@dataclass(frozen=True)
class Kind:
    """All there is to know of a kind of scene, kept in one package.

    The package has the model in `scene.py`, a function `compose` in `draw.py` that makes the marks of a scene, and a
    scene to show it by in `sample.json`. `when` tells a writer in one sentence when to choose this kind.
    """

    name: str
    model: type[BaseScene]
    package: str
    when: str
    written: bool = True
    """Whether a language model can write such a scene with nothing but words."""
    also: tuple[str, ...] = ()
    """Other words by which the kind is asked for."""
    mend: Mend = _as_they_are
    """Mends a scene as far as needs knowledge of the kind: fields by their right names, values as they came."""
    gather: Mend = _as_they_are
    """Puts what a writer has laid beside the kind's fields into them, before what has no place there is left out."""
    figures: Callable[[Fields], Iterable[str]] = _none
    """What a mended scene shows beside its texts, and says if it has no narration."""
    instead: Callable[[Fields], Fields | None] = _no_other
    """A scene of another kind that draws the same things, of one that can't be drawn; None if there is none."""
    complete: Mend = _as_they_are
    """Adds to a mended scene what it has to say beside its narration."""
    meant: Callable[[Any, str], BaseScene] = _as_it_is
    """A scene of a storyboard in a language, with what its words tell where its fields say nothing: parts it names."""
    hints: Callable[[str], str] = _nothing
    """What a writer has to know beside the schema, such as names that there are, in a sentence: for a scene about these
    words, or, without any, to choose the kind by.
    """
    pictured: bool = True
    """Whether it draws what is spoken of, rather than show words."""
    may_read_out: bool = False
    """Whether its words may be said as they stand there: a question, a title, the lines of a program."""
    still: float = 8.0
    """Seconds for which nothing has to change while the voice speaks."""
    fills: float = 0.45
    """Part of the stage that it fills at least, where its type could be larger."""
    most_words: int = 60
    """Words to be read that it may show at once."""
    ends: Callable[[Any, CueClock], float] | None = None
    """When all of a scene is there, in seconds, for scenes whose parts don't come by their cues alone."""

    @property
    def sample(self) -> Fields:
        """A scene of this kind as JSON, made anew for whoever asks; paths in it are those of files beside it."""
        scene: Fields = json.loads(files(self.package).joinpath("sample.json").read_text("utf-8"))
        return scene

    def standalone(self) -> Fields:
        """The sample with the pictures that lie beside it put in, so that it can be drawn anywhere."""
        scene = self.sample
        for name, value in scene.items():
            if isinstance(value, str) and value.endswith(".webp"):
                data = files(self.package).joinpath(value).read_bytes()
                scene[name] = f"data:image/webp;base64,{b64encode(data).decode()}"
        return scene

    @cached_property
    def compose(self) -> Callable[[Any, DrawContext, CueClock], list[Mark]]:
        """Makes the marks that show a scene of this kind, back to front, each with its place and its times.

        Pictures are laid out from left to right; whoever draws them turns them around for scripts that run the other
        way. The drawing library is loaded with it, on first use: those who only read storyboards do without.
        """
        compose: Callable[[Any, DrawContext, CueClock], list[Mark]] = import_module(".draw", self.package).compose
        return compose

    @cached_property
    def check(self) -> Callable[[Any, Sequence[Mark], DrawContext, float], Iterable[Finding]]:
        """Finds what is wrong with the marks of a scene of this kind that lasts so many seconds, beyond what may be
        wrong with any; `findings` of the package's `check.py`, if there is one.
        """
        if find_spec(f"{self.package}.check") is None:
            return lambda *_: ()
        findings: Callable[[Any, Sequence[Mark], DrawContext, float], Iterable[Finding]]
        findings = import_module(".check", self.package).findings
        return findings

    @cached_property
    def unread(self) -> Callable[[Any, str], Iterable[str]]:
        """Names what of a scene, in a language, can't be drawn as it was meant, each beginning with its path; `unread`
        of the package's `unread.py`, if there is one.
        """
        if find_spec(f"{self.package}.unread") is None:
            return lambda *_: ()
        unread: Callable[[Any, str], Iterable[str]] = import_module(".unread", self.package).unread
        return unread

    def load(self) -> None:
        """Load what draws this kind now, so that its first scene need not wait for it."""
        _ = self.compose
