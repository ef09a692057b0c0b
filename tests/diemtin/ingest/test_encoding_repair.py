"""Text that was decoded wrongly before it came here. All persons and events are invented."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from diemtin.ingest.encoding_repair import find_repair
from tests.diemtin.ingest.legacy import SHOWN, shown_utf8

SENTENCES = (
    "Sáng nay, người dân bản Nà Lừa ra đồng gặt lúa sớm vì sợ mưa lớn kéo dài.",
    "Ông Bế Văn Mạc, tổ trưởng tổ sản xuất, nói: “Chưa năm nào được như thế này”.",
    "Cầu treo cũ đã đóng từ đầu mùa mưa, học sinh phải đi vòng hơn mười cây số.",
    "Hợp tác xã Mường Khói bán chuyến dưa đầu tiên với giá cao hơn dự tính.",
    "Thuyền về đầy khoang sau ba đêm bám biển, cả làng chài thức trắng gỡ lưới.",
    "Ủy ban nhân dân xã Bản Khuông đã họp với đơn vị thi công về tiến độ.",
    "Bà Khúc Thị Lụa cho biết giống lạc mới chín đều, vỏ mỏng, ít sâu bệnh.",
    "Trường học mở thư viện dưới hàng bàng, trẻ em đọc sách trong giờ ra chơi.",
)
STREAM = "\n".join(SENTENCES)
VIETNAMESE_TITLE = "Đường về bản mới mở"


@pytest.mark.parametrize("name", SHOWN)
def test_a_legacy_text_that_was_saved_as_utf8_is_read(name: str) -> None:
    text = STREAM.replace("Ủy", "Uỷ")  # TCVN3 has no Ủ
    if name == "viscii":  # which has letters where Windows has these
        text = text.replace("“", '"').replace("”", '"')
    repair = find_repair(SHOWN[name](text))
    assert repair is not None
    assert (repair.name, repair.apply(SHOWN[name](text))[0]) == (name, text)
    assert repair.confidence > 0.95


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("by", ["windows-1252", "latin-1"])
def test_utf8_that_was_encoded_again_is_read(times: int, by: str) -> None:
    shown = STREAM
    for _ in range(times):
        again = shown.encode()
        shown = again.decode("latin-1") if by == "latin-1" else shown_utf8(shown)
    repair = find_repair(shown)
    assert repair is not None
    assert repair.name == "+".join(["utf-8"] * times)
    assert repair.apply(shown)[0] == STREAM


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4),
    st.sampled_from(["\n", " ", "\r\n\r\n"]),
    st.sampled_from([*SHOWN.values(), shown_utf8, lambda text: shown_utf8(text, 2)]),
)
def test_any_few_sentences_are_read_as_they_were_written(lines, between, show) -> None:  # type: ignore[no-untyped-def]
    text = between.join(lines).replace("Ủy", "Uỷ").replace("“", "").replace("”", "")
    repair = find_repair(show(text))
    assert repair is not None
    assert repair.apply(show(text))[0] == text


def test_a_legacy_paragraph_among_good_ones_is_read_and_they_stay() -> None:
    good = "\n".join(SENTENCES[:4])
    for show in SHOWN.values():
        text = f"{good}\n{show(SENTENCES[7])}\n{show(SENTENCES[4])}\n{SENTENCES[6]}"
        repair = find_repair(text)
        assert repair is not None
        assert repair.apply(text)[0] == f"{good}\n{SENTENCES[7]}\n{SENTENCES[4]}\n{SENTENCES[6]}"


def test_wrongly_decoded_quotation_marks_in_good_text_are_read() -> None:
    text = f"{SENTENCES[0]} Bà nói: â€œVụ này được mùaâ€\x9d."
    repair = find_repair(text)
    assert repair is not None
    assert repair.apply(text)[0] == f"{SENTENCES[0]} Bà nói: “Vụ này được mùa”."


def test_an_a_whose_no_break_space_became_a_blank_is_read() -> None:
    shown = shown_utf8("Nhà nào cũng là toàn người làng cũ và mới").replace("\xa0", " ")
    repair = find_repair(shown)
    assert repair is not None
    assert repair.apply(shown)[0] == "Nhà nào cũng là toàn người làng cũ và mới"


def test_bytes_that_were_lost_lower_the_confidence() -> None:
    whole, torn = shown_utf8(STREAM), shown_utf8(STREAM).replace("\x9d", "").replace("\x81", "")
    sure, unsure = find_repair(whole), find_repair(torn)
    assert sure is not None and unsure is not None
    assert unsure.confidence < sure.confidence


def test_letters_decoded_anew_are_counted() -> None:
    repair = find_repair(SHOWN["tcvn3"](SENTENCES[0]))
    assert repair is not None
    _, n_letters = repair.apply(SHOWN["tcvn3"](SENTENCES[0]))
    assert n_letters == sum(not letter.isascii() for letter in SENTENCES[0])


GOOD = {
    "vietnamese": STREAM,
    "vietnamese without marks": "Sang nay nguoi dan ban Na Lua ra dong gat lua som.",
    "letters of latin-1 only": "Cà phê, bò bía, chè và cá kho: có cô gái là bà chủ quán.",
    "an odd word": f"{SENTENCES[0]} Chữ ViÖt bị lỗi phông. {SENTENCES[1]}",
    "an odd word of utf-8": f"{SENTENCES[0]} Chữ Viá»‡t bị lỗi. {SENTENCES[1]}",
    "names": f"{SENTENCES[3]} Özil, Müller, Håland, Björn, Ødegaard, Šarić và Čech cùng đến.",
    "a symbol table": "mu:µ para:¶ deg:°\nhalf:½ sect:§ copy:© reg:® not:¬",
    "all of latin-1": " ".join(map(chr, range(0xA0, 0x100))),
    "all of latin-1 at once": "".join(map(chr, range(0xA0, 0x100))),
    "units": "Bụi mịn 35 µg/m³, nhiệt độ 39°C, diện tích 120 m², giá 30.000 ₫ · ±5% × 2",
    "english": "The café’s résumé was naïve — “déjà vu” at 5 °C, © 2025 Brontë & Sons®.",
    "french": "Où est passé l'élève ? À l'école, où il a été reçu « très tôt » ; le garçon naïf a "
    "mangé du maïs chez Noël, août, goût, sûr, forêt, hâte, château, être, même, déjà, œuvre.",
    "german": "Größere Müllöfen über schönen Äckern: süße Grüße für müde Bäcker an der Straße.",
    "spanish": "El niño está más allá: mañana él, tú y José aún irán a León, según se oyó aquí.",
    "portuguese": "Não é só você que já está em São Paulo; amanhã há ações e leões, maçã e pão.",
    "polish": "Zażółć gęślą jaźń, proszę państwa, wójt gminy już się zgodził, że będzie źle.",
    "czech": "Příliš žluťoučký kůň úpěl ďábelské ódy, když přišla zítřejší bouře k řece.",
    "swedish": "På fjället såg de två björnar; då må vi gå så långt vi når, sa båtägaren på Åland.",
    "danish": "Så gik den gamle mand på årets første dag op på bjerget og så ud over åen og søen.",
    "icelandic": "Það er ekki rétt að Sigurður hafi ráðið því; Ðórir og Guðrún sögðu það bæði.",
    "hungarian": "Az árvíztűrő tükörfúrógép és a nagyöbű üstök között őrzött széntüzű kályha.",
    "pinyin": "Wǒ de péngyou bú zài jiā, tā qù mǎi dōngxi le; nǐ hǎo ma? Lǐ lǎoshī hé Wáng.",
    "source code": 'if (a¬b) { s = "«foo»"; x = y÷2; } // §3, ¶ 4: naïve µ-benchmark ©\nß = α×β',
    "quoted capitals": "… TẠI XÃ”, “TÔI VÀ GIÃ” và “Ã”… rồi “hạ giá” … “đọc â”…",
}


@pytest.mark.parametrize("kind", GOOD)
def test_good_text_is_left_alone(kind: str) -> None:
    assert find_repair(GOOD[kind]) is None


SAMPLE = Path(__file__).resolve().parents[3] / "data" / "sample"


def test_nothing_in_the_sample_is_repaired() -> None:
    texts = [file.read_text() for file in SAMPLE.rglob("*.jsonl")]
    texts += [file.read_text() for file in SAMPLE.rglob("*.htm*")]
    assert [text[:80] for text in texts if find_repair(text)] == []


REAL = Path(__file__).resolve().parents[4] / "shared" / "real" / "news-2024"


@pytest.mark.skipif(not REAL.exists(), reason="no real articles beside the checkout")
def test_of_real_articles_only_the_faulty_one_is_repaired() -> None:
    found = {file.name: find_repair(file.read_text()) for file in REAL.iterdir()}
    # Its text is UTF-8 that was encoded twice.
    assert {name: one.name for name, one in found.items() if one} == {"Cluster_020-4.txt": "utf-8"}


ANY = st.text(st.characters(max_codepoint=0x2FF) | st.sampled_from("áº»ÃÄÆÂâ€œ\x9dơưạế µ¸®\xad\n"))


@settings(deadline=None)
@given(ANY)
@example("Ã" * 200)
@example("á»" * 100 + "\n" + "ÄÃ " * 20)
def test_any_text_is_told_and_keeps_its_lines(text: str) -> None:
    if repair := find_repair(text):
        repaired, _ = repair.apply(text)
        assert repaired.count("\n") == text.count("\n")
        assert 0 < repair.confidence < 1
