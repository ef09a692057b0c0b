"""The compiled tables on disk."""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from diemtin.tag.crf import cache
from diemtin.tag.crf.engine import Engine
from diemtin.tag.crf.release import package_folder
from diemtin.tag.crf.tables import Tables

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


class Compiled(NamedTuple):
    """The tables as they were compiled, and the folder that they were put into."""

    tables: Tables
    folder: Path

    @property
    def file(self) -> Path:
        (file,) = self.folder.iterdir()
        return file


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    """Compiled in earnest; compiling takes seconds."""
    folder = tmp_path_factory.mktemp("compiled")
    return Compiled(cache.load_tables([folder]), folder)


@pytest.fixture
def compilations(compiled: Compiled, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The packages that were compiled, by a compiler that has its tables already."""
    packages: list[Path] = []

    def compile_tables(package: Path) -> Tables:
        packages.append(package)
        return compiled.tables

    monkeypatch.setattr(cache, "compile_tables", compile_tables)
    return packages


def rows(tables: Tables) -> object:
    engine = Engine(tables)
    return engine.rows([TEXT], engine.tag([TEXT]))


def start(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PROGRAM, str(folder)]
    root = Path(__file__).resolve().parents[4]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root)


def test_what_is_read_is_what_was_compiled(compiled: Compiled, compilations: list[Path]) -> None:
    assert rows(cache.load_tables([compiled.folder])) == rows(compiled.tables)
    assert compilations == []
    assert compiled.file.suffix == ".npz"


def test_two_processes_may_start_at_once_on_an_empty_cache(
    compiled: Compiled, tmp_path: Path
) -> None:
    outputs = [
        process.communicate(timeout=120)[0] for process in [start(tmp_path), start(tmp_path)]
    ]
    assert outputs[0] == outputs[1] != ""
    (file,) = tmp_path.iterdir()
    assert file.name == compiled.file.name
    assert file.read_bytes() == compiled.file.read_bytes(), "each process compiles the same"
    later = start(tmp_path).communicate(timeout=120)[0]
    assert later == outputs[0].replace("True", "False"), "with a cache, underthesea is not imported"


@pytest.mark.parametrize("damage", ["empty", "half", "one byte", "other", "folder"])
def test_a_damaged_file_is_made_again(
    compiled: Compiled, compilations: list[Path], tmp_path: Path, damage: str
) -> None:
    content = compiled.file.read_bytes()
    path = tmp_path / compiled.file.name
    middle = len(content) // 2
    if damage == "folder":
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
    assert rows(cache.load_tables([tmp_path])) == rows(compiled.tables)
    assert compilations == [package_folder()]
    if damage != "folder":
        assert path.read_bytes() == content


def test_files_of_older_code_are_removed(compilations: list[Path], tmp_path: Path) -> None:
    (tmp_path / "crf-0123456789abcdef.npz").write_bytes(b"old")
    (tmp_path / "other.txt").write_text("kept")
    cache.load_tables([tmp_path])
    assert len(list(tmp_path.glob("*.npz"))) == 1
    assert not (tmp_path / "crf-0123456789abcdef.npz").exists()
    assert (tmp_path / "other.txt").exists()


def test_where_nothing_can_be_written_the_tables_are_compiled_all_the_same(
    compiled: Compiled, compilations: list[Path], tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    assert rows(cache.load_tables([file / "below"])) == rows(compiled.tables)
    assert compilations == [package_folder()]


def test_the_second_folder_is_taken_where_the_first_cannot_be_written(
    compilations: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    folders = [tmp_path / "file" / "below", tmp_path / "second"]
    cache.load_tables(folders)
    assert len(list((tmp_path / "second").iterdir())) == 1
    cache.load_tables(folders)
    assert len(compilations) == 1
