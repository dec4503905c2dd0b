"""The film as one file: opened from a disk, without a server, it plays, shows its words, and asks its question."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from ..server import Server
from .conftest import PHONE, check_axe

pytestmark = pytest.mark.slow
READY = "document.querySelector('lesson-video')?.state === 'ready'"
TRACKS = """async () => {
  const { video } = document.querySelector("lesson-video");
  video.muted = true;
  await video.play();
  await new Promise((done) => setTimeout(done, 600));
  const tracks = [...video.textTracks].map(({ kind, cues }) => [kind, cues?.length]);
  return { length: video.duration, at: video.currentTime, tracks };
}"""


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 900}, PHONE])
def test_it_plays_with_captions_transcript_and_question_and_asks_no_server(
    site: Server, film: Any, browser: Any, viewport: Any, tmp_path: Path
) -> None:
    file = tmp_path / "film.html"
    with urlopen(f"{site.url}/api/videos/{film['videoId']}/offline.html") as answer:
        file.write_bytes(answer.read())
    context = browser.new_context(viewport=viewport, offline=True)
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.wait_for_function(READY)
    page.wait_for_function("document.querySelector('lesson-video').shadowRoot.textContent.includes('What to remember')")
    seen = page.evaluate(TRACKS)
    assert seen["length"] == pytest.approx(film["durationSeconds"], abs=0.2)
    assert seen["at"] > 0
    assert {kind for kind, count in seen["tracks"] if count} >= {"captions", "chapters"}
    assert [url for url in asked if not url.startswith(("file:", "blob:"))] == []
    check_axe(page)
    context.close()
