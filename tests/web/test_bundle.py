"""The player is written as many modules and sent as one script."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from hackathon_backend.web import pages
from hackathon_backend.web.bundle import BUNDLES, bundle, modules
from hackathon_backend.web.sending import STATIC

from ..api.conftest import Client, client, container

__all__ = ["client", "container"]

_TOP = re.compile(r"^(?:async )?(?:function\*?|class|const|let) (?:(\w+)|[\[{]([^\]}]*)[\]}])", re.M)


def _write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.js").write_text(text, "utf-8")
    return folder / "entry.js"


@pytest.mark.parametrize("name", BUNDLES)
def test_no_two_modules_have_a_name_in_common(name: str) -> None:
    found = list(modules(STATIC / name))
    assert len(found) > 1
    named = re.findall(r"\w+", " ".join(" ".join(pair) for module in found for pair in _TOP.findall(module.body)))
    assert [each for each, count in Counter(named).items() if count > 1] == []


@pytest.mark.parametrize("name", BUNDLES)
def test_every_module_of_the_folder_is_in_the_script_once(name: str) -> None:
    folder = (STATIC / name).with_suffix("")
    assert sorted(module.path for module in modules(STATIC / name)) == sorted([*folder.rglob("*.js"), STATIC / name])


def test_the_script_asks_for_no_other_file(client: Client) -> None:
    script = client.get("/static/lesson-video.js").text
    assert not re.search(r"^\s*(import|export)\b|\bimport\(", script, re.M)
    assert "customElements.define" in script


def test_modules_stand_after_what_they_import_and_only_once(tmp_path: Path) -> None:
    entry = _write(
        tmp_path,
        entry='import { b } from "./b.js";\nimport { a } from "./a.js";\nconsole.log(a, b);\n',
        a="export const a = 1;\n",
        b='import {\n  a,\n} from "./a.js";\n\nexport function b() {\n  return a;\n}\n',
    )
    assert bundle(entry).decode() == ("const a = 1;\n\nfunction b() {\n  return a;\n}\n\nconsole.log(a, b);\n")


def test_comments_are_not_sent(tmp_path: Path) -> None:
    text = '// Why.\n/**\n * More.\n */\nconst style = `/* kept */`; // too\n  // gone\nalert("http://a");\n'
    assert bundle(_write(tmp_path, entry=text)).decode() == ('const style = `/* kept */`; // too\nalert("http://a");\n')


def test_a_module_keeps_the_address_that_it_has_on_its_own(tmp_path: Path) -> None:
    _write(tmp_path / "parts", home="export const home = new URL('../../', import.meta.url);\n")
    entry = _write(tmp_path, entry='import { home } from "./parts/home.js";\n')
    assert "new URL('../../', new URL(\"parts/home.js\", import.meta.url).href)" in bundle(entry).decode()


@pytest.mark.parametrize(
    "text",
    ["export default 1;\n", 'import * as a from "./a.js";\n', 'import { a as b } from "./a.js";\n', "export { a };\n"],
)
def test_what_cannot_be_put_together_is_named(tmp_path: Path, text: str) -> None:
    entry = _write(tmp_path, entry=text, a="export const a = 1;\n")
    with pytest.raises(ValueError, match=re.escape(text.strip())):
        bundle(entry)


def test_an_edit_to_a_module_is_sent_at_the_next_request(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "STATIC", tmp_path)
    _write(tmp_path / "parts", word='export const word = "before";\n')
    (tmp_path / "lesson-video.js").write_text('import { word } from "./parts/word.js";\nalert(word);\n')
    first = client.get("/static/lesson-video.js")
    assert "before" in first.text
    assert first.headers["Cache-Control"] == "no-cache"
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/static/lesson-video.js", headers=known).status_code == 304
    part = tmp_path / "parts" / "word.js"
    part.write_text('export const word = "after!";\n')
    os.utime(part, ns=(part.stat().st_atime_ns, part.stat().st_mtime_ns + 1))
    second = client.get("/static/lesson-video.js", headers=known)
    assert (second.status_code, "after!" in second.text) == (200, True)


def test_the_script_is_packed_for_who_can_unpack_it(client: Client) -> None:
    packed = client.get("/static/lesson-video.js", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < 30_500
