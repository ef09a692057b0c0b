"""The word lists of sentence segmentation, all in lower case.

They were collected by reading Vietnamese newspapers of 2022 to 2025; there is no outside source.
A list holds only what a rule needs: adding a word here is the way to teach the splitter a case.
"""

# A name follows, so a full stop behind one of these never ends a sentence.
TITLES = frozenset(
    """
    gs pgs ts tskh ths bs bsck bscki bsckii ck cki ckii ks kts ls ds cn nsnd nsưt nsut nghs
    gv hs sv đb mr mrs ms dr prof st sr mt nxb
    """.split()
)

# A number follows. "no" and "tr" without one are a word ("ăn no.") and a measure ("500 tr.").
NUMBER_HEADS = frozenset(
    """
    no vol fig op tr tel fax đt sđt đc jan feb aug sept oct nov dec
    """.split()
)

# A name mostly follows ("TP. Huế", "Công ty CP. Hoa Sen"), but the sentence may also end here
# ("Công ty TNHH. Ông ..."): the next word decides.
NAME_HEADS = frozenset(
    """
    tp tx tt tnhh mtv cp ct pct tgđ ptgđ gđ pgđ bt ttg cty tct ubnd hđnd bqp bca ql tl hl đl
    kp kcn kđt vs jr inc ltd corp
    """.split()
)

# One capital letter that stands for a unit of an address: a name or a number follows.
ADDRESS_LETTERS = frozenset("qphtxđ")

# "and so on": ends a sentence when a capital letter follows.
ET_CETERA = frozenset({"v.v", "vv", "vân vân"})

# Words that open a sentence and are hardly ever the next part of a name. They decide after an
# abbreviation, an initial or a missing space, where the capital letter alone says nothing.
STARTERS = frozenset(
    """
    ai anh ba bà bác bài bạn bằng bên bị biết bởi bộ bước cả các cách cái cảnh cháu chiếc chiều
    chị cho chỉ chính cho chú chúng chuyên chưa có còn con cô công cơ cụ cục của cũng cuối cùng
    cuộc dẫn dịp do dù dưới dự đa đã đại đang đáng đánh đảng đặc đầu đây đề đến đêm đi điều đó
    đoàn đối đội đồng đơn được đứng em gần gia giá giải giữa hai hàng hãy hầu hết hiện họ hôm
    hội hơn huyện hy kể kế kết khi khoảng không khu kinh lãnh liên loạt lúc lực lý mà mặc mẹ
    mỗi mong một mới mục mức muốn nạn nam năm này nay nếu nên ngay ngành ngày ngoài người nguyên
    nghe nghi nhà nhằm nhân nhận nhất nhiều như nhưng những nhờ nói nơi nước ở ông phát phải phía
    phóng phòng qua quá quan quyết rất riêng rồi sang sau sáng so song số sở sự tất tại tài tạo
    tăng tập tháng thành thay thấy theo thêm thế thì thậm thời thông thực tiếp tính tỉnh toàn tòa
    toà tôi tổng tới trái trên trong trước trung trưa trường từ từng tuy tuổi tuần tức ủy uỷ vai
    và vào vẫn vậy vật về vì việc viện với vụ vừa xã xe xét ý
    """.split()
)

# Speech of address and kinship: "chị H." is a whole name, so the initial can end a sentence.
ADDRESS_FORMS = frozenset(
    "anh ông bà cô chú bác em cháu chị cụ dì cậu mợ thím bé bị can cáo nạn nhân tên".split()
)

# A single capital behind one of these is a letter, a unit or a Roman numeral, not an initial:
# "độ C. Miền Bắc ...", "quý I. Mức này ...", "hình chữ A. Phần cổ ...".
LETTER_HEADS = frozenset(
    """
    độ chữ vitamin gan hình quý khóa khoá hạng loại cấp lần thứ kỷ kỉ đoạn tập chương phần nhóm
    bảng đợt kỳ kì lục bậc điểm khối lớp mục án dãy lô cúp đội
    """.split()
)

# Ends of file names and host names: "Baochi.Net" and "Phuluc.Docx" are no missing spaces.
FILE_ENDINGS = frozenset(
    """
    com net org info gov edu vn vip biz tv asia io ai app dev js py htm html php asp aspx
    pdf doc docx xls xlsx ppt pptx csv txt zip rar jpg jpeg png gif mp3 mp4
    """.split()
)
