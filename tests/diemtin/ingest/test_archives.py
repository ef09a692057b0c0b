"""Members of zip archives. All articles are invented."""

import io
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_files import STORY, gzipped, outcome, outcomes, rows_of, word, zipped, zstandard

from diemtin.ingest import archives, parts
from diemtin.ingest.raw_documents import document


def members(tmp_path: Path, content: bytes) -> dict[str | None, str | None]:
    """Member → its text or the reason why it has none."""
    found = outcomes(tmp_path, {"s/a.zip": content})
    return {one.member: one.text or one.reason for one in found}


def with_infos(*infos: tuple[zipfile.ZipInfo, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, content in infos:
            archive.writestr(info, content)
    return stream.getvalue()


# Members are items of their own


def test_each_member_is_an_item_by_its_own_format(tmp_path: Path) -> None:
    content = zipped(
        {"b.txt": STORY, "thư mục/c.docx": word(STORY), "d.jsonl": f'{{"text": "{STORY}"}}\n{{'}
    )
    found = outcomes(tmp_path, {"s/a.zip": content})
    assert [(one.member, one.record, one.text or one.reason) for one in found] == [
        ("b.txt", 0, STORY),
        ("d.jsonl", 1, STORY),
        ("d.jsonl", 2, "malformed_record"),
        ("thư mục/c.docx", 0, STORY),
    ]


def test_members_of_archives_within_are_told_by_both_names(tmp_path: Path) -> None:
    inner = zipped({"b.txt": STORY, "sâu/c.txt.gz": gzipped(STORY)})
    assert members(tmp_path, zipped({"trong.zip": inner})) == {
        "trong.zip!b.txt": STORY,
        "trong.zip!sâu/c.txt.gz": STORY,
    }


def test_the_member_is_part_of_the_identity_of_an_item() -> None:
    ids = {
        document(content=b"a", path=path, member=member, record=record)["document_id"]
        for path in ("s/a.zip", "s/b.zip")
        for member in (None, "a.txt", "b.txt", "a.zip!a.txt")
        for record in (0, 1)
    }
    assert len(ids) == 16


def test_the_identity_of_an_item_that_is_no_member_is_as_it_was() -> None:
    # As made by the version before archives were read.
    assert document(content=b"Tin.", path="s/a.txt")["document_id"] == "0d2bcd1e59ab38da5a20"


def test_an_article_of_a_member_has_the_source_of_its_archive(tmp_path: Path) -> None:
    [article], _ = rows_of(tmp_path, {"báo/a.zip": zipped({"khác/b.txt": STORY})})
    assert (article["source"], article["member"]) == ("báo", "khác/b.txt")


@pytest.mark.parametrize(
    "names",
    [
        ["b.zip", "b.zip a.txt", "b.zip.txt", "b.zip!a.txt", "b.zi"],
        ["b.txt", "b.txt b.txt", "b.txt!c.txt"],
        ["ă.txt", "a\u0306.txt", "z.txt", "Z.txt", "\U0001f980.txt", "\uffee.txt"],
    ],
)
def test_members_lie_in_the_order_of_their_names(tmp_path: Path, names: list[str]) -> None:
    inner = zipped({"a.txt": STORY, "!.txt": STORY, "q.txt": STORY})
    content = zipped({name: inner if name in ("b.zip", "b.txt") else STORY for name in names})
    # That they are in order is checked for every day that is read.
    assert len(outcomes(tmp_path, {"s/a.zip": content})) >= len(names)


NAMES = st.text(st.sampled_from("ab!./ #\u0306"), min_size=1, max_size=6)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(NAMES, st.booleans(), min_size=1, max_size=6))
def test_whatever_the_names_each_member_has_one_of_its_own(
    tmp_path_factory: pytest.TempPathFactory, names: dict[str, bool]
) -> None:
    inner = zipped({"a": "Tin.", "!b": "Tin.", "b!": "Tin."})
    content = zipped({name: inner if is_zip else "Tin." for name, is_zip in names.items()})
    found = outcomes(tmp_path_factory.mktemp("zip"), {"s/a.zip": content})
    keys = [(one.member, one.record) for one in found]
    assert len(set(keys)) == len(keys)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_are_all_read(tmp_path: Path) -> None:
    content = with_infos(
        (zipfile.ZipInfo("b.txt"), "Một."),
        (zipfile.ZipInfo("b.txt"), "Hai."),
        (zipfile.ZipInfo("b.txt#2"), "Ba."),
    )
    found = members(tmp_path, content)
    assert set(found) == {"b.txt", "b.txt#2", "b.txt#2#2"}
    assert {found["b.txt"], found["b.txt#2"]} == {"Một.", "Hai."}


@pytest.mark.parametrize("name", [".DS_Store", "__MACOSX/._b.txt", "thư mục/.ẩn.txt", "trống/"])
def test_folders_and_hidden_names_do_not_count(tmp_path: Path, name: str) -> None:
    assert members(tmp_path, zipped({name: "", "b.txt": STORY})) == {"b.txt": STORY}


def test_an_archive_of_nothing_is_empty(tmp_path: Path) -> None:
    assert members(tmp_path, zipped({})) == {None: "empty"}
    assert members(tmp_path, zipped({"trong.zip": zipped({})})) == {"trong.zip": "empty"}


def test_a_name_in_an_old_encoding_is_read_as_utf8_or_spelled_out(tmp_path: Path) -> None:
    content = zipped({"bXn.txt": STORY, "XYZb.txt": STORY})
    content = content.replace(b"bXn", b"b\xb6n").replace(b"XYZ", "ả".encode())
    assert members(tmp_path, content) == {"b\\xb6n.txt": STORY, "ảb.txt": STORY}


# What is refused


@pytest.mark.parametrize(
    "name",
    ["../b.txt", "sâu/../../b.txt", "/etc/b.txt", "//máy/b.txt", "C:\\b.txt", "C:b.txt", ".."],
)
def test_a_name_that_leads_out_of_the_archive_is_refused_alone(tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.parent.rglob("b.txt"))
    assert members(tmp_path, zipped({name: "Ra ngoài.", "c.txt": STORY})) == {
        name: "unsafe_archive",
        "c.txt": STORY,
    }
    assert sorted(tmp_path.parent.rglob("b.txt")) == before


def test_backslashes_of_windows_are_between_folders(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("x")
    info.filename, info.create_system = "sâu\\..\\..\\b.txt", 0
    assert members(tmp_path, with_infos((info, STORY))) == {"sâu/../../b.txt": "unsafe_archive"}


@pytest.mark.parametrize(("mode", "what"), [(0o120777, "link"), (0o010644, "regular")])
def test_a_link_or_pipe_in_an_archive_is_refused_alone(
    tmp_path: Path, mode: int, what: str
) -> None:
    info = zipfile.ZipInfo("link.txt")
    info.create_system, info.external_attr = 3, mode << 16
    content = with_infos((info, "/etc/passwd"), (zipfile.ZipInfo("c.txt"), STORY))
    articles, [reject] = rows_of(tmp_path, {"s/a.zip": content})
    assert [row["text"] for row in articles] == [STORY]
    assert reject["reason"] == "unsafe_archive"
    assert what in reject["detail"]


def test_an_encrypted_member_is_refused_alone(tmp_path: Path) -> None:
    content = bytearray(zipped({"b.txt": "Kín.", "c.txt": STORY}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + offset] |= 1
    assert members(tmp_path, bytes(content)) == {"b.txt": "encrypted", "c.txt": STORY}


def test_a_damaged_member_is_refused_alone(tmp_path: Path) -> None:
    content = zipped({"b.txt": "Hỏng." * 9, "c.txt": STORY}, zipfile.ZIP_STORED)
    content = content.replace("Hỏng.".encode(), "Hóng.".encode(), 1)
    assert members(tmp_path, content) == {"b.txt": "unreadable", "c.txt": STORY}


def test_a_member_packed_in_an_unknown_way_is_refused_alone(tmp_path: Path) -> None:
    content = bytearray(zipped({"b.txt": "Lạ.", "c.txt": STORY}))
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        content[content.find(mark) + offset] = 97
    assert members(tmp_path, bytes(content)) == {"b.txt": "unreadable", "c.txt": STORY}


@pytest.mark.parametrize("cut", [1, 20, 60, 100])
def test_an_archive_that_is_cut_off_is_unreadable(tmp_path: Path, cut: int) -> None:
    content = zipped({"b.txt": STORY, "c.txt": STORY})
    assert members(tmp_path, content[:-cut]) == {None: "unreadable"}


def test_an_archive_with_something_before_it_is_read(tmp_path: Path) -> None:
    content = zipped({"b.txt": STORY})
    assert members(tmp_path, b"PK\x03\x04 to dau tep " + content) == {"b.txt": STORY}


# Bombs


def test_a_member_that_unpacks_to_a_thousand_times_its_size_is_refused_alone(
    tmp_path: Path,
) -> None:
    content = zipped({"bom.txt": bytes(50_000_000), "c.txt": STORY})
    tracemalloc.start()
    found = members(tmp_path, content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == {"bom.txt": "unsafe_archive", "c.txt": STORY}
    assert peak < 25_000_000


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    content = zipped({"bom.jsonl": b"0" * 9_000_000})
    lie = content.replace(struct.pack("<L", 9_000_000), struct.pack("<L", 900_000))
    assert lie != content
    reasons = {one.reason for one in outcomes(tmp_path, {"s/a.zip": lie})}
    assert reasons <= {"unsafe_archive", "unreadable", "malformed_record"}


@pytest.mark.parametrize("pack", [gzipped, zstandard])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.json", "a.csv", "a.parquet", "a.docx"])
def test_a_packed_file_that_unpacks_to_a_thousand_times_its_size_is_refused(
    tmp_path: Path, name: str, pack: object
) -> None:
    ending = ".gz" if pack is gzipped else ".zst"
    start = {"a.parquet": b"PAR1", "a.docx": b"PK\x03\x04"}.get(name, b"")
    content = pack(start + b"a" * 30_000_000)  # type: ignore[operator]
    assert outcome(tmp_path, name + ending, content) == "unsafe_archive"


def test_text_that_packs_well_is_no_bomb(tmp_path: Path) -> None:
    lines = "".join(f'{{"text": "Bản tin số {n}. {STORY}"}}\n' for n in range(20_000))
    found = outcomes(tmp_path, {"s/a.jsonl.zst": zstandard(lines)})
    assert len(found) == 20_000
    assert not any(one.reason for one in found)


def test_members_that_lie_upon_each_other_are_refused_as_a_whole(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b.txt", STORY)
        twin = zipfile.ZipInfo("c.txt")
        first = archive.infolist()[0]
        for name in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
            setattr(twin, name, getattr(first, name))
        archive.filelist.append(twin)
    assert members(tmp_path, stream.getvalue()) == {None: "unsafe_archive"}


def test_an_archive_within_too_many_others_is_refused(tmp_path: Path) -> None:
    content = zipped({"b.txt": STORY})
    for _ in range(parts.MAX_DEPTH - 1):
        content = zipped({"a.zip": content})
    assert members(tmp_path, content) == {"a.zip!a.zip!b.txt": STORY}
    assert members(tmp_path, zipped({"a.zip": content, "c.txt": STORY})) == {
        "a.zip!a.zip!a.zip": "unsafe_archive",
        "c.txt": STORY,
    }


def test_a_file_that_is_packed_too_many_times_over_is_refused(tmp_path: Path) -> None:
    content, name = STORY.encode(), "a.txt"
    for _ in range(parts.MAX_DEPTH):
        content, name = gzipped(content), f"{name}.gz"
    assert outcome(tmp_path, name, content) == STORY
    (tmp_path / "2025-06-30/s" / name).unlink()
    assert outcome(tmp_path, f"{name}.gz", gzipped(content)) == "unsafe_archive"


def test_an_archive_of_too_many_members_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "MAX_MEMBERS", 10)
    monkeypatch.setattr(archives, "MAX_MEMBERS", 10)
    assert members(tmp_path, zipped({f"{n}.txt": STORY for n in range(11)})) == {
        None: "unsafe_archive"
    }
    inner = zipped({f"{n}.txt": STORY for n in range(7)})
    found = members(tmp_path, zipped({"a.zip": inner, "b.zip": inner}))
    assert found["b.zip"] == "unsafe_archive"
    assert found["a.zip!0.txt"] == STORY


def test_an_archive_that_unpacks_to_too_much_in_all_is_refused_from_there_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "MAX_UNPACKED_BYTES", 4 * len(STORY.encode()))
    found = members(tmp_path, zipped({f"{n}.txt": STORY for n in range(6)}))
    assert list(found.values()).count(STORY) == 2  # each is looked into before it is read
    assert list(found.values()).count("unsafe_archive") == 4


def test_an_archive_that_holds_itself_ends(tmp_path: Path) -> None:
    # As much of a quine as can be made by hand: an archive of itself to a depth that never ends
    # is an archive within too many others.
    content = zipped({"b.txt": STORY})
    for _ in range(12):
        content = zipped({"r.zip": content})
    assert members(tmp_path, content) == {"r.zip!r.zip!r.zip": "unsafe_archive"}
