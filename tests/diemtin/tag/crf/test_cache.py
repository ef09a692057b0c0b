"""The compiled tables on disk."""

import subprocess
import sys
from pathlib import Path

import pytest

from diemtin.tag.crf import cache
from diemtin.tag.crf.engine import Engine

TEXT = "Bà Lường Thị Sáo và ông Trần Khắc Điệp gặp nhau ở Hà Nội sáng 3/7."
PROGRAM = f"""
import sys
from pathlib import Path
from diemtin.tag.crf.cache import load_tables
from diemtin.tag.crf.engine import Engine
engine = Engine(load_tables([Path(sys.argv[1])]))
text = {TEXT!r}
print(ascii(engine.rows([text], engine.tag([text]))))
print("underthesea" in sys.modules)
"""


def rows(folder: Path) -> object:
    engine = Engine(cache.load_tables([folder]))
    return engine.rows([TEXT], engine.tag([TEXT]))


def start(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PROGRAM, str(folder)]
    root = Path(__file__).resolve().parents[4]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root)


def test_what_is_read_is_what_was_compiled(tmp_path: Path, monkeypatch) -> None:
    compiled = rows(tmp_path)
    monkeypatch.setattr(cache, "compile_tables", lambda folder: pytest.fail("compiled again"))
    assert rows(tmp_path) == compiled
    assert [path.suffix for path in tmp_path.iterdir()] == [".npz"]


def test_two_processes_may_start_at_once_on_an_empty_cache(tmp_path: Path) -> None:
    outputs = [
        process.communicate(timeout=120)[0] for process in [start(tmp_path), start(tmp_path)]
    ]
    assert outputs[0] == outputs[1] != ""
    assert [path.suffix for path in tmp_path.iterdir()] == [".npz"]
    later = start(tmp_path).communicate(timeout=120)[0]
    assert later == outputs[0].replace("True", "False"), "with a cache, underthesea is not imported"


@pytest.mark.parametrize("damage", ["empty", "half", "one byte", "other", "folder"])
def test_a_damaged_file_is_made_again(tmp_path: Path, damage: str) -> None:
    expected = rows(tmp_path)
    (path,) = tmp_path.iterdir()
    content = path.read_bytes()
    middle = len(content) // 2
    if damage == "folder":
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes(
            {
                "empty": b"",
                "half": content[:middle],
                "one byte": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
                "other": b"not an archive" * 1_000,
            }[damage]
        )
    assert rows(tmp_path) == expected
    if damage != "folder":
        assert path.read_bytes() == content


def test_files_of_older_code_are_removed(tmp_path: Path) -> None:
    (tmp_path / "crf-0123456789abcdef.npz").write_bytes(b"old")
    (tmp_path / "other.txt").write_text("kept")
    rows(tmp_path)
    assert len(list(tmp_path.glob("*.npz"))) == 1
    assert (tmp_path / "other.txt").exists()


def test_where_nothing_can_be_written_the_tables_are_compiled_all_the_same(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    assert rows(file / "below") == rows(tmp_path / "elsewhere")


def test_the_second_folder_is_taken_where_the_first_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache.load_tables([tmp_path / "file" / "below", tmp_path / "second"])
    assert len(list((tmp_path / "second").iterdir())) == 1
