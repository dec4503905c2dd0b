"""From a clip to finished files: voice, captions and poster are added, then all is moved to its place.

Whatever is an extra (voice, captions, poster, sprites) may fail and is then left out with a note; the clip itself was
paid for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ... import media
from ...branding.brands import Brands, OwnBrand
from ...films.pooled.closing import without_card
from ...films.pooled.media import MediaWork, done_here
from ...jobs import Job, KeptClip, WrittenRequest
from ...speech import Speech, Voice
from ...storage import Storage, WorkFolders, video_stem
from ...storyboard import WORDS_A_MINUTE
from ...writers.base import NO_BRIEF
from ..details import details_of
from .finishing_work import FinishingWork, add_tracks, captions_of, chapters_of, join_parts
from .framing import brand_of
from .kept_promises import true_length, why_not_described
from .lettering import DRAWN, card_note, carded, drawn_into, look_of, mark_of


@dataclass(frozen=True)
class Finished:
    """The names of the finished files, the length in seconds, and what differs from what was asked for."""

    video: str
    seconds: float
    described: str | None = None
    poster: str | None = None
    captions: str | None = None
    descriptions: str | None = None
    chapters: str | None = None
    transcript: str | None = None
    details: str | None = None
    sprites: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finisher:
    """Finishes clips. Everything it does can be done again after a kill at any moment.

    `voice` gives the one for what was asked for, if anything was. What others have made is worked on `apart`.
    """

    storage: Storage
    work: WorkFolders
    voice: Callable[[str | None], Voice]
    narration: Literal["mix", "replace", "off"]
    voice_speed: float = 1.0
    apart: MediaWork = done_here
    brands: Brands | None = None

    def finish(self, job: Job, notes: tuple[str, ...], promise: str | None = None) -> Finished:
        """Make the finished files and put them in place. Raises `FileNotFoundError` if the clip is gone.

        `promise` is the one of the notes that promised a length; if it was not kept, the true length is said instead.
        """
        stem = video_stem(job.id, job.created_at)
        clip = job.clip
        notes += clip.notes if clip else ()
        if self.storage.has(f"{stem}.mp4"):
            # The video is put in place last: a worker before us had got this far.
            return self._describe(job, stem, notes, promise)
        if clip is None:
            raise FileNotFoundError(stem)
        do = done_here if clip.narrated and not clip.before else self.apart
        work = FinishingWork(self.work.fetch_folder(job.id), job, notes, do)
        if not clip.video.exists():
            join_parts(clip, do)
        self._keep(work, clip, stem)
        return self._describe(job, stem, tuple(work.notes), promise)

    def _keep(self, work: FinishingWork, clip: KeptClip, stem: str) -> None:
        """Make the files and keep each as soon as it is made; the video when all others are in place."""
        video = clip.video if clip.narrated else self._narrate(work, clip.video)
        video = self._marked(work, video)
        if clip.before:
            video = self._joined(work, clip.before.name, video)
        video = self._carded(work, self._lettered(work, video, clip), clip)
        on_their_way = [
            self.storage.keep_soon(file, f"{stem}.{suffix}")
            for suffix, file in self._files_beside(video, work, clip, stem)
            if file is not None
        ]
        for kept in on_their_way:
            kept()
        self.storage.keep(video, f"{stem}.mp4")

    def _files_beside(
        self, video: Path, work: FinishingWork, clip: KeptClip, stem: str
    ) -> Iterator[tuple[str, Path | None]]:
        """The files that belong to the video, with their endings, each made when it is asked for."""
        cues = () if work.drawn_in else clip.cues or work.cues
        said = clip.transcript or (work.job.brief or NO_BRIEF).narration
        yield "described.mp4", clip.described
        yield "webp", self._poster(work, work.without_card or video, clip.thumbnail)
        yield "vtt", work.text("captions.vtt", captions_of(cues) or work.captions_before)
        yield "descriptions.vtt", work.text("descriptions.vtt", captions_of(clip.descriptions))
        yield "chapters.vtt", work.text("chapters.vtt", chapters_of(work, clip.chapters, video))
        yield "txt", work.text("transcript.txt", said)
        yield "json", work.text("details.json", details_of(work.job, clip, work.sentences, work.length(video)))
        yield from self._sprites(work, video, stem).items()

    def _describe(self, job: Job, stem: str, notes: tuple[str, ...], promise: str | None) -> Finished:
        def named(suffix: str) -> str | None:
            return f"{stem}.{suffix}" if self.storage.has(f"{stem}.{suffix}") else None

        if (video := self.storage.local_copy(f"{stem}.mp4")) is None:
            raise FileNotFoundError(stem)
        do = done_here if job.clip and job.clip.narrated else self.apart
        seconds, card = do(media.probe, video).duration, do(media.card_seconds, video)
        if lasts := true_length(job, seconds - card, promise):
            notes = (*(note for note in notes if note != promise), lasts)
        if card:
            notes += (card_note(card),)
        if isinstance(job.request, WrittenRequest) and job.request.described and named("described.mp4") is None:
            notes += why_not_described(job, named("descriptions.vtt") is not None)
        return Finished(
            video.name,
            seconds,
            described=named("described.mp4"),
            poster=named("webp"),
            captions=named("vtt"),
            descriptions=named("descriptions.vtt"),
            chapters=named("chapters.vtt"),
            transcript=named("txt"),
            details=named("json"),
            sprites=named("sprites.vtt"),
            notes=notes,
        )

    def _narrate(self, work: FinishingWork, clip: Path) -> Path:
        brief = work.job.brief or NO_BRIEF
        if self.narration == "off" or not brief.narration:
            return clip
        asked = work.job.request if isinstance(work.job.request, WrittenRequest) else WrittenRequest()
        voice = self.voice(asked.voice)
        wpm = round(WORDS_A_MINUTE * (asked.voice_speed or self.voice_speed))
        speech = voice.speak(brief.narration, language=brief.language, wpm=wpm)
        work.cues = media.cues(speech.words)
        work.sentences = media.sentences(speech.words)
        spoken = work.tried("The narration could not be added.", lambda: self._add_speech(work, clip, speech))
        tracked = work.tried("Captions could not be put into the file.", lambda: add_tracks(work, spoken or clip))
        return tracked or spoken or clip

    def _brand(self, job: Job) -> OwnBrand | None:
        """The brand that a clip is to get; what was drawn here has it already."""
        drawn_already = (job.brief or NO_BRIEF).storyboard is not None
        return None if drawn_already else brand_of(self.brands, job.request)

    def _marked(self, work: FinishingWork, video: Path) -> Path:
        """A clip with its owner's mark."""
        brand = self._brand(work.job)
        if brand is None or not brand.mark or not (brand.logo or brand.name):
            return video
        out = work.tried(
            "The mark of its owner could not be laid over it.",
            lambda: mark_of(work.job, brand, video, work.folder, work.cues, self.apart),
        )
        return out or video

    def _lettered(self, work: FinishingWork, video: Path, clip: KeptClip) -> Path:
        """The video with its captions in the picture, if that was asked for."""
        cues = clip.cues or work.cues
        if look_of(work.job) is None or not cues:
            return video
        lettered = work.tried(
            "The captions could not be drawn into the picture.",
            lambda: drawn_into(work.job, video, work.folder, cues, clip.chapters, self.apart),
        )
        if lettered is None:
            return video
        work.drawn_in = True
        work.notes.append(DRAWN)
        return lettered

    def _carded(self, work: FinishingWork, video: Path, clip: KeptClip) -> Path:
        """A clip with its owner's last card."""
        brand = self._brand(work.job)
        if brand is None or not brand.closing:
            return video
        # Times of captions are those of the new part alone.
        cues = () if work.drawn_in or clip.before else clip.cues or work.cues
        out = work.tried(
            "The last card of its owner could not be added.",
            lambda: carded(work.job, brand, video, work.folder, cues, clip.chapters, self.apart),
        )
        work.without_card = video if out else None
        return out or video

    def _joined(self, work: FinishingWork, name: str, video: Path) -> Path:
        """The video of that name, which this one goes on from, and this one."""
        out = work.folder / "joined.mp4"

        def make() -> Path:
            if (before := self.storage.local_copy(name)) is None:
                raise FileNotFoundError(name)
            work.do(media.join, [work.do(without_card, before, work.folder / "before.mp4"), video], out)
            return out

        joined = work.tried("The new part could not be joined to the video before it; it stands alone.", make)
        if joined is not None:
            work.captions_before = self.storage.text(f"{name.removesuffix('.mp4')}.vtt") or ""
        return joined or video

    def _add_speech(self, work: FinishingWork, clip: Path, speech: Speech) -> Path:
        out = work.folder / "spoken.mp4"
        work.do(media.add_speech, clip, speech.samples, speech.rate, out, mode=self.narration)
        return out

    def _poster(self, work: FinishingWork, video: Path, thumbnail: Path | None) -> Path | None:
        out = work.folder / "poster-final.webp"

        def make() -> Path:
            if thumbnail and thumbnail.suffix == ".webp" and thumbnail.exists():
                thumbnail.replace(out)
            else:
                work.do(media.poster, video, out)
            return out

        return work.tried("There is no poster picture.", make)

    def _sprites(self, work: FinishingWork, video: Path, stem: str) -> dict[str, Path | None]:
        """The sheet of small pictures, and which of them stands for which time."""
        sheet, tiles = work.folder / "sprites.jpg", work.folder / "sprites.vtt"

        def make() -> Path:
            places = work.do(media.sprite_sheet, video, sheet)
            tiles.write_text(media.tiles_vtt(places, f"{stem}.sprites.jpg"), "utf-8")
            return sheet

        if work.tried("There are no small pictures to find a place by.", make) is None:
            return {}
        return {"sprites.jpg": sheet, "sprites.vtt": tiles}
