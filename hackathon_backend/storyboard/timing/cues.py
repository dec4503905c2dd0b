"""Cues: which moment of the narration an element belongs to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ..drawing.motion.tracks import FADE
from ..kinds.base import Cued
from .phrases import beginnings
from .timing import SceneTiming

LEAD = 0.12
"""Seconds by which a thing comes before its word: seen just as it is heard."""
FIRST = 0.35
"""Seconds after which the first thing comes at the earliest, so that the heading is there before it."""
SEEN = 2.5
"""Seconds for which every part is seen at least."""
LAST = SEEN + FADE
"""Seconds before the end of a scene, of which the last ones are the change to the next, by which all has come."""
_APART = 0.3
"""Seconds between parts that come after the last word."""
_JUNK = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """`text` as it sounds, roughly: no case, no accents, no punctuation, no spaces."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return _JUNK.sub("", "".join(char for char in folded if not unicodedata.combining(char)))


class CueClock:
    """The words of one scene and when they are spoken."""

    def __init__(self, timing: SceneTiming) -> None:
        self.timing = timing
        self.duration = timing.duration
        self.speech_end = timing.speech_end
        self._text = ""
        self._starts: dict[int, float] = {}
        for word in timing.words:
            self._starts[len(self._text)] = word.start
            self._text += plain(word.text)
        self._sentences, self._phrases = beginnings(timing.words)

    def find(self, phrase: str, after: float = -1.0) -> float | None:
        """When `phrase` begins to be spoken after `after` seconds, or at that time if not later; None if it is not.

        A phrase that begins with a word is preferred to one inside of a longer word; if the whole phrase is not spoken,
        its first word will do.
        """
        for sought in dict.fromkeys((plain(phrase), plain(phrase.split(" ")[0]))):
            if not sought:
                continue
            places = [match.start() for match in re.finditer(f"(?={re.escape(sought)})", self._text)]
            times = [self._starts[place] for place in places if place in self._starts]
            times += [self._during(place) for place in places if place not in self._starts]
            later = [time for time in times if time > after] or [time for time in times if time == after]
            if later:
                return later[0]
        return None

    def _during(self, place: int) -> float:
        return max(start for offset, start in self._starts.items() if offset <= place)

    def reveal(self, cue: str, after: float = -1.0) -> float | None:
        """When what has this cue is shown: as the sentence begins in which the cue is spoken.

        If something else of that sentence has been spoken of already, at `after` seconds, it is the phrase that counts,
        or the cue itself. None if the cue is not spoken after that.
        """
        spoken = self.find(cue, after)
        if spoken is None:
            return None
        begun = (
            max((at for at in starts if at <= spoken), default=spoken) for starts in (self._sentences, self._phrases)
        )
        return next((at for at in begun if at > after), spoken) - LEAD

    @property
    def first_word(self) -> float:
        """When the first word is spoken; before the start if there is none."""
        return self.timing.words[0].start if self.timing.words else -1.0

    def times(
        self, parts: Sequence[Cued], start: float = FIRST, end: float | None = None, after: float = -1.0
    ) -> list[float]:
        """When each of `parts` appears, in seconds: never before the one in front of it, and in time to be seen.

        Parts whose cue is empty or not spoken are spread evenly between their neighbours. Something else has been
        spoken of at `after` seconds.
        """
        if end is None:
            # Where hardly anything is spoken, what follows may come into the silence after it.
            end = max(self.speech_end, start + _APART * len(parts))
        last = max(min(end, self.duration - LAST), start)
        found: list[float | None] = []
        for part in parts:
            shown = self.reveal(part.cue, after) if part.cue else None
            found.append(None if shown is None else min(max(shown, start), last))
            after = after if shown is None else self.find(part.cue, after) or after
        return _filled(found, start, last)


def _filled(found: Sequence[float | None], start: float, last: float) -> list[float]:
    """`found` with the gaps filled in evenly; what comes first without a cue of its own comes at `start`."""
    times: list[float] = []
    for index, time in enumerate(found):
        if time is not None:
            times.append(time)
        elif not times:
            times.append(start)
        else:
            steps, until = _next_known(found[index:], last)
            times.append(times[-1] + (until - times[-1]) / (steps + 1))
    return times


def _next_known(found: Sequence[float | None], last: float) -> tuple[int, float]:
    """How many places on the next known time is, and that time; `last` stands behind the end."""
    return next(((offset, time) for offset, time in enumerate(found) if time is not None), (len(found), last))
