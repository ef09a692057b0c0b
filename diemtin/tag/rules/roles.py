"""Titles next to persons: `Bộ trưởng Bộ Y tế Lê Thị Thử`, `ông Đỗ Văn Mẫu, Chủ tịch UBND xã`.

Two ways lead from a person to titles: leftwards over a body to the title before it, and so on from
title to title; and rightwards into an apposition behind a comma, a dash or a bracket.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from diemtin.tag.rules.lexicon import (
    FORM_OF_ADDRESS,
    LOCAL_BODY,
    NAME,
    NATIONS,
    OFFICE,
    ORG_HEAD,
    TITLE,
    WEAK_NAME,
)
from diemtin.tag.rules.line import Line, Phrase
from diemtin.tag.rules.words import PLURALS, PREFIXES, SPEAKS, STOPS

# Words between a title and its body or person that belong to the title: `Trưởng khoa Nhi`.
_LONGEST_GAP = 4
# The same where the title leads a part of a body, whose name has capitals and marks of its own:
# `Giám đốc Khối Quản trị rủi ro`, `Trưởng phòng Tổ chức - Hành chính`.
_LONGEST_PART = 10
_PARTS = frozenset(
    ["khối", "phòng", "khoa", "ban", "vụ", "bộ", "tổ", "đội", "mảng", "nhóm", "trung", "phụ"]
)
_LED = frozenset(["phòng", "khoa", "ban", "vụ", "đội", "tổ", "trưởng"])
# Titles that are no office and yet held in a place: `chủ khách sạn Rex`, `trụ trì chùa Dâu`.
_OF_PLACES = frozenset(["chủ", "quản", "trụ"])
# Titles that a country before the name says nothing of: `Giám đốc dự án Nhật Bản Tanaka`.
_NOT_OF_COUNTRIES = (
    "giám đốc", "tổng giám", "phó giám", "thuyền trưởng", "bếp trưởng", "cố vấn", "nhà sáng",
    "đồng sáng", "trợ lý", "kinh tế",
)  # fmt: skip
_WORDS_BETWEEN = frozenset(["kiêm", "và"])
_SEPARATORS = frozenset([",", ";", "và", "kiêm", "-", "–", "/", "&"])
_CLOSING = frozenset(',.;:()-–!?…"”')
_JOINTS = frozenset(["của", "tại", "ở", "thuộc"])
# Lead on from a title or its body to more about the person: `nhà phân tích từ một công ty`.
_LEADING_ON = frozenset(
    ["của", "từ", "theo", "ở", "tại", "thuộc", "trong", "trên", "cùng", "về", "với", "trước"]
)
# Before a name and no part of it: `của tờ The Nation`.
_ANNOUNCING = frozenset(["trang", "tờ", "nhóm", "hãng", "đội", "kênh", "chuỗi", "website"])
# Before a title that somebody else bears: `Nói với nhà đầu tư, ông Mẫu …`.
_TO = frozenset(["với", "cho", "của", "bởi", "từ"])
# Before a name that the title does not belong to: `nữ tướng thời Hai Bà Trưng`.
_OTHERS = frozenset(["thời", "tiễn", "giao", "gặp"])
# Behind a title before a name, and no part of it: `Tổng thống đắc cử`.
_STANDING = frozenset(["đương nhiệm", "đắc cử", "mãn nhiệm", "được chỉ định", "được bổ nhiệm"])
# Between a name and the body that its title before belongs to.
_BEFORE_BODY = frozenset(["(", ",", "-", "–", "của", "thuộc", "ở", "tại", "từ"])
# Behind a title and no part of it: `CEO mới của …`, `nhà báo về hưu`, `tay vợt gốc Việt`.
_QUALIFIERS = frozenset(
    ["mới", "cũ", "người", "gốc", "nghỉ", "về", "lâu", "duy", "kỳ", "trẻ", "hiện", "ngành"]
)


class Name(NamedTuple):
    """An entity in a sentence: words from `start` to before `end`."""

    start: int
    end: int
    entity_type: str


class Role(NamedTuple):
    """A title, the person who bears it and the body that it is held in.

    Attributes:
        person: Position among the names.
        start: The title's first word.
        end: Behind its last word.
        kind: office, rank, degree or occupation.
        body: Position among the names; None if the text states none.
    """

    person: int
    start: int
    end: int
    kind: str
    body: int | None


class _Title(NamedTuple):
    start: int
    end: int
    kind: str


def roles(line: Line, names: Sequence[Name]) -> list[Role]:
    """The roles that a sentence states, by the title's place.

    Args:
        line: The sentence.
        names: Its entities, in order.
    """
    if not any(name.entity_type == "PER" for name in names):
        return []
    return sorted(_Finder(line, names).found, key=lambda role: (role.start, role.person))


class _Finder:
    def __init__(self, line: Line, names: Sequence[Name]) -> None:
        self.line = line
        self.names = names
        self.found: list[Role] = []
        self._used: set[int] = set()
        self._inside = {at: n for n, name in enumerate(names) for at in range(name.start, name.end)}
        self._ending = {name.end: number for number, name in enumerate(names)}
        self._beginning = {name.start: number for number, name in enumerate(names)}
        persons = [n for n, name in enumerate(names) if name.entity_type == "PER"]
        for person in persons:
            self._leftwards(person)
            self._shared_with(person)
        for person in persons:
            self._rightwards(person)

    def _add(self, person: int, title: _Title, body: int | None) -> None:
        self._used.update(range(title.start, title.end))
        self.found.append(Role(person, title.start, title.end, title.kind, body))

    def _add_all(self, person: int, titles: Iterable[_Title], body: int | None) -> None:
        for title in titles:
            self._add(person, title, body)

    # -- before the name ----------------------------------------------------------------------

    def _leftwards(self, person: int) -> None:
        position = self._over_address(self.names[person].start)
        shared: int | None = None
        is_joined = False
        while position > 0:
            step = self._title_before(position)
            if step is None or self._is_anothers(*step):
                return
            title, body = step
            # `Thủ tướng Anh: Trump …` tells who speaks, `Hậu vệ: Lê Mẫu, …` what players they are.
            is_simple = body is None and title.kind == OFFICE
            if self.line.words[position].text == ":" and not is_simple:
                return
            is_joint = is_joined and self.line.words[title.end].fold in _WORDS_BETWEEN
            if body is None and (is_joint or (is_joined and title.kind == OFFICE)):
                body = shared
            elif body is None and not self._is_named(person):
                body = self._body_after(person, title)
            self._add(person, title, body)
            shared = body
            position, is_joined = self._over_separators(title.start)

    def _shared_with(self, person: int) -> None:
        """Take the title that stands before several names: `Hai phi công A và B`."""
        start = self.names[person].start
        if (
            self._is_named(person)
            or not start
            or self.line.words[start - 1].fold not in (",", "và")
        ):
            return
        before = self._ending.get(start - 1)
        for role in [role for role in self.found if role.person == before]:
            if role.start and self.line.words[role.start - 1].fold in PLURALS:
                self.found.append(role._replace(person=person))

    def _is_anothers(self, title: _Title, body: int | None) -> bool:
        """Whether somebody else is meant: `Trao đổi với phóng viên, ông Mẫu …`."""
        words = self.line.words
        end = title.end if body is None else max(title.end, self.names[body].end)
        is_cut = end < len(words) and words[end].text == ","
        return is_cut and title.start > 0 and words[title.start - 1].fold in _TO

    def _is_named(self, person: int) -> bool:
        """Whether a title of the person has been found."""
        return any(role.person == person for role in self.found)

    def _body_after(self, person: int, title: _Title) -> int | None:
        """The body behind a name with its title before: `TS Lê Văn Thử (Viện Đo lường)`."""
        words, end = self.line.words, self.names[person].end
        if end >= len(words) or words[end].fold not in _BEFORE_BODY:
            return None
        announced = end + 1 < len(words) and words[end + 1].fold in _ANNOUNCING
        number = self._beginning.get(end + 1 + announced)
        if number is None:
            return None
        # `Đại biểu Lê Mẫu (Hà Giang)`
        is_deputy = words[title.end - 1].fold == "biểu" and words[end].text == "("
        if self.names[number].entity_type != "ORG" and not is_deputy:
            return None
        is_whole = words[end].is_alpha or self._is_closed(self.names[number].end)
        return number if is_whole else None

    def _over_address(self, position: int) -> int:
        """Before the forms of address, and the nation of `ca sĩ người Mỹ`, at the left."""
        line, words = self.line, self.line.words
        start = position
        while position > 0:
            if words[position - 1].text in ('"', "“", "'", "‘"):
                position -= 1
                continue
            phrases = line.phrases_to(position, FORM_OF_ADDRESS)
            if not phrases or phrases[0].start in self._inside:
                break
            position = phrases[0].start
        if position >= 2 and words[position - 1].fold == "tuổi" and words[position - 2].is_number:
            return position - 2
        for width in (2, 3):
            is_origin = position >= width and words[position - width].fold in ("người", "gốc")
            if is_origin and not line.phrases_to(position, TITLE):
                return position - width
        before = line.words[position - 1].text if position else ""
        is_joined = position < start and before in (",", "-", "–")
        # `Tổng biên tập: Lê Văn Thử`
        return position - 1 if is_joined or before == ":" else position

    def _over_separators(self, position: int) -> tuple[int, bool]:
        """Before a comma, `và` or `kiêm`; and whether the word joins two titles of one body."""
        before = self.line.words[position - 1] if position else None
        if before is None or before.fold not in _SEPARATORS:
            return position, False
        return position - 1, before.fold in ("kiêm", "và", "-", "–")

    def _title_before(self, position: int) -> tuple[_Title, int | None] | None:
        """The title that ends before a word, with the body between them if there is one."""
        position = self._over_abbreviation(position)
        body = self._ending.get(position)
        if body is not None and self.names[body].entity_type != "PER":
            start = self.names[body].start
            if start and self.line.words[start - 1].fold in _JOINTS:
                start -= 1
                # `Đại sứ Na Uy tại Việt Nam`
                first = self._ending.get(self._over_abbreviation(start))
                if first is not None and self.names[first].entity_type != "PER":
                    body, start = first, self.names[first].start
            title = self._title_ending(start, _LONGEST_GAP)
            if title is None:
                return None
            is_body = self.names[body].entity_type == "ORG" or self._may_be_of_place(title, body)
            return title, body if is_body else None
        title = self._title_ending(position, 3)
        return (title, None) if title else None

    def _over_abbreviation(self, position: int) -> int:
        """Before brackets that hold one name: `Hiệp hội Dệt may Việt Nam (Vitas)`."""
        words = self.line.words
        inside = self._ending.get(position - 1)
        if position < 3 or words[position - 1].text != ")" or inside is None:
            return position
        opening = self.names[inside].start - 1
        return opening if opening >= 0 and words[opening].text == "(" else position

    def _may_be_of_place(self, title: _Title, number: int) -> bool:
        """Whether an office may be that of a place: `Thủ tướng Nhật Bản`."""
        if title.kind != OFFICE and self.line.words[title.start].fold not in _OF_PLACES:
            return False
        nations = self.line.phrases_from(self.names[number].start, NAME, WEAK_NAME)
        is_nation = any(phrase.sense.kind in NATIONS for phrase in nations)
        words = self.line.words[title.start : title.start + 2]
        return not is_nation or " ".join(word.fold for word in words) not in _NOT_OF_COUNTRIES

    def _leading_title(self, position: int) -> _Title | None:
        """The title that ends at a word, with the part of a body that it leads."""
        words = self.line.words
        for start in range(position - 1, max(-1, position - _LONGEST_PART), -1):
            word = words[start]
            if start in self._inside or word.fold in STOPS:
                return None
            if not (word.is_alpha or word.text in ("-", "–", "&")):
                return None
            if word.fold not in _PARTS | _LED:
                continue
            for end in (start, start + 1):
                for phrase in self.line.phrases_to(end, TITLE):
                    is_office = phrase.sense.kind == OFFICE
                    leads = words[end].fold in _PARTS or words[end - 1].fold in _LED
                    is_free = not self._is_taken(phrase.start, position)
                    if is_office and leads and is_free and position - end > 1:
                        return _Title(self._prefixed(phrase.start), position, OFFICE)
        return None

    def _title_ending(self, position: int, gap: int) -> _Title | None:
        """The title that ends at a word or up to `gap` words before it, these included."""
        if title := self._leading_title(position):
            return title
        line = self.line
        for width in (2, 3):
            if " ".join(word.fold for word in line.words[position - width : position]) in _STANDING:
                position -= width
        end = position
        while end > 0 and position - end <= gap:
            phrases = [p for p in line.phrases_to(end, TITLE) if self._is_title(p)]
            if phrases:
                phrase = phrases[0]
                return _Title(self._prefixed(phrase.start), position, phrase.sense.kind)
            word = line.words[end - 1]
            if not word.is_alpha or word.fold in STOPS or (end - 1) in self._inside:
                return None
            if word.fold in _OTHERS:
                return None
            if word.is_capital and position - end > 1:
                return None
            end -= 1
        return None

    def _is_title(self, phrase: Phrase) -> bool:
        """Whether a phrase is a title by itself: `trưởng` in `chuyên gia trưởng` is none."""
        if self._is_taken(phrase.start, phrase.end):
            return False
        word = self.line.words[phrase.start]
        is_second = phrase.start > 0 and self.line.words[phrase.start - 1].is_alpha
        return not (word.text == "trưởng" and phrase.end == phrase.start + 1 and is_second)

    def _prefixed(self, start: int) -> int:
        words = self.line.words
        while start > 0 and words[start - 1].fold in PREFIXES:
            if start > 1 and words[start - 2].fold in ("ủy", "uỷ"):
                break  # `thừa ủy quyền Thủ tướng`
            start -= 1
        return start

    def _is_taken(self, start: int, end: int) -> bool:
        return any(at in self._inside or at in self._used for at in range(start, end))

    # -- behind the name ----------------------------------------------------------------------

    def _rightwards(self, person: int) -> None:
        line = self.line
        position = self._over_brackets(self.names[person].end)
        if position >= len(line) or line.words[position].text not in (",", "-", "–", "("):
            return
        position += 1
        waiting: list[_Title] = []
        while title := self._title_from(self._over_age(position)):
            title, body, end = self._body_behind(title)
            if end and not self._is_closed(end):
                break
            waiting.append(title)
            separator = line.words[end].fold if 0 < end < len(line) else ""
            # `Chủ tịch kiêm Tổng giám đốc Công ty X`: the body is that of both.
            if body is not None or separator != "kiêm":
                self._add_all(person, waiting, body)
                waiting = []
            if separator not in _SEPARATORS:
                break
            position = end + 1
        self._add_all(person, waiting, None)

    def _over_brackets(self, position: int) -> int:
        """Behind `(SN 1980, trú Hà Nội)`, unless a title stands there."""
        line = self.line
        if position < len(line) and line.words[position].text == "(":
            for end in range(position + 1, min(position + 16, len(line))):
                if line.words[end].text == ")":
                    inside = range(position + 1, end)
                    if any(line.phrases_from(at, TITLE) for at in inside):
                        return position
                    return end + 1
        return position

    def _over_age(self, position: int) -> int:
        """Behind `45 tuổi,` and `hiện là`."""
        words = self.line.words
        while position + 1 < len(words):
            if words[position].is_number and words[position + 1].fold == "tuổi":
                position += 2
            elif (
                words[position].fold in ("hiện", "là", "sn")
                or (words[position].is_number and words[position - 1].fold == "sn")
                or (words[position].text == "," and position and words[position - 1].fold == "tuổi")
            ):
                position += 1
            else:
                break
        return position

    def _title_from(self, position: int) -> _Title | None:
        line = self.line
        start = position
        while position < len(line) and line.words[position].fold in PREFIXES:
            position += 1
        for at in (start, position):
            phrases = [
                p for p in line.phrases_from(at, TITLE) if not self._is_taken(p.start, p.end)
            ]
            if phrases:
                return _Title(start, phrases[0].end, phrases[0].sense.kind)
        return None

    def _body_behind(self, title: _Title) -> tuple[_Title, int | None, int]:
        """The title with what belongs to it, its body, and where both end; 0 if that is unclear."""
        line = self.line
        cut: _Title | None = None
        for end in range(title.end, min(title.end + _LONGEST_GAP, len(line)) + 1):
            longer = cut or title._replace(end=end)
            if end >= len(line):
                return longer, None, end
            word = line.words[end]
            if word.fold == "kiêm":
                return longer, None, end
            number = self._beginning.get(end + (word.fold in _JOINTS))
            if number is not None:
                name = self.names[number]
                if name.entity_type == "PER":
                    return title, None, title.end
                is_body = name.entity_type == "ORG" or self._may_be_of_place(title, number)
                return longer, number if is_body else None, name.end
            if word.text == "," and title.kind == OFFICE:
                number = self._beginning.get(end + 1)
                if number is not None and self.names[number].entity_type == "ORG":
                    behind = self.names[number].end
                    if self._is_closed(behind):
                        return longer, number, behind
            if not word.is_alpha and not word.is_number:
                return longer, None, end
            if cut is None:
                is_bare_body = word.is_capital and line.phrases_from(end, ORG_HEAD, LOCAL_BODY)
                if word.is_number or word.fold in _QUALIFIERS or is_bare_body:
                    cut = title._replace(end=end)
                elif word.fold in STOPS:
                    return title, None, title.end
        return (cut, None, 0) if cut else (title, None, title.end)

    def _is_closed(self, end: int) -> bool:
        words = self.line.words
        return (
            end >= len(words)
            or words[end].text in _CLOSING
            or words[end].fold in _SEPARATORS | _LEADING_ON
            or self.line.acts(end, SPEAKS)
        )
