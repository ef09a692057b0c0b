"""Writers of the legacy encodings, for tests: the inverse of what the project reads."""

import unicodedata

from diemtin.ingest.legacy_charsets import TCVN3, VISCII, VNI, from_windows_1252_bytes

TONES = "\u0300\u0301\u0303\u0309\u0323"
_TCVN3_CODE = {letter: code for code, letter in TCVN3.items()}
# Of the two ways to write a capital the one whose mark is a capital too.
_VNI_CODE = {letter: code for code, letter in sorted(VNI.items(), reverse=True)}
_VISCII_CODE = {letter: code for code, letter in VISCII.items()}


def windows_1258(text: str) -> bytes:
    """Base letters with the tone as a byte of its own, as Windows writes them."""
    out = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            base = "".join(part for part in parts if part not in TONES)
            tone = "".join(part for part in parts if part in TONES)
            out += (unicodedata.normalize("NFC", base) + tone).encode("cp1258")
    return bytes(out)


def shown_1258(text: str) -> str:
    return from_windows_1252_bytes(windows_1258(text))


def shown_tcvn3(text: str) -> str:
    """A capital with a tone mark has the code of the small letter, as in capital fonts."""
    return "".join(_TCVN3_CODE.get(c, _TCVN3_CODE.get(c.lower(), c)) for c in text)


def shown_vni(text: str) -> str:
    return "".join(_VNI_CODE.get(c, c) for c in text)


def shown_viscii(text: str) -> str:
    return "".join(_VISCII_CODE.get(c, c) for c in text)


def shown_utf8(text: str, times: int = 1) -> str:
    """UTF-8 read as Windows-1252, so many times."""
    for _ in range(times):
        text = from_windows_1252_bytes(text.encode())
    return text


SHOWN = {
    "tcvn3": shown_tcvn3,
    "vni-windows": shown_vni,
    "windows-1258": shown_1258,
    "viscii": shown_viscii,
}
