"""What the language model is told when it directs a film."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from ....storyboard.kinds import KINDS
from ...base import Request
from ...drafts import Outline, PlannedScene
from ..material import enclosed
from ..messages import conversation, wish_of
from ..prompts import AUDIENCE, MATERIAL, kinds_offered
from ..protocol import ModelText
from .pictures import NO_PICTURES, ShownPictures

WORDS_A_SECOND = 2.4
"""Words of narration for each second that was promised."""
_WORDS_A_SCENE = 22
_FEWEST_SCENES, MOST_SCENES = 3, 24

OUTLINE = (
    "You direct short educational films that a program draws. Write the outline and nothing else, as JSON. Think like "
    "a good teacher at a board: for each sentence, which picture would you draw while you say it? scenes, in order, "
    "one idea each:\n"
    "- idea: the idea in two to eight words; it stands over the scene.\n"
    "- kind: the kind of scene that shows it best, of those below. One that draws goes before one that shows words; "
    "points at most once in a film, and only where nothing can be drawn.\n"
    "- drawn: what is drawn, and what appears or changes at which words. Whoever draws it knows nothing else: name "
    "every thing, number, unit, formula, date and place that it needs. Name quantities, never positions; what can be "
    "computed is left to the program. Labels of at most four words, and no sentence that is read aloud.\n"
    "- things: what is drawn, each with a label and a short id; the same thing has the same id in every scene, so that "
    "it stays in its place.\n"
    "- passage: the id of the one passage of the lesson that the scene tells, as p3 where it stands in [p3]; empty "
    "without a lesson, or if none says it. Ids are never spoken or drawn.\n"
    "{pictures}"
    "- narration: what a warm teacher says, in one to three whole sentences, each of which has something to show.\n"
    "Begin with a title scene, end with a takeaways scene. About {scenes} scenes; all narrations together have about "
    "{words} words and never more. title: that of the film. visual_prompt: at most 500 characters, what a camera would "
    "show of it (subject, setting, movement, colours, light), without words to be spoken or written. takeaways: "
    "exactly three short, distinct sentences of at most 90 characters. Write title, takeaways, ideas, labels and "
    "narrations in the language {language!r}. Only where a dialogue is asked for, narrations mark who speaks, with "
    "names in the film's language: <v Student>Why? <v Teacher>Because. Stay true to a lesson that comes "
    "with the request; leave out what you are not sure of. {audience} {material}\n"
    "The kinds of scenes:\n{kinds}\n"
    "Example of an outline, to another question: {example}"
)

PICTURES = (
    "- picture: the id of a picture of the lesson, where it shows best what the scene tells; the scene is of the kind "
    "image then, and shows the picture with its caption. Else empty. Nobody sees the pictures before the film is made: "
    "say of one only what its caption and the lesson say. The pictures there are:\n{listed}\n"
)

SCENE = (
    "You write one scene of an educational film that a program draws. Reply with JSON: the fields of this scene and "
    "nothing else.\n"
    "- The narration is written already and is not repeated. A cue is a word or phrase copied exactly from the scene's "
    "narration, at which its part appears or changes: something with the first sentence, and something new with each "
    "further one.\n"
    "- One picture that fills the frame. Words on it are labels of at most four words; no sentence, and nothing that "
    "is read aloud anyway.\n"
    "- Give quantities, units, formulas, names and dates exactly; never coordinates, and nothing that can be computed "
    "from what you give.\n"
    "- Where parts have ids, a thing of the outline has the id that it has there: the same thing in every scene.\n"
    "- description: in one sentence what is drawn and not spoken, for whoever can't see it; empty if the narration "
    "says all.\n"
    "Everything that is read is in the language {language!r}. Stay true to a lesson that comes along. {audience} "
    "{material}"
)


def outline_messages(
    request: Request, material: Sequence[str], pictures: ShownPictures = NO_PICTURES
) -> list[ModelText]:
    """The messages that ask for an outline, which may show `pictures`."""
    system = OUTLINE.format(
        scenes=scenes_wanted(request),
        words=words_wanted(request),
        language=request.language,
        audience=AUDIENCE,
        material=MATERIAL,
        kinds=kinds_offered(),
        pictures=PICTURES.format(listed=enclosed("Their ids and captions", pictures.listed)) if pictures.known else "",
        example=_example(),
    )
    return conversation(system, request, material, wish_of(request))


def scene_messages(
    request: Request, material: Sequence[str], outline: Outline, planned: PlannedScene
) -> list[ModelText]:
    """The messages that ask for one scene. All but their end is the same for every scene of a film, which servers that
    remember what they have read before charge less for.
    """
    system = SCENE.format(language=request.language, audience=AUDIENCE, material=MATERIAL)
    rows = (f"{number}. {_row(scene)}" for number, scene in enumerate(outline.scenes, 1))
    plan = (f"The outline of the film {outline.title!r}:", *rows)
    return conversation(system, request, material, "\n".join((wish_of(request), *plan, "", *_task(outline, planned))))


def words_wanted(request: Request) -> int:
    """How many words the narrations of a film may have together."""
    return max(8, round(request.speech_seconds * WORDS_A_SECOND))


def scenes_wanted(request: Request) -> int:
    """About how many scenes a film of that length has."""
    return min(max(round(words_wanted(request) / _WORDS_A_SCENE), _FEWEST_SCENES), MOST_SCENES)


def _row(scene: PlannedScene) -> str:
    things = ", ".join(f"{thing.id} ({thing.label})" for thing in scene.things)
    return f"[{scene.kind}] {scene.idea}" + (f"; things: {things}" if things else "")


def _task(outline: Outline, planned: PlannedScene) -> list[str]:
    kind = KINDS[planned.kind]
    things = " ".join(thing.label for thing in planned.things)
    hints = kind.hints(f"{planned.idea} {planned.drawn} {things} {planned.narration} {outline.title}")
    return [
        f"Write scene {outline.scenes.index(planned) + 1}, {planned.idea!r}, of the kind {kind.name}: {kind.when}",
        f"Its narration: {planned.narration}",
        f"What is drawn: {planned.drawn}",
        *([hints] if hints else []),
        f"Example of a scene of this kind, from another film: {json.dumps(kind.sample, ensure_ascii=False)}",
    ]


@cache
def _example() -> str:
    return json.dumps(json.loads(files(__package__).joinpath("outline_example.json").read_text("utf-8")))
