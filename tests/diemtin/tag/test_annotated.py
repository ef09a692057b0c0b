"""Texts with inline marks. All people and places are invented."""

from pathlib import Path

import pytest

from diemtin.tag.annotated import Annotated, AnnotationError, read_all, read_annotated


def read(folder: Path, text: str) -> list[Annotated]:
    path = folder / "bài.txt"
    path.write_text(text, "utf-8")
    return read_annotated(path)


def test_marks_roles_and_boundaries_point_into_the_text(tmp_path: Path) -> None:
    [document] = read(
        tmp_path,
        "=== bai-1 politics\n"
        "Tin ở {Pa Khuôi|LOC}\n\n"
        "{Sở trưởng|TIT 1} {Sở Mưa|ORG 1} {Lê Mẫu|PER 1} nói. ¦ Bà {Mẫu|PER} về.\n",
    )
    text = document.text
    assert (document.id, document.genre) == ("bai-1", "politics")
    assert text == "Tin ở Pa Khuôi\nSở trưởng Sở Mưa Lê Mẫu nói. Bà Mẫu về."
    assert [(text[m.start : m.end], m.kind) for m in document.marks] == [
        ("Pa Khuôi", "LOC"),
        ("Sở trưởng", "TIT"),
        ("Sở Mưa", "ORG"),
        ("Lê Mẫu", "PER"),
        ("Mẫu", "PER"),
    ]
    [role] = document.roles
    assert role.body is not None
    parts = (role.title, role.body, role.person)
    assert [text[m.start : m.end] for m in parts] == ["Sở trưởng", "Sở Mưa", "Lê Mẫu"]
    assert [text[:end].split("\n")[-1][-4:] for end in document.boundaries] == [
        "huôi", "nói.", " về.",
    ]  # fmt: skip


def test_one_person_may_bear_two_titles_and_numbers_begin_anew_in_each_block(
    tmp_path: Path,
) -> None:
    [document] = read(
        tmp_path,
        "=== b news\n{nhà thơ|TIT 1}, {thợ rèn|TIT 2} {Lê Mẫu|PER 1,2}\n{cô|TIT 1} {Vi|PER 1}\n",
    )
    text = document.text
    assert [(text[r.title.start : r.title.end], r.body) for r in document.roles] == [
        ("nhà thơ", None),
        ("thợ rèn", None),
        ("cô", None),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Chữ.\n", "line 1: there is text before the first document"),
        ("=== Bài\n", "line 1: a document begins with"),
        ("=== b news\nA {B|PER\n", "line 2: a stray '{'"),
        ("=== b news\nA {B|XYZ}\n", "line 2: a stray '{'"),
        ("=== b news\n\nA | B\n", "line 3: a stray '|'"),
        ("=== b news\n{cô|TIT 1} nói\n", "line 2, role 1: one title, one person"),
        ("=== b news\n{A|PER 7} và {B|PER 7} {cô|TIT 7}\n", "line 2, role 7: one title"),
        ("=== b news\n{cô|TIT 1} {A|PER 1} {B|ORG 1} {C|LOC 1}\n", "at most one body"),
    ],
)
def test_a_line_that_does_not_keep_to_the_form_is_named(
    tmp_path: Path, text: str, reason: str
) -> None:
    with pytest.raises(AnnotationError) as error:
        read(tmp_path, text)
    assert reason in str(error.value)
    assert "bài.txt" in str(error.value)


def test_documents_of_several_files_come_in_their_order(tmp_path: Path) -> None:
    paths = [tmp_path / "b.txt", tmp_path / "a.txt"]
    for path in paths:
        path.write_text(f"=== {path.stem} news\nChữ.\n=== {path.stem}2 news\nChữ.\n", "utf-8")
    assert [document.id for document in read_all(paths)] == ["b", "b2", "a", "a2"]
