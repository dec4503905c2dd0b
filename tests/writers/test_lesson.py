import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hackathon_backend.errors import NoLesson, RequestError
from hackathon_backend.lessons import Lesson, Library
from hackathon_backend.storyboard import Storyboard
from hackathon_backend.writers.base import Brief, Request
from hackathon_backend.writers.lesson.beats import speaking_time
from hackathon_backend.writers.lesson.writer import LessonWriter


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.load()


@pytest.fixture(scope="module")
def writer(library: Library) -> LessonWriter:
    return LessonWriter(library)


def ask(topic: str, **changes: object) -> Request:
    values: dict[str, object] = {"message": f"Make a video about {topic}", "topic": topic, "language": "en"}
    return Request(**(values | changes))  # type: ignore[arg-type]


def board(brief: Brief) -> Storyboard:
    assert brief.storyboard is not None
    return Storyboard.read(brief.storyboard)


def cues(scene: object) -> list[str]:
    """Every cue below a scene's JSON."""
    if isinstance(scene, dict):
        own = [scene["cue"]] if scene.get("cue") else []
        return own + [cue for value in scene.values() for cue in cues(value)]
    return [cue for each in scene for cue in cues(each)] if isinstance(scene, list | tuple) else []


LESSONS = [lesson.id for lesson in Library.load().lessons]


@pytest.mark.parametrize("seconds", [60.0, *(pytest.param(each, marks=pytest.mark.slow) for each in (15.0, 180.0))])
@pytest.mark.parametrize("id", LESSONS)
def test_every_lesson_becomes_a_film_that_fits_its_time(
    library: Library, writer: LessonWriter, id: str, seconds: float
) -> None:
    brief = writer.brief(ask("", lesson=library.get(id), speech_seconds=seconds))
    assert brief.lesson_id == id
    assert len(brief.narration.split()) <= seconds * 2.5
    # In a quarter of a minute a picture needs its time to be looked at.
    assert speaking_time([brief.narration]) >= seconds * (0.2 if seconds == 15.0 else 0.4)
    scenes = board(brief).scenes
    assert brief.narration == " ".join(scene.narration for scene in scenes if scene.narration)
    assert seconds == 15.0 or (scenes[0].type, scenes[-1].type) == ("title", "takeaways")
    assert {scene.type for scene in scenes} - {"title", "points", "takeaways"}, "nothing but statements"


@pytest.mark.parametrize("id", LESSONS)
def test_what_is_said_stands_in_the_lesson(library: Library, writer: LessonWriter, id: str) -> None:
    lesson = library.get(id)
    text = " ".join(" ".join(block.text for block in lesson.blocks).split()).casefold()
    for sentence in board(writer.brief(ask(lesson.title))).scenes[1].narration.split(". "):
        assert sentence.rstrip(".").casefold() in text


@pytest.mark.parametrize("id", LESSONS)
def test_things_appear_at_words_that_are_said(library: Library, writer: LessonWriter, id: str) -> None:
    brief = writer.brief(ask("", lesson=library.get(id), speech_seconds=120))
    assert brief.storyboard is not None
    for scene in brief.storyboard["scenes"]:
        assert all(cue in scene["narration"] for cue in cues(scene))


@pytest.mark.parametrize("id", LESSONS)
def test_points_are_short_and_not_read_out(library: Library, writer: LessonWriter, id: str) -> None:
    for scene in board(writer.brief(ask("", lesson=library.get(id), speech_seconds=180))).scenes:
        if scene.type == "points":
            assert 2 <= len(scene.points) <= 5
            assert all(len(point.text) <= 60 for point in scene.points)
            assert not all(f"{point.text}." in scene.narration for point in scene.points)


@pytest.mark.parametrize(
    ("topic", "kind"),
    [
        ("React hooks", "code"),
        ("useEffect cleanup", "cast"),
        ("photosynthesis", "cast"),
        ("the water cycle", "cutaway"),
        ("the French Revolution", "timeline"),
        ("the quadratic formula", "equation"),
        ("adding fractions", "chart"),
        ("Newton's second law", "plot"),
        ("plant and animal cells", "compare"),
        ("shortage and surplus", "compare"),
        ("binary search", "array"),
    ],
)
def test_each_idea_gets_the_scene_that_shows_it_best(writer: LessonWriter, topic: str, kind: str) -> None:
    assert kind in {scene.type for scene in board(writer.brief(ask(topic))).scenes}


def test_the_water_cycle_is_drawn_as_a_landscape_with_its_flows(writer: LessonWriter) -> None:
    scenes = [scene for scene in board(writer.brief(ask("the water cycle"))).scenes if scene.type == "cutaway"]
    assert {scene.subject for scene in scenes} == {"water cycle"}
    flows = [flow.flow for flow in scenes[0].flows]
    assert flows == ["evaporation", "condensation", "precipitation", "run-off"]


def test_a_timeline_has_its_dates_in_order(writer: LessonWriter) -> None:
    (scene,) = (scene for scene in board(writer.brief(ask("the French Revolution"))).scenes if scene.type == "timeline")
    assert len(scene.events) >= 4
    years = [int(event.when[-4:]) for event in scene.events]
    assert years == sorted(years)


def test_a_narrow_topic_is_answered_by_its_section(writer: LessonWriter) -> None:
    brief = writer.brief(ask("useEffect cleanup"))
    assert brief.title == "Cleaning up an effect"
    assert brief.narration.startswith("An effect can return a cleanup function.")
    assert "The cleanup function stops what an effect has started." in brief.takeaways


def test_a_section_can_be_asked_for_by_its_name(writer: LessonWriter) -> None:
    assert writer.brief(ask("the causes of the French Revolution")).title == "Causes"


def test_a_broad_topic_gets_the_whole_lesson(writer: LessonWriter) -> None:
    for topic in ("supply and demand", "la ley de la oferta y la demanda"):
        assert writer.brief(ask(topic)).title == "Supply and demand"


def test_a_video_of_this_is_about_what_was_asked_before(writer: LessonWriter) -> None:
    history = (("student", "What is the discriminant?"), ("assistant", "It tells how many solutions there are."))
    assert writer.brief(ask("", history=history)).title == "The discriminant"


def test_a_clip_gets_two_sentences_and_no_storyboard(writer: LessonWriter) -> None:
    brief = writer.brief(ask("photosynthesis", speech_seconds=10, storyboard=False))
    assert brief.storyboard is None
    assert brief.narration == (
        "Plants use light to build sugar from water and carbon dioxide. Oxygen is left over when water is split."
    )


@pytest.mark.parametrize("seconds", [4.0, 8.0, 10.0, 20.0])
@pytest.mark.parametrize("id", LESSONS)
def test_a_clip_is_narrated_in_whole_sentences_that_fit(
    library: Library, writer: LessonWriter, id: str, seconds: float
) -> None:
    brief = writer.brief(ask("", lesson=library.get(id), speech_seconds=seconds, storyboard=False))
    assert brief.narration.endswith((".", "?"))
    assert 0 < len(brief.narration.split()) <= seconds * 2.5


@pytest.mark.parametrize("id", LESSONS)
def test_the_prompt_says_what_to_show(library: Library, writer: LessonWriter, id: str) -> None:
    prompt = writer.brief(ask("", lesson=library.get(id))).visual_prompt
    assert prompt.startswith("Educational animation showing ")
    assert len(prompt) <= 500
    assert prompt.endswith("no written text.")


def test_the_prompt_of_a_programming_topic_has_things_to_see(writer: LessonWriter) -> None:
    prompt = writer.brief(ask("React hooks")).visual_prompt
    for seen in ("component tree", "data flow arrows", "highlighted code lines"):
        assert seen in prompt.casefold()


def test_the_style_that_was_asked_for_is_honoured(writer: LessonWriter) -> None:
    brief = writer.brief(ask("photosynthesis", style="hand-drawn   watercolour\n"))
    assert "Style: hand-drawn watercolour." in brief.visual_prompt


def test_a_long_style_leaves_the_prompt_within_its_limit(writer: LessonWriter) -> None:
    assert len(writer.brief(ask("photosynthesis", style="very bright " * 100)).visual_prompt) <= 500


def test_takeaways_are_three_of_the_key_points(library: Library, writer: LessonWriter) -> None:
    for lesson in library.lessons:
        brief = writer.brief(ask("", lesson=lesson))
        assert len(set(brief.takeaways)) == 3
        assert set(brief.takeaways) <= set(lesson.key_points)
        assert all(len(each) <= 90 for each in brief.takeaways)


@pytest.mark.parametrize(
    "text", ["Plants make sugar.", "42", "光合作用很重要。", "# Only a heading", "```\nx = 1\n```", "$$\nx\n$$"]
)
def test_a_tiny_lesson_still_has_three_takeaways(writer: LessonWriter, text: str) -> None:
    lesson = Lesson.inline("Tiny", text)
    for storyboard in (True, False):
        brief = writer.brief(ask("", lesson=lesson, storyboard=storyboard))
        assert len({each.casefold() for each in brief.takeaways}) == 3


@pytest.mark.parametrize("text", ["A calico cat playing a piano on stage", "black holes"])
def test_a_film_of_one_sentence_makes_no_list_of_it(writer: LessonWriter, text: str) -> None:
    brief = writer.brief(ask("", lesson=Lesson.inline(text, text)))
    assert [scene.type for scene in board(brief).scenes] == ["title"]
    assert len(brief.takeaways) == 3


def test_a_lesson_of_code_alone_shows_the_code(writer: LessonWriter) -> None:
    brief = writer.brief(ask("", lesson=Lesson.inline("Sum", "```python\nprint(1 + 1)\n```")))
    assert [scene.type for scene in board(brief).scenes] == ["title", "code"]


def test_a_topic_that_no_lesson_covers_is_refused_kindly(library: Library, writer: LessonWriter) -> None:
    with pytest.raises(NoLesson, match=r"“black holes”.*Adding fractions") as caught:
        writer.brief(ask("black holes", lesson=library.get("react-hooks")))
    assert caught.value.status == 422


def test_the_refusal_is_in_the_students_language(writer: LessonWriter) -> None:
    with pytest.raises(NoLesson, match="Ninguna lección trata de «agujeros negros»"):
        writer.brief(ask("agujeros negros", language="es"))


def test_another_language_than_the_students_is_noted(writer: LessonWriter) -> None:
    brief = writer.brief(ask("la fotosíntesis", language="es-MX"))
    assert brief.language == "en"
    assert brief.notes == ("La lección está en otro idioma (English), y por eso esto también.",)
    assert writer.brief(ask("photosynthesis", language="en-GB")).notes == ()


def test_a_lesson_in_another_language_stays_in_it(writer: LessonWriter) -> None:
    text = "# Les marées\n\nLa Lune attire la mer. L'eau monte deux fois par jour.\n\n- La Lune\n- Le Soleil"
    brief = writer.brief(ask("", lesson=Lesson.inline("Les marées", text), language="fr"))
    assert brief.language == "fr"
    assert brief.notes == ()
    assert board(brief).scenes[-1].heading == "À retenir"


def test_a_lesson_that_was_sent_has_no_id_to_link_to(writer: LessonWriter) -> None:
    assert writer.brief(ask("", lesson=Lesson.inline("Tides", "The sea rises."))).lesson_id is None


def test_the_same_request_gives_the_same_brief(writer: LessonWriter) -> None:
    assert writer.brief(ask("the cell")) == writer.brief(ask("the cell"))


MARKDOWN = st.lists(
    st.sampled_from(
        [
            "# Tides\n",
            "## \n",
            "The Moon pulls on the sea. It rises.\n",
            "- One: a thing\n- Two, and more\n",
            "1. 1789: It began.\n2. 1799: It ended.\n",
            "1. First\n2. Second\n3. Third\n",
            "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n",
            "| | Low | High |\n|---|---|---|\n| Sea | | rises |\n",
            "|x|\n|-|\n",
            "```python\nsea = moon()\n```\n",
            "$$\nF = m \\cdot a\n$$\n",
            "> quoted\n",
            "<b>x</b>\n",
            "word " * 120 + "\n",
            "a" * 500 + "\n",
            "## Key points\n\n- Same.\n- Same.\n",
            "海水上涨。\n",
            "\x00\u202e\n",
        ]
    ),
    max_size=12,
).map("\n".join)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(
    title=st.text(max_size=30),
    text=MARKDOWN | st.text(),
    topic=st.sampled_from(["", "tides", "Moon"]),
    seconds=st.sampled_from([2.0, 10.0, 45.0]),
    storyboard=st.booleans(),
)
def test_any_lesson_gives_a_sound_brief_or_an_honest_error(
    writer: LessonWriter, title: str, text: str, topic: str, seconds: float, storyboard: bool
) -> None:
    try:
        lesson = Lesson.inline(title, text)
        brief = writer.brief(ask(topic, lesson=lesson, speech_seconds=seconds, storyboard=storyboard))
    except (RequestError, NoLesson):
        return
    assert brief.title
    assert len({each.casefold() for each in brief.takeaways}) == 3
    assert all(each.strip() for each in brief.takeaways)
    assert len(brief.visual_prompt) <= 500
    assert len(brief.narration.split()) <= seconds * 2.5
    if storyboard:
        scenes = board(brief).scenes
        assert brief.narration == " ".join(scene.narration for scene in scenes if scene.narration)
