"""The scripts of the pages are modules that nothing builds: a wrong import would first be seen in a browser."""

from __future__ import annotations

import re

from hackathon_backend.web.sending import STATIC

_IMPORT = re.compile(r'^import \{([^}]*)\} from "([^"]+)";', re.M)
_LATER = re.compile(r'\bimport\("([^"]+)"\)')
_EXPORT = re.compile(r"^export (?:async )?(?:function\*?|class|const|let) (\w+)", re.M)


def test_a_script_finds_what_it_imports() -> None:
    for script in sorted(STATIC.rglob("*.js")):
        text = script.read_text("utf-8")
        for names, address in _IMPORT.findall(text):
            offered = _EXPORT.findall((script.parent / address).read_text("utf-8"))
            assert set(re.findall(r"\w+", names)) <= set(offered), (script, address)
        for address in _LATER.findall(text):
            assert (script.parent / address).is_file(), (script, address)
