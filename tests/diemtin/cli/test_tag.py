"""`diemtin tag`. All people, places and events are invented."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.diemtin.cli.conftest import Run

TEXT = "Bà Lường Thị Xuyến, Giám đốc Sở Y tế Hà Nội, thăm Đà Nẵng."
PAGE = f"""<!DOCTYPE html><html lang="vi"><head><title>Một chuyến thăm</title></head><body>
<nav>Trang chủ</nav><article><h1>Một chuyến thăm</h1><p>{TEXT} {TEXT.replace("Bà", "Hôm qua bà")}
</p><p>Chuyến đi kéo dài hai ngày, qua ba phường ven biển và một chợ cá họp từ tờ mờ sáng.</p>
</article></body></html>"""


def rows(shown: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(shown)))


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "bài.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_into_a_pipe_mentions_go_as_csv(run: Run, article: Path) -> None:
    result = run("tag", article)
    assert (result.exit_code, result.stderr) == (0, "")
    found = rows(result.stdout)
    assert [(row["surface"], row["entity_type"]) for row in found] == [
        ("Lường Thị Xuyến", "PER"),
        ("Sở Y tế Hà Nội", "ORG"),
        ("Đà Nẵng", "LOC"),
    ]
    assert {row["path"] for row in found} == {str(article)}
    assert all(TEXT[int(row["start"]) : int(row["end"])] == row["surface"] for row in found)


def test_json_and_jsonl_hold_the_same_rows(run: Run, article: Path) -> None:
    whole = json.loads(run("tag", article, "--format", "json").stdout)
    lines = run("tag", article, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == whole
    assert [row["surface"] for row in whole] == ["Lường Thị Xuyến", "Sở Y tế Hà Nội", "Đà Nẵng"]


def test_a_table_is_aligned_and_leaves_the_path_of_a_single_file_away(
    run: Run, article: Path
) -> None:
    lines = run("tag", article, "--format", "table").stdout.splitlines()
    assert lines[0].split() == ["start", "end", "surface", "entity_type", "full_form", "confidence"]
    kinds = zip(lines[1:], ("PER", "ORG", "LOC"), strict=True)
    assert len({line.index(kind) for line, kind in kinds}) == 1
    assert str(article) not in lines[1]


def test_roles_take_the_place_of_names(run: Run, article: Path) -> None:
    (role,) = rows(run("tag", "--roles", article).stdout)
    assert (role["person"], role["title"], role["body"]) == (
        "Lường Thị Xuyến",
        "Giám đốc",
        "Sở Y tế Hà Nội",
    )


def test_the_sentence_of_each_name_is_added(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"Sáng nay trời mưa. {TEXT} Hôm sau bà về Huế.", encoding="utf-8")
    found = {
        row["surface"]: row["sentence"] for row in rows(run("tag", "--sentences", file).stdout)
    }
    assert found["Đà Nẵng"] == TEXT
    assert found["Huế"] == "Hôm sau bà về Huế."


def test_names_that_are_less_certain_are_left_out(run: Run, article: Path) -> None:
    confidences = [float(row["confidence"]) for row in rows(run("tag", article).stdout)]
    floor = sorted(confidences)[1]
    kept = rows(run("tag", "--min-confidence", str(floor), article).stdout)
    assert [float(row["confidence"]) for row in kept] == [c for c in confidences if c >= floor]


@pytest.mark.parametrize("args", [[], ["-"]])
def test_standard_input_is_read(run: Run, args: list[str]) -> None:
    found = rows(run("tag", *args, stdin=TEXT).stdout)
    assert [row["surface"] for row in found] == ["Lường Thị Xuyến", "Sở Y tế Hà Nội", "Đà Nẵng"]


def test_a_page_on_standard_input_is_read_as_one(run: Run) -> None:
    found = rows(run("tag", stdin=PAGE).stdout)
    assert {row["path"] for row in found} == {"stdin.html"}
    assert "Đà Nẵng" in {row["surface"] for row in found}
    assert "Trang" not in " ".join(row["surface"] for row in found)


def test_standard_input_is_what_it_is_said_to_be(run: Run) -> None:
    lines = "".join(json.dumps({"text": text}) + "\n" for text in ("Ông Orlov tới Huế.", TEXT))
    found = rows(run("tag", "--as", "jsonl", stdin=lines).stdout)
    assert [row["record"] for row in found if row["entity_type"] == "LOC"] == ["1", "2"]


def test_a_format_that_is_not_read_is_an_error(run: Run) -> None:
    result = run("tag", "--as", "xls", stdin=TEXT)
    assert result.exit_code == 1
    assert "There is no format 'xls'. Files are read as .txt" in result.stderr


def test_bytes_that_are_no_utf8_are_decided_as_by_the_pipeline(run: Run) -> None:
    text = f"{TEXT} Buổi chiều bà thăm chợ cá và nói chuyện với những người bán hàng lâu năm."
    found = rows(run("tag", stdin=text.encode("utf-16")).stdout)
    assert "Đà Nẵng" in {row["surface"] for row in found}


def test_the_files_of_a_folder_are_read_in_order_each_once(run: Run, tmp_path: Path) -> None:
    for name in ("b/hai.txt", "a/một.txt", ".ẩn.txt"):
        file = tmp_path / "kho" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("Ông Orlov thăm Huế.", encoding="utf-8")
    found = rows(run("tag", tmp_path / "kho", tmp_path / "kho/b/hai.txt").stdout)
    paths = list(dict.fromkeys(row["path"] for row in found))
    assert paths == [f"{tmp_path}/kho/a/một.txt", f"{tmp_path}/kho/b/hai.txt"]
    assert sum(row["surface"] == "Huế" for row in found) == 2


def test_what_cannot_be_read_is_told_and_the_rest_is_tagged(
    run: Run, article: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "rỗng.txt"
    empty.touch()
    result = run("tag", empty, article)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Not read: {empty}: empty: ")
    assert len(rows(result.stdout)) == 3


def test_the_members_of_an_archive_are_told_apart(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "kho.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.exe", "MZ")
    result = run("tag", file)
    assert {(row["path"], row["member"]) for row in rows(result.stdout)} == {(str(file), "a.txt")}
    assert result.stderr.startswith(f"Not read: {file}, b.exe: unsupported_format: ")


def test_a_file_that_is_not_there_is_an_error_before_anything_is_read(
    run: Run, article: Path, tmp_path: Path
) -> None:
    result = run("tag", article, tmp_path / "mất.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert (
        result.stderr
        == f"Error: {tmp_path / 'mất.txt'}: there is no such file or folder. Nothing was read.\n"
    )


@pytest.mark.parametrize("args", [["-", "a.txt"], ["--as", "html", "a.txt"]])
def test_standard_input_and_files_do_not_go_together(run: Run, args: list[str]) -> None:
    assert run("tag", *args).exit_code == 2


@pytest.mark.parametrize(("format", "shown"), [("json", "[]\n"), ("jsonl", "")])
def test_a_text_without_names_gives_no_rows(run: Run, format: str, shown: str) -> None:
    assert run("tag", "--format", format, stdin="Sáng nay trời mưa.").stdout == shown


def test_an_empty_folder_gives_a_head_and_no_rows(run: Run, tmp_path: Path) -> None:
    (tmp_path / "trống").mkdir()
    result = run("tag", tmp_path / "trống")
    assert (result.exit_code, rows(result.stdout)) == (0, [])
    assert result.stdout.startswith("path,member,record,")


def test_nothing_lands_and_no_table_is_written(run: Run, article: Path, tmp_path: Path) -> None:
    run("tag", article)
    assert sorted(path.name for path in (tmp_path / "data").rglob("*")) == ["inbox"]
