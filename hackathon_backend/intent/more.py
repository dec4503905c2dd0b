"""Requests that name no video, only that there shall be one more: "再来一个关于细胞的", "光合成についてもう一つ"."""

from __future__ import annotations

import re

_PLEASE = (
    r"(?:\s*(?:please|pls|thanks|お願いします|お願い|ください|で|を|请|吧|谢谢|कृपया|दो|दीजिए|बनाओ|दिखाओ|من فضلك"
    r"|해줘|해 줘))*"
)
_ONE_MORE = tuple(
    re.compile(rf"^\W*{pattern}{_PLEASE}\W*$", re.IGNORECASE)
    for pattern in (
        r"(?:请|那就?|好的?[,，]?|现在)?(?:再|也|还要)?(?:给我|帮我)?(?:来|做|要)(?:一?个|一段)(?:关于|讲)?(?P<topic>.+?)的",
        r"(?:请|那就?|好的?[,，]?|现在)?再(?:给我|帮我)?(?:来|做)(?:一?个|一段)(?:关于|讲)(?P<topic>[^的]+)",
        r"(?:じゃあ、?|では、?|次は)?(?P<topic>.+?)(?:について|に関して)も?(?:もう|あと)(?:一つ|ひとつ|1つ|一本|1本)",
        r"(?:もう|あと)(?:一つ|ひとつ|1つ|一本|1本)[、,\s]*(?P<topic>.+?)(?:について|に関して)(?:の)?",
        r"(?P<topic>.+?)(?:에 대해서?|에 관해서?)\s*(?:도\s*)?(?:하나 더|한 개 더)",
        r"(?P<topic>.+?)\s+(?:पर|के बारे में)\s+(?:भी\s+)?एक\s+और",
        r"एक\s+और\s+(?P<topic>.+?)\s+(?:पर|के बारे में)",
        r"(?:واحد[اة]?|آخر)\s+(?:آخر|أيضا|ايضا)?\s*(?:عن|حول)\s+(?P<topic>.+?)",
        r"(?:(?:and|now|ok|okay|make|do|give me|i'?d like|can (?:you|i) (?:make|do|have|get))\s+)*"
        r"(?:one more|(?:a|one|another)\s+(?:(?:quick|short|long|new|nice|similar)\s+)+one)\s+(?:about|on|for)\s+"
        r"(?P<topic>.+?)",
    )
)
_LONGEST = 120
"""Characters of such a request."""


def one_more(text: str) -> str | None:
    """What one more video is asked for about; None if `text` asks for none in this way."""
    asks = text.rstrip().endswith(("?", "？", "؟")) and not text.lower().startswith("can ")
    if asks or len(text) > _LONGEST:
        return None
    found = next(filter(None, (pattern.match(text) for pattern in _ONE_MORE)), None)
    return found["topic"].strip(" ,、，") if found else None
