"""Small word lists of the rules, all in small letters, collected by reading newspapers.

What names something belongs into the registry; here is the grammar around names.
"""


def _set(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.replace("\n", ",").split(",") if part.strip())


# Words that open sentences and are no part of a name, though capitalised there.
OPENERS = _set("""
    ai, bao, bên, bị, biết, bởi, bỗng, buổi, bước, các, cách, cái, càng, câu, chả, chẳng, chỉ,
    chiếc, chiều, cho, chợt, chưa, chứ, chuyện, có, con, còn, cứ, cùng, cũng, cuối, cuộc, dẫu, dĩ,
    do, dù, dưới, đã, đang, đáng, đành, đặc, đầu, đây, để, đến, đêm, đi, đó, đôi, đồng, đúng,
    được, đừng, đương, em, gần, giá, giờ, giữa, hai, hàng, hãy, hầu, hết, hiện, hoặc, hỏi, hôm,
    hơn, kẻ, kế, kể, khi, khoảng, không, khó, lại, làm, lần, lấy, liên, liệu, loại, lúc, lượng,
    mà, mặc, mấy, mình, mỗi, một, mời, mới, mọi, mức, muốn, nay, này, nào, năm, nên, nếu, ngay,
    nghe, ngoài, ngày, người, nhằm, nhất, nhiều, nhìn, nhờ, như, nhưng, những, nơi, nói, nữa,
    nước, ở, phải, phần, phía, qua, quá, ra, rất, riêng, rồi, sau, sắp, sẽ, sở dĩ, số, so, sự,
    suốt, tại, tất, tập, thay, thậm, thấy, thế, theo, thêm, thì, thôi, thứ, thực, thường, tôi,
    tối, tới, toàn, trên, trong, trừ, trước, tuy, tuổi, từ, từng, tức, và, vẫn, vào, vậy, vài, về,
    vì, việc, vừa, vốn, với, xem, xin, xong, xưa, ý, chúng, họ, nó, ta, điều, sáng, trưa, tháng,
    tuần, quý, mùa, giải, vụ, nhà, bài, ảnh, nguồn, cần, giảm, tăng, tổng, kết, quyết, thông,
    hình, bộ phim, ngôi, căn, dòng, đường, giao, chính, hội
""")

# Before a name they say that it is a place.
PLACE_CUES = _set("""
    ở, tại, đến, tới, sang, khỏi, thuộc, gần, khắp, rời, quanh, từ, ngụ, trú, quê, về, vào, qua,
    ra, lên, xuống, nước, vùng, biển, khu vực, thủ đô, đất, bờ biển, ngoài khơi, phía, vùng biển,
    quê ở
""")

# After a name they say that a person speaks.
SPEAKS = _set("""
    nói, cho biết, kể, cho hay, chia sẻ, khẳng định, nhấn mạnh, phát biểu, cho rằng, tâm sự,
    trả lời, thừa nhận, tiết lộ, bày tỏ, giải thích, nhận định, đánh giá, tuyên bố, hỏi, đáp,
    xác nhận, cảnh báo, nhận xét, trình bày, báo cáo, lý giải, phân tích, nêu, than, viết
""")

# After a name they say that it acts, as persons and bodies do.
ACTS = SPEAKS | _set("""
    cười, khóc, đã, đang, sẽ, cũng, vẫn, bị, được, không, chưa, là, có, thì, lại, từng, vừa, mới,
    phải, muốn, biết, thấy, nghĩ, yêu cầu, đề nghị, chỉ đạo, ký, thông báo, công bố, ra mắt,
    dự kiến, sinh năm, quê
""")

# After one of these a name is that of a thing: a film, a song, a model of a car.
THING_CUES = _set("""
    phim, bộ phim, ca khúc, bài hát, bài thơ, cuốn, cuốn sách, tiểu thuyết, tác phẩm,
    chương trình, gameshow, game, trò chơi, ứng dụng, phần mềm, website, trang web, mạng xã hội,
    điện thoại, xe, mẫu xe, dòng xe, ô tô, xe máy, máy tính, smartphone, chiếc, vaccine, vắc xin,
    thuốc, virus, vi rút, biến thể, bệnh, dịch, hội chứng, bão, cơn bão, siêu bão, giải,
    giải thưởng, cúp, huy chương, dự án, chiến dịch, đề án, nghị quyết, thông tư, nghị định, luật,
    tàu, máy bay, tên lửa, chip, album, mv, series, vở, vở kịch, dân tộc, người, tiếng, chữ, gốc,
    đạo, tết, lễ, ngày, hệ điều hành, thương hiệu, nhãn hiệu, giống, loài, món, môn, hạng,
    nhóm máu, vitamin, đồng bào, học bổng, danh hiệu
""")
NATION_CUES = _set("người, tiếng, gốc, dân tộc, chữ, món, đồng bào, người gốc")

# Lower-case words inside names of bodies, besides the second syllables of words.
MODIFIERS = _set("""
    trung ương, nhà nước, quốc gia, quốc tế, thành phố, tỉnh, huyện, quận, xã, phường, nhân dân,
    và, về, cổ phần, trách nhiệm hữu hạn, một thành viên, thương mại, dịch vụ, đầu tư, xây dựng,
    sản xuất, xuất nhập khẩu, phát triển, du lịch, vận tải, tư vấn, thiết kế, bất động sản,
    bảo hiểm, chứng khoán, kinh doanh, kinh tế, hình sự, điều tra, tội phạm, phòng, chống,
    cứu nạn, cứu hộ, phòng cháy, chữa cháy, giao thông, đường bộ, đường sắt, hàng không, hàng hải,
    đường thủy, quản lý, trật tự, xã hội, an ninh, tối cao, cấp cao, đa khoa, chuyên khoa,
    sản nhi, y học, cổ truyền, phổ thông, chuyên, cơ sở, mầm non, tiểu học, dân lập, tư thục,
    công lập, nội trú, dân tộc, bán công, khoa học, công nghệ, kỹ thuật, giáo dục, đào tạo,
    nghiên cứu, ứng dụng, truyền thông, văn hóa, thể thao, nghệ thuật, tín dụng, tài chính,
    ngân sách, môi trường, tài nguyên, nông nghiệp, nông thôn, lâm nghiệp, thủy sản, thú y,
    bảo vệ, thực vật, dân số, kế hoạch hóa, gia đình, trẻ em, phụ nữ, thanh niên, cựu chiến binh,
    người cao tuổi, quân sự, biên phòng, hải quân, cảnh sát, kiểm soát, bệnh tật, kiểm nghiệm,
    dược phẩm, mỹ phẩm, thực phẩm, an toàn, vệ sinh, lao động, thương binh, tổ chức, cán bộ,
    nội vụ, tư pháp, ngoại giao, quốc phòng, công thương, khí tượng, thủy văn, dự báo, dữ liệu,
    số, thông tin, điện lực, điện tử, viễn thông, cấp nước, thoát nước, đô thị, nhà ở,
    công nghiệp, chế biến, xuất khẩu, khu vực, miền, vùng, liên hợp, hợp tác, tiết kiệm, tổng hợp,
    đại học, cao đẳng, sư phạm, ngoại ngữ, chính trị, quốc dân, chi nhánh
""")
# These lead on to something and are never the last word of a name.
LEADING = _set(
    "và, về, phòng, chống, chi nhánh, khu vực, tỉnh, thành phố, huyện, quận, xã, phường, miền, vùng"
)

# What ends the stretch of lower-case words inside a name.
STOPS = _set("""
    của, ở, tại, đã, đang, sẽ, cho, với, từ, trong, là, được, bị, do, có, không, khi, để, theo,
    vào, đến, ra, lên, về, này, đó, cũng, vừa, phải, cần, nhưng, mà, thì, nên, rằng, vì, nếu,
    bằng, như, trên, dưới, sau, trước, cùng, các, những, một, hai, ba, nhằm, qua, gồm, vẫn, còn,
    mới, chỉ, lại, rất, hơn
""")


# Endings that make a foreign name that of a body.
BODY_ENDINGS = _set("""
    fc, cf, sc, united, city, airlines, airways, airline, times, post, herald, tribune, journal,
    news, newspaper, bank, group, corporation, corp, inc, ltd, university, college, institute,
    club, motors, motor, electronics, mobile, telecom, media, pictures, entertainment, records,
    holdings, capital, partners, securities, pharma, technologies, technology, systems, software,
    foundation, association, council, agency, party, academy, studio, studios, games, energy,
    petroleum, steel, logistics, land, invest, esports, gaming, hospital, school, magazine, press,
    press agency, radio, television, tv, network, airbus, foods, beer, company, co, llc, plc, ag
""")

# Before a title and part of it.
PREFIXES = _set("nguyên, cựu, quyền, cố, phó, tân, nữ, nam, đương kim, tổng, đồng")

# Before the colon that leads to who made a picture, and whose it is.
CREDITS = _set("ảnh, video, clip, họa, hoạ, nguồn, hình, photo")

# Before a noun that several names share and none of them contains.
PLURALS = _set("các, những, hai, ba, bốn, sáu, bảy, tám, chín, mười, nhiều, mấy, vài, cặp")

# They are hardly found in a text that is not about sport.
SPORT = _set("""
    hlv, clb, v-league, hiệp, vđv, penalty, futsal, derby, fifa, afc, aff, uefa, vff, vpf, u23, u22,
    u21, u20, u19, u17, u16, hcv, hcb, hcđ, bóng, trận, gôn, premier, serie, bundesliga, liga,
    league, cup, wimbledon, olympic
""")

# Small words inside foreign names.
PARTICLES = _set(
    "de, da, van, von, der, den, del, di, bin, al, el, ibn, dos, du, of, and, y, ter, zu"
)
