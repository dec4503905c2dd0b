"""The parts that words play in a request for a video."""

from __future__ import annotations

from enum import StrEnum


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
