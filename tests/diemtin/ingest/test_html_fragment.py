"""Pieces of HTML. All texts are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diemtin.ingest.html_fragment import fragment_text


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("<p>Một</p><p>Hai</p>", "Một\nHai"),
        ("Một<br>hai<br/>ba", "Một\nhai\nba"),
        ("<p>Một <b>đậm</b>, <i>nghiêng</i>.</p>", "Một đậm, nghiêng."),
        ("<p>Một\n  dòng</p>", "Một dòng"),
        ("<ul><li>Gà<li>Lợn</ul>sau", "Gà\nLợn\nsau"),
        ("trước<script>x = '<p>'</script><style>p {}</style>sau", "trướcsau"),
        ("a<!-- b -->c<?d?>e", "ace"),
        ("&lt;p&gt; &amp;amp; &#7897;", "<p> &amp; ộ"),
        ("", ""),
        ("<p>", ""),
        ("không có thẻ", "không có thẻ"),
        ("</div></div>Một", "Một"),
        ("a\x00b\ud800c", "abc"),
    ],
)
def test_the_text_of_a_fragment_is_a_line_for_each_paragraph(fragment: str, text: str) -> None:
    assert fragment_text(fragment) == text


@settings(deadline=None)
@given(st.text(st.sampled_from("<>/!?&;#ab= pdiv\"'\n\x00\x0b-")) | st.text())
def test_any_fragment_has_a_text(fragment: str) -> None:
    assert isinstance(fragment_text(fragment), str)
