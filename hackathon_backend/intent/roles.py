"""The parts that words play in a request for a video, and what a language's word list looks like."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from .text import keys


class Role(StrEnum):
    """What a word or phrase does in a clause. Only the words that matter to the decision have a role but WORD."""

    # What may be asked for.
    VIDEO = "video"  # a video, a clip
    VIDEOS = "videos"  # the plural, which can ask what we are able to do: "can you make videos?"
    ANIMATE = "animate"  # a verb that asks for moving pictures by itself
    VISUALLY = "visually"  # an adverb or object that does: "visually", "in motion", "something to watch"
    WATCH = "watch"  # to watch: "I'd love to watch how it works" needs no noun
    LEANS = "leans"  # no request, but a sign that one is meant: "I'm a visual learner"
    ONE = "one"  # "make one about ...", after a video was spoken of
    # What asks for it.
    ASK = "ask"  # "can you": opens a request to us
    LET = "let"  # "if you could", "want you to": makes what follows a request to us
    POLITE = "polite"  # "please"
    MAY = "may"  # "can I": the student may receive, but does not order
    WE = "we"  # "can we", "let's": opens both an order and a wish to receive
    CAN = "can"  # WHAT before a noun ("can HTML play"), else nothing
    COULD = "could"  # "could this": "could this be a video?"
    OFFER = "offer"  # "is there", "how about": asks for what directly follows
    WANT = "want"
    LIKE = "like"  # WANT after "I'd", else nothing
    SEE = "see"  # to see, get, have
    MAKE = "make"
    MAKING = "making"  # asks only after another: "would you mind making", "how about making"
    ANIMATING = "animating"
    SHOW = "show"  # show me, give me
    TURN = "turn"  # turn, convert (something into a video)
    LEARN = "learn"  # "I want to learn animation"
    EXPLAIN = "explain"
    HELP = "help"  # "would help", "might be clearer": said of a video
    LOOK = "look"  # "what would that look like"
    HELP_ME = "help_me"
    # What speaks against it.
    NOT = "not"
    INSTEAD = "instead"  # "instead of", "rather than": against what follows, not what is before
    PLAIN = "plain"  # "just text", "no thanks": refuses whatever was asked for before
    TEXT = "text"
    WHAT = "what"  # opens a question that wants words
    PAST = "past"  # tells of what was
    OWN = "own"  # the student's own work: "I have to", "my teacher told me to"
    THANKS = "thanks"
    PRAISE = "praise"
    ACT = "act"  # another thing to do: "write", "summarise"
    WHILE = "while"  # tells when: "can I watch a video while ..." asks for leave
    CITE = "cite"  # "translate": what follows is not said to us
    CODE = "code"  # "in CSS": an animation that is to be programmed
    THING = "thing"  # what only sounds like one: "video game"
    # Joints.
    A = "a"
    THE = "the"
    MINE = "mine"
    THAT = "that"  # THE, or TO after a noun
    LONG = "long"  # "not a long video" refuses the length, not the video
    ABOUT = "about"
    BE = "be"  # "could this be a video"
    AS = "as"  # "as a", "into a", "in a": the form that something takes
    WITH = "with"  # "with a", "using a": the means
    TO = "to"  # opens a part that has its own verb
    OF = "of"  # a preposition that gives the noun before it another object: "a list of videos"
    IS = "is"
    SUBJECT = "subject"
    ME = "me"  # "I", "we"
    STUCK = "stuck"  # "I don't understand": the topic follows
    IT = "it"  # names no topic: "it", "this lesson"
    BUT = "but"  # parts clauses
    AND = "and"  # parts clauses if a request follows
    GREET = "greet"
    FILLER = "filler"
    # Everything else.
    WORD = "word"
    QUOTE = "quote"


NOUNS = frozenset({Role.VIDEO, Role.VIDEOS, Role.ONE})
"""What names a video."""

CUES = frozenset({Role.VIDEO, Role.VIDEOS, Role.ANIMATE, Role.ANIMATING, Role.VISUALLY, Role.WATCH, Role.LEANS})
"""What makes a clause one about videos."""


@dataclass(frozen=True)
class WordList:
    """A language's part of the rules.

    `roles` lists words and phrases, separated by commas. `marks` are function words that tell the language, `letters`
    are those that hardly another one has. A video noun directly before one of `heads` ("game") or after one of
    `modifiers` ("codec") is another thing than a video; `joints` may stand between a modifier and the noun ("codec de
    vídeo"). `near` are words that are found in spite of one slip of the finger. `defines` open a question for what
    something is, which leaves that something as the topic. `audience` may tell whom the video is for before it tells
    what it is about. `how` asks for the way in which something happens, which can be seen. `wishes` are words that make
    a sentence a wish, whatever its verb: "would", "grateful".
    """

    code: str
    roles: dict[Role, str]
    marks: str = ""
    letters: str = ""
    heads: str = ""
    modifiers: str = ""
    joints: str = ""
    near: str = ""
    defines: str = ""
    audience: str = ""
    how: str = ""
    wishes: str = ""
    verb_final: bool = False  # the verb may follow the video: "ein Video machen"
    topic_first: bool = False  # the topic comes before the video: "光合作用の動画"
    articled: bool = True  # "make videos" has no article where "make a video" has one
    elides: bool = False  # "l'eau" is two words
    borrows: bool = False  # English words count too: "useEffect पर video बना दो"

    @cached_property
    def addressers(self) -> frozenset[str]:
        """`audience` as the keys of units."""
        return frozenset(" ".join(keys(phrase, elides=self.elides)) for phrase in self.audience.split(","))

    @cached_property
    def definers(self) -> frozenset[str]:
        """`defines` as the keys of units."""
        return frozenset(" ".join(keys(phrase, elides=self.elides)) for phrase in self.defines.split(","))

    @cached_property
    def moods(self) -> frozenset[str]:
        """`wishes` as keys."""
        return frozenset(" ".join(keys(word, elides=self.elides)) for word in self.wishes.split(",")) - {""}
