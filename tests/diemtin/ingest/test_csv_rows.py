"""Tables of cells. All articles are invented."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_files import STORY, outcomes, rows_of

from diemtin.ingest import csv_rows as module
from diemtin.ingest.column_map import ColumnMap


def rows(tmp_path: Path, content: bytes | str, name: str = "a.csv") -> list[tuple[int, str]]:
    """`(line, text or reason)` of every row."""
    found = outcomes(tmp_path, {f"s/{name}": content})
    return [(one.record, str(one.text or one.reason)) for one in found]


def test_each_row_is_an_item_that_knows_its_line(tmp_path: Path) -> None:
    content = 'id,text\n1,Một.\n\n2,"Hai,\nhai dòng."\n3,Ba.\n'
    assert rows(tmp_path, content) == [(2, "Một."), (4, "Hai,\nhai dòng."), (6, "Ba.")]


def test_all_columns_of_an_article_are_read(tmp_path: Path) -> None:
    content = (
        "Tiêu đề,Nội dung,Đường dẫn,Nguồn,Tác giả,Ngày đăng,Lượt xem\n"
        f'Chợ sớm,"{STORY}",https://v.example/1,Báo Suối,Lò Mẩy,27/6/2025 08:15,7\n'
    )
    [article], _ = rows_of(tmp_path, {"s/a.csv": content})
    assert article["text"] == f"Chợ sớm\n{STORY}"
    assert article["title"] == "Chợ sớm"
    assert article["url"] == "https://v.example/1"
    assert article["source"] == "Báo Suối"
    assert article["author"] == "Lò Mẩy"
    assert article["published_date_source"] == "record"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_delimiter_is_that_of_the_heading(
    tmp_path: Path, name: str, delimiter: str, line_end: str, mark: str
) -> None:
    lines = [f'"text"{delimiter}url', f'"Một, hai; ba | bốn"{delimiter}u', ""]
    found = rows(tmp_path, mark + line_end.join(lines), name)
    assert found == [(2, "Một, hai; ba | bốn")]


def test_a_line_that_tells_excel_the_delimiter_is_none_of_the_table(tmp_path: Path) -> None:
    assert rows(tmp_path, "\ufeffsep=;\ntext;x\nMột, hai.;\n") == [(3, "Một, hai.")]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines_may_end_as_on_old_macs(tmp_path: Path, mark: str) -> None:
    table = f'{mark}text,url\r"Chợ Bản Mù.\nHọp sớm.",u\rChợ Bản Lừa.,v\r'
    assert rows(tmp_path, table) == [(2, "Chợ Bản Mù.\nHọp sớm."), (4, "Chợ Bản Lừa.")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_wide_encoding_with_its_mark_is_read(tmp_path: Path, encoding: str) -> None:
    text = "text\turl\nChợ Bản Mù.\tu\n"
    content = ("" if encoding in ("utf-16", "utf-32") else "\ufeff") + text
    assert rows(tmp_path, content.encode(encoding), "a.tsv") == [(2, "Chợ Bản Mù.")]


def test_a_wide_encoding_that_breaks_off_loses_only_what_is_behind(tmp_path: Path) -> None:
    content = "\ufefftext\nMột.\n".encode("utf-16-le") + b"\x00\xd8"
    assert rows(tmp_path, content)[-1][1] == "undecodable"


def test_bytes_that_are_no_utf8_are_refused_row_by_row(tmp_path: Path) -> None:
    found = rows(tmp_path, "text\nMột.\n".encode() + b"H\x81\x8d\n" + b"Ba.\n")
    assert [found[0], found[2]] == [(2, "Một."), (4, "Ba.")]
    assert found[1] == (3, "undecodable")


# Rows that are out of order


@pytest.mark.parametrize(
    ("line", "is_read"),
    [
        ('2,"Hai', False),
        ('2,"Hai" hai', False),
        ('"2,Hai.', False),
        ('2,Hai 5" hai.', True),
        ("2,Hai.,thừa", False),
        ("2,Hai.,,", True),
        ("2", False),
    ],
)
def test_a_row_that_is_broken_does_not_lose_those_after_it(
    tmp_path: Path, line: str, is_read: bool
) -> None:
    content = f'id,text\n1,Một.\n{line}\n3,"Ba ""ba""."\n4,Bốn.\n'
    found = rows(tmp_path, content)
    assert [found[0], *found[2:]] == [(2, "Một."), (4, 'Ba "ba".'), (5, "Bốn.")]
    assert found[1][0] == 3
    assert (found[1][1] != "malformed_record") == is_read


def test_a_quotation_mark_that_never_closes_loses_its_line_alone(tmp_path: Path) -> None:
    content = 'id,text\n1,Một.\n2,"Hai.\n' + "".join(f"{n},Tin {n}.\n" for n in range(3, 300))
    found = rows(tmp_path, content)
    assert found[1] == (3, "malformed_record")
    assert [text for _, text in found[2:]] == [f"Tin {n}." for n in range(3, 300)]


def test_broken_rows_show_what_is_wrong_and_their_beginning(tmp_path: Path) -> None:
    _, [reject] = rows_of(tmp_path, {"s/a.csv": 'id,text\n2,"Hai\n'})
    assert "quotation marks" in reject["detail"]
    assert reject["excerpt"] == '2,"Hai'


@pytest.mark.parametrize("content", ["", "\n\n", "text\n", "text,url\n\n,\n", "\ufeff", "sep=;\n"])
def test_a_table_without_rows_is_empty(tmp_path: Path, content: str) -> None:
    assert [reason for _, reason in rows(tmp_path, content)] == ["empty"]


def test_a_column_whose_name_is_there_before_gets_a_number(tmp_path: Path) -> None:
    content = "text,text,,\nMột.,Hai.,Ba.,Bốn.\n"
    assert rows(tmp_path, content) == [(2, "Một.")]
    [second] = rows_of(tmp_path, {}, {"s": ColumnMap(text="text_2")})[0]
    assert second["text"] == "Hai."


def test_a_table_without_a_column_for_the_text_names_the_columns(tmp_path: Path) -> None:
    _, [reject] = rows_of(tmp_path, {"s/a.csv": "mã,giá\n1,2\n"})
    assert reject["reason"] == "malformed_record"
    assert "'mã', 'giá'" in reject["detail"]


def test_a_heading_may_end_in_any_letter(tmp_path: Path) -> None:
    [article], _ = rows_of(tmp_path, {"s/a.csv": "text,tác giả \nChợ họp.,Lò Và\n"})
    assert article["author"] == "Lò Và"
    content = "nguyên văn của bà\nChợ họp.\n"
    [article], _ = rows_of(tmp_path, {"s/a.csv": content}, {"s": ColumnMap("nguyên văn của bà")})
    assert article["text"] == "Chợ họp."


def test_an_empty_cell_for_the_text_is_an_empty_item(tmp_path: Path) -> None:
    assert rows(tmp_path, "id,text\n1,\n2,Hai.\n") == [(2, "empty"), (3, "Hai.")]


@pytest.mark.parametrize("n_bytes", [100, 101, 5_000])
def test_a_row_above_the_limit_does_not_lose_those_after_it(tmp_path: Path, n_bytes: int) -> None:
    content = "id,text\n1,Một.\n2," + "x" * n_bytes + "\n3,Ba.\n"
    found = outcomes(tmp_path, {"s/a.csv": content}, max_document_bytes=100)
    assert [(one.record, one.text or one.reason) for one in found] == [
        (2, "Một."), (3, "too_large"), (4, "Ba.")
    ]  # fmt: skip


def test_a_cell_may_be_longer_than_the_csv_module_allows(tmp_path: Path) -> None:
    text = "Chợ đông. " * 30_000
    assert rows(tmp_path, f'text\n"{text}"\n') == [(2, text.strip())]


def test_a_cell_of_many_lines_above_the_limit_is_refused_and_reading_goes_on(
    tmp_path: Path,
) -> None:
    content = 'id,text\n1,"' + "dòng\n" * 50 + "\n3,Ba.\n"
    found = outcomes(tmp_path, {"s/a.csv": content}, max_document_bytes=100)
    assert found[0].reason == "malformed_record"
    assert found[-1].text == "Ba."


CELLS = st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), max_size=8)


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5))
def test_whatever_a_table_holds_its_cells_come_out_as_they_went_in(table: list[list[str]]) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["text", "url"])
    writer.writerows(table)
    content = io.BufferedReader(io.BytesIO(stream.getvalue().encode()))  # type: ignore[arg-type]
    items = list(module.csv_rows(content, 10_000, format="csv"))
    read = [list(module.json.loads(item.content).values()) for item in items if item.content]
    # Python's writer leaves a lone blank unquoted, and a row of blanks is none.
    assert read == [row for row in table if any(cell.strip(" \t\n") for cell in row)]


@settings(deadline=None)
@given(st.text(st.sampled_from('a,"\n;\t\r\0'), max_size=40))
def test_of_any_text_each_line_is_in_a_row_or_refused(text: str) -> None:
    content = io.BufferedReader(io.BytesIO(text.encode()))  # type: ignore[arg-type]
    items = list(module.csv_rows(content, 10_000, format="csv"))
    records = [item.record for item in items]
    assert items
    assert records == sorted(set(records))
