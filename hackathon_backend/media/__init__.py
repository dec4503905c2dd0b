"""What is done to finished clips: files in, files out, and each file is there whole or not at all."""

from .captions import Cue, cues, transcript
from .files import replaced
from .frames import write_picture
from .join import join
from .parting import TimedWord
from .picture import MOST_SIDE, cover, picture_kind
from .poster import Tile, contact_sheet, poster, sprite_sheet
from .probe import Info, probe
from .sentences import sentences
from .sound import Mode, add_speech, code_speech
from .tracks import add_tracks
from .webvtt import chapters_vtt, tiles_vtt, to_webvtt

__all__ = [
    "MOST_SIDE",
    "Cue",
    "Info",
    "Mode",
    "Tile",
    "TimedWord",
    "add_speech",
    "add_tracks",
    "chapters_vtt",
    "code_speech",
    "contact_sheet",
    "cover",
    "cues",
    "join",
    "picture_kind",
    "poster",
    "probe",
    "replaced",
    "sentences",
    "sprite_sheet",
    "tiles_vtt",
    "to_webvtt",
    "transcript",
    "write_picture",
]
