"""Every table, declared once: its columns, keys, order and description.

The writer, the blocking checks, the column list in the Dagster UI and `docs/tables.md` all come
from these declarations. Rows of a table lie in the order of `sort_by`; where a table `follows`
another, its rows keep that table's order of `follows_key` and are sorted by `sort_by` within it.
"""

import json
from dataclasses import dataclass, field
from functools import cached_property

import pyarrow as pa

from diemtin.errors import TableError
from diemtin.tables.columns import COLUMNS, Column

# What `pd.read_parquet` should make of an Arrow type whose default would be an object or a float
# column. It reads these names from the file's "pandas" metadata (tried with pandas 3.1, 2026-11).
_PANDAS_DTYPES = {"date32[day]": "date32[day][pyarrow]", "binary": "binary[pyarrow]"}
_PANDAS_NULLABLE_DTYPES = {"int32": "Int32", "int64": "Int64", "bool": "boolean"}


@dataclass(frozen=True)
class Table:
    """A table: a list of declared columns, a primary key, an order and a description."""

    name: str
    grain: str
    english: str
    vietnamese: str
    group: str
    column_names: tuple[str, ...]
    primary_key: tuple[str, ...]
    sort_by: tuple[str, ...]
    nullable: frozenset[str] = frozenset()
    follows: str | None = None
    follows_key: str = "article_id"
    foreign_keys: dict[str, str] = field(default_factory=dict)
    is_daily: bool = True
    # A column with few values whose counts tell what a run did.
    count_by: str | None = None
    # Rows a row group: bounds the memory of writer and readers where rows are large.
    row_group_rows: int = 10_000

    @property
    def columns(self) -> list[Column]:
        """The declared columns in order."""
        return [COLUMNS[name] for name in self.column_names]

    @property
    def has_evidence(self) -> bool:
        """Whether each row claims `articles.text[start:end] == surface`."""
        return {"article_id", "start", "end", "surface"} <= set(self.column_names)

    @cached_property
    def schema(self) -> pa.Schema:
        """The Arrow schema, with nullability and the metadata that pandas reads its dtypes from."""
        fields = [
            pa.field(column.name, column.type, nullable=column.name in self.nullable)
            for column in self.columns
        ]
        described = []
        for item in fields:
            dtype = _PANDAS_DTYPES.get(str(item.type))
            if dtype is None and item.nullable:
                dtype = _PANDAS_NULLABLE_DTYPES.get(str(item.type))
            described.append(
                {
                    "name": item.name,
                    "field_name": item.name,
                    "pandas_type": str(item.type),
                    "numpy_type": dtype or "object",
                    "metadata": None,
                }
            )
        pandas_metadata = {
            "index_columns": [],
            "column_indexes": [],
            "columns": described,
            "pandas_version": "3.0.0",
        }
        return pa.schema(fields, metadata={"pandas": json.dumps(pandas_metadata)})


_DECLARED = [
    Table(
        name="raw_documents",
        grain="one received item: its bytes, where from, hash",
        english="What arrived on a day, byte for byte: one row for a file that is one text, one "
        "for each record of a file that holds several, and for each of these in an archive.",
        vietnamese="Những gì nhận được trong ngày, nguyên từng byte: một hàng cho mỗi tệp là một "
        "văn bản, mỗi bản ghi trong tệp nhiều bản ghi, kể cả khi chúng nằm trong tệp nén.",
        count_by="format",
        group="ingestion",
        column_names=(
            "document_id",
            "landing_date",
            "source",
            "path",
            "member",
            "record",
            "format",
            "content",
            "n_bytes",
            "content_sha256",
            "problem",
            "detail",
            "excerpt",
            "url",
            "content_type",
            "listed_title",
            "listed_author",
            "listed_published",
            "landed_at",
        ),
        primary_key=("document_id",),
        sort_by=("path", "member", "record"),
        nullable=frozenset(
            {
                "member",
                "content",
                "content_sha256",
                "problem",
                "detail",
                "excerpt",
                "url",
                "content_type",
                "listed_title",
                "listed_author",
                "listed_published",
                "landed_at",
            }
        ),
        row_group_rows=256,
    ),
    Table(
        name="articles",
        grain="one clean article",
        english="One row an article: canonical text, headline, source, dates, language, and every "
        "repair counted. Copies and old versions are kept here; story_clusters and "
        "article_versions tell which they are.",
        vietnamese="Mỗi hàng một bài: văn bản chuẩn, tít, nguồn, ngày đăng, ngôn ngữ, số lần sửa "
        "từng loại. Bản sao và phiên bản cũ vẫn giữ ở đây; story_clusters và article_versions cho "
        "biết đó là những bài nào.",
        count_by="source",
        group="ingestion",
        column_names=(
            "article_id",
            "landing_date",
            "source",
            "title",
            "text",
            "content_start",
            "content_key",
            "text_key",
            "url",
            "url_key",
            "author",
            "published_at",
            "published_date",
            "published_date_source",
            "published_date_problem",
            "published_raw",
            "landed_at",
            "language",
            "encoding",
            "encoding_confidence",
            "n_chars",
            "n_repairs_nfc",
            "n_repairs_line_end",
            "n_repairs_zero_width",
            "n_repairs_space",
            "n_repairs_control",
            "n_repairs_edge",
            "n_repairs_encoding",
            "n_repairs_entity",
            "n_repairs_d_stroke",
            "n_replacement_chars",
            "path",
            "member",
            "record",
        ),
        primary_key=("article_id",),
        sort_by=("path", "member", "record"),
        nullable=frozenset(
            {
                "member",
                "title",
                "url",
                "url_key",
                "author",
                "published_at",
                "published_date",
                "published_date_source",
                "published_date_problem",
                "published_raw",
                "landed_at",
            }
        ),
        foreign_keys={"article_id": "raw_documents"},
        row_group_rows=2_000,
    ),
    Table(
        name="rejects",
        grain="one refused item and the reason",
        english="Items that gave no article, each with a reason, a detail and an excerpt. Nothing "
        "that arrives is in neither articles nor rejects.",
        vietnamese="Các mục tin không đọc thành bài, kèm lý do, chi tiết và trích đoạn. Mọi thứ "
        "nhận được đều nằm trong articles hoặc rejects.",
        count_by="reason",
        group="ingestion",
        column_names=(
            "document_id",
            "landing_date",
            "source",
            "path",
            "member",
            "record",
            "format",
            "reason",
            "detail",
            "excerpt",
            "landed_at",
        ),
        primary_key=("document_id",),
        sort_by=("path", "member", "record"),
        nullable=frozenset({"member", "excerpt", "landed_at"}),
        foreign_keys={"document_id": "raw_documents"},
    ),
    Table(
        name="article_signatures",
        grain="one article",
        english="A few numbers for each article, by which copies of its text are found without "
        "reading the texts again.",
        vietnamese="Một ít số cho mỗi bài, nhờ đó tìm được bản sao mà không phải đọc lại văn bản.",
        group="ingestion",
        column_names=("article_id", "landing_date", "n_shingles", "signature"),
        primary_key=("article_id",),
        sort_by=("article_id",),
        nullable=frozenset({"signature"}),
        follows="articles",
        foreign_keys={"article_id": "articles"},
    ),
    Table(
        name="source_health",
        grain="one source on one landing date",
        english="How each source of sources.yaml fared on a day: what it listed, what landed, what "
        "failed and why. A source that fails is here, and the others went on.",
        vietnamese="Tình trạng từng nguồn trong sources.yaml theo ngày: liệt kê gì, nhận gì, lỗi "
        "gì và vì sao. Nguồn lỗi được ghi ở đây, các nguồn khác vẫn chạy tiếp.",
        count_by="source_state",
        group="ingestion",
        column_names=(
            "landing_date",
            "source",
            "source_kind",
            "source_state",
            "n_polls",
            "n_listed",
            "n_waiting",
            "n_fetched",
            "n_not_modified",
            "n_failed",
            "n_http_2xx",
            "n_http_3xx",
            "n_http_4xx",
            "n_http_5xx",
            "error_code",
            "error_detail",
            "last_polled_at",
            "last_success_at",
        ),
        primary_key=("landing_date", "source"),
        sort_by=("source",),
        nullable=frozenset({"error_code", "error_detail", "last_polled_at", "last_success_at"}),
    ),
    Table(
        name="sentences",
        grain="one sentence",
        english="The sentences of each article with the type of their line and exact offsets. "
        "Together they hold every character of the text that is not white space.",
        vietnamese="Các câu của từng bài, kèm loại dòng và vị trí chính xác. Gộp lại, chúng chứa "
        "mọi ký tự không phải khoảng trắng của văn bản.",
        count_by="block_type",
        group="segmentation",
        column_names=(
            "sentence_id",
            "article_id",
            "landing_date",
            "sentence_index",
            "block_index",
            "block_type",
            "start",
            "end",
            "surface",
        ),
        primary_key=("sentence_id",),
        sort_by=("start",),
        follows="articles",
        foreign_keys={"article_id": "articles"},
    ),
    Table(
        name="registry",
        grain="one form of one entry of the registry",
        english="What the newsroom knows: names of persons, bodies and places with their forms, "
        "titles, head nouns, words that look like names and are none. From the files of the "
        "package and of data/registry/; its hash tells which registry mentions were made with.",
        vietnamese="Những gì tòa soạn biết: tên người, cơ quan, địa danh và các cách viết, chức "
        "danh, danh từ chung đứng đầu tên, từ giống tên mà không phải tên. Lấy từ các tệp đi kèm "
        "và data/registry/; mã băm cho biết các lần nhắc được tìm với danh bạ nào.",
        count_by="entity_type",
        group="tagging",
        column_names=(
            "registry_id",
            "form",
            "is_weak",
            "entity_type",
            "kind",
            "name",
            "parent_id",
            "valid_from_date",
            "valid_to_date",
            "reference",
        ),
        primary_key=("registry_id", "form"),
        sort_by=("registry_id", "form"),
        nullable=frozenset({"entity_type", "parent_id", "valid_from_date", "valid_to_date"}),
        is_daily=False,
    ),
    Table(
        name="mentions",
        grain="one entity mention",
        english="Persons, organisations and places named in the sentences, with exact offsets, "
        "confidence and the method that found them.",
        vietnamese="Người, tổ chức, địa danh được nêu trong câu, kèm vị trí chính xác, độ tin cậy "
        "và phương pháp tìm ra.",
        count_by="entity_type",
        group="tagging",
        column_names=(
            "mention_id",
            "sentence_id",
            "article_id",
            "landing_date",
            "block_type",
            "start",
            "end",
            "surface",
            "entity_type",
            "entity_key",
            "full_form",
            "registry_id",
            "confidence",
            "method",
        ),
        primary_key=("mention_id",),
        sort_by=("start",),
        nullable=frozenset({"registry_id"}),
        follows="articles",
        foreign_keys={"article_id": "articles", "sentence_id": "sentences"},
    ),
    Table(
        name="roles",
        grain="one title of one person, as stated once",
        english="Who acts in which capacity: a person, the title that the text states next to the "
        "name and the body in which it is held, each with exact offsets.",
        vietnamese="Ai với tư cách gì: người, chức danh nêu cạnh tên và cơ quan giữ chức, kèm vị "
        "trí chính xác của từng phần.",
        count_by="title_kind",
        group="tagging",
        column_names=(
            "role_id",
            "sentence_id",
            "article_id",
            "landing_date",
            "block_type",
            "person",
            "person_start",
            "person_end",
            "person_mention_id",
            "person_name",
            "person_key",
            "title",
            "title_start",
            "title_end",
            "title_key",
            "title_kind",
            "body",
            "body_start",
            "body_end",
            "body_mention_id",
            "body_name",
            "body_key",
            "confidence",
        ),
        primary_key=("role_id",),
        sort_by=("title_start", "person_start"),
        nullable=frozenset(
            {"body", "body_start", "body_end", "body_mention_id", "body_name", "body_key"}
        ),
        follows="articles",
        foreign_keys={
            "article_id": "articles",
            "sentence_id": "sentences",
            "person_mention_id": "mentions",
            "body_mention_id": "mentions",
        },
    ),
    Table(
        name="story_clusters",
        grain="one article",
        english="Which articles tell the same text: word for word, cut, reordered, with another "
        "headline, in another tone-mark style, or inside a longer one; and who had it first. An "
        "article without a copy is a story of its own. docs/copies.md says what counts.",
        vietnamese="Những bài đăng cùng một văn bản: y nguyên, bị cắt, đảo đoạn, đổi tít, khác "
        "kiểu đặt dấu, hay nằm trong bài dài hơn; và ai có trước. Bài không có bản sao là một câu "
        "chuyện riêng. Xem docs/copies.md.",
        count_by="role",
        group="summaries",
        column_names=(
            "story_id",
            "article_id",
            "landing_date",
            "source",
            "role",
            "containment_in_first",
            "containment_of_first",
            "similarity",
            "seen_at",
            "seen_by",
            "delay",
            "n_articles",
            "n_sources",
        ),
        primary_key=("article_id",),
        sort_by=("story_id", "seen_at", "landing_date", "article_id"),
        nullable=frozenset({"delay"}),
        foreign_keys={"article_id": "articles", "story_id": "articles"},
        is_daily=False,
    ),
    Table(
        name="article_versions",
        grain="one version of the article at one address",
        english="How the article at an address changed from one landing to the next, text or "
        "headline. What arrived again unchanged is no version. The texts are in articles.",
        vietnamese="Bài tại một địa chỉ thay đổi thế nào qua các lần nhận, về văn bản hay tít. Bài "
        "nhận lại y hệt không phải phiên bản. Văn bản nằm ở bảng articles.",
        group="summaries",
        column_names=(
            "url_key",
            "version",
            "article_id",
            "landing_date",
            "landed_at",
            "source",
            "title",
            "is_current",
            "n_chars",
            "is_title_changed",
            "similarity",
            "added_share",
            "removed_share",
        ),
        primary_key=("url_key", "version"),
        sort_by=("url_key", "version"),
        nullable=frozenset({"landed_at", "title", "similarity", "added_share", "removed_share"}),
        foreign_keys={"article_id": "articles"},
        is_daily=False,
    ),
    Table(
        name="daily_entities",
        grain="one entity on one landing date",
        english="How often each entity was named on each day: mentions, articles, distinct "
        "stories, sources and share of the day's articles. Of an article that changed, the current "
        "version counts, on the day on which it landed; mentions in furniture lines (related "
        "links, share buttons) do not count.",
        vietnamese="Mỗi thực thể được nhắc bao nhiêu trong từng ngày: số lần, số bài, số câu "
        "chuyện khác nhau, số nguồn, tỷ lệ trên số bài trong ngày. Bài đã sửa chỉ tính phiên bản "
        "hiện hành, vào ngày nhận; không tính dòng phụ (liên kết, nút chia sẻ).",
        group="summaries",
        column_names=(
            "landing_date",
            "entity_type",
            "entity_key",
            "entity",
            "n_mentions",
            "n_articles",
            "n_stories",
            "n_sources",
            "n_day_articles",
            "article_share",
        ),
        primary_key=("landing_date", "entity_type", "entity_key"),
        sort_by=("landing_date", "entity_type", "entity_key"),
        is_daily=False,
    ),
    Table(
        name="person_roles",
        grain="one title of one person in one body",
        english="In which capacities each person appears, how often and from when to when. Counted "
        "as in daily_entities.",
        vietnamese="Mỗi người xuất hiện với những chức danh nào, bao nhiêu lần, từ ngày nào đến "
        "ngày nào. Cách đếm như daily_entities.",
        group="summaries",
        column_names=(
            "person_key",
            "person",
            "title_key",
            "title",
            "title_kind",
            "body_key",
            "body",
            "n_roles",
            "n_articles",
            "n_stories",
            "n_sources",
            "first_landing_date",
            "last_landing_date",
        ),
        primary_key=("person_key", "title_key", "body_key"),
        sort_by=("person_key", "title_key", "body_key"),
        nullable=frozenset({"body"}),
        is_daily=False,
    ),
    Table(
        name="daily_sources",
        grain="one source on one landing date",
        english="What each source delivered on each day: seen, new, duplicates, rejected, and how "
        "many stories it had first. Every day from the first to the last and every source is "
        "there, with zeros.",
        vietnamese="Mỗi nguồn gửi gì trong từng ngày: nhận, mới, trùng, từ chối, và bao nhiêu câu "
        "chuyện có trước nguồn khác. Có đủ mọi ngày từ đầu đến cuối và mọi nguồn, kể cả số không.",
        group="summaries",
        column_names=(
            "landing_date",
            "source",
            "n_seen",
            "n_new",
            "n_duplicates",
            "n_rejected",
            "n_stories",
            "is_processed",
        ),
        primary_key=("landing_date", "source"),
        sort_by=("landing_date", "source"),
        is_daily=False,
    ),
    Table(
        name="entity_pairs",
        grain="two entities that occur in one article",
        english="Which entities occur together, in an article and in a sentence, with normalised "
        "PMI. The first of a pair sorts before the second by type and key. Counted as in "
        "daily_entities.",
        vietnamese="Những thực thể xuất hiện cùng nhau, trong bài và trong câu, kèm PMI chuẩn hóa. "
        "Thực thể thứ nhất đứng trước theo loại và khóa. Cách đếm như daily_entities.",
        group="summaries",
        column_names=(
            "entity_type_a",
            "entity_key_a",
            "entity_a",
            "entity_type_b",
            "entity_key_b",
            "entity_b",
            "n_articles",
            "n_stories",
            "n_articles_a",
            "n_articles_b",
            "n_corpus_articles",
            "npmi_article",
            "n_sentences",
            "n_sentences_a",
            "n_sentences_b",
            "n_corpus_sentences",
            "npmi_sentence",
        ),
        primary_key=("entity_type_a", "entity_key_a", "entity_type_b", "entity_key_b"),
        sort_by=("entity_type_a", "entity_key_a", "entity_type_b", "entity_key_b"),
        is_daily=False,
    ),
    Table(
        name="article_overview",
        grain="one article",
        english="The flat table: one row an article, copies and old versions included and marked, "
        "with what was counted in it.",
        vietnamese="Bảng phẳng: mỗi hàng một bài, kể cả bản sao và phiên bản cũ (có đánh dấu), kèm "
        "các số đếm.",
        group="summaries",
        column_names=(
            "article_id",
            "landing_date",
            "published_date",
            "published_at",
            "source",
            "title",
            "url",
            "author",
            "language",
            "is_duplicate",
            "duplicate_of",
            "story_id",
            "is_first_of_story",
            "is_counted",
            "n_chars",
            "n_sentences",
            "n_mentions",
            "n_persons",
            "n_organisations",
            "n_places",
            "top_person",
            "top_organisation",
            "top_place",
            "path",
            "member",
            "record",
        ),
        primary_key=("article_id",),
        sort_by=("landing_date", "path", "member", "record"),
        nullable=frozenset(
            {
                "member",
                "published_date",
                "published_at",
                "title",
                "url",
                "author",
                "duplicate_of",
                "top_person",
                "top_organisation",
                "top_place",
            }
        ),
        is_daily=False,
    ),
]

TABLES: dict[str, Table] = {table.name: table for table in _DECLARED}


def table_named(name: str) -> Table:
    """The declaration of a table.

    Raises:
        TableError: there is no such table.
    """
    if name not in TABLES:
        raise TableError(f"There is no table {name!r}. The tables are: {', '.join(TABLES)}.")
    return TABLES[name]
