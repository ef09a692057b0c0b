"""A registry small enough to read, by which the rules' tests go; most of its names are invented.

So they say what a rule does with what is known, and stay as they are when the registry grows.
"""

from functools import lru_cache

from diemtin.registry.entries import Entry, Registry
from diemtin.tag.rules.batch import Batch
from diemtin.tag.rules.lexicon import Lexicon
from diemtin.tag.rules.scan import scan_batch

# file: rows `name = alias; alias ~ weak alias; weak alias | kind`, with the file's entity type.
FILES: dict[str, tuple[str, list[str]]] = {
    "address_forms": ("", [
        "ông | address", "bà | address", "anh | address", "chị | address", "nạn nhân | state",
    ]),
    "titles": ("", [
        "giám đốc | office", "phó giám đốc | office", "chủ tịch | office", "bí thư | office",
        "bộ trưởng | office", "thủ tướng | office", "đại sứ | office", "hiệu trưởng | office",
        "tổng giám đốc | office", "trưởng khoa | office", "đại tá | rank", "thượng úy | rank",
        "tiến sĩ = TS; TS. | degree", "PGS.TS = PGS.TS. | degree", "bác sĩ | occupation",
        "ca sĩ | occupation", "phi công | occupation", "nhà báo | occupation",
        "tiền đạo | occupation",
    ]),
    "org_heads": ("", [
        "Bộ | government", "Sở | government", "Phòng | government", "Trường ~ lower | school",
        "Trường THPT = THPT ~ lower | school", "Bệnh viện ~ #; lower | health",
        "Công ty ~ lower | company", "Báo ~ lower | media", "Viện ~ lower | company",
        "Hội ~ lower | association", "Trung tâm ~ # | company", "Tổng cục | government",
    ]),
    "local_bodies": ("", [
        "UBND = Ủy ban nhân dân | government", "Sở Y tế | government", "Công an | police",
        "Tòa án nhân dân | court",
    ]),
    "loc_heads": ("", [
        "tỉnh | admin", "xã | admin", "quận ~ # | admin", "phường ~ # | admin", "huyện | admin",
        "đường ~ # | street", "sông | water", "sân bay | transport", "quốc lộ ~ # | street",
        "viên | building", "miền | relief", "châu | relief", "chợ | building",
    ]),
    "not_names": ("", ["World Cup | tournament", "Mây Trắng | music", "Zeta | product"]),
    "surnames": ("", ["Lê | kinh", "Trần | kinh", "Đỗ | kinh", "Nguyễn | kinh", "Lò | minority",
                      "Cao | kinh", "Sơn | kinh"]),
    "given_names": ("", ["Thử | both", "Mẫu | both", "Hùng | male", "An | both", "Vân | female",
                         "Khuê | female"]),
    "middle_names": ("", ["Văn | male", "Thị | female", "Minh | male"]),
    "foreign_names": ("", ["Orlov | surname", "Ivan | given", "Kevin | given", "Bruyne | surname",
                           "Anna | given"]),
    "provinces": ("LOC", ["Nghệ An | province", "Hà Nội = Hanoi | municipality",
                          "Thanh Hóa | province",
                          "Thành phố Hồ Chí Minh = TP.HCM ~ Hồ Chí Minh | municipality"]),
    "districts": ("LOC", ["Mường Khói | district"]),
    "communes": ("LOC", ["Tân An | commune", "1 | ward"]),
    "countries": ("LOC", ["Việt Nam | country", "Thái Lan | country", "Hoa Kỳ ~ Mỹ | country",
                          "Liên bang Nga ~ Nga | country"]),
    "bodies": ("ORG", ["Liên Hợp Quốc = LHQ | international", "Bộ Ngoại giao | ministry"]),
    "companies": ("ORG", ["Suối Nguồn | company", "Kappa Motors | company"]),
    "people": ("PER", ["Sao Khuê | singer"]),
}  # fmt: skip


def _entry(file: str, number: int, entity_type: str, row: str) -> Entry:
    forms, _, kind = row.rpartition("|")
    strong, _, weak = forms.partition("~")
    name, _, aliases = strong.partition("=")
    return Entry(
        id=f"{file}/{number:03}",
        name=name.strip(),
        aliases=_parts(aliases),
        weak_aliases=_parts(weak),
        entity_type=entity_type,
        kind=kind.strip(),
        parent="",
        valid_from=None,
        valid_to=None,
        successors=(),
        source="invented",
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The registry compiled, once for all tests."""
    return small_lexicon()


def small_lexicon(*more: str) -> Lexicon:
    """The registry compiled anew, with more rows, each as `file: row`."""
    rows = {file: list(rows) for file, (_, rows) in FILES.items()}
    for file, _, row in (text.partition(": ") for text in more):
        rows.setdefault(file, []).append(row)
    found = [
        _entry(file, number, FILES[file][0] if file in FILES else "ORG", row)
        for file, of_file in rows.items()
        for number, row in enumerate(of_file)
    ]
    return Lexicon(Registry(tuple(found)))


def cut(*texts: str) -> Batch:
    """Sentences cut into words."""
    return Batch(texts, lexicon())


def decided(text: str) -> list[tuple[str, str, str]]:
    """What the rules decide on in a sentence: `(surface, entity type, rule)`."""
    batch = cut(text)
    starts, ends = batch.starts.tolist(), batch.ends.tolist()
    (found,) = scan_batch(batch)
    return [
        (text[starts[one.start] : ends[one.end - 1]], one.entity_type, one.rule) for one in found
    ]


def by_rule(text: str, *rules: str) -> list[tuple[str, str]]:
    """`(surface, entity type)` of what these rules decided on."""
    return [(surface, kind) for surface, kind, rule in decided(text) if rule in rules]
