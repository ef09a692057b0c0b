"""Titles next to persons: what is theirs and in which body. All persons and bodies are invented.

Entities are given by marks, so that these tests are about roles alone: `[Lê Văn Thử]` a person,
`<Sở Y tế Nghệ An>` a body, `{Nghệ An}` a place.
"""

import re

import pytest

from diemtin.tag.rules.roles import Name, roles
from tests.diemtin.tag.small_registry import cut

_TYPES = {"[": "PER", "<": "ORG", "{": "LOC"}
_MARK = re.compile(r"[\[<{]([^\]>}]+)[\]>}]")

# `(title, kind, person, body)`
Role = tuple[str, str, str, str | None]


def found(marked: str) -> list[Role]:
    text, at, spans = "", 0, []
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        spans.append((len(text), len(text) + len(match[1]), _TYPES[match[0][0]]))
        text += match[1]
        at = match.end()
    text += marked[at:]
    batch = cut(text)
    starts, ends = batch.starts.tolist(), batch.ends.tolist()
    names = [Name(starts.index(start), ends.index(end) + 1, kind) for start, end, kind in spans]
    surfaces = [text[start:end] for start, end, _ in spans]
    return [
        (
            text[starts[role.start] : ends[role.end - 1]],
            role.kind,
            surfaces[role.person],
            None if role.body is None else surfaces[role.body],
        )
        for role in roles(batch.lines[0], names)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bác sĩ [Hùng] về.", ("Bác sĩ", "occupation", "Hùng", None)),
        ("Gặp đại tá [Hùng] rồi.", ("đại tá", "rank", "Hùng", None)),
        ("TS. [Lê Văn Thử] nói.", ("TS.", "degree", "Lê Văn Thử", None)),
        ("Giám đốc [Lê Văn Thử] nói.", ("Giám đốc", "office", "Lê Văn Thử", None)),
        (
            "Giám đốc <Sở Y tế Nghệ An> [Lê Văn Thử] nói.",
            ("Giám đốc", "office", "Lê Văn Thử", "Sở Y tế Nghệ An"),
        ),
        (
            "Chủ tịch {tỉnh Nghệ An} [Lê Văn Thử] nói.",
            ("Chủ tịch", "office", "Lê Văn Thử", "tỉnh Nghệ An"),
        ),
        ("Thủ tướng {Nga} [Ivan Orlov] nói.", ("Thủ tướng", "office", "Ivan Orlov", "Nga")),
        ("Đại sứ {Nga} tại {Việt Nam} [Ivan Orlov].", ("Đại sứ", "office", "Ivan Orlov", "Nga")),
        (
            "Giám đốc <Hội Chè> (<HC>) [Lê Văn Thử] nói.",
            ("Giám đốc", "office", "Lê Văn Thử", "Hội Chè"),
        ),
        (
            "Giám đốc của <Hội Chè> [Lê Văn Thử] nói.",
            ("Giám đốc", "office", "Lê Văn Thử", "Hội Chè"),
        ),
        (
            "Giám đốc <Hội Chè>, ông [Lê Văn Thử], nói.",
            ("Giám đốc", "office", "Lê Văn Thử", "Hội Chè"),
        ),
        ("Nguyên giám đốc [Lê Văn Thử] nói.", ("Nguyên giám đốc", "office", "Lê Văn Thử", None)),
        ("Trưởng khoa Nhi [Vân] nói.", ("Trưởng khoa Nhi", "office", "Vân", None)),
        ("Ca sĩ người {Nga} [Anna] hát.", ("Ca sĩ", "occupation", "Anna", None)),
        ("Ca sĩ 20 tuổi [Anna] hát.", ("Ca sĩ", "occupation", "Anna", None)),
    ],
)
def test_a_title_stands_before_the_name(text: str, expected: Role) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông [Lê Văn Thử], giám đốc, nói.", ("giám đốc", "office", "Lê Văn Thử", None)),
        (
            "Ông [Lê Văn Thử], giám đốc <Hội Chè>, nói.",
            ("giám đốc", "office", "Lê Văn Thử", "Hội Chè"),
        ),
        (
            "Ông [Lê Văn Thử] - giám đốc <Hội Chè> - nói.",
            ("giám đốc", "office", "Lê Văn Thử", "Hội Chè"),
        ),
        (
            "Ông [Lê Văn Thử] (giám đốc <Hội Chè>) nói.",
            ("giám đốc", "office", "Lê Văn Thử", "Hội Chè"),
        ),
        (
            "Ông [Lê Văn Thử], 45 tuổi, giám đốc <Hội Chè>, nói.",
            ("giám đốc", "office", "Lê Văn Thử", "Hội Chè"),
        ),
        (
            "Ông [Lê Văn Thử] (SN 1980), giám đốc <Hội Chè>.",
            ("giám đốc", "office", "Lê Văn Thử", "Hội Chè"),
        ),
        (
            "Ông [Lê Văn Thử], hiện là giám đốc <Hội Chè>.",
            ("giám đốc", "office", "Lê Văn Thử", "Hội Chè"),
        ),
        (
            "Ông [Lê Văn Thử], nguyên giám đốc <Hội Chè>.",
            ("nguyên giám đốc", "office", "Lê Văn Thử", "Hội Chè"),
        ),
        ("Bà [Vân], bác sĩ, nói.", ("bác sĩ", "occupation", "Vân", None)),
    ],
)
def test_a_title_stands_in_apposition(text: str, expected: Role) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "PGS.TS [Vân], giám đốc <Hội Chè>, nói.",
            [
                ("PGS.TS", "degree", "Vân", None),
                ("giám đốc", "office", "Vân", "Hội Chè"),
            ],
        ),
        (
            "Chủ tịch kiêm giám đốc <Hội Chè> [Vân] nói.",
            [
                ("Chủ tịch", "office", "Vân", "Hội Chè"),
                ("giám đốc", "office", "Vân", "Hội Chè"),
            ],
        ),
        (
            "Giám đốc <Hội Chè>, bác sĩ [Vân] nói.",
            [
                ("Giám đốc", "office", "Vân", "Hội Chè"),
                ("bác sĩ", "occupation", "Vân", None),
            ],
        ),
        (
            "Đại tá, giám đốc <Công an tỉnh Nghệ An> [Vân] nói.",
            [
                ("Đại tá", "rank", "Vân", None),
                ("giám đốc", "office", "Vân", "Công an tỉnh Nghệ An"),
            ],
        ),
        (
            "Ông [Thử], chủ tịch <Hội Chè>, giám đốc <Viện Chè>, nói.",
            [
                ("chủ tịch", "office", "Thử", "Hội Chè"),
                ("giám đốc", "office", "Thử", "Viện Chè"),
            ],
        ),
        (
            "Hai phi công [Thử] và [Mẫu] về.",
            [("phi công", "occupation", "Thử", None), ("phi công", "occupation", "Mẫu", None)],
        ),
        (
            "Giám đốc <Hội Chè> [Vân] và bác sĩ [Thử] nói.",
            [
                ("Giám đốc", "office", "Vân", "Hội Chè"),
                ("bác sĩ", "occupation", "Thử", None),
            ],
        ),
    ],
)
def test_several_titles_and_persons_are_told_apart(text: str, expected: list[Role]) -> None:
    assert found(text) == expected


def test_the_body_behind_a_name_is_that_of_the_title_before() -> None:
    assert found("TS. [Vân] (<Viện Chè>) nói.") == [("TS.", "degree", "Vân", "Viện Chè")]
    assert found("Bác sĩ [Vân] của <Viện Chè> nói.") == [
        ("Bác sĩ", "occupation", "Vân", "Viện Chè")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ông [Lê Văn Thử] về.",
        "Giám đốc <Hội Chè> từ chức.",
        "Giám đốc nói với [Vân].",
        "Giám đốc đã gặp [Vân].",
        "Ông [Thử], người gặp giám đốc <Hội Chè>, về.",
        "Ông [Thử] gặp giám đốc <Hội Chè>.",
        "Nạn nhân [Thử] về.",
        "Tin của [Thử].",
        "",
        "[Thử]",
    ],
)
def test_a_title_that_is_nobody_s_in_the_sentence_makes_no_role(text: str) -> None:
    assert found(text) == []


def test_a_person_two_titles_away_does_not_take_what_is_another_s() -> None:
    assert found("Bà [Vân], bác sĩ, gặp giám đốc [Thử].") == [
        ("bác sĩ", "occupation", "Vân", None),
        ("giám đốc", "office", "Thử", None),
    ]
