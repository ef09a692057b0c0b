"""Records in `.json` files. All articles are invented."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_files import STORY, outcomes, rows_of

from diemtin.ingest import json_values as module
from diemtin.ingest.parts import Budget, Part

ONE, TWO = '{"text": "Một."}', '{"text": "Hai."}'


def found(tmp_path: Path, content: bytes | str, **options: Any) -> list[tuple[int, str]]:
    """`(record, text or reason)`."""
    result = outcomes(tmp_path, {"s/a.json": content}, **options)
    return [(one.record, str(one.text or one.reason)) for one in result]


@pytest.mark.parametrize(
    "content",
    [
        f"[{ONE}, {TWO}]",
        f"\ufeff [\n{ONE}\n,\n{TWO}\n]\n",
        f"{ONE}\n{TWO}\n",
        f"{ONE}{TWO}",
        f"[{ONE}] [{TWO}]",
        f'{{"articles": [{ONE}, {TWO}]}}',
        f'{{"n": 2, "items": [{ONE}, {TWO}], "next": null}}',
        f'{{"status": "ok", "data": {{"n": 2, "bai_viet": [{ONE}, {TWO}]}}}}',
        f'{{"response": {{"result": {{"docs": [{ONE}, {TWO}]}}}}}}',
        f'{{"tags": ["a"], "lạ": [{ONE}, {TWO}]}}',
        f'{{"related": [{{"id": 1}}], "articles": [{ONE}, {TWO}]}}',
        f'{{"articles": [{ONE}], "articles": [{TWO}]}}',
        f'{{"a{"r" * 300_000}": 1, "articles": [{ONE}, {TWO}]}}',
    ],
)
def test_records_are_found_wherever_a_list_of_them_is(tmp_path: Path, content: str) -> None:
    assert found(tmp_path, content) == [(1, "Một."), (2, "Hai.")]


@pytest.mark.parametrize(
    "content",
    [
        ONE,
        f"\ufeff\n{ONE}\n",
        '{"text": "Một.", "related": [{"text": "Hai."}], "tags": []}',
        '{"comments": [{"text": "Hai."}], "body": "Một."}',
        '{"noi_dung": "Một.", "data": {"articles": [{"text": "Hai."}]}}',
    ],
)
def test_an_object_that_has_a_text_is_one_record(tmp_path: Path, content: str) -> None:
    assert found(tmp_path, content) == [(0, "Một.")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("[]", [(0, "empty")]),
        ('{"articles": []}', [(0, "malformed_record")]),
        ("  \n", [(0, "empty")]),
        ("{}", [(0, "malformed_record")]),
        ("Tin.", [(1, "malformed_record")]),
        ("null", [(1, "malformed_record")]),
        ('"Một."', [(1, "malformed_record")]),
        (f"[{ONE}, 7, null, [], {TWO}]", [
            (1, "Một."), (2, "malformed_record"), (3, "malformed_record"),
            (4, "malformed_record"), (5, "Hai."),
        ]),
        (f"[{ONE}, {{'text': 'Hai.'}}, {TWO}]", [
            (1, "Một."), (2, "malformed_record"), (3, "Hai.")
        ]),
        (f'[{ONE}, {{"text": NaN}}, {TWO}]', [
            (1, "Một."), (2, "malformed_record"), (3, "Hai.")
        ]),
        (f'[{ONE}, {{"text": 7}}, {TWO}]', [
            (1, "Một."), (2, "malformed_record"), (3, "Hai.")
        ]),
        (f"[{ONE}, {TWO}", [(1, "Một."), (2, "Hai.")]),
        (f"[{ONE}, ", [(1, "Một."), (2, "malformed_record")]),
        (f'[{ONE}, {{"text": "H', [(1, "Một."), (2, "malformed_record")]),
        (f"[{ONE}] rác", [(1, "Một."), (2, "malformed_record")]),
        (f"var tin = [{ONE}];", [
            (1, "malformed_record"), (2, "Một."), (3, "malformed_record")
        ]),
    ],
)  # fmt: skip
def test_one_bad_record_does_not_lose_its_file(
    tmp_path: Path, content: str, expected: list[tuple[int, str]]
) -> None:
    assert found(tmp_path, content) == expected


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_a_hundred_thousand_levels_are_refused(tmp_path: Path, opening: str) -> None:
    deep = opening * 100_000
    assert [reason for _, reason in found(tmp_path, deep)] == ["malformed_record"]
    around = found(tmp_path, f"[{ONE}, {'[' * 100_000}{']' * 100_000}, {TWO}]")
    assert around == [(1, "Một."), (2, "malformed_record"), (3, "Hai.")]


def test_of_a_key_that_is_there_twice_the_last_counts(tmp_path: Path) -> None:
    assert found(tmp_path, '[{"text": "Một.", "text": "Hai."}]') == [(1, "Hai.")]


def test_a_number_that_is_no_number_is_none_of_a_date(tmp_path: Path) -> None:
    assert found(tmp_path, '[{"text": "Một.", "views": NaN}]') == [(1, "Một.")]


def test_records_keep_their_bytes(tmp_path: Path) -> None:
    content = '[ {"text" :\t"Một \\u1ea1 \\" ]."} ,{"text":"Hai."}]'
    part = Part("a.json", lambda: io.BufferedReader(io.BytesIO(content.encode())), Budget())  # type: ignore[arg-type]
    items = [item.content for item in module.json_values(part, 1_000)]
    assert items == ['{"text" :\t"Một \\u1ea1 \\" ]."}'.encode(), b'{"text":"Hai."}']


@pytest.mark.parametrize("size", [200, 3_000_000])
def test_a_record_above_the_limit_does_not_lose_those_after_it(tmp_path: Path, size: int) -> None:
    content = f'[{ONE}, {{"text": "{"x" * size}"}}, {TWO}]'
    result = found(tmp_path, content, max_document_bytes=100)
    assert result == [(1, "Một."), (2, "too_large"), (3, "Hai.")]
    _, [reject] = rows_of(tmp_path, {}, max_document_bytes=100)
    assert reject["excerpt"].startswith('{"text": "xxx')


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_wide_encoding_with_its_mark_is_read(tmp_path: Path, encoding: str) -> None:
    assert found(tmp_path, f"[{ONE}, {TWO}]".encode(encoding)) == [(1, "Một."), (2, "Hai.")]


def test_a_large_list_is_read_in_the_memory_of_its_records(tmp_path: Path) -> None:
    n = 3_000
    content = "[" + ",\n".join(json.dumps({"text": f"{i}. {STORY}"}) for i in range(n)) + "]"
    result = found(tmp_path, content, max_document_bytes=1_000)
    assert len(content) > 500_000
    assert result == [(i + 1, f"{i}. {STORY}") for i in range(n)]


# Where the pieces are cut that are read makes no difference

JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


def cut(content: bytes, read_bytes: int, max_bytes: int = 10_000) -> list[Any]:
    kept, module._READ_BYTES = module._READ_BYTES, read_bytes
    try:
        part = Part("a.json", lambda: io.BufferedReader(io.BytesIO(content)), Budget())  # type: ignore[arg-type]
        return [
            (item.record, item.content, item.problem, item.n_bytes)
            for item in module.json_values(part, max_bytes)
        ]
    finally:
        module._READ_BYTES = kept


@settings(deadline=None)
@given(st.lists(JSON, max_size=4), st.booleans(), st.integers(1, 9))
def test_the_elements_of_any_list_are_found(
    values: list[Any], is_ascii: bool, read_bytes: int
) -> None:
    content = json.dumps(values, ensure_ascii=is_ascii).encode()
    found = [json.loads(one[1]) for one in cut(content, read_bytes) if one[1]]
    assert found == values


@settings(deadline=None)
@given(st.text(st.sampled_from('a"\\{}[]:, \n'), max_size=30), st.integers(1, 5))
def test_of_any_text_the_same_is_found_however_it_is_read(text: str, read_bytes: int) -> None:
    content = text.encode()
    found = cut(content, read_bytes)
    assert found == cut(content, 1 << 18)
    assert found
    records = [one[0] for one in found]
    assert records == sorted(set(records))
