"""PDF documents. All articles are invented."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_files import STORY, outcome, outcomes, pdf, rows_of

from diemtin.ingest import pdf as module
from diemtin.ingest.pdf_lines import paragraphs

_HASH = "<" + "00" * 32 + ">"
LOCKED = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {_HASH} /U {_HASH} /P -4 >> /ID [<00> <00>]"


def test_every_mark_of_vietnamese_is_read(tmp_path: Path) -> None:
    text = "Ế ề ổ ỗ ộ ơ ở ỡ ợ ư ử ữ ự ă ẳ ẵ ặ â ẩ ẫ ậ đ Đ ỳ ỷ ỹ ỵ ĩ ị"
    assert outcome(tmp_path, "a.pdf", pdf(text)) == text


def test_pages_are_read_in_their_order(tmp_path: Path) -> None:
    assert outcome(tmp_path, "a.pdf", pdf("Trang đầu.", "Trang giữa.", "Trang cuối.")) == (
        "Trang đầu.\nTrang giữa.\nTrang cuối."
    )


@pytest.mark.parametrize("pages", [("",), ("", ""), ("12",)])
def test_a_scan_without_text_has_no_text(tmp_path: Path, pages: tuple[str, ...]) -> None:
    assert outcome(tmp_path, "a.pdf", pdf(*pages)) == "no_text"


def test_a_document_under_a_password_is_encrypted(tmp_path: Path) -> None:
    _, [reject] = rows_of(tmp_path, {"s/a.pdf": pdf(STORY, trailer=LOCKED)})
    assert (reject["reason"], reject["excerpt"]) == ("encrypted", None)


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.4 junk", pdf(STORY)[:300]])
def test_a_document_that_is_damaged_is_unreadable(tmp_path: Path, content: bytes) -> None:
    assert outcome(tmp_path, "a.pdf", content) == "unreadable"


def test_a_document_that_takes_too_long_is_refused_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck = tmp_path / "stuck.py"
    stuck.write_text("import threading; threading.Event().wait()")
    monkeypatch.setattr(module, "_EXTRACTOR", stuck)
    monkeypatch.setattr(module, "MAX_SECONDS", 0.05)
    found = outcomes(tmp_path, {"s/a.pdf": pdf(STORY), "s/b.txt": STORY})
    assert [one.text or one.reason for one in found] == ["timeout", STORY]


@pytest.mark.parametrize("end", ["os.abort()", "os.kill(os.getpid(), 11)", "raise ValueError(7)"])
def test_a_document_that_breaks_its_reader_is_refused_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text(f"import os\n{end}")
    monkeypatch.setattr(module, "_EXTRACTOR", broken)
    found = outcomes(tmp_path, {"s/a.pdf": pdf(STORY), "s/b.txt": STORY})
    assert [one.text or one.reason for one in found] == ["unreadable", STORY]


def test_the_reader_of_pdf_has_a_process_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = []
    real = subprocess.run

    def run(*arguments: Any, **options: Any) -> Any:
        ran.append(arguments[0])
        return real(*arguments, **options)

    monkeypatch.setattr(module.subprocess, "run", run)
    assert outcome(tmp_path, "a.pdf", pdf(STORY)) == STORY
    assert len(ran) == 1


# Lines as they are laid out

WRAPPED = """\
Chợ phiên Bản Mù
Phiên chợ Bản Mù họp từ tờ mờ sáng, người các bản
xuống đông như hội, hàng hoá chất đầy hai bên con
đường mới mở.
Trời mưa to nên ai cũng về sớm hơn mọi phiên chợ.
Hàng bán được chừng một nửa so với phiên họp trước
đó, bà con nói vậy.
7"""


def test_lines_that_are_full_go_on_in_the_next() -> None:
    assert paragraphs([WRAPPED]).split("\n") == [
        "Chợ phiên Bản Mù",
        "Phiên chợ Bản Mù họp từ tờ mờ sáng, người các bản xuống đông như hội, hàng hoá chất đầy "
        "hai bên con đường mới mở.",
        "Trời mưa to nên ai cũng về sớm hơn mọi phiên chợ.",
        "Hàng bán được chừng một nửa so với phiên họp trước đó, bà con nói vậy.",
    ]


def test_a_paragraph_goes_on_over_pages_and_their_numbers() -> None:
    pages = ["Người các bản xuống đông như hội, hàng hoá chất\n- \n12", "Trang 13/20\nđầy sân."]
    joined = paragraphs([pages[0].replace("- \n", ""), pages[1]])
    assert joined == "Người các bản xuống đông như hội, hàng hoá chất đầy sân."


@given(st.lists(st.text(), max_size=4))
def test_no_word_is_lost_but_numbers_of_pages(pages: list[str]) -> None:
    lines = [line for page in pages for line in page.replace("\ufffe", "").splitlines()]
    words = [word for line in lines for word in line.split()]
    kept = paragraphs(pages).split()
    assert [word for word in kept if not word[:1].isdigit()] == [
        word for word in words if not word[:1].isdigit() and word.casefold() != "trang"
    ] or any("trang" in word.casefold() for word in words)
