"""The parts of the lessons' pages that reckon: where a long text is cut, and what differs between two."""

from __future__ import annotations

from typing import Any

import pytest

from ..server import Server

pytestmark = pytest.mark.slow


@pytest.fixture
def run(page: Any, site: Server) -> Any:
    """Call a function of a module of the lessons' pages: run("diff.js", "differences", before, after)."""
    page.goto(f"{site.url}/studio")
    script = "([file, name, values]) => import(`/static/lessons/${file}`).then((found) => found[name](...values))"
    return lambda file, name, *values: page.evaluate(script, [file, name, list(values)])


def test_a_long_text_is_cut_before_headings_and_never_inside_a_fence(run: Any) -> None:
    fence = "```python\n# no heading\n" + "x = 1\n" * 3000 + "```\n"
    sections = [f"## Part {number}\n\n{'word ' * 5000}\n\n{fence}" for number in range(4)]
    parts = run("pieces.js", "pieces", "".join(sections))
    assert "".join(parts) == "".join(sections)
    assert len(parts) > 1
    assert all(len(part) <= 45_000 and part.startswith("## Part") for part in parts)


def test_a_text_without_a_line_or_heading_is_cut_all_the_same(run: Any) -> None:
    parts = run("pieces.js", "pieces", "a" * 100_000)
    assert "".join(parts) == "a" * 100_000
    assert max(map(len, parts)) <= 45_000


def test_what_differs_is_told_line_by_line(run: Any) -> None:
    found = run("diff.js", "differences", "a\nb\nc\nd", "a\nc\nnew\nd")
    assert found == [["same", "a"], ["gone", "b"], ["same", "c"], ["new", "new"], ["same", "d"]]
    lines = [f"line {number}" for number in range(40)]
    changed = [*lines[:20], "another", *lines[21:]]
    found = run("diff.js", "differences", "\n".join(lines), "\n".join(changed))
    shown = run("diff.js", "changesOf", found)
    assert shown == [
        None, ["same", "line 18"], ["same", "line 19"], ["gone", "line 20"], ["new", "another"], ["same", "line 21"],
        ["same", "line 22"], None,
    ]  # fmt: skip


def test_long_texts_that_differ_everywhere_do_not_hold_the_page_up(run: Any) -> None:
    before, after = ("\n".join(f"{word} {number}" for number in range(4000)) for word in ("old", "new"))
    found = run("diff.js", "differences", before, after)
    assert len(found) == 8000


def test_within_a_line_only_the_words_that_differ_are_marked(run: Any, page: Any) -> None:
    page.evaluate(
        """import("/static/lessons/changes.js").then(({ changesBox }) => {
          document.body.append(changesBox("same\\nIt falls twice a day.", "same\\nIt rises twice a day.", "It"));
        })"""
    )
    box = page.get_by_role("region", name="It")
    assert box.locator("del").all_inner_texts() == ["falls"]
    assert box.locator("ins").all_inner_texts() == ["rises"]


FRONT = """---
title: "Glaciers: rivers of ice"
# kept for the printer
Fach: Erdkunde
level: 'Year 8'
tags:
  - ice
  - valley
layout:
  - two columns
---

"""


def test_fields_that_are_written_change_and_all_others_stay_letter_by_letter(run: Any, page: Any) -> None:
    body = "A glacier flows.\n\n---\n\nIt carves."
    assert run("front-matter.js", "parted", FRONT + body) == {"front": FRONT, "body": body}
    for text in (body, "---\nnot a field\n---\nA text.", "--- \n\ntitle: in a text\n"):
        assert run("front-matter.js", "parted", text) == {"front": "", "body": text}
    found = page.evaluate(
        """(front) => import("/static/lessons/front-matter.js").then(({ FrontMatter }) => {
          const fields = new FrontMatter(front);
          const names = [["title", "name"], ["level"], ["keywords", "tags"], ["summary"]];
          const read = names.map((each) => fields.get(...each));
          const untouched = fields.text;
          fields.set("Year 9: \\"advanced\\"", "level");
          fields.set(["ice", "névé, old snow"], "keywords", "tags");
          fields.set("How ice moves", "summary");
          const changed = fields.text;
          fields.set("Year 8", "level");
          fields.set(["ice", "valley"], "keywords", "tags");
          fields.set("", "summary");
          const alone = new FrontMatter("");
          alone.set(["One.", "Two: three."], "takeaways");
          const made = alone.text;
          alone.set([], "takeaways");
          const again = new FrontMatter(made).get("takeaways");
          return { read, untouched, changed, back: fields.text, made, none: alone.text, again };
        })""",
        FRONT,
    )
    assert found["read"] == ["Glaciers: rivers of ice", "Year 8", ["ice", "valley"], ""]
    assert found["untouched"] == found["back"] == FRONT
    assert found["changed"] == FRONT.replace("'Year 8'", '"Year 9: \\"advanced\\""').replace(
        "  - ice\n  - valley", "  - ice\n  - névé, old snow"
    ).replace("\n---\n\n", "\nsummary: How ice moves\n---\n\n")
    assert (found["made"], found["none"]) == ('---\ntakeaways:\n  - One.\n  - "Two: three."\n---\n\n', "")
    assert found["again"] == ["One.", "Two: three."]
