"""What each rule decides on, and what it leaves alone. All people and places are invented."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diemtin.tag.learned.features import COLUMNS
from diemtin.tag.rules.batch import Batch
from diemtin.tag.rules.lexicon import Lexicon
from diemtin.tag.rules.scan import scan_batch

Answer = tuple[str, str, str]
Asked = Callable[[str], list[Answer]]


def answers(text: str, lexicon: Lexicon) -> list[Answer]:
    batch = Batch([text], lexicon)
    [found] = scan_batch(batch)
    starts, ends = batch.starts.tolist(), batch.ends.tolist()
    return [(text[starts[f.start] : ends[f.end - 1]], f.entity_type, f.rule) for f in found]


@pytest.fixture
def ask(lexicon: Lexicon) -> Asked:
    return lambda text: answers(text, lexicon)


@pytest.mark.parametrize("text", ["Podcasts", "Theo ông ấy."])
def test_a_first_word_that_nothing_speaks_for_is_left_alone(text: str, ask: Asked) -> None:
    assert ask(text) == []


# Rule → (sentence, what it finds there, its type), and a sentence that it leaves alone.
CASES: dict[str, tuple[tuple[str, str, str], str]] = {
    "not_a_name": (
        ("Đội thắng tại World Cup 2026 hôm qua.", "World Cup 2026", ""),
        "Đội thắng tại giải làng hôm qua.",
    ),
    "nationality": (
        ("Cô học tiếng Nhật Bản từ nhỏ.", "Nhật Bản", ""),
        "Cô sang Nhật Bản từ nhỏ.",
    ),
    "body": (
        ("Đoàn kiểm tra của Sở Y tế Hà Nội đến nơi.", "Sở Y tế Hà Nội", "ORG"),
        "Anh chờ ở trường từ sáng.",
    ),
    "body_before_person": (
        (
            "Giám đốc Trung tâm Điều phối nguồn gạo sạch Trần Văn Mẫu nói.",
            "Trung tâm Điều phối nguồn gạo sạch",
            "ORG",
        ),
        "Giám đốc Trung tâm Điều phối nguồn gạo sạch của tỉnh nói.",
    ),
    "body_of_level": (
        ("Hồ sơ đã gửi UBND tỉnh để duyệt.", "UBND tỉnh", ""),
        "Hồ sơ đã gửi UBND tỉnh Nghệ An để duyệt.",
    ),
    "headed_place": (
        ("Nhà anh ở xã Mường Lèng, cạnh suối.", "xã Mường Lèng", "LOC"),
        "Nhà anh ở xã từ lâu.",
    ),
    "credited": (
        ("Ảnh: Lê Mẫu Khu vực xảy ra cháy.", "Lê Mẫu", "PER"),
        "Ông nói: Lê Mẫu ở khu vực xảy ra cháy.",
    ),
    "numbered_street": (
        ("Nhà ở số 10 Phạm Văn Mẫu, cạnh chợ.", "Phạm Văn Mẫu", "LOC"),
        "Sáng 10, Phạm Văn Mẫu ra chợ.",
    ),
    "ordinary_word": (
        ("Nghị quyết của Trung ương nói rõ.", "Trung ương", ""),
        "Sách của Trung nói rõ.",
    ),
    "titled_person": (("Theo ông Bách, lúa tốt.", "Bách", "PER"), "Theo ông, lúa tốt."),
    "known_name": (
        ("Xe chạy qua Nghệ An trong đêm.", "Nghệ An", "LOC"),
        "Xe chạy qua Mường Lèng trong đêm.",
    ),
    "vietnamese_person": (
        ("Chị gặp Nguyễn Thị Mẫu ở chợ.", "Nguyễn Thị Mẫu", "PER"),
        "Cao điểm là buổi sáng.",
    ),
    "initials": (("Chị gặp N.V.A. ở chợ.", "N.V.A.", "PER"), "Chị gặp A. ở chợ."),
    "weak_name": (("Lúc ấy Mỹ chưa trả lời.", "Mỹ", "LOC"), "Mỹ chưa trả lời."),
    "weak_name_with_cue": (
        ("Xe chạy qua Mỹ trong đêm.", "Mỹ", "LOC"),
        "Lúc ấy Mỹ chưa trả lời.",
    ),
    "foreign_person": (
        ("Người bạn gặp Peter Johnson ở chợ.", "Peter Johnson", "PER"),
        "Người bạn gặp Peter ở chợ.",
    ),
    "foreign_body": (
        ("Năm ấy Norland Bank phá sản.", "Norland Bank", "ORG"),
        "Năm ấy Norland Johnson phá sản.",
    ),
    "foreign_name": (
        ("Người bạn gặp Jessica ở chợ.", "Jessica", "PER"),
        "Người bạn gặp Xlorb ở chợ.",
    ),
    "abbreviation": (("Theo VQX, lúa tốt.", "VQX", "ORG"), "Theo XVI, lúa tốt."),
    "abbreviation_in_brackets": (
        ("Tập đoàn Điện Sóng (ĐSX) thông báo.", "ĐSX", "ORG"),
        "Tập đoàn Điện Sóng, ĐSX, thông báo.",
    ),
    "place_by_cue": (
        ("Người dân ở Mường Lèng rất vui.", "Mường Lèng", "LOC"),
        "Người dân ở Mường Lèng kể chuyện.",
    ),
    "unknown_name": (
        ("Người ta thấy Mường Lèng rất vui.", "Mường Lèng", ""),
        "Mường rất vui.",
    ),
    "unknown_name_that_acts": (
        ("Người dân ở Mường Lèng kể chuyện.", "Mường Lèng", "PER"),
        "Người ta thấy Mường Lèng rất vui.",
    ),
    "thing": (
        ("Họ xem phim Trăng Vàng tối qua.", "Trăng Vàng", ""),
        "Họ thấy Trăng Vàng tối qua.",
    ),
}


def test_every_rule_that_the_model_knows_has_a_case() -> None:
    assert set(CASES) == set(COLUMNS["rule_name"] or ()) - {"-"}


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_finds_what_it_is_there_for(rule: str, ask: Asked) -> None:
    (text, surface, entity_type), _ = CASES[rule]
    assert (surface, entity_type, rule) in ask(text)


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_leaves_alone_what_looks_alike(rule: str, ask: Asked) -> None:
    _, text = CASES[rule]
    assert rule not in {name for _, _, name in ask(text)}


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Tổng thống Mỹ cho biết sẽ rút quân.", ("Mỹ", "LOC")),
        ("Theo ông Mỹ, lúa tốt.", ("Mỹ", "PER")),
        ("Mưa to ở các tỉnh Nghệ An, Hà Tĩnh.", ("Nghệ An", "LOC")),
        ("Mưa to ở 3 tỉnh Nghệ An, Hà Tĩnh.", ("Nghệ An", "LOC")),
        ("Ngày 3 tỉnh Nghệ An họp.", ("tỉnh Nghệ An", "LOC")),
    ],
)
def test_a_head_or_an_office_says_what_its_name_is(
    text: str, entity: tuple[str, str], ask: Asked
) -> None:
    assert entity in [(surface, kind) for surface, kind, _ in ask(text)]


def test_an_abbreviation_that_nothing_speaks_for_is_no_entity(ask: Asked) -> None:
    assert ask("Một cái VQX rơi.") == [("VQX", "", "abbreviation")]


def test_what_follows_a_thing_is_one_even_if_it_looks_like_a_person(ask: Asked) -> None:
    assert ask("Họ xem phim Nguyễn Thị Mẫu tối qua.") == [("Nguyễn Thị Mẫu", "", "thing")]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("LŨ LỚN TRÀN VỀ NGHỆ AN", ("NGHỆ AN", "LOC")),
        ("LỄ LỚN Ở NGHỆ AN, MƯA TO", ("NGHỆ AN", "LOC")),
        pytest.param(
            "BÃO SẮP ĐẾN HÀ NỘI TRONG ĐÊM",
            ("HÀ NỘI", "LOC"),
            marks=pytest.mark.xfail(strict=True, reason="Hà is a surname, and words follow"),
        ),
        pytest.param(
            "SÁNG NAY ÔNG NGUYỄN VĂN MẪU RA TÒA",
            ("NGUYỄN VĂN MẪU", "PER"),
            marks=pytest.mark.xfail(strict=True, reason="Nay is a surname: NAY ÔNG NGUYỄN"),
        ),
        pytest.param(
            "HỌP KÍN TẠI BỘ Y TẾ VỀ GIÁ THUỐC",
            ("BỘ Y TẾ", "ORG"),
            marks=pytest.mark.xfail(strict=True, reason="the run of capitals goes on: BỘ Y TẾ VỀ"),
        ),
    ],
)
def test_known_names_are_found_in_a_shouted_headline(
    text: str, entity: tuple[str, str], ask: Asked
) -> None:
    assert entity in [(surface, entity_type) for surface, entity_type, _ in ask(text)]


@pytest.mark.xfail(strict=True, reason="a form of address or surname speaks for NGÀY ĐÊM")
def test_a_shouted_headline_without_names_has_no_entities(ask: Asked) -> None:
    assert [kind for _, kind, _ in ask("MƯA TO GIÓ LỚN SUỐT BA NGÀY ĐÊM") if kind] == []


PIECES = (
    "Giám đốc", "Sở", "Y tế", "UBND", "tỉnh", "xã", "quận", "1", "XVI", "Hà Nội", "Mỹ", "Bộ",
    "Công ty", "Trường", "THPT", "Công an", "Nguyễn", "Văn", "Mẫu", "Peter", "de", "Johnson",
    "ông", "bà", "Thủ tướng", "nguyên", "và", "của", "ở", "phòng", "chống", "về", ",", ".", ":",
    "(", ")", "-", "–", "&", "\"", "“", "TP.HCM", "Q.1", "N.V.A.", "Jong-un", "VQX", "phim", "số",
    "World Cup", "2026", "Bank", "🙂", "東京", "đường", "sông", "CLB", "đã", "nói",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", "", "  "])), min_size=1))
def test_rules_answer_in_order_and_without_overlap_whatever_the_words(
    lexicon: Lexicon, pieces: Sequence[tuple[str, str]]
) -> None:
    text = "".join(piece + blank for piece, blank in pieces)
    for written in (text, text.upper()):
        batch = Batch([written], lexicon)
        [found] = scan_batch(batch)
        end = 0
        for answer in found:
            assert end <= answer.start < answer.end <= len(batch.words)
            assert answer.entity_type in ("", "PER", "ORG", "LOC")
            assert answer.rule in CASES
            assert 0 <= answer.weight <= 1
            end = answer.end
