"""Texts as numbers: what makes a difference and what does not."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diemtin.copies.words import SHINGLE, compared, content, shingles

TEXT = (
    "Ông Lường Văn Thử, Chủ tịch xã Khe Sơn, cho biết đến ngày 5/7 đã có 41 hộ dân được chuyển đến "
    "nơi an toàn. Cầu phao sẽ bắc xong trong 12 giờ tới, theo tính toán của công binh Quân khu 2."
)


def shared(a: np.ndarray, b: np.ndarray) -> int:
    return len(np.intersect1d(a, b))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà bình của các uỷ ban ở Hoà Lạc tối nay", "hòa bình của các ủy ban ở Hòa Lạc tối nay"),
        ("HÀ NỘI SÁNG NAY CÓ MƯA RÀO VÀ DÔNG", "Hà Nội sáng nay có mưa rào và dông"),
        ("một hai ba bốn năm sáu bảy tám chín", "một, hai - ba\nbốn “năm” sáu; bảy (tám) chín!"),
    ],
)
def test_tone_style_case_and_punctuation_make_no_difference(one: str, other: str) -> None:
    assert shingles(one).tolist() == shingles(other).tolist()


@pytest.mark.parametrize(
    "other", ["ma mà má mả mã mạ man mán", "mà ma má mả mã mạ man mán", "mạ mà má mả mã ma man mán"]
)
def test_tone_marks_and_order_make_one(other: str) -> None:
    text = "mà má mả mã mạ ma man mán"
    assert shared(shingles(text), shingles(other)) == 0


def test_a_short_text_is_one_shingle_and_no_text_none() -> None:
    assert len(shingles("Đang cập nhật")) == 1
    assert len(shingles("")) == 0
    assert len(shingles(" … ")) == 0


@given(st.lists(st.sampled_from("abcdef"), min_size=SHINGLE))
def test_shingles_are_sorted_and_of_the_number_of_distinct_runs(words: list[str]) -> None:
    found = shingles(" ".join(words))
    runs = {tuple(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1)}
    assert len(found) == len(runs)
    assert (np.diff(found.astype(object)) > 0).all()


@given(st.text())
def test_any_text_has_shingles_and_frames(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert len(shingles(text)) <= max(1, len(text))
    assert all(len(np.unique(found)) == len(found) for found in compared(text))
    assert compared(text).shingles.tolist() == shingles(text).tolist()


def test_the_headline_and_furniture_lines_are_left_out() -> None:
    text = "Tít của bài\nBà Vừ Thị Mỷ bán ngô ở chợ phiên từ sáng sớm.\nChia sẻ\nXem thêm: Tin khác"
    assert content(text, 12) == "Bà Vừ Thị Mỷ bán ngô ở chợ phiên từ sáng sớm."


def test_the_same_figures_in_the_same_frames_are_the_same() -> None:
    ours, theirs = compared(TEXT), compared(TEXT.replace("Ông Lường", "Hôm nay, ông Lường"))
    assert len(ours.figures) == 3
    assert shared(ours.figures, theirs.figures) == 3


def test_another_figure_fills_the_same_frame_otherwise() -> None:
    ours, theirs = compared(TEXT), compared(TEXT.replace("5/7", "12/8").replace("41 hộ", "263 hộ"))
    assert shared(ours.figures >> np.uint64(32), theirs.figures >> np.uint64(32)) == 3
    assert shared(ours.figures, theirs.figures) == 1


def test_another_name_fills_the_same_frame_otherwise() -> None:
    ours, theirs = compared(TEXT), compared(TEXT.replace("Khe Sơn", "Bản Mế"))
    assert shared(ours.names >> np.uint64(32), theirs.names >> np.uint64(32)) == len(ours.names)
    assert shared(ours.names, theirs.names) == len(ours.names) - 1
