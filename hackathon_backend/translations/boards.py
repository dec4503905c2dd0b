"""A storyboard in another language: translated, checked as a whole, and with a word about what could not be."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..errors import StoryboardError, WriterError
from ..storyboard import Fault, Storyboard
from ..storyboard.checking.fault import FaultKind
from ..storyboard.kinds.wording import Wording
from .checks import Rules, is_found
from .cues import cue_like
from .draft import TranslationDraft, TranslationKeeper
from .naming import language_name
from .translator import TranslationWork, Translator
from .units import TextUnit, translated, unit_at, units_of

log = logging.getLogger(__name__)

BoardCheck = Callable[[Storyboard, tuple[int, int]], list[Fault]]
_OF_ROOM: frozenset[FaultKind] = frozenset({"outside", "overlap", "size", "cut", "word", "crowded", "hidden", "close"})
"""Faults that come of words that are longer than the source's."""
_ALONG = 240
"""Characters that a text may have that stands nowhere in the film."""
_TOLD = 6
"""Texts that are told one by one when they stay as they are; of more, the number is said."""


@dataclass(frozen=True)
class TranslatedBoard:
    """The board in the other language, and the texts that came along; `notes` say what is not."""

    board: Storyboard
    along: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class BoardTranslation:
    """The translation of `board` by `rules`, at a size of the frame in pixels that `check` looks at it in.

    `along` are texts that belong to the film and stand nowhere in it.
    """

    board: Storyboard
    rules: Rules
    size: tuple[int, int]
    check: BoardCheck
    along: tuple[str, ...] = ()

    def made_by(self, translator: Translator, keeper: TranslationKeeper) -> TranslatedBoard:
        """The board in the other language, from the draft on that was kept.

        Raises `WriterError` if the model can't be had or nothing of what it says can be used.
        """
        units = (*units_of(self.board), *self._units_along())
        work = TranslationWork(units, self.board.title, self.rules, lambda draft: self._findings(units, draft))
        draft = translator.translate(work, keeper)
        spoken = [unit for unit in units if unit.is_spoken]
        if spoken and all(unit.number in draft.kept for unit in spoken):
            why = draft.kept[spoken[0].number]
            raise WriterError(f"The language model did not translate what is spoken into {self.rules.target}: {why}.")
        board, lost = self._valid(units, self._with_cues(units, draft))
        along = tuple(draft.texts.get(unit.number, unit.text) for unit in self._units_along())
        return TranslatedBoard(board, along, tuple(_notes(units, {**draft.kept, **lost}, self.rules)))

    def _units_along(self) -> tuple[TextUnit, ...]:
        first = len(units_of(self.board)) + 1
        return tuple(
            TextUnit(first + place, Wording.WORDS, text, _ALONG, -1, ())
            for place, text in enumerate(self.along)
            if text
        )

    def _findings(self, units: Sequence[TextUnit], draft: TranslationDraft) -> dict[int, str]:
        """What is wrong with units once they stand in the film: fields that don't take them, words without room."""
        board, found = self._valid(units, self._with_cues(units, draft))
        try:
            before = Counter((fault.scene, fault.path) for fault in self.check(self.board, self.size))
            faults = self.check(board, self.size)
        except StoryboardError as error:
            log.warning("The translation is not looked at: %s", error.message)
            return found
        for fault in faults:
            unit = unit_at(units, f"scenes.{fault.scene}.{fault.path}")
            if fault.kind in _OF_ROOM and unit is not None and not before[(fault.scene, fault.path)]:
                most = max(len(unit.text), 4)
                found.setdefault(unit.number, f"it does not fit where it stands: use at most {most} characters")
        return found

    def _valid(self, units: Sequence[TextUnit], texts: Mapping[int, str]) -> tuple[Storyboard, dict[int, str]]:
        """The board with `texts`, without those that it can't have: why, by their numbers. Raises `WriterError`."""
        texts, lost = dict(texts), dict[int, str]()
        for _ in range(len(units) + 1):
            try:
                return Storyboard.read(translated(self.board, self.rules.target, units, texts)), lost
            except StoryboardError as error:
                for number in self._blamed(units, texts, error):
                    lost[number] = error.message
                    del texts[number]
        raise WriterError("The translation makes no storyboard.")

    def _blamed(self, units: Sequence[TextUnit], texts: Mapping[int, str], error: StoryboardError) -> list[int]:
        """The units that an error is about: that at its path, else all of its scene. Raises `WriterError` for none."""
        unit = unit_at(units, error.param or "")
        if unit is not None and unit.number in texts:
            return [unit.number]
        scene = (error.param or "").split(".")[1:2]
        of_scene = [
            unit.number for unit in units if unit.number in texts and not unit.is_spoken and _stands_in(unit, scene)
        ]
        if not of_scene:
            raise WriterError(f"The translation makes no storyboard: {error.message}") from error
        return of_scene

    @staticmethod
    def _with_cues(units: Sequence[TextUnit], draft: TranslationDraft) -> dict[int, str]:
        """The texts that there are, with cues that are spoken in them where the model gave none."""
        texts, known = dict(draft.texts), {unit.number: unit for unit in units}
        for unit in units:
            narration = known.get(unit.of or 0)
            if unit.wording is Wording.CUE and narration is not None and narration.number in texts:
                told = texts[narration.number]
                if not is_found(texts.get(unit.number, ""), told):
                    texts[unit.number] = cue_like(unit.text, narration.text, told)
        return texts


def _stands_in(unit: TextUnit, scene: Sequence[str]) -> bool:
    return any(list(map(str, place[1:2])) == list(scene) for place in unit.places if len(place) > 1)


def _notes(units: Sequence[TextUnit], kept: Mapping[int, str], rules: Rules) -> list[str]:
    """What stays in the source's language, in words for people."""
    source = language_name(rules.source)
    left = [unit for unit in units if unit.number in kept and unit.wording is not Wording.CUE]
    cues = sum(unit.wording is Wording.CUE for unit in units if unit.number in kept)
    notes = [
        f"{unit.text[:80]!r} stays in {source}: its translation was refused twice ({kept[unit.number]})."
        for unit in left[:_TOLD]
    ]
    if more := len(left) - _TOLD:
        notes += [f"{more} more texts stay in {source}."] if more > 0 else []
    if cues:
        notes.append(f"{cues} parts appear where they are spoken of at a guess.")
    return notes
