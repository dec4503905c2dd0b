"""What captions of pictures begin with."""

from __future__ import annotations

import re

CAPTION = re.compile(
    r"(?:\*\*)?(?:fig(?:ure|\.)?|abb(?:ildung|\.)?|bild|schaubild|schéma|figura|ilustraci[oó]n|рис(?:унок|\.)?|图|圖|図|그림"
    r"|شكل|الشكل|चित्र|איור|תרשים)\s*[\d०-९٠-٩۰-۹IVX]+",
    re.IGNORECASE,
)
