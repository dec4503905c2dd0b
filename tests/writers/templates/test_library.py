"""Templates come from files; a bad one is named and keeps nobody away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hackathon_backend.errors import NotFound
from hackathon_backend.writers.base import PROMPT_LIMIT
from hackathon_backend.writers.templates.library import CONTENT, TemplateLibrary

STARTERS = {"cinematic-scene", "product-showcase", "text-animation", "nature-scene"}
GOOD = {
    "name": "N",
    "description": "D",
    "category": "mine",
    "prompt": "Show {it}.",
    "gaps": {"it": {"label": "It", "example": "a bee"}},
}


def written(folder: Path, name: str, fields: object) -> None:
    (folder / name).write_text(fields if isinstance(fields, str) else json.dumps(fields), "utf-8")


def test_the_starters_and_a_dozen_for_lessons_come_with_it() -> None:
    library = TemplateLibrary.load()
    assert not library.problems
    assert {each.id for each in library.templates} >= STARTERS
    assert sum(each.category == "lesson" for each in library.templates) >= 12
    assert len(library.templates) == len(list(CONTENT.iterdir()))


@pytest.mark.parametrize("template", TemplateLibrary.load().templates, ids=lambda each: each.id)
def test_every_template_can_be_filled_with_its_examples(template: object) -> None:
    from hackathon_backend.writers.templates.template import GAP, PromptTemplate

    assert isinstance(template, PromptTemplate)
    prompt, missing = template.render({name: gap.example for name, gap in template.gaps.items()})
    assert not missing
    assert not set(GAP.findall(prompt)) & set(template.gaps)
    assert template.medium == "drawn" or len(prompt) <= PROMPT_LIMIT


def test_an_own_template_is_added_and_one_of_the_same_id_takes_the_place(tmp_path: Path) -> None:
    written(tmp_path, "mine.json", GOOD)
    written(tmp_path, "anatomy.yaml", GOOD)
    library = TemplateLibrary.load(tmp_path)
    assert library.get("mine").prompt == "Show {it}."
    assert library.get("anatomy").category == "mine"
    assert library.replaced == ("anatomy",)
    assert library.own == {"mine", "anatomy"}


@pytest.mark.parametrize(
    ("name", "fields", "said"),
    [
        ("a.yaml", "name: [", "no YAML"),
        ("a.json", "{", "no JSON"),
        ("a.yaml", "- a list", "holds no template"),
        ("a.yaml", "!!python/object/apply:os.system ['true']", "no YAML"),
        ("a.yaml", GOOD | {"prompt": ""}, "prompt"),
        ("a.yaml", GOOD | {"prompt": "Show it."}, "gap it is not in the prompt"),
        ("a.yaml", GOOD | {"colour": "red"}, "colour"),
        ("a.yaml", {name: GOOD[name] for name in ("name", "prompt")}, "description"),
        ("A b.yaml", GOOD, "id"),
        ("a.yaml", GOOD | {"gaps": {"it": {"label": "It", "example": "a bee", "max_length": 2}}}, "2 characters"),
        ("a.yaml", "x" * 200_000, "larger than"),
    ],
)
def test_a_bad_file_is_named_and_left_out(tmp_path: Path, name: str, fields: object, said: str) -> None:
    written(tmp_path, name, fields)
    written(tmp_path, "good.json", GOOD)
    library = TemplateLibrary.load(tmp_path)
    assert library.get("good")
    (problem,) = library.problems
    assert str(tmp_path / name) in problem
    assert said in problem


def test_a_folder_that_is_a_file_of_its_name_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "latin.yaml").write_bytes("name: Käse".encode("latin-1"))
    assert len(TemplateLibrary.load(tmp_path).problems) == 2


def test_an_unknown_id_is_told_the_nearest() -> None:
    with pytest.raises(NotFound, match="cinematic-scene"):
        TemplateLibrary.load().get("cinematic-scen")
