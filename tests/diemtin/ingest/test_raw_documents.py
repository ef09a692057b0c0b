"""Landing days as rows. All files are invented."""

import datetime
import hashlib
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from diemtin.calendar import VIETNAM
from diemtin.ids import identifier
from diemtin.ingest import raw_documents as module
from diemtin.ingest.raw_documents import document, raw_documents
from diemtin.ingest.reasons import Reason
from diemtin.landing import manifest
from diemtin.landing.inbox import sweep
from diemtin.tables.catalog import TABLES
from diemtin.tables.validate import conform, key_problems, order_problems

DAY = datetime.date(2025, 6, 30)
NOW = datetime.datetime(2025, 6, 30, 8, 15, tzinfo=VIETNAM)


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    return tmp_path / "landing"


def land(landing: Path, path: str, content: bytes | str) -> None:
    inbox = landing.parent / "inbox"
    file = inbox / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    sweep(inbox, landing, now=NOW)


def rows(landing: Path, **options: Any) -> list[dict[str, Any]]:
    return list(raw_documents(landing, DAY, **options).read_all().to_pylist())


def test_a_text_file_is_one_row_with_its_bytes(landing: Path) -> None:
    land(landing, "bao-a/tin.txt", "Đò đầy.")
    content = "Đò đầy.".encode()
    digest = hashlib.sha256(content).hexdigest()
    assert rows(landing) == [
        {
            "document_id": identifier("2025-06-30", "bao-a/tin.txt", 0, digest),
            "landing_date": DAY,
            "source": "bao-a",
            "path": "bao-a/tin.txt",
            "member": None,
            "record": 0,
            "format": "txt",
            "content": content,
            "n_bytes": len(content),
            "content_sha256": digest,
            "problem": None,
            "detail": None,
            "excerpt": None,
            "url": None,
            "content_type": None,
            "listed_title": None,
            "listed_author": None,
            "listed_published": None,
            "landed_at": NOW,
        }
    ]


def test_a_day_without_a_folder_is_an_empty_table(landing: Path) -> None:
    table = raw_documents(landing, DAY).read_all()
    assert table.num_rows == 0
    assert table.schema == TABLES["raw_documents"].schema


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.txt", "txt"),
        ("a.TXT", "txt"),
        ("a.html", "html"),
        ("a.htm", "html"),
        ("a.jsonl", "jsonl"),
        ("a.docx", "docx"),
        ("a.md", "unsupported"),
        ("txt", "unsupported"),
        ("a.txt.gz", "gz"),
    ],
)
def test_the_format_is_told_by_the_end_of_the_name(landing: Path, name: str, format: str) -> None:
    land(landing, f"s/{name}", "Tin.")
    assert [row["format"] for row in rows(landing)] == [format]


def test_each_line_of_a_jsonl_file_is_a_row_that_knows_its_line(landing: Path) -> None:
    land(landing, "s/a.jsonl", b'{"text": "a"}\r\n\n  \n{"text": "b"}\n{"text": "c"}')
    assert [(row["record"], row["content"]) for row in rows(landing)] == [
        (1, b'{"text": "a"}'),
        (4, b'{"text": "b"}'),
        (5, b'{"text": "c"}'),
    ]


def test_lines_of_jsonl_may_end_as_on_old_macs(landing: Path) -> None:
    land(landing, "s/a.jsonl", b"{1}\r{2}\r")
    assert [(row["record"], row["content"]) for row in rows(landing)] == [(1, b"{1}"), (2, b"{2}")]


@pytest.mark.parametrize("content", [b"", b"\n", b"\r\n  \r\n"])
def test_a_jsonl_file_without_records_is_one_empty_item(landing: Path, content: bytes) -> None:
    land(landing, "s/a.jsonl", content)
    assert [(row["record"], row["content"], row["problem"]) for row in rows(landing)] == [
        (0, b"", None)
    ]


def test_an_unsupported_file_is_listed_without_its_content(landing: Path) -> None:
    land(landing, "s/a.jpg", b"\xff\xd8")
    [row] = rows(landing)
    assert row["problem"] == Reason.UNSUPPORTED_FORMAT
    assert (row["content"], row["n_bytes"]) == (None, 2)
    assert row["content_sha256"] == hashlib.sha256(b"\xff\xd8").hexdigest()


@pytest.mark.parametrize(("size", "is_taken"), [(9, True), (10, True), (11, False), (500, False)])
def test_a_file_above_the_limit_is_listed_without_its_content(
    landing: Path, size: int, is_taken: bool
) -> None:
    land(landing, "s/a.txt", b"x" * size)
    [row] = rows(landing, max_document_bytes=10)
    assert row["content"] == (b"x" * size if is_taken else None)
    assert row["problem"] == (None if is_taken else Reason.TOO_LARGE)
    assert row["n_bytes"] == size
    assert row["content_sha256"] == hashlib.sha256(b"x" * size).hexdigest()


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b""], ids=["lf", "crlf", "none"])
@pytest.mark.parametrize(
    ("size", "is_taken"),
    [(9, True), (10, True), (11, False), (12, False), (13, False), (99, False)],
)
def test_a_record_above_the_limit_is_listed_without_its_content(
    landing: Path, size: int, is_taken: bool, line_end: bytes
) -> None:
    land(landing, "s/a.jsonl", b"ok\n" + b"x" * size + line_end)
    first, row = rows(landing, max_document_bytes=10)
    assert first["content"] == b"ok"
    assert row["record"] == 2
    assert row["content"] == (b"x" * size if is_taken else None)
    assert row["problem"] == (None if is_taken else Reason.TOO_LARGE)


@pytest.mark.parametrize("size", [11, 12, 13, 3_000_000])
def test_the_record_after_one_above_the_limit_is_read(landing: Path, size: int) -> None:
    land(landing, "s/a.jsonl", b"x" * size + b"\nsau\n")
    too_large, after = rows(landing, max_document_bytes=10)
    assert too_large["problem"] == Reason.TOO_LARGE
    assert size <= too_large["n_bytes"] <= size + 1
    assert (after["record"], after["content"]) == (2, b"sau")


def test_rows_come_in_the_order_of_path_and_record(landing: Path) -> None:
    for path in ("b/a.txt", "a/z.txt", "a/b/c.txt", "a/B.txt"):
        land(landing, path, path)
    land(landing, "a/c.jsonl", "".join(f'{{"text": "{n}"}}\n' for n in range(12)))
    table = raw_documents(landing, DAY).read_all()
    assert table.num_rows == 16
    assert (
        key_problems(TABLES["raw_documents"], table)
        + order_problems(TABLES["raw_documents"], table)
        == []
    )


@pytest.mark.parametrize(("rows_a_batch", "bytes_a_batch"), [(1, 1_000), (2, 1_000), (99, 1)])
def test_the_rows_do_not_depend_on_the_size_of_the_batches(
    landing: Path, monkeypatch: pytest.MonkeyPatch, rows_a_batch: int, bytes_a_batch: int
) -> None:
    land(landing, "s/a.jsonl", "".join(f'{{"text": "{n}"}}\n' for n in range(7)))
    expected = rows(landing)
    monkeypatch.setattr(module, "_BATCH_ROWS", rows_a_batch)
    monkeypatch.setattr(module, "_BATCH_BYTES", bytes_a_batch)
    assert rows(landing) == expected


def test_the_rows_of_a_day_keep_the_declaration(landing: Path) -> None:
    land(landing, "s/a.txt", "a")
    land(landing, "s/b.jpg", "b")
    for batch in raw_documents(landing, DAY):
        conform(TABLES["raw_documents"], batch, "test")


def test_a_file_put_there_by_hand_has_no_landing_time(landing: Path) -> None:
    file = landing / "2025-06-30/s/tay.txt"
    file.parent.mkdir(parents=True)
    file.write_text("Đặt tay.")
    assert [(row["path"], row["landed_at"]) for row in rows(landing)] == [("s/tay.txt", None)]


def test_a_file_that_cannot_be_read_is_listed_with_the_problem(landing: Path) -> None:
    land(landing, "s/a.txt", "Một.")
    (landing / "2025-06-30/s/b.txt").symlink_to(landing / "không có")
    (landing / "2025-06-30/s/c.jsonl").symlink_to(landing / "không có")
    assert [
        (row["path"], row["problem"], row["content_sha256"] is None) for row in rows(landing)
    ] == [
        ("s/a.txt", None, False),
        ("s/b.txt", Reason.UNREADABLE, True),
        ("s/c.jsonl", Reason.UNREADABLE, True),
    ]


def test_a_file_whose_name_is_no_utf8_is_listed(landing: Path) -> None:
    file = landing / "2025-06-30/s" / os.fsdecode(b"b\xb6n.txt")
    file.parent.mkdir(parents=True)
    file.write_text("Tin.")
    assert [(row["path"], row["content"]) for row in rows(landing)] == [("s/b\\xb6n.txt", b"Tin.")]


def test_a_file_that_was_changed_after_landing_is_read_as_it_is_with_a_warning(
    landing: Path, caplog: pytest.LogCaptureFixture
) -> None:
    land(landing, "s/a.txt", "Trước.")
    (landing / "2025-06-30/s/a.txt").write_text("Sau.")
    assert [row["content"] for row in rows(landing)] == [b"Sau."]
    assert "was changed after it landed" in caplog.text


def test_a_landed_file_that_is_unchanged_gives_no_warning(
    landing: Path, caplog: pytest.LogCaptureFixture
) -> None:
    land(landing, "s/a.txt", "Trước.")
    land(landing, "s/a.jsonl", '{"text": "a"}')
    rows(landing)
    assert caplog.text == ""


def test_a_copied_landing_folder_gives_the_same_rows(landing: Path, tmp_path: Path) -> None:
    land(landing, "s/a.txt", "Một.")
    land(landing, "t/b.jsonl", '{"text": "Hai."}')
    copy = Path(shutil.copytree(landing, tmp_path / "chỗ khác"))
    assert rows(copy) == rows(landing)


def test_equal_bytes_under_other_paths_records_or_days_are_other_documents() -> None:
    day, next_day = DAY, DAY + datetime.timedelta(days=1)
    ids = {
        document(content=b"a", path=path, record=record, landing_date=date)["document_id"]
        for path in ("s/a.txt", "s/b.txt")
        for record in (0, 1)
        for date in (day, next_day, None)
    }
    assert len(ids) == 12


def test_the_landing_time_does_not_change_the_document(landing: Path) -> None:
    land(landing, "s/a.txt", "Một.")
    [with_time] = rows(landing)
    (landing / "2025-06-30" / manifest.MANIFEST_NAME).unlink()
    [without] = rows(landing)
    assert without["document_id"] == with_time["document_id"]
