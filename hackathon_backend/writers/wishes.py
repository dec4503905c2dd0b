"""What somebody wants changed about a video, as far as it can be told without a language model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .wish_reader import WishReader

_LONGEST = 500
"""Characters of a wish that is read: a longer one is a text, which no list of words understands."""


@dataclass(frozen=True)
class Wish:
    """What to change; None leaves it as it is. `pace` is a factor (0.85: slower), `seconds` the length that is wanted,
    `by` how many seconds longer (below 0: shorter) it shall be.

    Which part of the video is meant: `scene` (an index from 0, -1 the last), `step` (the same, of what is told in
    steps), `kind` (a type of scene) or `about` (words that it speaks of). `count` of them are meant from `scene` or
    `step` on. `shorter`, `longer`, `remove` and `only` are about that part, or about the whole video. `quiz`: a
    question is to be added.
    """

    theme: str | None = None
    size: str | None = None
    voice: str | None = None
    pace: float | None = None
    seconds: float | None = None
    by: float | None = None
    shorter: bool = False
    longer: bool = False
    remove: bool = False
    only: bool = False
    quiz: bool = False
    scene: int | None = None
    step: int | None = None
    count: int = 1
    kind: str | None = None
    about: str | None = None

    @property
    def has_part(self) -> bool:
        """Whether a part of the video is named."""
        return (self.scene, self.step, self.kind, self.about) != (None, None, None, None)

    @property
    def is_sound(self) -> bool:
        """Whether it names a change that can be made, and only one that can be made of that part."""
        resizes = self.shorter or self.longer
        if self.count > 1 and resizes:
            return False
        if self.has_part:
            acts = [self.remove, self.only, resizes].count(True)
            return acts == 1 or (self.quiz and not acts)
        return not self.only and not (self.shorter and self.longer) and (resizes or self.quiz or self._is_of_whole)

    @property
    def _is_of_whole(self) -> bool:
        return (self.theme, self.size, self.voice, self.pace, self.seconds) != (None,) * 5


@dataclass(frozen=True)
class Reading:
    """What was understood of some words, and the words that were not; a question wishes for nothing."""

    wish: Wish
    unknown: str = ""
    is_question: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether everything was understood, and is something that can be done: half a wish is a wrong video."""
        return not self.unknown and not self.is_question and self.wish.is_sound

    @property
    def acts(self) -> bool:
        """Whether something that can be done was understood, beside a part of the video to do it with."""
        return replace(self.wish, scene=None, step=None, count=1, kind=None, about=None) != Wish()


def read_words(words: str, voices: Mapping[str, str]) -> Reading:
    """What is understood of `words`, whether that is all of them or not.

    `voices` are the names that may be wished for, in lower case, with what each is called in an order.
    """
    if len(words) > _LONGEST:
        return Reading(Wish(), words[:_LONGEST])
    reader = WishReader(words)
    only = reader.has("only")
    about = reader.about()
    scene, step, count = reader.parts() or (*reader.part(), 1)
    kind = reader.one_of("kind")
    wish = Wish(
        size=reader.size(),
        voice=reader.voice(voices),
        seconds=reader.seconds(),
        theme=reader.one_of("theme"),
        pace=reader.pace(),
        scene=scene,
        step=step,
        count=count,
        kind=kind,
        about=about,
    )
    length = reader.one_of("length")
    wish = replace(wish, shorter=length == "shorter", longer=length == "longer", remove=reader.has("remove"))
    adds = reader.has("add")
    return Reading(_settled(wish, only=only, adds=adds), reader.rest(), reader.asks)


def _by_difference(wish: Wish) -> Wish:
    if wish.seconds is None:
        return wish
    return replace(wish, by=-wish.seconds if wish.shorter else wish.seconds, seconds=None)


def _settled(wish: Wish, *, only: bool, adds: bool) -> Wish:
    """The wish with the words that depend on others: "only" needs a part, seconds beside "longer" are a difference."""
    resizes = wish.shorter or wish.longer
    if resizes:
        wish = _by_difference(wish)
    if wish.kind == "quiz" and adds and not wish.remove:
        # Nothing but a question can be added without a language model.
        return replace(wish, quiz=True, kind=None)
    named, acts = wish.has_part, wish.remove or resizes
    changes = acts or (wish.seconds, wish.theme, wish.size) != (None, None, None)
    return replace(wish, only=only and named and not acts, remove=wish.remove and (named or not changes))
