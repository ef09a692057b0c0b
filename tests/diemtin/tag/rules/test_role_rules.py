"""Titles next to persons, in sentences whose names are marked. All people are invented."""

from pathlib import Path

import pytest

from diemtin.tag.annotated import read_annotated
from diemtin.tag.rules.batch import Batch
from diemtin.tag.rules.lexicon import Lexicon
from diemtin.tag.rules.roles import Name, roles

Stated = tuple[str, str, str | None]


def stated(marked: str, folder: Path, lexicon: Lexicon) -> list[Stated]:
    """`(person, title, body)` of each role in a sentence with marked entities."""
    path = folder / "marked.txt"
    path.write_text(f"=== a news\n{marked}\n", "utf-8")
    [document] = read_annotated(path)
    text = document.text
    batch = Batch([text], lexicon)
    starts, ends = batch.starts.tolist(), batch.ends.tolist()
    names = [Name(starts.index(m.start), ends.index(m.end) + 1, m.kind) for m in document.marks]

    def surface(start: int, end: int) -> str:
        return text[starts[start] : ends[end - 1]]

    return [
        (
            surface(*names[role.person][:2]),
            surface(role.start, role.end),
            None if role.body is None else surface(*names[role.body][:2]),
        )
        for role in roles(batch.lines[0], names)
    ]


CASES: dict[str, tuple[str, list[Stated]]] = {
    "a title before the name": (
        "Bác sĩ {Lê Mẫu|PER} về.",
        [("Lê Mẫu", "Bác sĩ", None)],
    ),
    "a body between": (
        "Giám đốc {Sở Mưa|ORG} {Lê Mẫu|PER} về.",
        [("Lê Mẫu", "Giám đốc", "Sở Mưa")],
    ),
    "a word for a past office": (
        "Tòa gọi nguyên giám đốc {Sở Mưa|ORG} {Lê Mẫu|PER}.",
        [("Lê Mẫu", "nguyên giám đốc", "Sở Mưa")],
    ),
    "the department in the title": (
        "Trưởng khoa Nhi {Bệnh viện Mưa|ORG} {Lê Mẫu|PER} về.",
        [("Lê Mẫu", "Trưởng khoa Nhi", "Bệnh viện Mưa")],
    ),
    "the part of a body that is led": (
        "Giám đốc Khối Quản trị rủi ro {Ngân hàng Mưa|ORG} {Lê Mẫu|PER} về.",
        [("Lê Mẫu", "Giám đốc Khối Quản trị rủi ro", "Ngân hàng Mưa")],
    ),
    "a part with a mark in its name": (
        "Trưởng phòng Tổ chức - Hành chính {Lê Mẫu|PER} về.",
        [("Lê Mẫu", "Trưởng phòng Tổ chức - Hành chính", None)],
    ),
    "an office that is not yet or no longer held": (
        "Thủ tướng được chỉ định {Orlov|PER} về.",
        [("Orlov", "Thủ tướng", None)],
    ),
    "a colon between": ("Tổng biên tập: {Lê Mẫu|PER}.", [("Lê Mẫu", "Tổng biên tập", None)]),
    "a headline that tells who speaks": ("Thủ tướng {Norlandia|LOC}: {Orlov|PER} sai.", []),
    "a body behind the name and what announces it": (
        "Chuyên gia {Orlov|PER} của tờ {Norland Post|ORG} nói vậy.",
        [("Orlov", "Chuyên gia", "Norland Post")],
    ),
    "an apposition that goes on": (
        "{Lê Mẫu|PER}, nhà phân tích từ một công ty nhỏ, nói vậy.",
        [("Lê Mẫu", "nhà phân tích", None)],
    ),
    "an apposition that no comma closes": (
        "Ông {Lê Mẫu|PER}, giám đốc {Sở Mưa|ORG} cho biết lúa tốt.",
        [("Lê Mẫu", "giám đốc", "Sở Mưa")],
    ),
    "two titles behind the name with one body": (
        "Ông {Lê Mẫu|PER}, chủ tịch kiêm tổng giám đốc {Sở Mưa|ORG}, về.",
        [("Lê Mẫu", "chủ tịch", "Sở Mưa"), ("Lê Mẫu", "tổng giám đốc", "Sở Mưa")],
    ),
    "somebody else who is spoken to": ("Trao đổi với phóng viên, ông {Lê Mẫu|PER} cười.", []),
    "a name of another kind": ("Nữ tướng thời {Lê Mẫu|PER} về.", []),
    "a country that the title says nothing of": (
        "Thuyền trưởng {Nhật Bản|LOC} {Orlov|PER} về.",
        [("Orlov", "Thuyền trưởng", None)],
    ),
    "a form of address between": (
        "Theo giám đốc {Sở Mưa|ORG}, ông {Lê Mẫu|PER}, lúa tốt.",
        [("Lê Mẫu", "giám đốc", "Sở Mưa")],
    ),
    "a country as the body of an office": (
        "Tổng thống {Norlandia|LOC} {Orlov|PER} về.",
        [("Orlov", "Tổng thống", "Norlandia")],
    ),
    "a country as no body of an occupation": (
        "Ca sĩ {Norlandia|LOC} {Orlov|PER} hát.",
        [("Orlov", "Ca sĩ", None)],
    ),
    "in apposition": (
        "Ông {Lê Mẫu|PER}, Giám đốc {Sở Mưa|ORG}, nói.",
        [("Lê Mẫu", "Giám đốc", "Sở Mưa")],
    ),
    "in apposition with a word between": (
        "Bà {Lê Mẫu|PER} - phó giám đốc {Sở Mưa|ORG} - nói.",
        [("Lê Mẫu", "phó giám đốc", "Sở Mưa")],
    ),
    "in apposition behind the age": (
        "Ông {Lê Mẫu|PER}, 45 tuổi, giám đốc {Sở Mưa|ORG}, nói.",
        [("Lê Mẫu", "giám đốc", "Sở Mưa")],
    ),
    "in brackets": (
        "{Lê Mẫu|PER} (Giám đốc {Sở Mưa|ORG}) nói.",
        [("Lê Mẫu", "Giám đốc", "Sở Mưa")],
    ),
    "behind brackets that say something else": (
        "{Lê Mẫu|PER} (SN 1980), giám đốc {Sở Mưa|ORG}, nói.",
        [("Lê Mẫu", "giám đốc", "Sở Mưa")],
    ),
    "a body with its abbreviation in brackets": (
        "Giám đốc {Sở Mưa|ORG} ({SM|ORG}) {Lê Mẫu|PER} về.",
        [("Lê Mẫu", "Giám đốc", "Sở Mưa")],
    ),
    "two titles before": (
        "Bí thư, Chủ tịch {UBND xã Mưa|ORG} {Lê Mẫu|PER} về.",
        [("Lê Mẫu", "Bí thư", None), ("Lê Mẫu", "Chủ tịch", "UBND xã Mưa")],
    ),
    "two offices of one body": (
        "Chủ tịch kiêm giám đốc {Sở Mưa|ORG} {Lê Mẫu|PER} về.",
        [("Lê Mẫu", "Chủ tịch", "Sở Mưa"), ("Lê Mẫu", "giám đốc", "Sở Mưa")],
    ),
    "two titles behind": (
        "Ông {Lê Mẫu|PER}, giám đốc {Sở Mưa|ORG}, nhà thơ, nói.",
        [("Lê Mẫu", "giám đốc", "Sở Mưa"), ("Lê Mẫu", "nhà thơ", None)],
    ),
    "a title that several persons share": (
        "Hai phi công {Lê Mẫu|PER} và {Đỗ Vi|PER} về.",
        [("Lê Mẫu", "phi công", None), ("Đỗ Vi", "phi công", None)],
    ),
    "a title of the first only": (
        "Phi công {Lê Mẫu|PER} và {Đỗ Vi|PER} về.",
        [("Lê Mẫu", "Phi công", None)],
    ),
    "each with a title of their own": (
        "Phi công {Lê Mẫu|PER} và bác sĩ {Đỗ Vi|PER} về.",
        [("Lê Mẫu", "Phi công", None), ("Đỗ Vi", "bác sĩ", None)],
    ),
    "the body behind the name": (
        "TS {Lê Mẫu|PER} ({Viện Mưa|ORG}) nói.",
        [("Lê Mẫu", "TS", "Viện Mưa")],
    ),
    "a qualifier is no part of the title": (
        "Ông {Lê Mẫu|PER}, giám đốc mới của {Sở Mưa|ORG}, nói.",
        [("Lê Mẫu", "giám đốc", "Sở Mưa")],
    ),
    "a form of address is no title": ("Ông {Lê Mẫu|PER} về.", []),
    "a title with words between is another's": (
        "Giám đốc đã gặp {Lê Mẫu|PER} hôm qua.",
        [],
    ),
    "a title without a person": ("Giám đốc {Sở Mưa|ORG} về.", []),
    "a person without a title": ("{Lê Mẫu|PER} về.", []),
}


@pytest.mark.parametrize("case", CASES)
def test_the_roles_of_a_sentence_are_those_that_it_states(
    case: str, tmp_path: Path, lexicon: Lexicon
) -> None:
    marked, expected = CASES[case]
    assert stated(marked, tmp_path, lexicon) == expected
