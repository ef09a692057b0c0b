"""The language of a text."""

import pytest

from diemtin.ingest.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Sáng nay, người dân bản Nà Lừa ra đồng gặt lúa sớm vì sợ mưa lớn kéo dài.", "vi"),
        ("The farmers of the valley started their harvest early for fear of heavy rain.", "en"),
        ("Les habitants de la vallée ont commencé la récolte avant les grandes pluies.", "fr"),
    ],
)
def test_the_main_language_is_told(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "123 — 45,6%", "😀…", "0" * 2_000 + "chữ ở quá xa"])
def test_a_text_without_letters_has_no_language(text: str) -> None:
    assert language_of(text) == "und"


def test_what_follows_the_first_two_thousand_characters_does_not_count() -> None:
    vietnamese = "Chợ phiên đông người, hàng quán mở từ tờ mờ sáng. " * 40
    assert language_of(vietnamese + "The rest is English. " * 1_000) == "vi"
