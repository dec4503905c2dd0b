"""What a text speaks of, drawn in a row: of a document only things whose names mean nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

from ...lessons import Lesson
from ...lessons.languages import base
from ...lessons.search.words import fold
from ...storyboard.drawing.art import find
from ...storyboard.fields import Fields
from ...storyboard.kinds import KINDS, Scene
from ...storyboard.kinds.cast.scene import CastScene
from ...storyboard.kinds.icon import Icon
from .plan import ToldBeat
from .scenes.icons import nouns_in
from .scenes.labels import capitalised

_FEWEST, _FEWEST_PLAIN, _MOST = 2, 3, 4
"""Things that are worth a picture, by themselves and of a document, and that are drawn."""
_OFTEN, _LONGEST = 2, 20_000
"""Times that a document speaks of a thing that it is about, at least, and its letters that are read."""
_PLAIN = """
sun sol soleil sonne sole شمس सूर्य moon luna lune mond lua قمر चंद्रमा star estrella etoile stern estrela stella
نجم तारा planet planeta planete pianeta كوكب ग्रह earth tierra terre erde terra ارض पृथ्वी telescope telescopio
fernrohr teleskop galaxy galaxia galaxie galassia comet cometa comete komet volcano
volcan vulkan vulcao vulcano bee abeja abeille biene abelha butterfly butterflie mariposa papillon schmetterling
borboleta farfalla whale ballena baleine wal baleia fish pez poisson fisch peixe pesce سمك bird pajaro oiseau vogel
passaro uccello طائر horse caballo cheval pferd cavalo cavallo cow vaca vache kuh mucca sheep oveja mouton schaf
ovelha pecora lion leon lowe leao leone elephant elefante elefant wolf lobo loup lupo frog rana grenouille frosch
spider arana araignee spinne aranha ragno dinosaur dinosaurio dinosaurier bacteria bacterie bakterie batterio virus
lung pulmon poumon lunge pulmao polmone brain cerebro cerveau gehirn cervello heart corazon coeur herz coracao
cuore قلب bone hueso knochen osso thermometer termometro thermometre magnet iman aimant microscope microscopio
mikroskop bread brot pao pane milk leche lait milch leite egg huevo oeuf ovo uovo castle castillo chateau burg
castelo castello pyramid piramide pyramide هرم temple templo tempel tempio معبد ship barco navire schiff navio
سفينة bicycle bicicleta fahrrad bicicletta airplane avion flugzeug aviao aereo violin violino geige violon piano
klavier crocodile crocodilo krokodil cocodrilo coccodrillo
"""
"""Names of things that mean the same in every subject; a tree, a peak or a stable may be anything in a document."""
_SOIL = frozenset(["earth", "tierra", "tierras", "terre", "terres", "terra", "terras"])
"""What is a planet with a capital alone, and never several."""
_ENDINGS = frozenset(["", "s", "es", "n", "en", "e", "er", "ne", "nen", "x"])
"""What names end with if there are several of a thing."""


def named_things(told: ToldBeat, lesson: Lesson) -> Fields | None:
    """Drawings of the things that are spoken of, in their order; None if there are too few.

    A document is full of words that mean something else in it, and nobody has looked: of one only plain things are
    drawn that it speaks of more than once.
    """
    if "cast" not in KINDS:
        return None
    said = f"{lesson.title}. {told.narration}"
    found = _arts_in(told.narration, lesson.language, said)
    if lesson.document:
        often = _often(lesson)
        found = {art: noun for art, noun in found.items() if art in often and _is_plain(noun)}
    if len(found) < (_FEWEST_PLAIN if lesson.document else _FEWEST):
        return None
    actors = [
        {"id": noun, "art": art, "label": capitalised(noun) if lesson.document else noun, "cue": noun}
        for art, noun in [*found.items()][:_MOST]
    ]
    return {"type": "cast", "arrangement": "row", "actors": actors}


def things_beside(texts: Sequence[str], lesson: Lesson) -> list[str]:
    """For each of the texts of a document the first plain thing that it names, drawn; all different, or none at all."""
    found = [
        next((art for art, noun in _arts_in(text, lesson.language, text).items() if _is_plain(noun)), "")
        for text in texts
    ]
    is_each = len({*found}) == len(found) > 1 and _often(lesson).issuperset(found)
    return found if is_each else [Icon.none.value] * len(found)


def _often(lesson: Lesson) -> frozenset[str]:
    return _often_in(" ".join(block.text for block in lesson.blocks)[:_LONGEST], lesson.language)


def shows_again(scene: Scene, before: list[frozenset[str]]) -> bool:
    """Whether a scene draws nothing that one of those `before` it has not drawn; what it draws is noted there."""
    if not isinstance(scene, CastScene):
        return False
    arts = frozenset(actor.art for actor in scene.actors)
    again = any(arts <= each for each in before)
    before.append(arts)
    return again


def _arts_in(text: str, language: str, context: str) -> dict[str, str]:
    """The drawings of the nouns of a text, each with the noun as it stands there."""
    found: dict[str, str] = {}
    for noun in nouns_in(text, language):
        if art := find(noun, base(language), context):
            found.setdefault(art.id, noun)
    return found


@lru_cache(maxsize=8)
def _often_in(text: str, language: str) -> frozenset[str]:
    """The drawings of the plain things that a text speaks of more than once."""
    plain = (noun for noun in nouns_in(text, language) if _is_plain(noun))
    counts = Counter(art.id for noun in plain if (art := find(noun, base(language))) is not None)
    return frozenset(art for art, times in counts.items() if times >= _OFTEN)


def _is_plain(noun: str) -> bool:
    name = fold(noun).removeprefix("ال")
    if name in _SOIL and (noun[0].islower() or name.endswith("s")):
        return False
    return any(name[: len(name) - cut] in _names() and name[len(name) - cut :] in _ENDINGS for cut in range(4))


@cache
def _names() -> frozenset[str]:
    return frozenset(fold(name) for name in _PLAIN.split())
