"""Small office documents, made by the tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from .converting import picture

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
_SPACES = f"{_W} {_M} {_R} {_A} {_WP}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
STYLES = """<w:style w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="H2"><w:name w:val="Mine"/><w:basedOn w:val="Base2"/></w:style>
<w:style w:styleId="Base2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="C"><w:name w:val="caption"/></w:style>"""
NUMBERING = """<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>"""


def archive(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of those files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return out.getvalue()


def docx(body: str, *, footnotes: str = "", more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word document with that body."""
    relations = (
        f'<Relationship Id="rPic" Type="{_OFFICE}/image" Target="media/image1.png"/>'
        f'<Relationship Id="rLink" Type="{_OFFICE}/hyperlink" Target="https://example.org/x" TargetMode="External"/>'
    )
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships {_PACKAGE}><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_W}>{STYLES}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_W}>{NUMBERING}</w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {_W}>{footnotes}</w:footnotes>",
        "word/_rels/document.xml.rels": f"<Relationships {_PACKAGE}>{relations}</Relationships>",
        "word/media/image1.png": picture("blue"),
    }
    return archive({**files, **(more or {})})


def paragraph(text: str, style: str = "", properties: str = "", run: str = "") -> str:
    """A paragraph of Word."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    start = f"<w:p><w:pPr>{named}{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
    return f'{start}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def listed(text: str, number: int, level: int = 0) -> str:
    """An item of a list of Word: 5 is numbered, 6 has bullets."""
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def odf(kind: str, content: str, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """An OpenDocument text ("text") or presentation ("presentation")."""
    names = ("office", "text", "table", "drawing", "presentation", "style", "svg-compatible")
    short = {"drawing": "draw", "svg-compatible": "svg"}
    spaces = " ".join(
        f'xmlns:{short.get(name, name)}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names
    )
    body = (
        f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink"><office:automatic-styles>'
        '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1"/>'
        f"</text:list-style></office:automatic-styles><office:body><office:{kind}>{content}</office:{kind}></office:body>"
        "</office:document-content>"
    )
    files: dict[str, str | bytes] = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": body,
        "Pictures/1.png": picture("green"),
    }
    return archive({**files, **(more or {})})
