"""What is done to finished clips: files in, files out, and each file is there whole or not at all."""

from .captions.captions import Cue, cues, transcript
from .captions.sentences import SpokenSentence, sentences
from .captions.spoken_track import SpokenTrack, joined_tracks, spoken_track
from .captions.webvtt import chapters_vtt, tiles_vtt, to_webvtt
from .edits.captioned import CaptionLook, CaptionPlace, CaptionStyle, caption_picture
from .edits.join import join
from .edits.lettering import TEXT_LIMIT, Position, lettered, logo, place
from .edits.marking import marked
from .edits.overlay import lay_over, overlay_span
from .edits.picture import MOST_SIDE, StillPicture, cover, logo_png, picture_kind, still
from .edits.reshaped import SHAPES, FrameFit, NewFrame, cut_away, redraw
from .edits.shown import ShownPicture, as_shown
from .edits.soundtrack import SoundMode, check_sound, set_sound
from .edits.speed import FASTEST, SLOWEST, change_speed, check_factor
from .edits.trim import span as trim_span
from .edits.trim import trim
from .frames import write_picture
from .limits import LONGEST, MOST_CLIPS, MOST_SECONDS, check_joined, checked, work_seconds
from .mixing import RATE, tempo
from .moving import Moving, write_moving
from .poster import Tile, contact_sheet, poster, sprite_sheet
from .probe import Info, probe, title_of
from .recoding import OnProgress
from .sound import Mode, add_speech, code_speech
from .tidy import tidied
from .tracks import add_tracks, card_seconds

__all__ = [
    "FASTEST",
    "LONGEST",
    "MOST_CLIPS",
    "MOST_SECONDS",
    "MOST_SIDE",
    "RATE",
    "SHAPES",
    "SLOWEST",
    "TEXT_LIMIT",
    "CaptionLook",
    "CaptionPlace",
    "CaptionStyle",
    "Cue",
    "FrameFit",
    "Info",
    "Mode",
    "Moving",
    "NewFrame",
    "OnProgress",
    "Position",
    "ShownPicture",
    "SoundMode",
    "SpokenSentence",
    "SpokenTrack",
    "StillPicture",
    "Tile",
    "add_speech",
    "add_tracks",
    "as_shown",
    "caption_picture",
    "card_seconds",
    "change_speed",
    "chapters_vtt",
    "check_factor",
    "check_joined",
    "check_sound",
    "checked",
    "code_speech",
    "contact_sheet",
    "cover",
    "cues",
    "cut_away",
    "join",
    "joined_tracks",
    "lay_over",
    "lettered",
    "logo",
    "logo_png",
    "marked",
    "overlay_span",
    "picture_kind",
    "place",
    "poster",
    "probe",
    "redraw",
    "sentences",
    "set_sound",
    "spoken_track",
    "sprite_sheet",
    "still",
    "tempo",
    "tidied",
    "tiles_vtt",
    "title_of",
    "to_webvtt",
    "transcript",
    "trim",
    "trim_span",
    "work_seconds",
    "write_moving",
    "write_picture",
]
