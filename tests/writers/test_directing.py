"""A language model directs a film: an outline, every scene by itself, and what the checker finds mended once."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from hackathon_backend.errors import LeaseLost, WriterError, WriterUnreachable
from hackathon_backend.lessons import Lesson, Library
from hackathon_backend.storyboard import Fault as Flaw
from hackathon_backend.storyboard import Storyboard
from hackathon_backend.writers.base import Brief, Request
from hackathon_backend.writers.drafts import Draft
from hackathon_backend.writers.llm.chat_model import ChatModel
from hackathon_backend.writers.llm.writer import LlmWriter
from tests.upstream import Fault, Scenario, Upstream
from tests.upstream.scenario import error

from .canned_model import CALLED_FOR, OUTLINE, PLAN, TAKEAWAYS, CannedModel, planned, scene, subject, told

ASK = Request("Make a video on demand", "demand", "en", speech_seconds=90)

Check = Callable[[Storyboard, tuple[int, int]], Sequence[Flaw]]


def flawless(_board: Storyboard, _size: tuple[int, int]) -> list[Flaw]:
    return []


class Directed:
    """What came of a request, and what was asked for it."""

    def __init__(self, brief: Brief, upstream: Upstream) -> None:
        self.brief = brief
        self.calls = [request.fields for request in upstream.requests]
        self.subjects = [subject(fields) for fields in self.calls]
        self.board = Storyboard.read(brief.storyboard or {})
        self.kinds = [scene.type for scene in self.board.scenes]


def direct(
    model: CannedModel,
    request: Request = ASK,
    *,
    check: Check = flawless,
    timeout: float = 20,
    parallel: int = 4,
    lessons: Sequence[Lesson] = (),
    **faults: Any,
) -> Directed:
    with Upstream(Scenario(replies=(model,), **faults)) as upstream:
        chat = ChatModel("key", upstream.url, "gpt-6-luna", timeout=timeout)
        writer = LlmWriter(chat, Library(list(lessons)), parallel=parallel, check=check)
        return Directed(writer.brief(request), upstream)


def test_a_film_of_seven_scenes_costs_an_outline_and_a_call_for_each_scene() -> None:
    made = direct(CannedModel())
    assert made.subjects[0] == "outline"
    assert sorted(made.subjects[1:]) == [*range(1, CALLED_FOR + 1)]
    assert made.kinds == [*PLAN]
    assert made.brief.takeaways == tuple(TAKEAWAYS)
    assert [each.text for each in made.board.scenes[-1].takeaways] == TAKEAWAYS  # type: ignore[union-attr]
    assert [scene.narration for scene in made.board.scenes] == [each["narration"] for each in OUTLINE["scenes"]]
    assert [(each.kind, each.idea) for each in made.brief.outline][2] == ("plot", "The idea of plot")
    assert made.brief.narration.startswith(OUTLINE["scenes"][0]["narration"].split(".")[0])


def test_each_scene_is_asked_for_by_the_schema_of_its_kind_alone() -> None:
    made = direct(CannedModel())
    forms = {subject(call): call["response_format"]["json_schema"] for call in made.calls}
    assert forms["outline"]["name"] == "outline"
    assert forms[3]["name"] == "plot"
    assert "curves" in forms[3]["schema"]["properties"]
    assert "regions" not in str(forms[3]["schema"])
    for form in forms.values():
        assert form["schema"]["required"] == [*form["schema"]["properties"]]
        assert form["schema"]["additionalProperties"] is False
    assert not {"type", "narration"} & {*forms[3]["schema"]["properties"]}


def test_scenes_are_asked_for_side_by_side_but_no_more_than_are_allowed() -> None:
    busy: list[int] = []
    under_way = {"now": 0}

    class Slow(CannedModel):
        def __call__(self, fields: dict[str, Any]) -> Any:
            under_way["now"] += 1
            busy.append(under_way["now"])
            time.sleep(0.1)
            under_way["now"] -= 1
            return super().__call__(fields)

    direct(Slow(), parallel=3)
    assert max(busy) in (2, 3)
    busy.clear()
    direct(Slow(), parallel=1)
    assert max(busy) == 1


def test_conversation_level_language_length_and_lesson_reach_every_call() -> None:
    request = Request(
        "Mach ein Video",
        "Nachfrage",
        "de",
        lesson=Lesson.inline("Nachfrage", "Die Marke heisst Kornblume."),
        speech_seconds=60,
        level="8 year olds",
        history=(("student", "Was ist ein Preis?"), ("assistant", "Was man zahlt.")),
    )
    made = direct(CannedModel(), request)
    for call in made.calls:
        for needed in ("8 year olds", "'de'", "Was ist ein Preis?", "Kornblume", "Mach ein Video"):
            assert needed in told(call), (subject(call), needed)
    assert "about 144 words" in told(made.calls[0])
    assert made.board.language == "de"


def test_a_bad_scene_is_asked_for_once_more_with_its_fault() -> None:
    bad = scene("plot") | {"curves": [{"name": "broken", "formula": "x ^^ ) 2"}], "shifts": [], "show": []}
    made = direct(CannedModel({3: [bad, scene("plot")]}))
    assert made.kinds == [*PLAN]
    assert made.subjects.count(3) == 2
    assert len(made.calls) == 1 + CALLED_FOR + 1
    again = [call for call in made.calls if subject(call) == 3][1]["messages"]
    assert [message["role"] for message in again] == ["system", "user", "assistant", "user"]
    assert "x ^^ ) 2" in again[2]["content"]
    assert "faults" in again[3]["content"]


@pytest.mark.parametrize(
    "junk",
    ["I would rather chat.", {"nothing": "here"}, [], {"steps": "none"}, {"curves": [{"formula": "((("}]}],
    ids=str,
)
def test_a_hopeless_scene_is_drawn_from_the_outline_and_costs_no_other(junk: Any) -> None:
    made = direct(CannedModel({3: [junk]}))
    assert made.subjects.count(3) == 2
    assert [kind for place, kind in enumerate(made.kinds) if place != 2] == [
        kind for place, kind in enumerate(PLAN) if place != 2
    ]
    assert made.kinds[2] in {"cast", "points"}
    drawn = made.board.scenes[2].model_dump_json()
    assert "the sun" in drawn
    assert made.board.scenes[2].narration == OUTLINE["scenes"][2]["narration"]


def flawed(*places: int) -> Check:
    """Finds fault with these scenes, until they have a description."""

    def look(board: Storyboard, _size: tuple[int, int]) -> list[Flaw]:
        return [
            Flaw(place, 0.0, "overlap", "heading", f"heading {place} lies over it")
            for place in places
            if not board.scenes[place].description
        ]

    return look


def test_what_the_checker_finds_goes_back_once_and_the_better_scene_is_kept() -> None:
    better = scene("plot") | {"description": "Two curves cross."}
    worse = scene("map") | {"heading": "Not better"}
    made = direct(CannedModel({3: [scene("plot"), better], 4: [scene("map"), worse]}), check=flawed(2, 3))
    assert sorted(made.subjects[-2:]) == [3, 4]  # type: ignore[type-var]
    assert len(made.calls) == 1 + CALLED_FOR + 2
    assert "heading 2 lies over it" in told([call for call in made.calls if subject(call) == 3][1])
    assert made.board.scenes[2].description == "Two curves cross."
    assert made.board.scenes[3].heading == scene("map")["heading"]  # type: ignore[union-attr]


def test_a_film_never_costs_more_than_two_calls_for_each_part() -> None:
    bad = scene("process") | {"steps": "none"}
    model = CannedModel({2: [bad, bad], 3: [scene("plot"), "junk"]})
    made = direct(model, check=flawed(*range(len(PLAN))))
    assert len(made.calls) <= 2 + 2 * CALLED_FOR
    assert max(made.subjects.count(place) for place in range(1, len(PLAN) + 1)) == 2
    assert made.kinds[2] == "plot"


@pytest.mark.parametrize(
    ("refused", "form"), [(("json_schema",), "json_object"), (("json_schema", "json_object"), "text")]
)
def test_an_endpoint_without_structured_output_is_asked_more_plainly_and_that_is_remembered(
    refused: tuple[str, ...], form: str
) -> None:
    def no_schema(fields: dict[str, Any]) -> Fault | None:
        kind = fields.get("response_format", {}).get("type")
        return error(400, None, f"response_format {kind} is not supported") if kind in refused else None

    model = CannedModel()
    with Upstream(Scenario(replies=(model,), chat_fault=no_schema)) as upstream:
        chat = ChatModel("key", upstream.url, "tiny", timeout=20)
        brief = LlmWriter(chat, Library([]), check=flawless).brief(ASK)
        calls = [request.fields for request in upstream.requests]
    assert [scene["type"] for scene in (brief.storyboard or {})["scenes"]] == [*PLAN]
    assert chat.form == form
    assert not chat.condition.resting
    # It refuses each form once, whatever comes after.
    assert len(calls) == 1 + CALLED_FOR + len(refused)
    plain = next(call for call in calls[::-1] if subject(call) == 3)
    assert plain.get("response_format", {}).get("type", "text") == form
    assert '"curves"' in plain["messages"][-1]["content"]
    assert "keeps to this JSON schema" in plain["messages"][-1]["content"]


def at_scene(place: int, fault: Fault, *, times: int = 99) -> Callable[[dict[str, Any]], Fault | None]:
    left = [times]

    def fault_of(fields: dict[str, Any]) -> Fault | None:
        if subject(fields) != place or not left[0]:
            return None
        left[0] -= 1
        return fault

    return fault_of


@pytest.mark.parametrize(
    "fault",
    [
        error(500, None, "Oops."),
        error(429, None, "Slow down."),
        error(400, None, "This is too long for me."),
        Fault(cut="before"),
        Fault(200, "<h1>Hello</h1>"),
    ],
    ids=str,
)
def test_a_server_that_fails_at_one_scene_is_asked_for_the_others(fault: Fault) -> None:
    made = direct(CannedModel(), chat_fault=at_scene(3, fault))
    assert made.kinds[2] in {"cast", "points"}
    assert [*made.kinds[:2], *made.kinds[3:]] == [*PLAN[:2], *PLAN[3:]]
    assert made.subjects.count(3) == 2
    once = direct(CannedModel(), chat_fault=at_scene(3, fault, times=1))
    assert once.kinds == [*PLAN]


@pytest.mark.slow
def test_a_scene_that_takes_for_ever_is_left_in_time_and_not_asked_for_again() -> None:
    began = time.monotonic()
    made = direct(CannedModel(), chat_fault=at_scene(3, Fault(wait=60)), timeout=2)
    assert time.monotonic() - began < 20
    assert made.subjects.count(3) == 1
    assert [*made.kinds[:2], *made.kinds[3:]] == [*PLAN[:2], *PLAN[3:]]


def test_a_server_that_dies_after_the_outline_is_not_asked_for_every_scene() -> None:
    def dead(fields: dict[str, Any]) -> Fault | None:
        return None if subject(fields) == "outline" else error(503, None, "Overloaded.")

    with Upstream(Scenario(replies=(CannedModel(),), chat_fault=dead)) as upstream:
        writer = LlmWriter(ChatModel("key", upstream.url, "m", timeout=20), Library([]), parallel=1, check=flawless)
        with pytest.raises(WriterUnreachable):
            writer.brief(ASK)
        assert len(upstream.requests) == 1 + 3


@pytest.mark.parametrize(
    "outline",
    [
        "No.",
        {"title": "x"},
        OUTLINE | {"scenes": []},
        OUTLINE | {"takeaways": ["One."]},
        OUTLINE | {"scenes": [planned("title"), planned("takeaways")]},
        OUTLINE | {"scenes": [{"idea": 5}]},
    ],
    ids=["prose", "title", "no scenes", "one takeaway", "frame", "types"],
)
def test_without_a_good_outline_all_is_asked_for_in_one_go(outline: Any) -> None:
    whole = {
        "title": "Demand",
        "visual_prompt": "A market",
        "narration": "It moves.",
        "takeaways": TAKEAWAYS,
        "storyboard": {"title": "Demand", "scenes": [KINDS_SAMPLE]},
    }
    made = direct(CannedModel({"brief": [whole]}, outline))
    assert made.subjects == ["outline", "outline", "brief"]
    assert made.kinds == ["process"]
    assert made.brief.outline == ()


KINDS_SAMPLE = scene("process") | {"type": "process", "narration": planned("process")["narration"]}


def test_an_outline_that_is_right_the_second_time_is_taken() -> None:
    made = direct(CannedModel({"outline": ["Hm.", OUTLINE]}))
    assert made.subjects[:2] == ["outline", "outline"]
    assert made.kinds == [*PLAN]


def test_a_film_is_no_longer_than_was_promised() -> None:
    wordy = planned("process") | {"narration": "First comes one thing that matters. " * 30}
    outline = OUTLINE | {"scenes": [planned("title"), wordy, planned("takeaways")]}
    made = direct(CannedModel({2: [scene("process")]}, outline), Request("A video", "x", "en", speech_seconds=30))
    assert made.subjects.count("outline") == 2
    assert "has time for 72" in told(made.calls[1])
    assert len(made.brief.narration.split()) <= 72 * 1.25
    assert made.brief.narration.count("First comes one thing that matters.") > 3


def test_words_alone_fill_one_scene_at_most() -> None:
    outline = OUTLINE | {"scenes": [planned("title"), *[planned("points")] * 3, planned("takeaways")]}
    says: dict[str | int, list[Any]] = {place: ["junk"] for place in (3, 4)} | {2: [scene("points")]}
    made = direct(CannedModel(says, outline))
    assert [each.kind for each in made.brief.outline].count("points") == 1
    assert "points" in told(made.calls[1])


def test_a_film_that_has_no_frame_gets_one() -> None:
    made = direct(CannedModel({1: [{"title": "x", "subtitle": "", "icon": "none"}], 2: [scene("process")]},
                              OUTLINE | {"scenes": [planned("process")]}))  # fmt: skip
    assert made.kinds == ["title", "process", "takeaways"]


def test_a_model_that_writes_no_scene_at_all_is_asked_in_one_go() -> None:
    made_up = CannedModel({place: ["junk"] for place in range(1, 8)})
    with Upstream(Scenario(replies=(made_up,))) as upstream:
        writer = LlmWriter(ChatModel("key", upstream.url, "m", timeout=20), Library([]), check=flawless)
        with pytest.raises(WriterError):
            writer.brief(ASK)
        subjects = [subject(request.fields) for request in upstream.requests]
    assert subjects[-1] == "brief"
    assert len(subjects) == 1 + 2 * CALLED_FOR + 1


class Kept:
    """Keeps drafts in memory, up to `most` of them: then nobody waits any more."""

    def __init__(self, draft: Draft | None = None, most: int = 99) -> None:
        self.draft = draft
        self.told: list[tuple[str, float]] = []
        self._most = most

    def keep(self, draft: Draft | None, told: str, part: float) -> None:
        if len(self.told) >= self._most:
            raise LeaseLost("vid_1")
        self.draft = draft
        self.told.append((told, part))


def test_what_is_being_written_is_told() -> None:
    kept = Kept()
    with Upstream(Scenario(replies=(CannedModel(),))) as upstream:
        LlmWriter(ChatModel("key", upstream.url, "m", timeout=20), Library([]), check=flawless).brief(ASK, kept)
    lines = [line for line, _ in kept.told]
    assert lines[0] == "writing the outline"
    assert "writing scene 3 of 7" in lines
    parts = [part for _, part in kept.told]
    assert parts == sorted(parts)
    assert parts[-1] <= 1


def test_nothing_is_asked_for_twice_by_whoever_goes_on() -> None:
    broken_off, model = Kept(most=4), CannedModel()
    with Upstream(Scenario(replies=(model,))) as upstream:
        chat = ChatModel("key", upstream.url, "m", timeout=20)
        writer = LlmWriter(chat, Library([]), parallel=1, check=flawless)
        with pytest.raises(LeaseLost):
            writer.brief(ASK, broken_off)
        assert broken_off.draft is not None
        missing = broken_off.draft.missing
        assert 0 < len(missing) < CALLED_FOR
        began = len(upstream.requests)
        brief = writer.brief(ASK, Kept(broken_off.draft))
        later = [subject(request.fields) for request in upstream.requests[began:]]
    # The one that was under way when nobody waited any more came too late to be kept, and may be counted here.
    assert {*later} == {place + 1 for place in missing}
    assert len(later) <= len(missing) + 1
    assert [scene["type"] for scene in (brief.storyboard or {})["scenes"]] == [*PLAN]


def test_whoever_writes_a_scene_is_told_the_names_that_its_kind_has() -> None:
    heart = planned("cutaway") | {"idea": "How the heart pumps", "drawn": "The heart with its chambers"}
    outline = OUTLINE | {"scenes": [planned("title"), heart, planned("takeaways")]}
    made = direct(CannedModel({2: [scene("cutaway")]}, outline))
    call = next(call for call in made.calls if subject(call) == 2)
    assert "left ventricle" in told(call)
