"""Vietnamese spelling: what is spelt like a syllable, and forms under which spellings meet."""

import re
import unicodedata
from functools import lru_cache

_ONSET = "(?:ngh?|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
_SYLLABLE = re.compile(f"{_ONSET}[{_VOWELS}]{{1,3}}(?:ch|ng|nh|[cmnpt])?", re.IGNORECASE)

_TONES = "\u0300\u0301\u0303\u0309\u0323"

_RHYMES = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y ych ym yn ynh yt yêm yên yêng yêt yêu
    o oc oi om on ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt ooc oong
    u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu
    ươc ươi ươm ươn ương ươp ươt ươu
    oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet
    uân uâng uât uây uê uêch uênh uêt uơ uy uya uych uyên uyêt uyn uynh uyt uyu uyp
"""
_KNOWN_RHYMES = frozenset(_RHYMES.split())
_STOPPED = ("c", "ch", "p", "t")
_ONSETS = re.compile("(?:ngh?|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?")


@lru_cache(maxsize=50_000)
def is_well_formed(word: str) -> bool:
    """Tell whether a word has an onset, a rhyme and a tone that go together in Vietnamese.

    Stricter than :func:`is_syllable`: `toi` is both, `tiou` and `các` without its tone mark are
    not well formed. Any case; NFC or NFD.
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    marks = [character for character in decomposed if character in _TONES]
    if len(marks) > 1:
        return False
    bare = unicodedata.normalize("NFC", decomposed.translate(_NO_TONES))
    onset = _ONSETS.match(bare)
    assert onset is not None  # it may be empty
    rhyme = bare[onset.end() :]
    if onset[0] == "gi" and rhyme not in _KNOWN_RHYMES:
        rhyme = bare[1:]  # gì, giếng: the i is of the rhyme
    if rhyme not in _KNOWN_RHYMES:
        return False
    if rhyme.endswith(_STOPPED):
        return marks in (["\u0301"], ["\u0323"])
    return True


_NO_TONES = dict.fromkeys(map(ord, _TONES))


def is_syllable(word: str) -> bool:
    """Tell whether a word is spelt like a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(word) is not None


def _style_table() -> dict[str, str]:
    """`oà → òa`: the two tone-mark styles differ on the rhymes oa, oe, uy alone."""
    table = {}
    for first, second in ("oa", "oe", "uy"):
        for tone in _TONES:
            for a, b in ((first, second), (first.upper(), second), (first.upper(), second.upper())):
                new = a + unicodedata.normalize("NFC", b + tone)
                table[new] = unicodedata.normalize("NFC", a + tone) + b
    return table


_STYLE = _style_table()
# Only in open syllables (hoàng is hoàng in both styles), and not after q, whose u is a consonant.
# It begins with a set of characters, to which the regex engine leaps.
_NEW_STYLE = re.compile(
    rf"[oOuU][{''.join({pair[1] for pair in _STYLE})}](?<![qQ]..)(?![\w\u0300-\u036f])"
)


def one_style(text: str) -> str:
    """The text with tone marks in the style `hòa`, of the same length; it has to be NFC."""
    return _NEW_STYLE.sub(lambda match: _STYLE.get(match[0], match[0]), text)


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """`folded_anew`, kept: for words and phrases."""
    return folded_anew(text)


def folded_anew(text: str) -> str:
    """A text in NFC under which its spellings meet: lower case, one style, of the same length."""
    lowered = text.lower()
    if len(lowered) != len(text):  # İ alone becomes two characters
        lowered = text.replace("İ", "I").lower()
    return one_style(lowered)
