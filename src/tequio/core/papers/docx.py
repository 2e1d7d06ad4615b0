"""A small writer of Word documents: headings, paragraphs, tables, lines to sign. What the union needs, no more.

The parts and names are those of ECMA-376 (Office Open XML), part 1; every text is escaped, so nothing typed is markup.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPE = f"{WORDS}.document"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1  # 1 or 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Signatures:
    """A line for each to sign on, with the name below."""

    names: Sequence[str]


Block = Heading | Paragraph | Table | Signatures


def write_docx(blocks: Iterable[Block], *, title: str, author: str) -> bytes:
    """The file. The same blocks give the same bytes."""
    body = "".join(_block(block) for block in blocks)
    page = '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'  # noqa: E501
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(("officeDocument", f"{RELATIONS}/officeDocument", "word/document.xml"),
                                  ("core", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")),
        "word/_rels/document.xml.rels": _relations(("styles", f"{RELATIONS}/styles", "styles.xml")),
        "word/document.xml": f'{HEAD}<w:document xmlns:w="{W}"><w:body>{body}{page}</w:body></w:document>',
        "word/styles.xml": _styles(),
        "docProps/core.xml": _properties(title, author),
    }  # fmt: skip
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            # A fixed date, so that a paper printed twice is the same paper.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text)
    return made.getvalue()


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return _paragraph(text, style=f"Heading{level}")
        case Paragraph(text, is_bold):
            return _paragraph(text, is_bold=is_bold)
        case Table(head, rows):
            return _table(head, rows)
        case Signatures(names):
            return "".join(_paragraph("\n\n" + "_" * 40 + f"\n{name}") for name in names)


def _paragraph(text: str, *, style: str = "", is_bold: bool = False) -> str:
    kind = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    bold = "<w:rPr><w:b/></w:rPr>" if is_bold else ""
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(_legal(line)) for line in text.split("\n"))
    return f'<w:p>{kind}<w:r>{bold}<w:t xml:space="preserve">{lines}</w:t></w:r></w:p>'


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    columns = "<w:gridCol/>" * len(head)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="999999"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    first = "<w:trPr><w:tblHeader/></w:trPr>" + "".join(_cell(text, is_bold=True) for text in head)
    others = "".join("<w:tr>" + "".join(_cell(text) for text in row) + "</w:tr>" for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid><w:tr>{first}</w:tr>{others}</w:tbl>" + _paragraph("")
    )


def _cell(text: str, *, is_bold: bool = False) -> str:
    return f"<w:tc><w:tcPr/>{_paragraph(text, is_bold=is_bold)}</w:tc>"


def _legal(text: str) -> str:
    """Without the characters that XML does not know."""
    return "".join(char for char in text if char == "\t" or ord(char) >= 32)


def _styles() -> str:
    def style(name: str, size: int, space: int) -> str:
        return (
            f'<w:style w:type="paragraph" w:styleId="Heading{name}"><w:name w:val="heading {name}"/>'
            f'<w:pPr><w:keepNext/><w:spacing w:before="{space}" w:after="80"/><w:outlineLvl w:val="{int(name) - 1}"/>'
            f'</w:pPr><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
        )

    return (
        f'{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/>'
        '<w:lang w:val="es-MX"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr>'
        f"</w:pPrDefault></w:docDefaults>{style('1', 36, 0)}{style('2', 26, 240)}</w:styles>"
    )


def _types() -> str:
    def override(part: str, kind: str) -> str:
        return f'<Override PartName="{part}" ContentType="{kind}"/>'

    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + override("/word/document.xml", f"{WORDS}.document.main+xml")
        + override("/word/styles.xml", f"{WORDS}.styles+xml")
        + override("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
        + "</Types>"
    )


def _relations(*related: tuple[str, str, str]) -> str:
    rows = "".join(
        f'<Relationship Id={quoteattr(key)} Type="{kind}" Target="{target}"/>' for key, kind, target in related
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _properties(title: str, author: str) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(_legal(title))}</dc:title>'
        f"<dc:creator>{escape(_legal(author))}</dc:creator></cp:coreProperties>"
    )
