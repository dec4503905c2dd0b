"""What stands beside the things of a cast: names, how many there are, and notes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from ...drawing.context import DrawContext
from ...drawing.text.text import TextBlock, measure
from ...drawing.text.typefaces import REGULAR, SEMIBOLD
from ...theme import Colour
from ..chart.numbers import Figures
from .bodies import Caption
from .scene import DRAWN, Actor, CastScene

LABEL, NOTE = 28, 24
"""Units of type: of names, and of what is noted of them."""
_IN_BANDS, _FEW, _SHORT = 40, 5, 18
"""Units of type of names in layers, so many at most, with names of so many letters at most."""
_LONG_WORD = 0.42
"""Part of the frame's width that a word takes at most where there is little room."""
_STEP = 12


class CaptionSetter:
    """Sets the captions of one scene, each text once for each room; `is_drawn` tells which things have a drawing."""

    def __init__(self, scene: CastScene, context: DrawContext, is_drawn: Sequence[bool], *, dense: bool) -> None:
        self._scene, self._context, self._is_drawn, self._dense = scene, context, is_drawn, dense
        self._measured: dict[tuple[str, float, int, Colour, float], TextBlock] = {}

    def rows(self, index: int, room: float) -> tuple[tuple[Caption, ...], ...]:
        """The captions below one another: the name, how many there are, and the note."""
        actor, path = self._scene.actors[index], f"actors.{index}"
        names = [(actor.label or (actor.id if not self._is_drawn[index] else ""), f"{path}.label")]
        counts = [actor.count]
        for number, beat in self._scene.changes(actor.id):
            renamed = beat.action == "become" and bool(beat.label)
            names.append((beat.label, f"beats.{number}.label") if renamed else names[-1])
            counts.append(beat.count or 1 if beat.action == "multiply" else counts[-1])
        amounts = [(f"× {self._number(count)}" if count > DRAWN else "", "") for count in counts]
        note = (actor.note, f"{path}.note")
        is_amount = self._tells_value(actor)
        if is_amount and actor.value is not None:
            note = (self._amount(actor.value), "")
        if self._dense and not is_amount:
            note = ("", "")
        theme, size = self._context.theme, NOTE if self._dense else self._size
        rows = (
            self._row(names, size, SEMIBOLD, theme.ink, room),
            self._row(amounts, size, SEMIBOLD, theme.ink, room),
            self._row([note], NOTE, REGULAR, theme.muted, room),
        )
        return tuple(row for row in rows if row)

    @cached_property
    def _size(self) -> float:
        """Units of the type of names: larger in a few layers, which have the width of the stage for a word."""
        actors = self._scene.actors
        few = len(actors) <= _FEW and all(len(actor.label) <= _SHORT and not actor.note for actor in actors)
        is_band = self._scene.arrangement == "layers" and few and not self._scene.links
        return _IN_BANDS if is_band and not any(actor.value for actor in actors) else LABEL

    def _tells_value(self, actor: Actor) -> bool:
        """Whether the value stands below the name: it does where it is to scale, and else where nothing tells it."""
        if actor.value is None or self._scene.arrangement == "big_and_small":
            return actor.value is not None
        return not actor.note and not any(char.isdigit() for char in actor.label)

    def _amount(self, value: float) -> str:
        """`value` with its unit, behind it or, as with money, in front of it."""
        text = Figures.of([value], self._context.language, self._scene.unit).text(value)
        in_front = bool(self._scene.unit) and text.startswith(self._scene.unit)
        return text if in_front else f"{self._number(value)}\u00a0{self._scene.unit}".strip()

    def _number(self, value: float) -> str:
        """`value` grouped as the film's language does, to four digits."""
        try:
            locale = Locale.parse(self._context.language.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            locale = Locale.parse("en")
        return str(format_decimal(float(f"{value:.6g}"), "#,##0.######", locale))

    def _row(
        self, texts: Sequence[tuple[str, str]], size: float, weight: int, colour: Colour, room: float
    ) -> tuple[Caption, ...]:
        """The captions that stand in one place, one after the other."""
        found = []
        for state, (text, path) in enumerate(texts):
            if text and (state == 0 or texts[state - 1][0] != text):
                following = next(
                    (later for later, (other, _) in enumerate(texts) if later > state and other != text), None
                )
                found.append(Caption(self._block(text, size, weight, colour, room), path, state, following))
        return tuple(found)

    def _block(self, text: str, size: float, weight: int, colour: Colour, room: float) -> TextBlock:
        # Rooms in whole steps, so that what was measured for one size will do for the next.
        step = self._context.u(_STEP)
        room = max(step, room // step * step)
        key = (text, size, weight, colour, room)
        if key not in self._measured:
            self._measured[key] = self._set(text, size, weight, colour, room)
        return self._measured[key]

    def _set(self, text: str, size: float, weight: int, colour: Colour, room: float) -> TextBlock:
        type_ = self._context.type(size, colour=colour, weight=weight, align="centre", leading=1.15)
        block = measure(text, type_, room, balance=True)
        if not block.breaks_words:
            return block
        # Where there is little room, a word is broken that takes nearly half of the frame.
        most = self._context.stage.safe.width * _LONG_WORD if self._dense else block.longest_word + 1
        return measure(text, type_, min(block.longest_word + 1, most), balance=True)
