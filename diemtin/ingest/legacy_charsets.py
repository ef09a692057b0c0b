"""Vietnamese before Unicode: Windows-1258, TCVN3 (ABC), VNI-Windows and VISCII as tables.

The fonts of TCVN3 and VNI put Vietnamese letters where Windows-1252 has others, so both are given
here as mappings of the characters that a reader without those fonts sees: `ViÖt Nam`, `Vieät Nam`;
so is VISCII, `Vi®t Nam`. Windows-1258 alone is known to Python; read as Windows-1252 it shows as
`Viêòt Nam`.

TCVN 5712:1993 VN3 has no capitals with tone marks: they were set in capital fonts (`.VnTimeH`) with
the codes of the small letters, and the font is lost in plain text. `TCVN3` therefore raises the
case of such letters where the letters around them are capitals (:func:`from_tcvn3`); a text that
was typed in small letters altogether, and shown in capitals by its font, stays small.
"""

import re
import unicodedata
from collections.abc import Callable

_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
# The twelve vowels with the six tones: level, huyền, sắc, hỏi, ngã, nặng.
VOWELS = {
    vowel: tuple(unicodedata.normalize("NFC", vowel + tone) for tone in _TONES)
    for vowel in "aăâeêioôơuưy"
}
LETTERS = "".join("".join(forms) for forms in VOWELS.values()) + "đ"

# Huyền, sắc, hỏi, ngã, nặng in the 1993 standard; the level vowels and đ apart.
_TCVN3_TONED = {
    "a": "µ¸¶·¹", "ă": "»¾¼½Æ", "â": "ÇÊÈÉË", "e": "ÌÐÎÏÑ", "ê": "ÒÕÓÔÖ", "i": "×ÝØÜÞ",
    "o": "ßãáâä", "ô": "åèæçé", "ơ": "êíëìî", "u": "ïóñòô", "ư": "õøö÷ù", "y": "úýûüþ",
}  # fmt: skip
TCVN3 = {
    **dict(zip("¨©ª«¬\u00ad®", "ăâêôơưđ", strict=True)),
    **dict(zip("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ", strict=True)),
    **{
        code: letter
        for vowel, codes in _TCVN3_TONED.items()
        for code, letter in zip(codes, VOWELS[vowel][1:], strict=True)
    },
}

# A base letter and a mark behind it. The tones of plain vowels, then â with its tones, then ă.
_VNI_TONES = "øùûõï"
_VNI_CIRCUMFLEX = "âàáåãä"
_VNI_BREVE = "êèéúüë"


def _vni() -> dict[str, str]:
    table = {"ñ": "đ", "ô": "ơ", "ö": "ư", "î": "ỵ"}
    table |= dict(zip("ìíæóò", VOWELS["i"][1:], strict=True))
    for vowel, base in (("a", "a"), ("e", "e"), ("o", "o"), ("ơ", "ô"), ("u", "u"), ("ư", "ö")):
        table |= {base + mark: VOWELS[vowel][n] for n, mark in enumerate(_VNI_TONES, 1)}
    table |= {"y" + mark: VOWELS["y"][n] for n, mark in enumerate(_VNI_TONES[:4], 1)}
    for vowel, base in (("â", "a"), ("ê", "e"), ("ô", "o")):
        table |= {base + mark: VOWELS[vowel][n] for n, mark in enumerate(_VNI_CIRCUMFLEX)}
    table |= {"a" + mark: VOWELS["ă"][n] for n, mark in enumerate(_VNI_BREVE)}
    for code, letter in list(table.items()):
        # A capital's mark may be small: `Ngaøy` and `NGAØY`, but `Aùnh` beside `AÙnh`.
        table[code[0].upper() + code[1:]] = letter.upper()
        table[code.upper()] = letter.upper()
    return table


VNI = _vni()
_VNI_CODE = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))

_TCVN3_TABLE = str.maketrans(TCVN3)
_LETTERS = re.compile(r"[^\W\d_]+")


def windows_1252_bytes(text: str) -> bytes:
    """The bytes that Windows-1252, or Latin-1, shows as this text.

    Raises:
        UnicodeEncodeError: It has other characters.
    """
    return text.translate(_TO_BYTE).encode("latin-1")


def from_windows_1252_bytes(content: bytes) -> str:
    """Any bytes in Windows-1252; the five that it leaves undefined as control characters."""
    return content.decode("latin-1").translate(_FROM_BYTE)


def _windows_1252() -> dict[int, int]:
    table = {}
    for code in range(0x80, 0xA0):
        try:
            table[ord(bytes([code]).decode("cp1252"))] = code
        except UnicodeDecodeError:
            continue
    return table


_TO_BYTE = _windows_1252()
_FROM_BYTE = {code: character for character, code in _TO_BYTE.items()}


def _windows_1258() -> dict[int, str]:
    table = {}
    for code in range(0x80, 0x100):
        try:
            letter = bytes([code]).decode("cp1258")
        except UnicodeDecodeError:
            continue
        if letter != (shown := from_windows_1252_bytes(bytes([code]))):
            table[ord(shown)] = letter
    return table


_WINDOWS_1258 = _windows_1258()


def from_windows_1258(text: str) -> str:
    """`Viêòt` → `Việt`: Windows-1258 that was read as Windows-1252, in NFC."""
    return unicodedata.normalize("NFC", text.translate(_WINDOWS_1258))


def from_vni(text: str) -> str:
    """`Vieät` → `Việt`: VNI-Windows that was read as Windows-1252."""
    return _VNI_CODE.sub(lambda code: VNI[code[0]], text)


def from_tcvn3(text: str) -> str:
    """`ViÖt` → `Việt`: TCVN3 that was read as Windows-1252.

    Letters with tone marks become capitals in a line, or a word, of capitals.
    """
    return "\n".join(_capitals(line, _tcvn3(line)) for line in text.split("\n"))


def _tcvn3(line: str) -> str:
    # The sign of copyright stands before a year, and the letter â never.
    return re.sub(r"â(?=\s*\d{4})", "©", line.translate(_TCVN3_TABLE))


def _capitals(coded: str, line: str) -> str:
    # What stands as in Unicode already tells which letters are meant to be capitals.
    known = [c for c, was in zip(line, coded, strict=True) if c == was and c.isalpha()]
    if sum(map(str.isupper, known)) >= 3 and not any(map(str.islower, known)):
        return line.upper()

    def raised(word: re.Match[str]) -> str:
        start, end = word.span()
        known = [c for c in coded[start:end] if "A" <= c <= "Z" or "a" <= c <= "z"]
        is_capital = len(known) > 1 and all(map(str.isupper, known))
        return word[0].upper() if is_capital else word[0]

    return _LETTERS.sub(raised, line)


# RFC 1456: all 134 letters have codes of their own, six of them those of control characters.
_VISCII_CONTROLS = dict(zip("\x02\x05\x06\x14\x19\x1e", "ẲẴẪỶỸỴ", strict=True))
VISCII = _VISCII_CONTROLS | dict(
    zip(
        from_windows_1252_bytes(bytes(range(0x80, 0x100))),
        "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
        "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ",
        strict=True,
    )
)
_VISCII_TABLE = str.maketrans(VISCII)


def from_viscii(text: str) -> str:
    """`Vi®t` → `Việt`: VISCII that was read as Windows-1252."""
    return text.translate(_VISCII_TABLE)


CHARSETS: dict[str, Callable[[str], str]] = {
    "tcvn3": from_tcvn3,
    "vni-windows": from_vni,
    "windows-1258": from_windows_1258,
    "viscii": from_viscii,
}
