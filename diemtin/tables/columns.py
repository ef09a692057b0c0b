"""Every column of every table, declared once and used by name.

A column has one meaning wherever it occurs. `n_` is a count, `is_`/`has_` a truth value, `_date` a
calendar day in Vietnam, `_at` an instant in UTC, a share lies in 0–1.
"""

from typing import NamedTuple

import pyarrow as pa

INSTANT = pa.timestamp("us", tz="UTC")


class Column(NamedTuple):
    """A column's name, Arrow type and its description in English and Vietnamese."""

    name: str
    type: pa.DataType
    english: str
    vietnamese: str
    unit: str | None = None


_DECLARED = [
    # identity
    Column(
        "document_id",
        pa.string(),
        "Received item: first 20 hex digits of SHA-256 over landing date, path, record, content.",
        "Mục tin nhận được: 20 chữ số hex đầu của SHA-256 trên ngày nhận, đường dẫn, bản ghi và "
        "nội dung.",
    ),
    Column(
        "article_id",
        pa.string(),
        "Article; equal to the document_id of the item that it was read from.",
        "Bài báo; bằng document_id của mục tin đã đọc ra bài.",
    ),
    Column(
        "sentence_id",
        pa.string(),
        "Sentence: first 20 hex digits of SHA-256 over article_id, start and end.",
        "Câu: 20 chữ số hex đầu của SHA-256 trên article_id, start và end.",
    ),
    Column(
        "mention_id",
        pa.string(),
        "Mention: first 20 hex digits of SHA-256 over article_id, start, end and entity_type.",
        "Lần nhắc: 20 chữ số hex đầu của SHA-256 trên article_id, start, end và entity_type.",
    ),
    # provenance
    Column(
        "landing_date",
        pa.date32(),
        "Day on which the item arrived, in Vietnam time; the partition.",
        "Ngày nhận tin theo giờ Việt Nam; cũng là phân vùng.",
    ),
    Column(
        "landed_at",
        INSTANT,
        "Instant at which the item arrived; null for a file put by hand into the folder of a day "
        "that was over.",
        "Thời điểm nhận tin; rỗng nếu tệp được đặt tay vào thư mục của ngày đã qua.",
    ),
    Column(
        "source",
        pa.string(),
        "Who published it: the record's own source if it states one, otherwise the inbox folder.",
        "Nơi đăng: nguồn ghi trong bản ghi nếu có, nếu không là tên thư mục trong inbox.",
    ),
    Column(
        "path",
        pa.string(),
        "File below data/landing/<landing_date>/.",
        "Tệp bên dưới data/landing/<landing_date>/.",
    ),
    Column(
        "member",
        pa.string(),
        "File within the archive that `path` is, one in an archive within it as a.zip!b.txt; null "
        "where path is no archive.",
        "Tệp bên trong tệp nén `path`, nếu nén nhiều lớp thì viết a.zip!b.txt; rỗng nếu path không "
        "phải tệp nén.",
    ),
    Column(
        "record",
        pa.int32(),
        "Which record of a file that holds several, counted from 1: the line in .jsonl, .csv and "
        ".tsv, else the position; 0 for a whole file.",
        "Bản ghi thứ mấy trong tệp nhiều bản ghi, đếm từ 1: số dòng với .jsonl, .csv, .tsv, còn "
        "lại là thứ tự; 0 nếu là cả tệp.",
    ),
    Column(
        "format",
        pa.string(),
        "How the item is read, by its first bytes or else its name: txt, html, jsonl, json, csv, "
        "tsv, parquet, xml (a feed), docx, pdf; warc, zip, gz, zst for what of these cannot be "
        "unpacked; or unsupported.",
        "Cách đọc, theo các byte đầu hoặc tên tệp: txt, html, jsonl, json, csv, tsv, parquet, xml "
        "(feed), docx, pdf; warc, zip, gz, zst nếu không giải nén được; hoặc unsupported.",
    ),
    Column(
        "content",
        pa.binary(),
        "The bytes exactly as received; for a row of a table or an entry of a feed a JSON object "
        "of its columns, in the encoding of the file. Null where the item has a problem.",
        "Nguyên văn các byte nhận được; với hàng của bảng hoặc mục của feed là đối tượng JSON gồm "
        "các cột, theo bảng mã của tệp. Rỗng nếu mục tin có vấn đề.",
    ),
    Column("n_bytes", pa.int64(), "Size of the item.", "Kích thước của mục tin.", "bytes"),
    Column(
        "content_sha256",
        pa.string(),
        "SHA-256 of the item's bytes in hex; null where they could not be read.",
        "SHA-256 dạng hex của các byte; rỗng nếu không đọc được.",
    ),
    Column(
        "problem",
        pa.string(),
        "Why the bytes were not taken (a reason of the table rejects); null where they were.",
        "Lý do không lấy nội dung (như cột reason của bảng rejects); rỗng nếu đã lấy.",
    ),
    Column(
        "content_type",
        pa.string(),
        "Media type as the host stated it, with its charset; null for what was not fetched.",
        "Kiểu nội dung do máy chủ khai, kèm bảng mã; rỗng nếu không tải từ mạng.",
    ),
    Column(
        "listed_title",
        pa.string(),
        "Headline in the feed or sitemap that listed the page; used where the page has none.",
        "Tít trong feed hay sitemap đã liệt kê trang; dùng khi trang không có tít.",
    ),
    Column(
        "listed_author",
        pa.string(),
        "Author as that feed states it; used where the page names none.",
        "Tác giả ghi trong feed đó; dùng khi trang không ghi.",
    ),
    Column(
        "listed_published",
        pa.string(),
        "Date of publication as that feed or sitemap writes it; used where the page states none.",
        "Ngày đăng nguyên văn trong feed hay sitemap đó; dùng khi trang không ghi.",
    ),
    # refusal
    Column(
        "reason",
        pa.string(),
        "Why the item was refused: empty, no_text, undecodable, unsupported_format, "
        "malformed_record, too_large, unreadable (damaged, or no permission), encrypted, "
        "unsafe_archive (a bomb, or a name that leads out of it), timeout, not_vietnamese, "
        "http_error (an archived answer of status 4xx or 5xx).",
        "Lý do từ chối: empty, no_text, undecodable, unsupported_format, malformed_record, "
        "too_large, unreadable (hỏng hoặc không có quyền đọc), encrypted, unsafe_archive (bom nén, "
        "hoặc tên tệp trỏ ra ngoài), timeout, not_vietnamese, http_error (kho lưu trang báo lỗi "
        "4xx, 5xx).",
    ),
    Column(
        "detail",
        pa.string(),
        "What exactly was found wrong, for a person to act on.",
        "Chi tiết cụ thể về vấn đề, để người đọc xử lý.",
    ),
    Column(
        "excerpt",
        pa.string(),
        "Up to 200 characters from the beginning of what was refused, control characters and "
        "undecodable bytes written as \\n or \\xNN; null if there are none.",
        "Tối đa 200 ký tự đầu của mục bị từ chối, ký tự điều khiển và byte không giải mã được viết "
        "là \\n hoặc \\xNN; rỗng nếu không có.",
    ),
    # article
    Column(
        "title", pa.string(), "Headline; null if none was found.", "Tít bài; rỗng nếu không có."
    ),
    Column(
        "text",
        pa.string(),
        "Canonical text: NFC, \\n line ends, no zero-width characters. A known headline is its "
        "first line. All offsets count code points of this text.",
        "Văn bản chuẩn: NFC, xuống dòng bằng \\n, không có ký tự độ rộng không. Tít (nếu biết) là "
        "dòng đầu. Mọi vị trí đếm theo điểm mã của văn bản này.",
    ),
    Column(
        "content_start",
        pa.int32(),
        "Where the text proper begins, after the headline line; 0 if there is none.",
        "Vị trí bắt đầu nội dung, sau dòng tít; 0 nếu không có tít.",
        "code points",
    ),
    Column(
        "content_key",
        pa.string(),
        "SHA-256 in hex of the text from content_start on: equal for copies of the same text. "
        "Texts under 80 characters include the headline.",
        "SHA-256 dạng hex của văn bản từ content_start: giống nhau ở các bản sao. Văn bản dưới 80 "
        "ký tự tính cả tít.",
    ),
    Column(
        "text_key",
        pa.string(),
        "SHA-256 in hex of the text of content_key in lower case, with single blanks and one "
        "tone-mark style (hoà = hòa): equal for copies that differ in these alone.",
        "SHA-256 dạng hex của văn bản dùng cho content_key, đổi sang chữ thường, một dấu cách, một "
        "kiểu đặt dấu (hoà = hòa): giống nhau ở các bản sao chỉ khác các điểm ấy.",
    ),
    Column(
        "url", pa.string(), "Address of the article; null if unknown.", "Địa chỉ bài; có thể rỗng."
    ),
    Column(
        "url_key",
        pa.string(),
        "The address without scheme, www., tracking parameters, fragment and closing slash: equal "
        "for versions of one article. Null if there is none or it names a site alone.",
        "Địa chỉ bỏ giao thức, www., tham số theo dõi, phần sau # và dấu / cuối: giống nhau ở các "
        "phiên bản của một bài. Rỗng nếu không có hoặc chỉ là tên trang.",
    ),
    Column(
        "author",
        pa.string(),
        "Author as stated; null if none.",
        "Tác giả ghi trên bài; có thể rỗng.",
    ),
    Column(
        "published_at",
        INSTANT,
        "Instant of publication; null if the time of day is not stated.",
        "Thời điểm đăng; rỗng nếu bài không ghi giờ.",
    ),
    Column(
        "published_date",
        pa.date32(),
        "Day of publication in Vietnam time; null if unknown. Never taken from the landing date.",
        "Ngày đăng theo giờ Việt Nam; rỗng nếu không rõ. Không bao giờ lấy từ ngày nhận.",
    ),
    Column(
        "published_date_source",
        pa.string(),
        "Where the date was found: record, json_ld, meta, time_element, url, visible_line, "
        "listing (the feed or sitemap), htmldate (a guess); null if none was usable.",
        "Nơi tìm thấy ngày đăng: record, json_ld, meta, time_element, url, visible_line, "
        "listing (feed hay sitemap), htmldate (phỏng đoán); rỗng nếu không có.",
    ),
    Column(
        "published_date_problem",
        pa.string(),
        "Why a stated date was not used: unreadable, impossible (such as 31/02), too_early (before "
        "1997), in_future (more than a day after landing); null if it was, or none was stated.",
        "Lý do không dùng ngày đã ghi: unreadable (không đọc được), impossible (như 31/02), "
        "too_early (trước 1997), in_future (sau ngày nhận quá một ngày); rỗng nếu đã dùng hoặc "
        "không ghi.",
    ),
    Column(
        "published_raw",
        pa.string(),
        "The date as the source wrote it, also where it could not be used; null if none.",
        "Ngày đăng nguyên văn, kể cả khi không dùng được; rỗng nếu không có.",
    ),
    Column(
        "language",
        pa.string(),
        "ISO 639-1 code of the text's main language; und if it has no letters.",
        "Mã ISO 639-1 của ngôn ngữ chính; und nếu không có chữ cái.",
    ),
    Column(
        "encoding",
        pa.string(),
        "What the bytes were in: utf-8, utf-16-le, utf-16-be, utf-32-le, utf-32-be, windows-1258, "
        "tcvn3, vni-windows, viscii, or a charset that the page declares. Behind a + what the text "
        "had been in before it was decoded wrongly: utf-8+tcvn3; utf-8+utf-8 if UTF-8 was encoded "
        "twice.",
        "Bảng mã của các byte: utf-8, utf-16-le, utf-16-be, utf-32-le, utf-32-be, windows-1258, "
        "tcvn3, vni-windows, viscii hoặc bảng mã trang khai báo. Sau dấu + là bảng mã trước đó đã "
        "bị giải mã sai: utf-8+tcvn3, hoặc utf-8+utf-8 nếu UTF-8 bị mã hóa hai lần.",
    ),
    Column(
        "encoding_confidence",
        pa.float64(),
        "How sure the encoding is: 1 for valid UTF-8 or a byte order mark, the smoothed share of "
        "words that are Vietnamese for legacy encodings, 0.5 for a declaration alone.",
        "Độ chắc chắn của bảng mã: 1 nếu là UTF-8 hợp lệ hoặc có BOM, tỉ lệ (làm trơn) từ là tiếng "
        "Việt với bảng mã cũ, 0,5 nếu chỉ dựa vào khai báo.",
        "0–1",
    ),
    Column("n_chars", pa.int32(), "Length of the text.", "Độ dài văn bản.", "code points"),
    Column(
        "n_repairs_nfc",
        pa.int32(),
        "Letters composed to NFC in text and headline (in HTML: on the page).",
        "Số chữ được chuẩn hóa NFC trong văn bản và tít (với HTML: trên trang).",
    ),
    Column(
        "n_repairs_line_end",
        pa.int32(),
        "Line ends other than \\n that were replaced.",
        "Số dấu xuống dòng khác \\n đã thay.",
    ),
    Column(
        "n_repairs_zero_width",
        pa.int32(),
        "Zero-width characters and soft hyphens removed (in HTML: on the page).",
        "Số ký tự độ rộng không và gạch nối mềm đã bỏ (với HTML: trên trang).",
    ),
    Column(
        "n_repairs_space",
        pa.int32(),
        "No-break and other special spaces folded to a blank (in HTML: on the page).",
        "Số dấu cách đặc biệt được đổi thành dấu cách thường (với HTML: trên trang).",
    ),
    Column(
        "n_repairs_control",
        pa.int32(),
        "Control characters removed.",
        "Số ký tự điều khiển đã bỏ.",
    ),
    Column(
        "n_repairs_edge",
        pa.int32(),
        "Blank characters trimmed from the two ends of the text.",
        "Số ký tự trắng cắt ở hai đầu văn bản.",
    ),
    Column(
        "n_repairs_encoding",
        pa.int32(),
        "Letters beyond ASCII that were decoded anew where text had been decoded wrongly before.",
        "Số chữ ngoài ASCII được giải mã lại ở chỗ văn bản từng bị giải mã sai.",
    ),
    Column(
        "n_repairs_entity",
        pa.int32(),
        "HTML entities left in the text that were resolved.",
        "Số thực thể HTML còn sót trong văn bản đã được đổi thành ký tự.",
    ),
    Column(
        "n_repairs_d_stroke",
        pa.int32(),
        "Look-alikes of Đ and đ (Ð U+00D0, ð, Ɖ, ɖ) replaced by these.",
        "Số chữ trông giống Đ, đ (Ð U+00D0, ð, Ɖ, ɖ) đã thay bằng Đ, đ.",
    ),
    Column(
        "n_replacement_chars",
        pa.int32(),
        "Characters U+FFFD in the text: what an earlier program could not decode is lost.",
        "Số ký tự U+FFFD trong văn bản: phần mà chương trình trước đó không giải mã được.",
    ),
    # copies
    Column(
        "n_shingles",
        pa.int32(),
        "Distinct runs of 8 syllables in the text after the headline, furniture lines left out; "
        "a shorter text is one.",
        "Số cụm 8 âm tiết khác nhau sau tít, không tính dòng phụ; văn bản ngắn hơn là một cụm.",
    ),
    Column(
        "signature",
        pa.binary(),
        "MinHash of the shingles: 128 numbers of 32 bits, little-endian; null under 30 shingles, "
        "where only the very same text is a copy.",
        "MinHash của các cụm: 128 số 32 bit, little-endian; rỗng nếu dưới 30 cụm, khi đó chỉ văn "
        "bản y hệt mới là bản sao.",
    ),
    Column(
        "story_id",
        pa.string(),
        "The story that the article tells: article_id of the first that was seen to tell it.",
        "Câu chuyện mà bài đăng: article_id của bài đầu tiên được thấy.",
    ),
    Column(
        "role",
        pa.string(),
        "What the article is to the first of its story: first (itself), copy (each is in the other "
        "to 80 %), part (it is in the first, which has more), whole (it has the first and more), "
        "edited (either has at least half of the other).",
        "Quan hệ với bài đầu: first (chính nó), copy (mỗi bài chứa ít nhất 80 % bài kia), part "
        "(nằm trong bài đầu, bài đầu dài hơn), whole (chứa bài đầu và dài hơn), edited (có ít nhất "
        "một nửa của nhau).",
    ),
    Column(
        "containment_in_first",
        pa.float64(),
        "How much of the article is in the first of its story.",
        "Bao nhiêu phần của bài nằm trong bài đầu.",
        "0–1",
    ),
    Column(
        "containment_of_first",
        pa.float64(),
        "How much of the first of its story is in the article.",
        "Bao nhiêu phần của bài đầu nằm trong bài.",
        "0–1",
    ),
    Column(
        "similarity",
        pa.float64(),
        "Shared shingles as a share of all of both (Jaccard): with the first of the story, or with "
        "the version before; null for version 1.",
        "Tỷ lệ cụm chung trên tổng số cụm của cả hai (Jaccard): với bài đầu, hoặc với phiên bản "
        "trước; rỗng với phiên bản 1.",
        "0–1",
    ),
    Column(
        "seen_at",
        INSTANT,
        "When the article was out, as far as seen; see seen_by. Stories begin with the earliest "
        "(ties: landing_date, then article_id).",
        "Thời điểm bài đã có, theo những gì thấy được; xem seen_by. Bài sớm nhất mở đầu câu chuyện "
        "(bằng nhau: theo landing_date rồi article_id).",
    ),
    Column(
        "seen_by",
        pa.string(),
        "Where seen_at is from: published_at (not after landing), published_date (end of that day, "
        "where it was over at landing), landed_at, landing_date (end of that day).",
        "seen_at lấy từ đâu: published_at (không sau lúc nhận), published_date (cuối ngày đó, nếu "
        "đã qua khi nhận), landed_at, landing_date (cuối ngày đó).",
    ),
    Column(
        "delay",
        pa.int32(),
        "From the first of the story to the article; null for the first itself, and unless both "
        "are known by published_at or both by landed_at.",
        "Từ bài đầu đến bài này; rỗng với chính bài đầu, và khi hai bài không cùng có published_at "
        "hoặc cùng có landed_at.",
        "minutes",
    ),
    Column(
        "is_first_of_story",
        pa.bool_(),
        "Whether no earlier article was seen to tell the story.",
        "Có phải bài đầu tiên đăng câu chuyện hay không.",
    ),
    Column(
        "is_counted",
        pa.bool_(),
        "Whether n_articles, n_mentions and the like count the article: copies yes; superseded "
        "versions of a URL, and what arrived again unchanged under its URL, no.",
        "n_articles, n_mentions… có tính bài này không: bản sao có; phiên bản cũ của một URL và "
        "bài nhận lại y hệt cùng URL thì không.",
    ),
    # versions
    Column(
        "version",
        pa.int32(),
        "Number of the version at this address, from 1, in the order of landing.",
        "Số thứ tự phiên bản tại địa chỉ này, từ 1, theo thứ tự nhận.",
    ),
    Column(
        "is_current",
        pa.bool_(),
        "Whether it is the latest, which the summaries use.",
        "Có phải phiên bản mới nhất (được dùng trong các bảng tổng hợp) hay không.",
    ),
    Column(
        "is_title_changed",
        pa.bool_(),
        "Whether the headline is another than in the version before; false for version 1.",
        "Tít có khác phiên bản trước không; false với phiên bản 1.",
    ),
    Column(
        "added_share",
        pa.float64(),
        "How much of the text after the headline was not in the version before; null for version "
        "1.",
        "Bao nhiêu phần văn bản sau tít không có ở phiên bản trước; rỗng với phiên bản 1.",
        "0–1",
    ),
    Column(
        "removed_share",
        pa.float64(),
        "How much of the version before is no longer there; null for version 1.",
        "Bao nhiêu phần của phiên bản trước đã bị bỏ; rỗng với phiên bản 1.",
        "0–1",
    ),
    # sentence
    Column(
        "sentence_index",
        pa.int32(),
        "Position of the sentence in its article, from 0.",
        "Thứ tự câu trong bài, từ 0.",
    ),
    Column(
        "block_index",
        pa.int32(),
        "Position of the line (block) in its article, from 0, blank lines not counted.",
        "Thứ tự khối (dòng) trong bài, từ 0, không tính dòng trống.",
    ),
    Column(
        "block_type",
        pa.string(),
        "What the line is: heading, lead, body, caption, byline, list_item, furniture.",
        "Loại dòng: heading, lead, body, caption, byline, list_item, furniture.",
    ),
    Column("start", pa.int32(), "First code point in the text.", "Vị trí đầu.", "code points"),
    Column("end", pa.int32(), "One past the last code point.", "Vị trí sau cuối.", "code points"),
    Column(
        "surface",
        pa.string(),
        "The evidence: text[start:end] of the article, to the letter.",
        "Bằng chứng: đúng nguyên văn text[start:end] của bài.",
    ),
    # mention
    Column(
        "entity_type",
        pa.string(),
        "PER (person), ORG (organisation) or LOC (place).",
        "PER (người), ORG (tổ chức) hoặc LOC (địa danh).",
    ),
    Column(
        "entity_key",
        pa.string(),
        "Normalised full_form: lower case, single blanks, one tone-mark style (hoà = hòa).",
        "Dạng chuẩn hóa của full_form: chữ thường, một dấu cách, một kiểu đặt dấu (hoà = hòa).",
    ),
    Column(
        "entity",
        pa.string(),
        "The entity's most frequent full form in the corpus (ties: first in code-point order).",
        "Dạng viết hay gặp nhất trong kho tin (bằng nhau: theo thứ tự điểm mã).",
    ),
    Column(
        "full_form",
        pa.string(),
        "What the mention stands for in its article: the full name for a part of it, the body for "
        "its abbreviation; the surface where the article says no more.",
        "Tên đầy đủ trong bài mà lần nhắc này thay cho: họ tên cho tên gọi, cơ quan cho chữ viết "
        "tắt; là chính surface nếu bài không nói gì thêm.",
    ),
    Column(
        "registry_id",
        pa.string(),
        "Row of the registry that the full form stands for wherever it is written; null where the "
        "registry knows none or several.",
        "Mục trong danh bạ ứng với full_form; rỗng nếu danh bạ không có hoặc có nhiều mục.",
    ),
    Column(
        "confidence",
        pa.float64(),
        "How sure the tagger is: of the mentions with 0.9 about 90 % are right to the letter "
        "(tagger diemtin; for underthesea the mean marginal of its words, not calibrated). Of a "
        "role: that of its least certain mention.",
        "Độ tin cậy: trong các lần nhắc có 0,9 thì khoảng 90 % đúng hoàn toàn (bộ diemtin; với "
        "underthesea là trung bình xác suất biên, chưa hiệu chỉnh). Của vai trò: của lần nhắc kém "
        "chắc nhất.",
        "0–1",
    ),
    Column(
        "method",
        pa.string(),
        "Which rule proposed the mention as it is, `model` where the model decided against or "
        "beyond the rules, underthesea_crf for the baseline.",
        "Luật nào đề xuất, `model` nếu mô hình tự quyết, underthesea_crf với bộ cơ sở.",
    ),
    # registry
    Column(
        "form",
        pa.string(),
        "A way in which the entry is written.",
        "Một cách viết của mục.",
    ),
    Column(
        "is_weak",
        pa.bool_(),
        "The form may also be an ordinary word or something else's name: it counts only where "
        "something else speaks for it.",
        "Cách viết cũng có thể là từ thường hay tên khác: chỉ tính khi có dấu hiệu khác.",
    ),
    Column(
        "kind",
        pa.string(),
        "What the entry is within its file, e.g. football_club, office.",
        "Mục thuộc loại gì trong tệp của nó, ví dụ football_club, office.",
    ),
    Column("name", pa.string(), "The entry's usual full form.", "Tên đầy đủ thường dùng."),
    Column("parent_id", pa.string(), "Entry that it belongs to.", "Mục cấp trên."),
    Column("valid_from_date", pa.date32(), "First day of its being.", "Ngày bắt đầu tồn tại."),
    Column("valid_to_date", pa.date32(), "Last day of its being.", "Ngày tồn tại cuối cùng."),
    Column("reference", pa.string(), "Where the row is from.", "Nguồn của mục."),
    # role
    Column(
        "role_id",
        pa.string(),
        "Role: first 20 hex digits of SHA-256 over person_mention_id, title_start and title_end.",
        "Vai trò: 20 chữ số hex đầu của SHA-256 trên person_mention_id, title_start, title_end.",
    ),
    Column(
        "person",
        pa.string(),
        "The person as named beside the title: text[person_start:person_end]. In person_roles: "
        "the name's most frequent full form.",
        "Người mang chức danh, nguyên văn text[person_start:person_end]. Trong person_roles: dạng "
        "tên đầy đủ hay gặp nhất.",
    ),
    Column("person_start", pa.int32(), "First code point.", "Vị trí đầu.", "code points"),
    Column("person_end", pa.int32(), "One past the last.", "Vị trí sau cuối.", "code points"),
    Column("person_mention_id", pa.string(), "The person's mention.", "Lần nhắc của người."),
    Column(
        "person_name",
        pa.string(),
        "The person's full form in the article.",
        "Tên đầy đủ của người trong bài.",
    ),
    Column("person_key", pa.string(), "entity_key of the person.", "entity_key của người."),
    Column(
        "title_start",
        pa.int32(),
        "First code point of the title.",
        "Vị trí đầu của chức danh.",
        "code points",
    ),
    Column(
        "title_end",
        pa.int32(),
        "One past the last code point of the title.",
        "Vị trí sau cuối của chức danh.",
        "code points",
    ),
    Column(
        "title_kind",
        pa.string(),
        "office (Bộ trưởng), rank (Đại tá), degree (GS.TS), occupation (bác sĩ).",
        "office (chức vụ), rank (cấp hàm), degree (học hàm, học vị), occupation (nghề nghiệp).",
    ),
    Column(
        "title_key",
        pa.string(),
        "Normalised title: lower case, single blanks, one tone-mark style.",
        "Chức danh chuẩn hóa: chữ thường, một dấu cách, một kiểu đặt dấu.",
    ),
    Column(
        "body",
        pa.string(),
        "The body or place in which the title is held, as written; null where none is stated. In "
        "person_roles: its most frequent full form.",
        "Cơ quan hay nơi giữ chức, nguyên văn; rỗng nếu bài không nêu. Trong person_roles: dạng "
        "đầy đủ hay gặp nhất.",
    ),
    Column("body_start", pa.int32(), "First code point.", "Vị trí đầu.", "code points"),
    Column("body_end", pa.int32(), "One past the last.", "Vị trí sau cuối.", "code points"),
    Column("body_mention_id", pa.string(), "The body's mention.", "Lần nhắc của cơ quan."),
    Column(
        "body_name",
        pa.string(),
        "The body's full form in the article.",
        "Tên đầy đủ của cơ quan trong bài.",
    ),
    Column(
        "body_key",
        pa.string(),
        "entity_key of the body; in person_roles empty where there is none.",
        "entity_key của cơ quan; trong person_roles để trống nếu không có.",
    ),
    # counts
    Column("n_mentions", pa.int32(), "Mentions.", "Số lần nhắc."),
    Column("n_roles", pa.int32(), "Times that the role is stated.", "Số lần nêu vai trò."),
    Column(
        "first_landing_date",
        pa.date32(),
        "First landing date on which it occurs.",
        "Ngày nhận tin đầu tiên có nêu.",
    ),
    Column(
        "last_landing_date",
        pa.date32(),
        "Last landing date on which it occurs.",
        "Ngày nhận tin cuối cùng có nêu.",
    ),
    Column(
        "n_articles",
        pa.int32(),
        "Distinct articles, copies included; of several versions of one URL the current (in "
        "story_clusters all).",
        "Số bài, kể cả bản sao; trong các phiên bản của một URL chỉ tính bản hiện hành (trong "
        "story_clusters tính mọi bản).",
    ),
    Column(
        "n_stories",
        pa.int32(),
        "Distinct stories of the articles: copies count once. A daily table counts a story on one "
        "day: daily_entities on the first on which it names the entity, daily_sources on that of "
        "its first article, for the source that had it first.",
        "Số câu chuyện khác nhau: bản sao chỉ tính một lần. Bảng theo ngày tính mỗi câu chuyện vào "
        "một ngày: daily_entities vào ngày đầu có nhắc thực thể, daily_sources vào ngày của bài "
        "đầu tiên, cho nguồn có trước.",
    ),
    Column("n_sources", pa.int32(), "Distinct sources.", "Số nguồn."),
    Column("n_sentences", pa.int32(), "Sentences.", "Số câu."),
    Column(
        "n_day_articles",
        pa.int32(),
        "All articles of the day, counted as in n_articles: the denominator of article_share.",
        "Tổng số bài trong ngày, đếm như n_articles: mẫu số của article_share.",
    ),
    Column(
        "article_share",
        pa.float64(),
        "n_articles / n_day_articles.",
        "n_articles / n_day_articles.",
        "0–1",
    ),
    Column(
        "n_seen",
        pa.int32(),
        "Items received = n_new + n_duplicates + n_rejected.",
        "Số mục tin nhận = n_new + n_duplicates + n_rejected.",
    ),
    Column(
        "n_new",
        pa.int32(),
        "Articles whose text had not been seen before in the corpus.",
        "Số bài có văn bản chưa từng gặp trong kho tin.",
    ),
    Column(
        "n_duplicates",
        pa.int32(),
        "Articles with the same text as an earlier one.",
        "Số bài trùng văn bản với bài trước.",
    ),
    Column("n_rejected", pa.int32(), "Items refused.", "Số mục tin bị từ chối."),
    Column(
        "is_processed",
        pa.bool_(),
        "Whether the day has been built: tells nothing arrived (true, 0) from not run (false).",
        "Ngày đã được xử lý hay chưa: phân biệt không có tin (true, 0) với chưa chạy (false).",
    ),
    # sources
    Column(
        "source_kind",
        pa.string(),
        "What sources.yaml says it is: folder, feed, sitemap or urls.",
        "Loại khai trong sources.yaml: folder, feed, sitemap hoặc urls.",
    ),
    Column(
        "source_state",
        pa.string(),
        "How the day went: ok, partial (something failed), failed (nothing could be read), not_due "
        "(no poll was due).",
        "Kết quả trong ngày: ok, partial (có lỗi), failed (không đọc được gì), not_due (chưa đến "
        "lượt hỏi).",
    ),
    Column("n_polls", pa.int32(), "Polls, or sweeps of a folder.", "Số lần hỏi hoặc quét."),
    Column(
        "n_listed",
        pa.int32(),
        "Entries in the listing, or files in the folder, at the last poll.",
        "Số mục trong danh sách, hoặc số tệp trong thư mục, ở lần hỏi cuối.",
    ),
    Column(
        "n_waiting",
        pa.int32(),
        "Entries that the last poll left for a later one, by its limits or for another try.",
        "Số mục để lại cho lần hỏi sau, do giới hạn hoặc để thử lại.",
    ),
    Column(
        "n_fetched",
        pa.int32(),
        "Items that landed: pages, or files.",
        "Số mục đã nhận: trang hoặc tệp.",
    ),
    Column(
        "n_not_modified",
        pa.int32(),
        "Listings and pages that were asked for again and had not changed; files that had landed "
        "before.",
        "Số danh sách và trang hỏi lại mà không đổi; số tệp đã nhận từ trước.",
    ),
    Column(
        "n_failed",
        pa.int32(),
        "Failures of listings and pages; one that fails in two polls counts twice.",
        "Số lần lỗi của danh sách và trang; lỗi ở hai lần hỏi tính hai.",
    ),
    Column("n_http_2xx", pa.int32(), "Answers of status 2xx.", "Số trả lời mã 2xx."),
    Column("n_http_3xx", pa.int32(), "Answers of status 3xx.", "Số trả lời mã 3xx."),
    Column("n_http_4xx", pa.int32(), "Answers of status 4xx.", "Số trả lời mã 4xx."),
    Column("n_http_5xx", pa.int32(), "Answers of status 5xx.", "Số trả lời mã 5xx."),
    Column(
        "error_code",
        pa.string(),
        "Why the first failure of the day failed (docs/sources.md lists the codes); null if none.",
        "Mã của lỗi đầu tiên trong ngày (xem docs/sources.md); rỗng nếu không có.",
    ),
    Column(
        "error_detail",
        pa.string(),
        "What exactly happened, and how often each code occurred; null if nothing failed.",
        "Chi tiết lỗi và số lần của từng mã; rỗng nếu không có lỗi.",
    ),
    Column(
        "last_polled_at",
        INSTANT,
        "When the last poll of the day began; null if none was due.",
        "Thời điểm bắt đầu lần hỏi cuối trong ngày; rỗng nếu chưa đến lượt.",
    ),
    Column(
        "last_success_at",
        INSTANT,
        "When the source's listing was last read, up to that day; null if never.",
        "Lần gần nhất đọc được nguồn, tính đến ngày đó; rỗng nếu chưa từng.",
    ),
    # pairs
    Column("entity_type_a", pa.string(), "entity_type of the first.", "entity_type thứ nhất."),
    Column("entity_key_a", pa.string(), "entity_key of the first.", "entity_key thứ nhất."),
    Column("entity_a", pa.string(), "entity of the first.", "entity thứ nhất."),
    Column("entity_type_b", pa.string(), "entity_type of the second.", "entity_type thứ hai."),
    Column("entity_key_b", pa.string(), "entity_key of the second.", "entity_key thứ hai."),
    Column("entity_b", pa.string(), "entity of the second.", "entity thứ hai."),
    Column("n_articles_a", pa.int32(), "Articles with the first.", "Số bài có thực thể thứ nhất."),
    Column("n_articles_b", pa.int32(), "Articles with the second.", "Số bài có thực thể thứ hai."),
    Column(
        "n_sentences_a", pa.int32(), "Sentences with the first.", "Số câu có thực thể thứ nhất."
    ),
    Column(
        "n_sentences_b", pa.int32(), "Sentences with the second.", "Số câu có thực thể thứ hai."
    ),
    Column(
        "n_corpus_articles",
        pa.int32(),
        "All articles counted: the denominator of npmi_article.",
        "Tổng số bài được tính: mẫu số của npmi_article.",
    ),
    Column(
        "n_corpus_sentences",
        pa.int32(),
        "All sentences counted: the denominator of npmi_sentence.",
        "Tổng số câu được tính: mẫu số của npmi_sentence.",
    ),
    Column(
        "npmi_article",
        pa.float64(),
        "Normalised pointwise mutual information of the two in an article (Bouma 2009): -1 never "
        "together, 0 independent, 1 only together. Unstable for small n_articles.",
        "Thông tin tương hỗ điểm chuẩn hóa theo bài (Bouma 2009): -1 không bao giờ cùng nhau, 0 "
        "độc lập, 1 luôn cùng nhau. Không ổn định khi n_articles nhỏ.",
        "-1–1",
    ),
    Column(
        "npmi_sentence",
        pa.float64(),
        "The same within a sentence; -1 where they share none.",
        "Tương tự trong phạm vi câu; -1 nếu không có câu chung.",
        "-1–1",
    ),
    # overview
    Column(
        "is_duplicate",
        pa.bool_(),
        "Whether an earlier article has the very same text after the headline.",
        "Có bài trước trùng y hệt văn bản (không kể tít) hay không.",
    ),
    Column(
        "duplicate_of",
        pa.string(),
        "article_id of the first article with the same text; null if this is the first.",
        "article_id của bài đầu tiên có cùng văn bản; rỗng nếu chính là bài này.",
    ),
    Column("n_persons", pa.int32(), "Distinct persons mentioned.", "Số người được nhắc."),
    Column("n_organisations", pa.int32(), "Distinct organisations.", "Số tổ chức được nhắc."),
    Column("n_places", pa.int32(), "Distinct places mentioned.", "Số địa danh được nhắc."),
    Column("top_person", pa.string(), "Person mentioned most.", "Người được nhắc nhiều nhất."),
    Column(
        "top_organisation", pa.string(), "Organisation mentioned most.", "Tổ chức nhắc nhiều nhất."
    ),
    Column("top_place", pa.string(), "Place mentioned most.", "Địa danh được nhắc nhiều nhất."),
]

COLUMNS: dict[str, Column] = {column.name: column for column in _DECLARED}
