"""Provinces, districts and communes from the address tables in the underthesea package.

`python -m diemtin.registry.address_tables` writes the three files anew. The tables (from
vietnamadminunits 1.0.4, MIT) map each commune of the 63 old provinces to its successor of 1 July
2025; the written forms of the provinces and two earlier dates are ours.
"""

import csv
import json
import re
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import underthesea

from diemtin.registry.entries import BUILT_IN, COLUMNS

Row = dict[str, str]

_SOURCE = "address tables of underthesea 9.5.0"
_REFORM, _LAST_DAY = "2025-07-01", "2025-06-30"

_KINDS = {
    "Tỉnh": "province", "Quận": "urban_district", "Huyện": "rural_district",
    "Thị xã": "town", "Phường": "ward", "Xã": "commune", "Thị trấn": "township",
    "Đặc khu": "special_zone",
}  # fmt: skip
_HEAD = re.compile(r"(Tỉnh|Thành phố|Quận|Huyện|Thị xã|Phường|Xã|Thị trấn|Đặc khu) (.+)", re.I)

# Other spellings of provinces; those after the bar are also something else.
_WRITTEN = {
    "Hồ Chí Minh": "TP.HCM;TPHCM;TP HCM;Tp.HCM;Tp HCM;T.P HCM;TP. HCM;Tp. HCM;TP.Hồ Chí Minh;"
    "TP Hồ Chí Minh;TP. Hồ Chí Minh;Tp Hồ Chí Minh;Tp. Hồ Chí Minh;Thành phố Hồ Chí Minh;"
    "thành phố Hồ Chí Minh;tp.HCM;tp HCM;Ho Chi Minh City|HCM;Hồ Chí Minh",
    "Hà Nội": "Hanoi;Hà nội|HN",
    "Đà Nẵng": "Da Nang;Đà nẵng",
    "Huế": "Thừa Thiên Huế;Thừa Thiên - Huế;Thừa Thiên-Huế;TT-Huế;TT Huế;T.T.Huế",
    "Bà Rịa - Vũng Tàu": "Bà Rịa-Vũng Tàu;Bà Rịa – Vũng Tàu;Bà Rịa Vũng Tàu;BR-VT;BR - VT;BRVT",
    "Đắk Lắk": "Đắc Lắc;Đắk Lăk;Đăk Lăk;Đăk Lắk;Đắc Lắk;Dak Lak;Daklak;ĐắkLắk;Đak Lak",
    "Đắk Nông": "Đắc Nông;Đăk Nông;Dak Nong;Đak Nông",
    "Kon Tum": "Kontum;KonTum",
    "Cần Thơ": "Cần thơ",
    "Hải Phòng": "Hải phòng",
    "Thanh Hóa": "Thanh hóa",
    "Quảng Ninh": "Quảng ninh",
    "Bắc Kạn": "Bắc Cạn",
    "Nghệ An": "Nghệ an",
}


def tables() -> dict[str, list[Row]]:
    """The rows of `provinces`, `districts` and `communes`, by id."""
    path = Path(underthesea.__file__).parent / "address" / "data" / "mapping.json"
    source = json.loads(path.read_text("utf-8"))
    return {
        "provinces": _by_id(_provinces(source)),
        "districts": _by_id(_districts(source["ward_mapping"])),
        "communes": _by_id(_communes(source["ward_mapping"])),
    }


def write(folder: Path = BUILT_IN) -> None:
    """Write the three files."""
    for name, rows in tables().items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def _by_id(rows: Iterable[Row]) -> list[Row]:
    return [row for _, row in sorted({row["id"]: row for row in rows}.items())]


def _provinces(source: dict[str, dict[str, dict[str, str]]]) -> Iterable[Row]:
    new = {key: names["short"] for key, names in source["province_names"].items()}
    old = {key: names["short"] for key, names in source["old_province_names"].items()}
    mapping: dict[str, str] = source["province_mapping"]  # type: ignore[assignment]
    for key, short in {**old, **new}.items():
        names = source["province_names"].get(key) or source["old_province_names"][key]
        name = _short(short)
        aliases, _, weak = _WRITTEN.get(name, "").partition("|")
        aliases = ";".join(form for form in aliases.split(";") if form != names["name"])
        is_weak = name in weak.split(";")  # also a person's name
        yield _row(
            f"provinces/{_slug(name)}",
            names["name"] if is_weak else name,
            "municipality" if names["name"].startswith("Thành phố") else "province",
            aliases=aliases,
            weak_aliases=weak,
            valid_to="" if key in new else _LAST_DAY,
            successors="" if key in new else f"provinces/{_slug(_short(new[mapping[key]]))}",
        )


def _districts(mapping: list[dict[str, str]]) -> Iterable[Row]:
    for item in mapping:
        if item["old_district"]:
            kind, name = _kind(item["old_district"])
            province = _slug(_short(_kind(item["old_province"])[1]))
            yield _row(
                f"districts/{_slug(name)}-{kind.replace('_', '-')}-{province}",
                name,
                kind,
                parent=f"provinces/{province}",
                valid_to=_LAST_DAY,
            )


def _communes(mapping: list[dict[str, str]]) -> Iterable[Row]:
    kept = {(i["new_province"], i["new_ward"]) for i in mapping}
    for province, ward in sorted(kept):
        if not ward:
            continue
        kind, name = _kind(ward)
        yield _row(
            _new_commune({"new_province": province, "new_ward": ward}),
            name,
            kind,
            parent=f"provinces/{_slug(_short(_kind(province)[1]))}",
            valid_from=_REFORM,
        )
    for item in mapping:
        if not item["old_ward"]:
            continue
        kind, name = _kind(item["old_ward"])
        province = _slug(_short(_kind(item["old_province"])[1]))
        district_kind, district = _kind(item["old_district"])
        parent = f"{_slug(district)}-{district_kind.replace('_', '-')}-{province}"
        yield _row(
            f"communes/{_slug(name)}-{kind.replace('_', '-')}-{parent}",
            name,
            kind,
            parent=f"districts/{parent}",
            valid_to=_LAST_DAY,
            successors=_new_commune(item) if item["new_ward"] else "",
        )


def _new_commune(item: Row) -> str:
    """The id of a commune of 1 July 2025."""
    kind, name = _kind(item["new_ward"])
    province = _slug(_short(_kind(item["new_province"])[1]))
    return f"communes/{_slug(name)}-{kind.replace('_', '-')}-{province}-2025"


def _row(identifier: str, name: str, kind: str, **other: str) -> Row:
    row = dict.fromkeys(COLUMNS, "")
    row.update(id=identifier, name=name, kind=kind, entity_type="LOC", source=_SOURCE, **other)
    return row


def _kind(full: str) -> tuple[str, str]:
    """`Quận 1` → `urban_district`, `1`; what has no head is a commune of its own kind."""
    match = _HEAD.fullmatch(unicodedata.normalize("NFC", full.strip()))
    if match is None:
        return "other", full.strip()
    return _KINDS.get(match[1].capitalize(), "city"), match[2]


def _short(name: str) -> str:
    return {"TP.HCM": "Hồ Chí Minh", "TP. HCM": "Hồ Chí Minh", "Thừa Thiên Huế": "Huế"}.get(
        name, name
    )


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


if __name__ == "__main__":
    write()
    sys.stdout.write("provinces.csv, districts.csv and communes.csv are written\n")
