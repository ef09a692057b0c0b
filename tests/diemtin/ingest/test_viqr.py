"""Vietnamese typed in ASCII."""

import unicodedata

import pytest

from diemtin.ingest.extracted import Extracted
from diemtin.ingest.reasons import Reason, Refused
from diemtin.ingest.text_repair import repaired

TEXT = (
    "Sáng nay, người dân bản Nà Lừa ra đồng gặt lúa sớm vì sợ mưa lớn kéo dài. "
    "Có ai ở đâu về không? Ông Mạc nói: chưa năm nào được như thế."
)
SIGNS = dict(zip("\u0302\u0306\u031b\u0300\u0301\u0309\u0303\u0323", "^(+`'?~.", strict=True))


def viqr(text: str) -> str:
    # The sign of the vowel before that of the tone, as RFC 1456 has them.
    letters = (
        letter[0]
        + "".join(sorted(map(SIGNS.__getitem__, letter[1:]), key="^(+".find, reverse=True))
        for letter in (unicodedata.normalize("NFD", c) for c in text)
    )
    return "".join(letters).replace("đ", "dd").replace("Đ", "DD")


def test_vietnamese_in_viqr_is_told_and_not_taken_for_a_text() -> None:
    assert viqr("Việt Nam, đường") == "Vie^.t Nam, ddu+o+`ng"
    for written in (viqr(TEXT), viqr(TEXT).replace("+", "*"), viqr(TEXT).upper()):
        with pytest.raises(Refused, match="VIQR") as refused:
            repaired(Extracted(text=written))
        assert refused.value.reason is Reason.UNDECODABLE


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT + "\nKiểu gõ VIQR viết như sau: " + viqr("Việt Nam, tiếng Việt, đường, mười, trời"),
        "def area(a, b):\n    return data(a) ^ (a^2 + b^2) + u+1 - o+2\n" * 9,
        "Sa^n bay, ca^u tra?",
        "Hom nay troi mua to o Ha Noi. Co ai ve khong? " * 9,
    ],
    ids=["Vietnamese", "about VIQR", "code", "two words", "without marks"],
)
def test_other_text_is_left_alone(text: str) -> None:
    assert repaired(Extracted(text=text)).text == text
