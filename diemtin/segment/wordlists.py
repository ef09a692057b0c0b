"""The word lists of sentence segmentation, all in small letters.

They were collected by reading Vietnamese newspapers of 2022 to 2025; there is no outside source.
A list holds only what a rule needs: adding a word here is the way to teach the splitter a case.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A name follows, so a full stop behind one of these never ends a sentence.
TITLES = _words("""
    gs pgs ts tskh ths bs bsck bscki bsckii ck cki ckii ks kts ls ds cn nsnd nsưt nsut nghs
    gv hs sv đb mr mrs ms dr prof st sr mt nxb
""")

# A number follows. "no" and "tr" without one are a word ("ăn no.") and a measure ("500 tr.").
NUMBER_HEADS = _words("""
    no vol fig op tr tel fax đt sđt đc jan feb aug sept oct nov dec
""")

# A name mostly follows ("TP. Huế", "Công ty CP. Hoa Sen"), but the sentence may also end here
# ("Công ty TNHH. Ông ..."): the next word decides.
NAME_HEADS = _words("""
    tp tx tt tnhh mtv cp ct pct tgđ ptgđ gđ pgđ bt ttg cty tct ubnd hđnd ql tl hl đl kp kcn kđt
    vs jr inc ltd corp
""")

# One capital letter that stands for a unit of an address: a name or a number follows.
ADDRESS_LETTERS = _words("q p h đ t x")

# "And so on": ends a sentence when a capital letter follows.
ET_CETERA = _words("v.v vv")

# Words that open a sentence. They decide after an abbreviation, an initial or a missing space,
# where the capital letter alone says nothing.
STARTERS = _words("""
    ai anh ba bà bác bài bạn bằng bên bị bởi bộ bước cả các cách cái cháu chiếc chiều chị cho chỉ
    chính chú chúng chuyên chưa có còn con cô công cơ cụ cục của cũng cuối cùng cuộc dịp do dù dưới
    dự đa đã đại đang đáng đảng đặc đầu đây đề để đến đêm đi điều đó đoàn đối đội đồng đơn được đứng
    em gần gia giá giải giữa hai hàng hãy hầu hết hiện họ hôm hội hơn huyện kể kế kết khi khoảng
    không khu kinh lãnh liên loạt lúc lực mà mặc mẹ mỗi mong một mới mục mức nạn nam năm này nay nếu
    nên ngay ngành ngày ngoài người nguyên nghe nghi nhà nhằm nhân nhận nhất nhiều như nhưng những
    nhờ nói nơi nước ở ông phát phải phía phóng phòng qua quá quan quyết rất riêng rồi sang sau sáng
    so song số sở sự tất tại tài tăng tập tháng thành thay thấy theo thêm thế thì thậm thời thông
    thực tiếp tính tỉnh toàn tòa toà tôi tổng tới trái trên trong trước trung trưa trường từ từng
    tuy tuần tức ủy uỷ vai và vào vẫn vậy về vì việc viện với vụ vừa xã xe xét ý
""")

# The starters that open a sentence even before another capital; the others are then a name
# ("TP. Nam Định", "Q. Hai Bà Trưng", "H. Gia Lâm", "TP. Bà Rịa").
FIRM_STARTERS = _words("""
    anh bác cháu chị chú cô các do để đến em hiện họ khi một nếu ngày nhưng những ông sau tại theo
    trong trước tuy vì với ở
""")

# Words before the initial of a person: "chị H." is a whole name, so its stop can end a sentence.
PERSON_HEADS = _words("""
    anh ông bà cô chú bác em cháu chị cụ dì cậu mợ thím bé can cáo nhân tên phạm hại sinh viên
""")

# A single capital behind one of these is a letter, a unit or a Roman numeral, not an initial:
# "độ C. Miền Bắc ...", "quý I. Mức này ...", "hình chữ A. Phần cổ ...".
LETTER_HEADS = _words("""
    độ chữ vitamin gan hình quý khóa khoá hạng loại cấp lần thứ kỷ kỉ đoạn tập chương phần nhóm
    bảng đợt kỳ kì lục bậc điểm khối lớp mục án dãy lô cúp đội
""")

# With its number the first words of a sentence, one of these is a marker: "Điều 5. Phạm vi ...".
MARKER_HEADS = _words("điều chương mục phần bài câu bước khoản tập")

# Ends of file names and host names: "Baochi.Net" and "Phuluc.Docx" are no missing spaces.
FILE_ENDINGS = _words("""
    com net org info gov edu vn vip biz tv asia io ai app dev js py htm html php asp aspx
    pdf doc docx xls xlsx ppt pptx csv txt zip rar jpg jpeg png gif mp3 mp4
""")
