"""Word documents. All articles are invented."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from made_files import STORY, outcome, rows_of, word, zipped

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def with_body(body: str) -> bytes:
    """A document with another body."""
    stream = io.BytesIO(word("x"))
    with zipfile.ZipFile(stream) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["word/document.xml"] = (
        f'<w:document {_NAMESPACE} xmlns:mc="http://schemas.openxmlformats.org/'
        f'markup-compatibility/2006"><w:body>{body}</w:body></w:document>'
    ).encode()
    return zipped(members)


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_paragraphs_tables_and_author_are_read_in_their_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.author = "Lò Mẩy"
    document.add_heading("Chợ sớm", 1)
    document.add_paragraph(STORY)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Gà", "Lợn"
    document.add_paragraph("Hết.")
    stream = io.BytesIO()
    document.save(stream)
    [article], _ = rows_of(tmp_path, {"s/a.docx": stream.getvalue()})
    assert article["text"] == f"Chợ sớm\n{STORY}\nGà\nLợn\nHết."
    assert article["title"] == "Chợ sớm"
    assert article["author"] == "Lò Mẩy"


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        (run("Một") + run(" hai"), "Một hai"),
        ("<w:r><w:t>Một</w:t><w:br/><w:t>hai</w:t></w:r>", "Một\nhai"),
        ("<w:r><w:t>Một</w:t><w:tab/><w:t>hai</w:t></w:r>", "Một\thai"),
        (f"<w:hyperlink>{run('Một')}</w:hyperlink>", "Một"),
        (f"<w:ins>{run('Một')}</w:ins>{run(' hai')}", "Một hai"),
        (f"<w:del><w:r><w:delText>Không</w:delText></w:r></w:del>{run('Một')}", "Một"),
        (f"<w:moveFrom>{run('Không')}</w:moveFrom>{run('Một')}", "Một"),
        (f"<mc:AlternateContent><mc:Choice>{run('Một')}</mc:Choice><mc:Fallback>{run('Một')}"
         "</mc:Fallback></mc:AlternateContent>", "Một"),
        ("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>" + run("Một"), "Một"),
    ],
)  # fmt: skip
def test_of_a_paragraph_what_it_shows_is_read(tmp_path: Path, paragraph: str, text: str) -> None:
    assert outcome(tmp_path, "a.docx", with_body(f"<w:p>{paragraph}</w:p>")) == text


def test_a_paragraph_in_a_paragraph_comes_behind_it(tmp_path: Path) -> None:
    body = f"<w:p>{run('Ngoài')}<w:r><w:p>{run('Khung')}</w:p></w:r>{run(' tiếp')}</w:p>"
    assert outcome(tmp_path, "a.docx", with_body(body)) == "Ngoài tiếp\nKhung"


@pytest.mark.parametrize("paragraphs", [(), ("",), (" ", "\t")])
def test_a_document_without_text_has_no_text(tmp_path: Path, paragraphs: tuple[str, ...]) -> None:
    assert outcome(tmp_path, "a.docx", word(*paragraphs)) == "no_text"


def test_a_document_of_entities_is_refused_or_read_without_them(tmp_path: Path) -> None:
    laughs = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' if n else '<!ENTITY e0 "ha">' for n in range(12)
    )
    stream = io.BytesIO(word("x"))
    with zipfile.ZipFile(stream) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["word/document.xml"] = (
        f"<!DOCTYPE w [{laughs}]><w:document {_NAMESPACE}><w:body><w:p><w:r><w:t>&e11;</w:t></w:r>"
        "</w:p></w:body></w:document>"
    ).encode()
    assert outcome(tmp_path, "a.docx", zipped(members)) in ("unreadable", "no_text")


def test_a_document_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    body = f"<w:p>{run('a' * 60_000_000)}</w:p>"
    assert outcome(tmp_path, "a.docx", with_body(body)) == "unsafe_archive"


@pytest.mark.parametrize(
    "members",
    [
        {"[Content_Types].xml": "", "word/document.xml": ""},
        {"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"},
        {"[Content_Types].xml": "rác", "word/document.xml": "rác"},
    ],
)
def test_a_document_that_is_none_is_unreadable(tmp_path: Path, members: dict[str, str]) -> None:
    assert outcome(tmp_path, "a.docx", zipped(members)) == "unreadable"
