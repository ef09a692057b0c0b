"""What HTTP's Content-Encoding did to a body, undone in bounded memory."""

import zlib

# What a request asks for. Some hosts, and the browsers that fill archives, go further.
ACCEPTED = "gzip, deflate"
_STREAMED = {"br": "brotli", "zstd": "zstd"}
_GZIP = 16 + zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"


class CodingError(Exception):
    """A body is not in the coding that it is said to be in, or that is none that is undone."""


class TooLargeError(Exception):
    """A body is longer than is taken."""


def decoded(body: bytes, coding: str, max_bytes: int) -> bytes:
    """A whole body without its coding.

    Args:
        body: As it was sent.
        coding: The header Content-Encoding, with several in the order in which they were applied;
            empty for none.
        max_bytes: How long it may be once decoded; no more than that is ever held.

    Raises:
        CodingError: The coding is none of HTTP's, or the body breaks it or is cut off.
        TooLargeError: There is more than `max_bytes`.
    """
    *earlier, last = (one.strip().lower() for one in coding.split(","))
    body = _undone(body, last, max_bytes)
    return decoded(body, ",".join(earlier), max_bytes) if earlier else body


def _undone(body: bytes, coding: str, max_bytes: int) -> bytes:
    if coding in ("", "identity"):
        if len(body) > max_bytes:
            raise TooLargeError(f"more than {max_bytes} bytes")
        return body
    if coding in ("gzip", "x-gzip"):
        return _inflated(body, _GZIP, max_bytes)
    if coding == "deflate":
        # Servers send it without zlib's header as well, contrary to RFC 9110.
        has_header = body[:1] and body[0] & 0x0F == zlib.DEFLATED
        return _inflated(body, zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS, max_bytes)
    if coding in _STREAMED:
        return _streamed(body, coding, max_bytes)
    raise CodingError(f"the Content-Encoding {coding!r} is not undone")


def gunzipped(content: bytes, max_bytes: int) -> bytes:
    """A `.gz` file's content; what does not begin as one is given back as it is.

    Raises:
        CodingError: It is damaged.
        TooLargeError: There is more than `max_bytes`.
    """
    return decoded(content, "gzip" if content.startswith(_GZIP_MAGIC) else "", max_bytes)


def _inflated(body: bytes, window_bits: int, max_bytes: int) -> bytes:
    whole = bytearray()
    while body:
        inflater = zlib.decompressobj(window_bits)
        try:
            whole += inflater.decompress(body, max_bytes - len(whole) + 1)
        except zlib.error as error:
            raise CodingError(str(error)) from None
        if len(whole) > max_bytes:
            raise TooLargeError(f"more than {max_bytes} bytes once decompressed")
        if not inflater.eof:
            raise CodingError("the compressed body ends too early")
        body = inflater.unused_data
        if not body.startswith(_GZIP_MAGIC):
            break  # padding
    return bytes(whole)


def _streamed(body: bytes, coding: str, max_bytes: int) -> bytes:
    import pyarrow as pa  # a tenth of a second, which gzip can do without

    whole = bytearray()
    try:
        with pa.CompressedInputStream(pa.BufferReader(body), _STREAMED[coding]) as stream:
            while part := stream.read(max_bytes - len(whole) + 1):
                whole += part
                if len(whole) > max_bytes:
                    raise TooLargeError(f"more than {max_bytes} bytes once decompressed")
    except (OSError, pa.ArrowException) as error:
        raise CodingError(f"the body is not in the coding {coding!r}: {error}") from None
    return bytes(whole)
