"""The registry's files: their form, and what the built-in ones promise."""

from pathlib import Path

import pytest

from diemtin.registry.entries import (
    BUILT_IN,
    COLUMNS,
    Registry,
    RegistryError,
    load_registry,
    read_entries,
    registry_fingerprint,
)

HEADER = ",".join(COLUMNS) + "\n"
GOOD = "mine/lang-mau,Làng Mẫu,LM;Làng Mậu,Mẫu,LOC,village,,2020-01-02,,,own\n"

# One name, two things so well known that both are meant wherever it stands alone.
TWO_TYPES = {
    "Lima": "the capital of Peru; Adriana Lima",
    "Osaka": "the city; Naomi Osaka",
}


@pytest.fixture(scope="module")
def built_in() -> Registry:
    return load_registry()


def write(folder: Path, text: str, name: str = "mine.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_row_is_read_with_its_lists_and_dates(tmp_path: Path) -> None:
    [entry] = read_entries(write(tmp_path, HEADER + "\n" + GOOD))
    assert (entry.file, entry.forms, entry.weak_aliases) == (
        "mine",
        ("Làng Mẫu", "LM", "Làng Mậu"),
        ("Mẫu",),
    )
    assert str(entry.valid_from) == "2020-01-02"
    assert entry.valid_to is None


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("mine/x,X,,,LOC,village\n", "6 columns, where 11 are expected"),
        ("mine/x,,,,LOC,village,,,,,own\n", "the column 'name' is empty"),
        ("mine/x,X,,,LOC,,,,,,own\n", "the column 'kind' is empty"),
        ("mine/x,X,,,LOC,village,,,,,\n", "the column 'source' is empty"),
        ("Làng,X,,,LOC,village,,,,,own\n", "the id 'Làng' is not of the form"),
        ("mine/x,X,,,PLACE,village,,,,,own\n", "entity_type is PER, ORG, LOC or empty"),
        ("mine/x,X,,,LOC,village,,2/1/2020,,,own\n", "'2/1/2020' is not a date"),
    ],
)
def test_an_error_names_the_file_and_the_line(tmp_path: Path, row: str, reason: str) -> None:
    path = write(tmp_path, HEADER + GOOD + row)
    with pytest.raises(RegistryError) as error:
        load_registry(tmp_path)
    assert f"{path}, line 3: " in str(error.value)
    assert reason in str(error.value)


def test_a_wrong_header_and_another_encoding_are_named(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match=r"mine\.csv: the first line has to be id,name"):
        list(read_entries(write(tmp_path, "id;name\n")))
    path = tmp_path / "old.csv"
    path.write_bytes(b"id,name\n\xe0\xe1")
    with pytest.raises(RegistryError, match=r"old\.csv is not UTF-8"):
        list(read_entries(path))


def test_an_id_that_occurs_twice_is_refused(tmp_path: Path) -> None:
    write(tmp_path, HEADER + GOOD)
    write(tmp_path, HEADER + GOOD, "other.csv")
    with pytest.raises(RegistryError, match="two rows with the id 'mine/lang-mau'"):
        load_registry(tmp_path)


def test_the_users_rows_come_first(tmp_path: Path) -> None:
    write(tmp_path, HEADER + GOOD)
    assert load_registry(tmp_path).entries[0].id == "mine/lang-mau"


def test_the_fingerprint_changes_with_a_files_content_and_name_alone(tmp_path: Path) -> None:
    without = registry_fingerprint(tmp_path)
    assert without == registry_fingerprint(tmp_path / "nowhere") == registry_fingerprint()
    path = write(tmp_path, HEADER + GOOD)
    one = registry_fingerprint(tmp_path)
    assert one != without
    path.rename(tmp_path / "z.csv")
    assert registry_fingerprint(tmp_path) not in (one, without)
    (tmp_path / "z.csv").unlink()
    assert registry_fingerprint(tmp_path) == without


def test_each_built_in_row_has_the_id_of_its_file(built_in: Registry) -> None:
    for path in BUILT_IN.glob("*.csv"):
        assert {entry.file for entry in read_entries(path)} == {path.stem}
    assert len(built_in.by_id) == len(built_in.entries)


def test_every_parent_exists_and_no_row_ends_before_it_begins(built_in: Registry) -> None:
    parents = {entry.parent for entry in built_in.entries if entry.parent}
    assert parents <= set(built_in.by_id)
    for entry in built_in.entries:
        if entry.valid_from and entry.valid_to:
            assert entry.valid_from <= entry.valid_to, entry.id


def test_every_successor_exists(built_in: Registry) -> None:
    successors = {name for entry in built_in.entries for name in entry.successors}
    assert successors - set(built_in.by_id) == set()


def test_no_strong_form_has_two_entity_types_but_for_a_few(built_in: Registry) -> None:
    types: dict[str, set[str]] = {}
    for entry in built_in.entries:
        # Names of districts and communes count as weak: many are called like persons.
        if entry.entity_type and entry.file not in ("districts", "communes"):
            for form in entry.forms:
                types.setdefault(form, set()).add(entry.entity_type)
    assert {form for form, some in types.items() if len(some) > 1} <= set(TWO_TYPES)
