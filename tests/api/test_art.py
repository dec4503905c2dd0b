"""What the studio's picker asks for: drawings by words, and their pictures."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from hackathon_backend.storyboard.drawing.art import chosen
from hackathon_backend.storyboard.drawing.art.index import drawings


def named(client: FlaskClient, query: str) -> list[str]:
    answer = client.get(f"/api/art?{query}")
    assert answer.status_code == 200, answer.text
    return [each["name"] for each in answer.get_json()["art"]]


def test_a_word_finds_drawings_in_its_language_the_fitting_one_first(client: FlaskClient) -> None:
    assert named(client, "q=leaf")[0] == "leaf"
    assert named(client, "q=Baum&language=de")[0] == "tree"
    assert named(client, "q=心脏&language=zh")[0] == "heart"
    assert named(client, "q=zzzz") == []
    assert len(named(client, "")) == 24
    assert len(named(client, "q=a&limit=3")) == 3


def test_the_word_of_each_drawing_gets_it_and_no_other(client: FlaskClient) -> None:
    for query in ("leaf", "book", "cell", "giraffe"):
        for each in client.get(f"/api/art?q={query}").get_json()["art"]:
            art = chosen(each["word"])
            assert art
            assert art.id == each["id"]


@pytest.mark.parametrize("query", ["limit=0", "limit=1000", "limit=x", "q=" + "x" * 81, "language=", "color=red"])
def test_bad_questions_are_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"/api/art?{query}").status_code == 400


def test_every_drawing_is_shown_in_two_tones_of_the_texts_colour(client: FlaskClient) -> None:
    for drawing in drawings()[::25]:
        answer = client.get(f"/api/art/{drawing.id}.svg")
        assert answer.status_code == 200
        assert answer.mimetype == "image/svg+xml"
        assert "max-age=86400" in answer.headers["Cache-Control"]
        root = ElementTree.fromstring(answer.text)
        assert root.get("fill") == "currentColor"
        assert {each.tag.rpartition("}")[2] for each in root.iter()} <= {"svg", "path", "clipPath"}
        assert [path.get("opacity") for path in root if path.get("opacity")] == ["0.2"]


@pytest.mark.parametrize("name", ["phosphor:nothing", "..%2F..%2Fsettings", "phosphor:../sun", "x" * 500, "%00"])
def test_what_is_no_drawing_is_not_found(client: FlaskClient, name: str) -> None:
    assert client.get(f"/api/art/{name}.svg").status_code == 404
