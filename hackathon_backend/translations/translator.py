"""Asks a language model for a translation, batch by batch; what has faults is asked for once more, by itself."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..errors import WriterError, WriterUnreachable
from ..storyboard.kinds.wording import Wording
from ..writers.llm.chat_model import ChatModel
from ..writers.llm.protocol import JsonObject
from ..writers.reviewed import MayBeShown
from .batches import batches
from .checks import Rules, faults_of
from .draft import TranslationDraft, TranslationKeeper
from .messages import SCHEMA, messages_for, read_units
from .units import TextUnit

log = logging.getLogger(__name__)

_TOKENS = 12_000
_MISSING = "it is missing"
_UNSHOWN = "it says what is not shown here"

UnitFaults = Callable[[TextUnit, str, Rules, Mapping[int, str]], list[str]]
"""What is wrong with one unit's translation; the last are the texts of the others."""
Findings = Callable[[TranslationDraft], Mapping[int, str]]
"""What is wrong with units once all are there, by their numbers."""


def no_findings(_draft: TranslationDraft) -> Mapping[int, str]:
    """For texts that are looked at one by one."""
    return {}


@dataclass(frozen=True)
class TranslationWork:
    """What is to be translated: its units, what it is called, and the rules. `findings` looks at the whole, `faults` at
    each text.
    """

    units: Sequence[TextUnit]
    title: str
    rules: Rules
    findings: Findings = no_findings
    faults: UnitFaults = faults_of


class Translator:
    """Translates with `model`; nothing is taken of it that `may_be_shown` refuses."""

    def __init__(self, model: ChatModel, may_be_shown: MayBeShown) -> None:
        self._model = model
        self._may_be_shown = may_be_shown

    @property
    def can_write(self) -> bool:
        """Whether its model would be asked now."""
        return self._model.can_write

    def translate(self, work: TranslationWork, keeper: TranslationKeeper) -> TranslationDraft:
        """The translation, from the draft on that was kept: every unit has a text, or a reason to stay as it is.

        Raises `WriterError` if the model can't be had or answers with nothing that can be read, and what the keeper
        raises; what had come until then is kept.
        """
        first = [unit for unit in work.units if not keeper.draft.is_settled(unit.number)]
        first = [unit for unit in first if unit.number not in keeper.draft.refused]
        for batch in batches(first):
            self._first_time(work, batch, keeper)
        self._look_at_whole(work, keeper)
        refused = [unit for unit in work.units if unit.number in keeper.draft.refused]
        for batch in batches(refused):
            self._second_time(work, batch, keeper)
        return keeper.draft

    def _first_time(self, work: TranslationWork, batch: Sequence[TextUnit], keeper: TranslationKeeper) -> None:
        told = self._asked(work, batch, {}, {})
        good, bad = self._judged(work, batch, told, keeper.draft)
        self._keep(work, keeper, keeper.draft.with_texts(good).with_refused(bad))

    def _look_at_whole(self, work: TranslationWork, keeper: TranslationKeeper) -> None:
        """What can only be seen when all is there is asked for once more, too, unless that was done before."""
        draft = keeper.draft
        if not draft.looked_at:
            found = work.findings(draft)
            again = {number: (draft.texts[number], why) for number, why in found.items() if number in draft.texts}
            self._keep(work, keeper, replace(draft.with_refused(again), looked_at=True))

    def _second_time(self, work: TranslationWork, batch: Sequence[TextUnit], keeper: TranslationKeeper) -> None:
        faults = {unit.number: keeper.draft.refused[unit.number] for unit in batch}
        told = self._asked(work, batch, faults, keeper.draft.texts)
        good, bad = self._judged(work, batch, told, keeper.draft)
        texts = {**keeper.draft.texts, **told}
        # What was only too long for its place is better than words in another language.
        for unit in batch:
            before = faults[unit.number][0]
            if unit.number in bad and not self._faults(unit, before, work, texts):
                good[unit.number] = before
        kept = {number: why for number, (_text, why) in bad.items() if number not in good}
        self._keep(work, keeper, keeper.draft.with_texts(good).with_kept(kept))

    def _asked(
        self,
        work: TranslationWork,
        batch: Sequence[TextUnit],
        faults: Mapping[int, tuple[str, str]],
        texts: Mapping[int, str],
    ) -> dict[int, str]:
        """What the model says; it is asked once more if nothing of it can be read. Raises `WriterError`."""
        wanted = [unit.number for unit in batch]
        messages = messages_for(batch, work.rules, work.title, faults, texts)

        def read(reply: JsonObject) -> dict[int, str]:
            return read_units(reply, wanted)

        def ask() -> dict[int, str]:
            return self._model.structured(messages, "translation", SCHEMA, read, tokens=_TOKENS, part=True)

        try:
            return ask()
        except WriterUnreachable:
            raise
        except WriterError as error:
            log.info("The translation is asked for once more.")
            log.debug("Why: %s", error.message)
            return ask()

    def _judged(
        self, work: TranslationWork, batch: Sequence[TextUnit], told: Mapping[int, str], draft: TranslationDraft
    ) -> tuple[dict[int, str], dict[int, tuple[str, str]]]:
        """The texts that are good, and those that are not, with what is wrong with them."""
        texts = {**draft.texts, **told}
        good: dict[int, str] = {}
        bad: dict[int, tuple[str, str]] = {}
        for unit in batch:
            text = told.get(unit.number, "")
            if faults := self._faults(unit, text, work, texts):
                bad[unit.number] = (text, "; ".join(faults))
            else:
                good[unit.number] = text
        return _with_cues(batch, good, bad)

    def _faults(self, unit: TextUnit, text: str, work: TranslationWork, texts: Mapping[int, str]) -> list[str]:
        if not text:
            return [_MISSING]
        if not self._may_be_shown([text]):
            return [_UNSHOWN]
        return work.faults(unit, text, work.rules, texts)

    @staticmethod
    def _keep(work: TranslationWork, keeper: TranslationKeeper, draft: TranslationDraft) -> None:
        done = sum(draft.is_settled(unit.number) for unit in work.units)
        told = f"translating {done} of {len(work.units)} texts"
        keeper.keep(draft, told, done / max(len(work.units), 1))


def _with_cues(
    batch: Sequence[TextUnit], good: dict[int, str], bad: dict[int, tuple[str, str]]
) -> tuple[dict[int, str], dict[int, tuple[str, str]]]:
    """The same with cues along with their narration: they are copied from what will be written of it."""
    for unit in batch:
        if unit.wording is Wording.CUE and unit.of in bad and unit.number in good:
            bad[unit.number] = (good.pop(unit.number), f"unit {unit.of} is written anew")
    return good, bad
