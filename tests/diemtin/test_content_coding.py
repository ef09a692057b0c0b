"""Content codings, undone in bounded memory."""

import gzip
import zlib

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diemtin.content_coding import CodingError, TooLargeError, decoded, gunzipped


def packed(body: bytes, codec: str) -> bytes:
    stream = pa.BufferOutputStream()
    with pa.CompressedOutputStream(stream, codec) as packing:
        packing.write(body)
    return bytes(stream.getvalue())


CODE = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    " GZIP ": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda body: packed(body, "brotli"),
    "zstd": lambda body: packed(body, "zstd"),
    "deflate, gzip": lambda body: gzip.compress(zlib.compress(body)),
}


@pytest.mark.parametrize("coding", CODE)
@given(body=st.binary(max_size=5_000))
def test_what_was_encoded_comes_back(coding: str, body: bytes) -> None:
    assert decoded(CODE[coding](body), coding, 5_000) == body


@pytest.mark.parametrize("coding", CODE)
def test_a_body_may_be_as_long_as_the_limit_and_no_longer(coding: str) -> None:
    assert decoded(CODE[coding](b"x" * 100), coding, 100) == b"x" * 100
    with pytest.raises(TooLargeError):
        decoded(CODE[coding](b"x" * 101), coding, 100)


@given(st.lists(st.binary(max_size=50), min_size=1, max_size=4))
def test_members_of_gzip_are_put_together(parts: list[bytes]) -> None:
    packed = b"".join(map(gzip.compress, parts))
    assert decoded(packed, "gzip", 1_000) == b"".join(parts)
    assert gunzipped(packed + bytes(9), 1_000) == b"".join(parts)


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, br", "gzip;q=1", "khong"])
def test_other_codings_are_not_guessed_at(coding: str) -> None:
    with pytest.raises(CodingError):
        decoded(b"abc", coding, 100)


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "br", "zstd"]))
def test_any_bytes_are_a_body_or_told_as_none(body: bytes, coding: str) -> None:
    try:
        decoded(body, coding, 1_000)
    except (CodingError, TooLargeError):
        return


@pytest.mark.parametrize("end", range(1, 24))
def test_a_body_that_is_cut_off_is_told(end: int) -> None:
    with pytest.raises(CodingError):
        decoded(gzip.compress(b"Tin.", mtime=0)[:end], "gzip", 100)


def test_a_file_that_is_not_packed_is_as_it_is() -> None:
    assert gunzipped(b"<urlset/>", 100) == b"<urlset/>"
