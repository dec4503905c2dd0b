"""What can be done to a finished film, as it is asked for and as the job row keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from ... import media
from ...errors import MediaError
from .base import BaseEdit, CaptionedEdit
from .fields import Flag, Moment, Number


class Trim(BaseEdit):
    """The part from `start` to `end`, in seconds."""

    says_the_same: ClassVar[bool] = False

    operation: Literal["trim"]
    start: Moment = 0.0
    end: Moment | None = None

    @property
    def said(self) -> str:
        return f"Trim: from {self.start:g} s to {'the end' if self.end is None else f'{self.end:g} s'}"

    def seconds(self, films: Sequence[media.Info]) -> float:
        start, end = media.trim_span(self.start, self.end, films[0].duration)
        return end - start


class Speed(BaseEdit):
    """`factor` times as fast, with the pitch kept."""

    operation: Literal["speed"]
    factor: Annotated[Number, Field(ge=media.SLOWEST, le=media.FASTEST)]

    @property
    def said(self) -> str:
        return f"Speed: {self.factor:g} times as fast"

    def seconds(self, films: Sequence[media.Info]) -> float:
        media.check_factor(self.factor, films[0].duration)
        return films[0].duration / self.factor


class Overlay(BaseEdit):
    """`text`, or the picture in the file `logo`, laid over the film at `position`, `from` and `to` in seconds.

    `size` makes letters bigger or smaller; `width` is how much of the film's width a logo may take.
    """

    file: ClassVar[str | None] = "logo"

    operation: Literal["overlay"]
    text: Annotated[str, Field(min_length=1, max_length=media.TEXT_LIMIT)] | None = None
    position: media.Position = "bottom-right"
    start: Annotated[Moment, Field(validation_alias=AliasChoices("from", "start"))] = 0.0
    end: Annotated[Moment | None, Field(validation_alias=AliasChoices("to", "end"))] = None
    size: Annotated[Number, Field(ge=0.4, le=5)] = 1.0
    width: Annotated[Number, Field(ge=0.02, le=1)] = 0.18
    opacity: Annotated[Number, Field(gt=0, le=1)] = 1.0

    @property
    def file_needed(self) -> bool:
        return self.text is None

    @property
    def said(self) -> str:
        return f"Overlay: {self.text}" if self.text else "Overlay: a logo"

    def seconds(self, films: Sequence[media.Info]) -> float:
        media.overlay_span(self.start, self.end, films[0].duration)
        return films[0].duration


class Sound(BaseEdit):
    """The sound of a file in place of the film's own ("replace") or beneath it ("mix"), or none ("mute").

    `volume` is how loud it is beneath the film's own.
    """

    file: ClassVar[str | None] = "sound"

    operation: Literal["sound"]
    mode: media.SoundMode = "mix"
    volume: Annotated[Number, Field(gt=0, le=2)] = 1.0

    @property
    def file_needed(self) -> bool:
        return self.mode != "mute"

    @property
    def said(self) -> str:
        return f"Sound: {self.mode}"


class Join(BaseEdit):
    """The film, and after it those of other `videos`, by their ids."""

    says_the_same: ClassVar[bool] = False

    operation: Literal["join"]
    videos: Annotated[list[Annotated[str, Field(min_length=1, max_length=64)]], Field(max_length=media.MOST_CLIPS)]

    @property
    def said(self) -> str:
        return f"Join: {1 + len(self.videos)} videos"

    def seconds(self, films: Sequence[media.Info]) -> float:
        media.check_joined(films, "videos")
        return sum(film.duration for film in films)


class Poster(BaseEdit):
    """The same film with the picture `at` that many seconds as its poster."""

    operation: Literal["poster"]
    at: Moment

    @property
    def said(self) -> str:
        return f"Poster: at {self.at:g} s"

    def seconds(self, films: Sequence[media.Info]) -> float:
        if self.at >= films[0].duration:
            raise MediaError(f"at: must lie in the film, which lasts {films[0].duration:.2f} seconds.", param="at")
        return films[0].duration


class Captions(CaptionedEdit):
    """The same film with its captions drawn into the picture.

    `redraw` allows a film that was drawn to be drawn anew instead, with room for them.
    """

    operation: Literal["captions"]
    redraw: Flag = True

    @property
    def said(self) -> str:
        return "Captions in the picture"

    @property
    def needs_captions(self) -> bool:
        return True


class Fit(CaptionedEdit):
    """The film in another shape: whole with bars around it, or filling the frame with its edges cut ("crop").

    With `captions` they are drawn into the picture, as its other fields say. `redraw` allows a film that
    was drawn to be drawn anew in that shape instead, with a layout of its own.
    """

    operation: Literal["fit"]
    aspect_ratio: Literal["16:9", "9:16", "1:1", "4:5"]
    fit: media.FrameFit = "bars"
    redraw: Flag = True
    captions: Flag = False

    @property
    def needs_captions(self) -> bool:
        return self.captions

    @property
    def said(self) -> str:
        return f"In the shape {self.aspect_ratio}{', captions in the picture' * self.captions}"

    def frame(self) -> media.NewFrame:
        """The frame that it is put into."""
        return media.NewFrame(*media.SHAPES[self.aspect_ratio], self.fit)

    def size_of(self, info: media.Info) -> str:
        return "{}x{}".format(*media.SHAPES[self.aspect_ratio])


Edit = Trim | Speed | Overlay | Sound | Join | Poster | Captions | Fit

#: Every operation by its name.
EDITS: dict[str, type[Edit]] = {
    "trim": Trim,
    "speed": Speed,
    "overlay": Overlay,
    "sound": Sound,
    "join": Join,
    "poster": Poster,
    "captions": Captions,
    "fit": Fit,
}


class FilmWork(BaseModel):
    """What shall be done to so many `films`; `work_seconds` of a processor's time are given to it.

    `hashes` are those of the files that were sent: equal names do not make equal files.
    """

    model_config = ConfigDict(frozen=True)

    edit: Annotated[Edit, Field(discriminator="operation")]
    films: int
    work_seconds: float = media.MOST_SECONDS
    hashes: tuple[str, ...] = ()
