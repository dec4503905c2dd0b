"""Storyboards in other languages: what is translated of them, how it is checked, and what is said of the rest."""

from __future__ import annotations

from typing import Any

import pytest

from hackathon_backend.errors import LeaseLost, WriterError
from hackathon_backend.storyboard import Fault as Flaw
from hackathon_backend.storyboard import Storyboard, check
from hackathon_backend.storyboard.kinds import KINDS
from hackathon_backend.storyboard.kinds.base import BaseScene
from hackathon_backend.translations.boards import BoardCheck, BoardTranslation, TranslatedBoard
from hackathon_backend.translations.checks import Rules
from hackathon_backend.translations.draft import KeptInMemory, TranslationDraft
from hackathon_backend.translations.translator import Translator
from hackathon_backend.translations.units import translated, units_of
from hackathon_backend.writers.llm.chat_model import ChatModel
from tests.upstream import Fault, Scenario, Upstream

from .by_hand import LANGUAGES, HandTranslator, Wrong, film


def flawless(_board: Storyboard, _size: tuple[int, int]) -> list[Flaw]:
    return []


def translate(
    model: Any,
    language: str = "es",
    *,
    board: Storyboard | None = None,
    check: BoardCheck = flawless,
    keeper: KeptInMemory | None = None,
    keep: tuple[str, ...] = (),
    timeout: float = 10,
    **faults: Any,
) -> TranslatedBoard:
    source = board or film()
    with Upstream(Scenario(replies=(model,), **faults)) as upstream:
        chat = ChatModel("key", upstream.url, "gpt-6-luna", timeout=timeout)
        translator = Translator(chat, lambda texts: not any("forbidden" in text for text in texts))
        work = BoardTranslation(source, Rules(source.language, language, keep), (1280, 720), check)
        return work.made_by(translator, keeper or KeptInMemory())


def wrong_once(text: str, told: str) -> Wrong:
    return lambda unit, turn: told if turn == 0 and unit["text"] == text and "cue" not in unit["kind"] else None


def wrong_always(text: str, told: str) -> Wrong:
    return lambda unit, _turn: told if unit["text"] == text and "cue" not in unit["kind"] else None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_film_is_translated_as_a_whole_and_nothing_else_of_it_changes(language: str) -> None:
    before, after = film(), translate(HandTranslator(), language)
    assert after.notes == ()
    assert after.board.language == language
    assert [scene.type for scene in after.board.scenes] == [scene.type for scene in before.scenes]
    cast: Any = after.board.scenes[1]
    assert [actor.id for actor in cast.actors] == ["sun", "sea", "cloud"]
    assert [actor.art for actor in cast.actors] == ["sun", "wave", "cloud"]
    assert "sun" not in [actor.label for actor in cast.actors]
    chart: Any = after.board.scenes[2]
    assert (chart.unit, chart.series[0].values) == ("%", (97.5, 2.5))
    equation: Any = after.board.scenes[3]
    assert equation.steps[0].latex == r"Q = m \cdot L"
    takeaways: Any = after.board.scenes[5]
    assert len(takeaways.takeaways) == 3


def test_what_repeats_a_name_gets_its_translation() -> None:
    chart: Any = translate(HandTranslator()).board.scenes[2]
    assert chart.labels == ("Agua salada", "Agua dulce")
    assert chart.focus[0].label == "Agua dulce"


@pytest.mark.parametrize("kind", KINDS)
def test_of_every_kind_of_scene_the_words_change_and_all_else_is_as_it_was(kind: str) -> None:
    scene = KINDS[kind].standalone()
    board = Storyboard.read({"title": "One of each", "scenes": [scene]})
    units = units_of(board)
    marked = {unit.number: _marked(unit.text, unit.most) for unit in units}
    fields = translated(board, "es", units, marked)
    after = Storyboard.read(fields)
    changed = {text for unit in units for text in (unit.text, marked[unit.number])}
    differences = set(_differences(board.scenes[0].model_dump(), after.scenes[0].model_dump()))
    assert differences and differences <= changed
    spoken: BaseScene = after.scenes[0]
    assert spoken.narration != board.scenes[0].narration


def _marked(text: str, most: int) -> str:
    return (text[: most - 1] + "ñ") if len(text) >= most else f"{text}ñ"


def _differences(before: Any, after: Any) -> list[str]:
    if isinstance(before, dict):
        assert before.keys() == after.keys()
        return [each for name in before for each in _differences(before[name], after[name])]
    if isinstance(before, list | tuple):
        assert len(before) == len(after)
        return [each for one, other in zip(before, after, strict=True) for each in _differences(one, other)]
    return [] if before == after else [before, after]


def test_words_that_stand_in_two_scenes_are_asked_for_once() -> None:
    texts = [unit.text for unit in units_of(film())]
    assert texts.count("The water cycle") == 1


@pytest.mark.parametrize(
    ("text", "told", "why"),
    [
        ("Where rain comes from", "", "is missing"),
        ("Where rain comes from", "El agua " * 20, "there is room for"),
        ("Where the water is", "Dónde está el 40 % del agua", "the number 40 is not in the source"),
        (
            "To turn 1 kg of water into vapour takes 2,260 kJ. The heat is the mass times that number.",
            "Convertir 1 kg de agua en vapor requiere mucho calor. El calor es la masa por ese número.",
            "the number 2,260 is missing; the unit kJ is missing",
        ),
        (
            "It is the heat of the sun.",
            "It is the warmth of the sun.",
            "it is not in es",
        ),
        ("sun", "el sol que está en el cielo", "there is room for 24"),
        ("The moon", "forbidden", "it says what is not shown here"),
    ],
)
def test_what_has_a_fault_is_asked_for_once_more_by_itself_and_then_left(text: str, told: str, why: str) -> None:
    mended = HandTranslator(wrong_once(text, told))
    assert translate(mended).notes == ()
    again = mended.asked[-1]
    assert [unit["text"] for unit in again if "cue" not in unit["kind"]] == [text]
    assert why in again[0]["fault"]

    stubborn = HandTranslator(wrong_always(text, told))
    after = translate(stubborn)
    [note] = [note for note in after.notes if "stays in English" in note]
    assert why in note
    assert len(stubborn.asked) == len(mended.asked)
    assert text in str(after.board.model_dump())


def test_a_label_of_five_words_is_asked_for_once_more() -> None:
    mended = HandTranslator(wrong_once("sea", "el mar de la mar"))
    assert translate(mended).notes == ()
    assert "at most 4 words" in mended.asked[-1][0]["fault"]
    after = translate(HandTranslator(wrong_always("sea", "el mar de la mar")))
    assert "'sea' stays in English" in after.notes[0]


def test_a_cue_that_is_not_spoken_is_replaced_by_words_as_far_in_the_narration() -> None:
    def wrong(unit: dict[str, Any], _turn: int) -> str | None:
        return "océano" if unit["text"] == "falls as rain" else None

    after = translate(HandTranslator(wrong))
    scene: Any = after.board.scenes[1]
    assert scene.links[1].cue in scene.narration
    assert scene.narration.index(scene.links[1].cue) > scene.narration.index("nube")
    assert after.notes == ("1 parts appear where they are spoken of at a guess.",)


def test_names_to_be_kept_stand_in_the_translation_or_it_is_refused() -> None:
    board = Storyboard.read(
        {"title": "React", "scenes": [{"type": "title", "title": "React", "narration": "Today we look at React."}]}
    )
    told = {"React": "React", "Today we look at React.": "Hoy miramos la reacción."}
    with pytest.raises(WriterError, match="the name React must stand in it"):
        translate(HandTranslator(more={"es": told}), board=board, keep=("React",))


def test_formulas_code_and_marks_of_who_speaks_stay_letter_by_letter() -> None:
    said = "<v Ada>We write $E = mc^2$ and `print(x)`, as always. <v Bob>Do we really?"
    board = Storyboard.read({"title": "Letters", "scenes": [{"type": "title", "title": "Letters", "narration": said}]})
    good = "<v Ada>Escribimos $E = mc^2$ y `print(x)`, como siempre. <v Bob>¿De verdad lo hacemos?"
    texts = {"Letters": "Letras", said: good.replace("mc^2", "mc^3")}
    model = HandTranslator(wrong_once(said, good.replace("`print(x)`", "`imprime(x)`")), {"es": texts | {said: good}})
    after = translate(model, board=board)
    assert after.notes == ()
    assert after.board.scenes[0].narration == good
    assert "code `print(x)` must stand in it as it is" in model.asked[-1][0]["fault"]


def test_what_does_not_fit_where_it_stands_is_asked_for_once_more_and_then_taken_as_it_is() -> None:
    def check(board: Storyboard, _size: tuple[int, int]) -> list[Flaw]:
        scene: Any = board.scenes[1]
        too_long = scene.heading == "Sube y vuelve a bajar"
        return [Flaw(1, 0.0, "cut", "heading", "The heading is cut.")] if too_long else []

    def shorter(unit: dict[str, Any], turn: int) -> str | None:
        return "Sube y baja" if turn and unit["text"] == "Up and down again" else None

    mended: Any = translate(HandTranslator(shorter), check=check).board.scenes[1]
    assert mended.heading == "Sube y baja"
    model = HandTranslator()
    left: Any = translate(model, check=check).board.scenes[1]
    assert left.heading == "Sube y vuelve a bajar"
    assert "does not fit" in model.asked[-1][0]["fault"]
    asked = [unit["text"] for units in model.asked for unit in units]
    assert asked.count("Up and down again") == 2


def test_a_model_that_answers_with_garbage_twice_is_an_error_and_keeps_what_there_is() -> None:
    with pytest.raises(WriterError):
        translate("I'd rather not.")


def test_a_model_that_leaves_all_in_english_makes_no_film() -> None:
    def same(unit: dict[str, Any], _turn: int) -> str | None:
        return str(unit["text"])

    with pytest.raises(WriterError, match="did not translate what is spoken"):
        translate(HandTranslator(same))


def test_a_translation_that_is_broken_off_goes_on_where_it_was() -> None:
    class Dying(KeptInMemory):
        def keep(self, draft: TranslationDraft, told: str, part: float) -> None:
            super().keep(draft, told, part)
            if not dead:
                dead.append(told)
                raise LeaseLost("The worker is gone.")

    dead: list[str] = []
    keeper, model = Dying(), HandTranslator()
    with pytest.raises(LeaseLost):
        translate(model, keeper=keeper)
    after = translate(model, keeper=keeper)
    assert after.notes == ()
    asked = [(unit["number"]) for units in model.asked for unit in units]
    assert len(asked) == len(set(asked)), "no unit is asked for twice"


def test_a_server_that_dies_in_the_middle_is_an_error_until_it_is_back() -> None:
    keeper, model = KeptInMemory(), HandTranslator()
    board = film().model_copy(update={"scenes": film().scenes * 4})
    with pytest.raises(WriterError):
        translate(model, board=board, keeper=keeper, chat=(Fault(times=1), Fault(status=500)))
    done = len(keeper.draft.texts)
    assert done
    assert translate(model, board=board, keeper=keeper).notes == ()


@pytest.mark.slow
def test_words_that_are_as_long_as_they_may_be_fit_into_every_kind_of_scene() -> None:
    long = "Donaudampfschifffahrtsgesellschaftskapitaenswitwenrente"

    def told(unit: dict[str, Any], _turn: int) -> str | None:
        if unit["kind"] == "narration":
            return "Der Preis ist hier nicht immer gleich, und das ist auch gut so für die, die ihn nicht zahlen."
        return long[: unit.get("most", 60)]

    for name in ("plot", "graph", "timeline", "compare", "chart"):
        board = Storyboard.read({"title": "Long words", "scenes": [KINDS[name].standalone()]})
        model = HandTranslator(told)
        translate(model, "de", board=board, check=check)
        assert not [unit for units in model.asked for unit in units if "does not fit" in unit.get("fault", "")], name


@pytest.mark.slow
def test_a_model_that_is_slow_is_not_waited_for_and_what_came_before_is_kept() -> None:
    keeper, model = KeptInMemory(), HandTranslator()
    board = film().model_copy(update={"scenes": film().scenes * 4})
    with pytest.raises(WriterError):
        translate(model, board=board, keeper=keeper, timeout=1.0, chat=(Fault(times=1), Fault(wait=30)))
    assert keeper.draft.texts
