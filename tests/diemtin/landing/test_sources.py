"""sources.yaml: what it may say, and how each mistake is told."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from diemtin.corpus import Corpus
from diemtin.ingest.column_map import ColumnMap
from diemtin.landing.capture import capture, waiting_files
from diemtin.landing.check import check_sources
from diemtin.landing.health import read
from diemtin.landing.sources import (
    FeedSource,
    FolderSource,
    SitemapSource,
    SourcesError,
    UrlsSource,
    read_sources,
)

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def file(corpus: Corpus) -> Path:
    return corpus.sources_file


def write(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


def problems(file: Path, text: str | bytes) -> list[str]:
    """What is told, without the file's name."""
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(SourcesError) as caught:
        read_sources(file)
    told = caught.value.problems
    assert all(one.startswith(f"{file}") for one in told)
    return [one.removeprefix(f"{file}, ").removeprefix(f"{file}: ") for one in told]


# What it may say


def test_without_a_file_the_inbox_is_the_only_source(file: Path) -> None:
    (source,) = read_sources(file).sources
    assert isinstance(source, FolderSource)
    assert (source.name, source.path, source.subfolders_are_sources) == ("inbox", "inbox", True)


def test_the_committed_file_says_the_same_as_none(file: Path) -> None:
    assert read_sources(ROOT / "data/sources.yaml") == read_sources(file)


def test_the_examples_in_the_committed_file_are_good(file: Path) -> None:
    text = (ROOT / "data/sources.yaml").read_text(encoding="utf-8")
    sources = read_sources(write(file, re.sub("(?m)^  # ", "  ", text)))
    assert [source.kind for source in sources.sources] == [
        "folder", "feed", "sitemap", "urls", "folder"
    ]  # fmt: skip
    assert sources.columns() == {
        "kho-cu": ColumnMap(text="noi_dung", title="tieu_de", published_at="ngay_dang")
    }


def test_all_kinds_with_all_their_defaults(file: Path) -> None:
    stated = [
        {"kind": "folder", "name": "a", "path": "x"},
        {"kind": "feed", "name": "b", "url": "https://bao.example/rss"},
        {"kind": "sitemap", "name": "c", "url": "http://[2001:db8::1]:8080/s.xml"},
        {"kind": "urls", "name": "d", "urls": ["https://bao.example/tin-tức"], "enabled": False},
    ]
    sources = read_sources(write(file, yaml.safe_dump({"sources": stated})))
    assert [type(one) for one in sources.sources] == [
        FolderSource, FeedSource, SitemapSource, UrlsSource
    ]  # fmt: skip
    assert [one.name for one in sources.network] == ["b", "c"]
    feed = sources.network[0]
    assert feed.respect_robots
    assert not feed.allow_private_addresses
    assert feed.limits.delay_seconds == 1


# Mistakes


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1: sources: Field required"),
        ("sources:\n", "line 1: sources: Input should be a valid list"),
        ("[]", "line 1: Input should be a valid dictionary or instance of Sources"),
        ("sources: [\n  a", "line 2: expected ',' or ']', but got '<stream end>'"),
        ("sources: []\nkieu: 1\n", "line 2: kieu: there is no such field"),
        ("sources: []\nsources: []\n", "line 2: sources: is there twice"),
        ("sources: []\nconcurrency: 0\n",
         "line 2: concurrency: Input should be greater than or equal to 1 (it is 0)"),
        ("sources: []\nconcurrency: '4'\n",
         "line 2: concurrency: Input should be a valid integer (it is '4')"),
        ("sources:\n- a\n", "line 2: sources[0]: Input should be a valid dictionary or object to "
         "extract fields from (it is 'a')"),
        ("sources:\n- name: a\n", "line 2: sources[0].kind: must be folder, feed, sitemap or urls"),
        ("sources:\n- name: a\n  kind: rss\n",
         "line 2: sources[0].kind: must be folder, feed, sitemap or urls"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_field(file: Path, text: str, told: str) -> None:
    assert problems(file, text) == [told]


FEED = "sources:\n- kind: feed\n  name: a\n  url: https://bao.example/rss\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("poll_every_minutes: 0", "poll_every_minutes: Input should be greater than or equal to 1"),
        ("enabled: 'yes'", "enabled: Input should be a valid boolean"),
        ("limits: 5", "limits: Input should be"),
        ("limits: {max_items: -1}", "limits.max_items: Input should be greater than"),
        ("limits: {max_item: 1}", "limits.max_item: there is no such field"),
        ("limits: {read_seconds: 0}", "limits.read_seconds: Input should be greater than 0"),
        ("limits: {max_bytes: 1e9}", "limits.max_bytes: Input should be a valid integer"),
        ("path: inbox", "path: there is no such field"),
        ("columns: {text: a}", "columns: there is no such field"),
    ],
)
def test_a_field_of_a_source_is_told_by_its_path(file: Path, line: str, told: str) -> None:
    (found,) = problems(file, FEED + f"  {line}\n")
    assert found.startswith(f"line 5: sources[0].{told}")


@pytest.mark.parametrize(
    "url",
    ["ftp://bao.example/", "file:///etc/passwd", "bao.example/rss", "http://", "https:///a",
     "http://bao.example:0/", "http://bao.example:99999/", "http://[::1", "https://bao .example/",
     "javascript:alert(1)"],
)  # fmt: skip
def test_what_is_no_web_address_is_told(file: Path, url: str) -> None:
    text = yaml.safe_dump({"sources": [{"kind": "feed", "name": "a", "url": url}]})
    (found,) = problems(file, text)
    assert "sources[0].url: " in found


@pytest.mark.parametrize(
    "name",
    ["", " ", "a/b", "..", ".an", "a\\b", "a\nb", "a\x00b", "source_health.jsonl", "x" * 201,
     "ba\u0301o"],
)  # fmt: skip
def test_a_name_must_do_as_a_folder(file: Path, name: str) -> None:
    text = yaml.safe_dump({"sources": [{"kind": "folder", "name": name, "path": "x"}]})
    (found,) = problems(file, text)
    assert "sources[0].name: " in found


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({}, "columns.text: Field required"),
        ({"text": ""}, "columns.text: String should have at least 1 character"),
        ({"text": "a", "ngay": "b"}, "columns.ngay: there is no such field"),
        ({"text": ["a"]}, "columns.text: Input should be a valid string"),
        ("noi_dung", "columns: Input should be"),
    ],
)
def test_a_column_map_names_known_fields(file: Path, columns: Any, told: str) -> None:
    source = {"kind": "folder", "name": "a", "path": "x", "columns": columns}
    (found,) = problems(file, yaml.safe_dump({"sources": [source]}))
    assert f"sources[0].{told}" in found


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines(file: Path) -> None:
    text = (
        "user_agent: no version\n"
        "sources:\n"
        "- {kind: folder, name: a, path: x}\n"
        "- {kind: feed, name: A, url: 'ftp://b'}\n"
        "- kind: urls\n"
        "  name: c\n"
        "  urls: []\n"
    )
    assert [one.split(": ")[:2] for one in problems(file, text)] == [
        ["line 1", "user_agent"],
        ["line 4", "sources[1].name"],
        ["line 4", "sources[1].url"],
        ["line 7", "sources[2].urls"],
    ]


@pytest.mark.parametrize(
    "content",
    [
        "# bao\nuser_agent: a/1\n# b\xe1o\n".encode("latin-1"),
        "# ệ\nuser_agent: a/1\n\x07\n".encode(),
    ],
)
def test_a_character_that_is_none_of_yaml_is_told_with_its_line(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(SourcesError, match="line 3: ") as told:
        read_sources(file)
    assert len(told.value.problems) == 1


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"\x00", b"a: \x80", b"a: 2025-13-45", b"? [1]\n: 2", b"&a [*a]"]
)
def test_what_is_no_yaml_is_told(file: Path, content: bytes) -> None:
    assert len(problems(file, content)) == 1


def test_with_a_mistake_nothing_lands(corpus: Corpus) -> None:
    corpus.inbox.mkdir()
    (corpus.inbox / "a.txt").write_text("Tin.", encoding="utf-8")
    write(corpus.sources_file, "sources: 7\n")
    with pytest.raises(SourcesError):
        capture(corpus, corpus.today)
    assert (corpus.inbox / "a.txt").exists()
    assert not corpus.landing.exists()


# Folders


def folders(corpus: Corpus, *sources: dict[str, Any]) -> None:
    described = [{"kind": "folder", **source} for source in sources]
    write(corpus.sources_file, yaml.safe_dump({"sources": described}, allow_unicode=True))


def drop(corpus: Corpus, path: str) -> Path:
    file = corpus.data_dir / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"Tin {path}.", encoding="utf-8")
    return file


def test_the_files_of_a_folder_land_under_its_name(corpus: Corpus) -> None:
    folders(corpus, {"name": "kho cũ", "path": "kho"})
    file = drop(corpus, "kho/2019/một.txt")
    captured = capture(corpus, corpus.today)
    assert captured.swept is not None
    assert captured.swept.landed == ["kho cũ/2019/một.txt"]
    assert not file.exists()


def test_a_folder_whose_files_are_kept_lands_them_once(corpus: Corpus) -> None:
    folders(corpus, {"name": "kho", "path": "kho", "keep_files": True})
    file = drop(corpus, "kho/một.txt")
    first = capture(corpus, corpus.today)
    second = capture(corpus, corpus.today)
    assert file.exists()
    assert second.landed == first.landed
    assert second.landed.by_source == {"kho": 1}


def test_several_folders_are_swept_together(corpus: Corpus) -> None:
    folders(
        corpus,
        {"name": "inbox", "path": "inbox", "subfolders_are_sources": True},
        {"name": "kho", "path": str(corpus.data_dir / "kho")},
        {"name": "tắt", "path": "tat", "enabled": False},
    )
    for path in ("inbox/báo/a.txt", "inbox/b.txt", "kho/c.txt", "tat/d.txt"):
        drop(corpus, path)
    assert len(waiting_files(corpus)) == 3
    captured = capture(corpus, corpus.today)
    assert captured.landed.by_source == {"báo": 1, "inbox": 1, "kho": 1}
    assert waiting_files(corpus) == []


def test_a_folder_that_is_not_there_is_told_once_a_day(corpus: Corpus) -> None:
    folders(corpus, {"name": "kho", "path": "khong-co"})
    for _ in range(2):
        capture(corpus, corpus.today)
    (told,) = read(corpus.landing / corpus.today.isoformat())
    assert (told.source, told.state) == ("kho", "failed")
    assert told.failures == [f"no_folder: {corpus.data_dir / 'khong-co'}"]


def test_files_that_stay_in_a_folder_are_told(corpus: Corpus) -> None:
    folders(corpus, {"name": "kho", "path": "kho"})
    drop(corpus, "kho/một.txt")
    (corpus.data_dir / "kho/lối tắt.txt").symlink_to("/etc/hostname")
    capture(corpus, corpus.today)
    capture(corpus, corpus.today)
    (told,) = read(corpus.landing / corpus.today.isoformat())
    assert (told.state, told.n_fetched, told.n_waiting) == ("partial", 1, 1)
    assert told.failures == ["left_in_folder: lối tắt.txt: it is no regular file"]


@pytest.mark.parametrize("name", ["source_health.jsonl", "landed.jsonl"])
def test_a_file_cannot_take_the_place_of_a_days_records(corpus: Corpus, name: str) -> None:
    drop(corpus, f"inbox/{name}/a.txt")
    drop(corpus, "inbox/b/a.txt")
    captured = capture(corpus, corpus.today)
    assert captured.swept is not None
    assert captured.swept.left == [str(corpus.inbox / name / "a.txt")]


def test_what_sources_there_are_can_be_looked_at(corpus: Corpus) -> None:
    write(
        corpus.sources_file,
        FEED + "- {kind: folder, name: kho, path: kho}\n- {kind: folder, name: mất, path: mat}\n",
    )
    drop(corpus, "kho/một.txt")
    feed, folder, missing = check_sources(corpus)
    assert (feed.where, feed.due_at, feed.problem) == ("https://bao.example/rss", None, None)
    assert (folder.found, folder.problem) == ("1 files", None)
    assert missing.problem == "there is no such folder"
