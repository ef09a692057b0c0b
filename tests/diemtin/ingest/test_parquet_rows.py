"""Parquet files. All articles are invented."""

import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet.encryption as encryption
import pytest
from made_files import STORY, outcome, outcomes, parquet, rows_of

from diemtin.ingest.column_map import ColumnMap


def found(tmp_path: Path, **columns: Any) -> list[tuple[int, str]]:
    result = outcomes(tmp_path, {"s/a.parquet": parquet(columns)})
    return [(one.record, str(one.text or one.reason)) for one in result]


def test_each_row_is_an_item_in_the_order_of_the_file(tmp_path: Path) -> None:
    texts = [f"{n}. {STORY}" for n in range(150)]
    content = parquet({"text": texts}, row_group_size=70)
    result = outcomes(tmp_path, {"s/a.parquet": content})
    assert [(one.record, one.text) for one in result] == list(enumerate(texts, 1))


def test_all_columns_of_an_article_are_read(tmp_path: Path) -> None:
    instant = datetime.datetime(2025, 6, 27, 1, 15, tzinfo=datetime.UTC)
    content = parquet(
        {"tieu_de": ["Chợ sớm"], "noi_dung": [STORY], "ngay_dang": [instant], "tac_gia": [None]}
    )
    [article], _ = rows_of(tmp_path, {"s/a.parquet": content})
    assert article["text"] == f"Chợ sớm\n{STORY}"
    assert article["published_at"] == instant
    assert article["author"] is None


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.binary(), pa.large_binary(),
     pa.dictionary(pa.int32(), pa.string()), pa.string_view()],
    ids=str,
)  # fmt: skip
def test_a_text_is_read_from_any_type_that_holds_one(tmp_path: Path, kind: pa.DataType) -> None:
    texts = pa.array([STORY, None, "Hai."]).cast(kind)
    assert found(tmp_path, text=texts) == [(1, STORY), (2, "malformed_record"), (3, "Hai.")]


@pytest.mark.parametrize(
    "kind",
    [pa.timestamp("s"), pa.timestamp("ms"), pa.timestamp("us"), pa.timestamp("ns"),
     pa.timestamp("us", "Asia/Ho_Chi_Minh"), pa.timestamp("ns", "UTC"), pa.date32(), pa.date64()],
    ids=str,
)  # fmt: skip
def test_a_date_is_read_from_any_type_that_holds_one(tmp_path: Path, kind: pa.DataType) -> None:
    dates = pa.array([datetime.datetime(2025, 6, 27)], pa.timestamp("us")).cast(kind)
    [article], _ = rows_of(
        tmp_path, {"s/a.parquet": parquet({"text": [STORY], "published_at": dates})}
    )
    assert article["published_date"] == datetime.date(2025, 6, 27)


@pytest.mark.parametrize(
    "other",
    [
        pa.array([{"a": [{"b": "c"}]}]),
        pa.array([[1, None]]),
        pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int32())),
        pa.array([b"\xff\xfe\x00"]),
        pa.array([float("nan")]),
        pa.array([datetime.timedelta(days=1)]),
        pa.array([2**45], pa.timestamp("s")),
        pa.array([-(2**62)], pa.timestamp("us")),
        pa.array([2**30], pa.date32()),
        pa.array([[2**60]], pa.list_(pa.timestamp("ns"))),
        pa.array([1]).cast(pa.decimal128(38, 5)),
        pa.array([None], pa.null()),
    ],
    ids=lambda array: str(array.type),
)
def test_a_column_of_any_other_type_does_not_lose_the_text(tmp_path: Path, other: pa.Array) -> None:
    assert found(tmp_path, khác=other, text=[STORY]) == [(1, STORY)]


def test_a_field_of_a_nested_column_can_be_named(tmp_path: Path) -> None:
    content = parquet({"bai": [{"tit": "Chợ sớm", "than": {"chu": STORY}}]})
    maps = {"s": ColumnMap(text="bai.than.chu", title="bai.tit")}
    [article], _ = rows_of(tmp_path, {"s/a.parquet": content}, maps)
    assert article["text"] == f"Chợ sớm\n{STORY}"


@pytest.mark.parametrize("text", [7, 7.5, True, ["a"], {"a": "b"}, b"\xff\xfe"])
def test_a_text_of_a_wrong_type_is_refused(tmp_path: Path, text: Any) -> None:
    assert found(tmp_path, text=[text]) == [(1, "malformed_record")]


def test_a_string_that_is_no_utf8_is_refused_alone(tmp_path: Path) -> None:
    # Arrow does not look at what it is told to be text.
    broken = pa.array([b"M\xe1t", b"Hai."]).view(pa.string())
    assert found(tmp_path, text=broken) == [(1, "malformed_record"), (2, "Hai.")]


def test_columns_of_one_name_are_told_apart(tmp_path: Path) -> None:
    table = pa.table([pa.array(["Một."]), pa.array(["Hai."])], names=["text", "text"])
    stream = pa.BufferOutputStream()
    pa.parquet.write_table(table, stream)
    assert outcome(tmp_path, "a.parquet", stream.getvalue().to_pybytes()) == "Một."


def test_a_table_without_rows_is_empty(tmp_path: Path) -> None:
    assert found(tmp_path, text=pa.array([], pa.string())) == [(0, "empty")]


def test_a_row_above_the_limit_is_too_large_alone(tmp_path: Path) -> None:
    content = parquet({"text": ["Một.", "x" * 500, "Ba."]})
    result = outcomes(tmp_path, {"s/a.parquet": content}, max_document_bytes=100)
    assert [one.text or one.reason for one in result] == ["Một.", "too_large", "Ba."]


def test_a_run_of_equal_rows_that_is_far_larger_than_its_file_is_refused(tmp_path: Path) -> None:
    content = parquet({"text": pa.repeat("a", 5_000_000)})
    assert len(content) < 25_000
    assert outcome(tmp_path, "a.parquet", content) == "unsafe_archive"


@pytest.mark.parametrize("cut", [1, 5, 100, 400])
def test_a_file_that_is_cut_off_is_unreadable(tmp_path: Path, cut: int) -> None:
    content = parquet({"text": [STORY] * 3})
    assert outcome(tmp_path, "a.parquet", content[:-cut]) == "unreadable"


def test_pages_that_are_damaged_do_not_lose_the_rows_before_them(tmp_path: Path) -> None:
    content = bytearray(
        parquet(
            {"text": [f"{n}. {STORY}" for n in range(200)]},
            row_group_size=100, compression="none", use_dictionary=False,
            write_page_checksum=True,
        )
    )  # fmt: skip
    at = content.find(f"150. {STORY}".encode())
    content[at : at + 4] = b"XXXX"
    result = outcomes(tmp_path, {"s/a.parquet": bytes(content)})
    assert [one.record for one in result] == list(range(1, len(result) + 1))
    assert result[-1].reason == "unreadable"
    assert result[0].text == f"0. {STORY}"


def test_an_encrypted_file_is_encrypted(tmp_path: Path) -> None:
    class Keys(encryption.KmsClient):  # type: ignore[misc]
        def wrap_key(self, key: bytes, name: str) -> bytes:
            return key.hex().encode()

        def unwrap_key(self, key: bytes, name: str) -> bytes:
            return bytes.fromhex(key.decode())

    factory = encryption.CryptoFactory(lambda _: Keys())
    settings = encryption.EncryptionConfiguration(footer_key="k", column_keys={"k": ["text"]})
    properties = factory.file_encryption_properties(encryption.KmsConnectionConfig(), settings)
    content = parquet({"text": [STORY]}, encryption_properties=properties)
    assert outcome(tmp_path, "a.parquet", content) == "encrypted"
