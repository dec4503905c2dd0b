"""What all scenes share: clean text, cues, icons, and what is spoken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, NamedTuple

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from ..dialogue import turns, unvoiced, with_marks
from ..drawing.colours import known
from .shown import Phrasing, Picture
from .source import CITED, SceneSource, is_missing
from .tidying import is_visible, tidy
from .wording import Wording

OPENING, TAIL = 0.2, 0.4
"""Seconds before the first word of a scene, and after its last one: what two scenes are apart in the talk."""
TURN = 0.35
"""Seconds between two who speak in turn."""

_READ_A_SECOND, _SPOKEN_A_SECOND = 5.0, 2.5
"""Words that are read and spoken in a second, at a guess."""
_SETTLING, _LONGEST_TAIL = 1.2, 4.0
"""Seconds until all of a scene can be there, and of silence after its last word at most."""
_UNSEEN = frozenset(
    {"type", "narration", "description", "cue", "id", "source", "target", "icon", "group", "shape", "kind", "language"}
    | {"color", "colors"}
)
"""Fields that are not read on the screen."""

_CODE = re.compile(r"(`+)(.+?)\1")
_LINK = re.compile(r"!?\[([^\[\]]+)\]\([^()\s]*\)")
_STRONG = re.compile(r"(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<!\w)([*_])(?=\S)([^*_]+?)(?<=\S)\1(?!\w)")


def unmarked(text: str) -> str:
    """`text` as it is said: without marks of who speaks and of Markdown, and links by their words alone."""
    text = _LINK.sub(r"\1", unvoiced(text))
    kept = (part if mark else _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", part)) for mark, part in _coded(text))
    return "".join(kept)


def _coded(text: str) -> Iterator[tuple[bool, str]]:
    """The parts of a text, each with whether it stood in backticks: in code a star is a star."""
    last = 0
    for found in _CODE.finditer(text):
        yield False, text[last : found.start()]
        yield True, found[2]
        last = found.end()
    yield False, text[last:]


def _lines(value: object) -> object:
    """Code or other text whose lines matter: the same as `tidy`, line by line, with tabs as four spaces."""
    if not isinstance(value, str):
        return value
    lines = unicodedata.normalize("NFC", value).expandtabs(4).splitlines()
    return "\n".join("".join(filter(is_visible, line)).rstrip() for line in lines).strip("\n")


Short = Annotated[str, BeforeValidator(tidy), Field(min_length=1, max_length=60), Wording.WORDS]
"""A label: one to four words."""
Line = Annotated[str, BeforeValidator(tidy), Field(min_length=1, max_length=120), Wording.WORDS]
"""A heading or a title."""
Sentence = Annotated[str, BeforeValidator(tidy), Field(min_length=1, max_length=240), Wording.WORDS]
"""A statement of one or two lines."""
OptionalShort = Annotated[str, BeforeValidator(tidy), Field(max_length=60), Wording.WORDS]
OptionalLine = Annotated[str, BeforeValidator(tidy), Field(max_length=120), Wording.WORDS]
OptionalSentence = Annotated[str, BeforeValidator(tidy), Field(max_length=240), Wording.WORDS]
Listing = Annotated[str, BeforeValidator(_lines), Field(min_length=1, max_length=6000)]
"""Text whose line breaks and indents matter."""
Narration = Annotated[
    str,
    BeforeValidator(tidy),
    Field(max_length=3000, description="What the voice says during this scene, in whole sentences."),
    Wording.SPEECH,
]
Cue = Annotated[
    str,
    BeforeValidator(tidy),
    Field(
        max_length=200,
        description="Word or phrase copied from the sentence with which this appears; empty: spread evenly.",
    ),
    Wording.CUE,
]


def _colour(value: str) -> str:
    if value and not known(value):
        raise ValueError("must be the name of a colour, such as red, or like #C62828")
    return value


Hue = Annotated[
    str,
    BeforeValidator(tidy),
    AfterValidator(_colour),
    Field(max_length=30, description="A colour of its own, if it has one: red, or #C62828; else empty."),
]


class Part(BaseModel):
    """A part of a scene: strict about unknown fields, never changed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Cued(Part):
    """A part that appears when its cue is spoken."""

    cue: Cue = ""


class Utterance(NamedTuple):
    """Something spoken without a break, the silence that follows it, in seconds, and who speaks, if that is said."""

    text: str
    pause: float
    speaker: str = ""


def spoken(narration: str, pause: float) -> tuple[Utterance, ...]:
    """What is said of a narration, each turn by itself, with `pause` seconds after the last one."""
    told = turns(narration)
    if not told:
        return (Utterance("", pause),)
    *others, last = (Utterance(unmarked(turn.text), TURN, turn.speaker) for turn in told)
    return *others, last._replace(pause=pause)


class BaseScene(Part):
    """A scene: one idea, shown while its narration is spoken. Each kind has a `type` of its own: its name."""

    label: ClassVar[str]
    """The field that names the scene as a chapter."""

    settling: ClassVar[float] = 0.1
    """Seconds that a part takes until it can be made out, from when it begins to come."""

    one_page: ClassVar[bool] = False
    """Whether it never takes several pages, however much there is in it."""

    frames_video: ClassVar[bool] = False
    """Whether it opens or closes a video, and stays when others are left out."""

    opens: ClassVar[bool] = False
    """Whether it opens a video or a part of it: it stands alone, without the running head."""

    heads: ClassVar[frozenset[str]] = frozenset({"heading"})
    """Fields that name the scene rather than show anything: they are there from its first moment."""

    naming: ClassVar[tuple[str, ...]] = ()
    """Ends of the paths of texts that are names given by nobody but the picture: those may be spoken, however long."""

    changing: ClassVar[tuple[str, ...]] = ()
    """Fields whose parts come and go at their own pace, so that each may be seen for a short time only."""

    type: str
    narration: Narration = ""
    description: OptionalSentence = Field(
        default="", description="What is drawn and not spoken, for whoever can't see it; without it, it is made."
    )
    cited: SceneSource | None = Field(
        default=None, exclude_if=is_missing, description="Which sentence of which lesson it shows; it is not drawn."
    )

    @property
    def chapter(self) -> str:
        """What the scene is called in a list of chapters."""
        return str(getattr(self, self.label))

    def lasting(self) -> frozenset[str]:
        """The identities of what stays if a neighbouring scene shows it too: its heading, and what a kind adds."""
        heading = getattr(self, "heading", "")
        return frozenset({f"heading {heading}"} if heading else ())

    @property
    def notes(self) -> int:
        """Parts that take turns, and so share the time of the scene."""
        return 0

    def hued(self) -> tuple[str, ...]:
        """The identities of things that have an accent of their own, which they keep through the film."""
        return ()

    def sequences(self) -> tuple[tuple[Cued, ...], ...]:
        """The parts that come one after the other; each sequence by itself keeps its order."""
        fields = (value for _, value in self if isinstance(value, tuple))
        return tuple(value for value in fields if value and all(isinstance(part, Cued) for part in value))

    def utterances(self) -> tuple[Utterance, ...]:
        """What is spoken, in order, with the pauses that the scene needs.

        The one at the end is longer if less is spoken than there is to see.
        """
        if not self.narration:
            return (Utterance("", TAIL),)
        seen = _SETTLING + sum(len(text.split()) for text in texts(self)) / _READ_A_SECOND
        heard = len(unvoiced(self.narration).split()) / _SPOKEN_A_SECOND
        return spoken(self.narration, min(max(TAIL, seen - heard), _LONGEST_TAIL))

    def shown(self, phrasing: Phrasing) -> Picture:
        """What it shows, in words. Headings are not among it: they are the chapters' names."""
        raise NotImplementedError(f"{type(self).__name__} does not say what it shows")

    @model_validator(mode="before")
    @classmethod
    def _who_speaks(cls, fields: Any) -> Any:
        return with_marks(fields) if isinstance(fields, Mapping) else fields


def texts(part: Part) -> Iterator[str]:
    """All that is to be read in a part of a scene."""
    for name, value in part:
        if name == CITED:
            continue
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Part):
                yield from texts(each)
            elif isinstance(each, str | float) and name not in _UNSEEN:
                yield str(each)
