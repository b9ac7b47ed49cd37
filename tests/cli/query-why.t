Why a document was found: what is marked in it, and in which order the answers come.

  $ mkdir van-ban
  $ letter() { printf 'TỈNH ỦY SÔNG LAM\nBAN TUYÊN GIÁO\n*\nSố %s-KH/BTGTU\n\nSông Lam, ngày %s\n\nKẾ HOẠCH\n%s\n\n' "$1" "$2" "$3"; }
  $ { letter 12 '01 tháng 3 năm 2023' 'tuyên truyền biển, đảo năm 2023'
  >   printf 'Ban Tuyên giáo Tỉnh ủy xây dựng kế hoạch như sau:\n\nI. NỘI DUNG\n1. Ban Tuyên giáo các huyện ủy kỷ niệm ngày thành lập Hải quân. Ban Tuyên giáo chủ trì. Ban Tuyên giáo báo cáo.\n'; } > van-ban/bien-dao.txt
  $ { letter 45 '05 tháng 9 năm 2023' 'kỷ niệm 80 năm Đề cương về văn hóa Việt Nam'
  >   printf 'Thực hiện chỉ đạo của Tỉnh ủy, đơn vị xây dựng kế hoạch như sau:\n\nI. NỘI DUNG\n1. Kỷ niệm trọng thể.\n'; } > van-ban/de-cuong.txt
  $ tracuu-index add -q van-ban 2>&1 | grep -v 'new index'
  [1]
  $ marked() { tracuu search "$@" -f jsonl | /usr/bin/python3 -c '
  > import json, sys
  > for o in map(json.loads, sys.stdin):
  >     print(o["path"].rsplit("/")[-1], *sorted({h["text"].encode()[a:b].decode().lower() for h in o["hits"] for a, b in h["match"]}))'; }

Who issued chooses documents. It is not marked in their texts, and does not order them: what they are
asked about does.

  $ marked 'issuer:"Ban Tuyên giáo" kỷ niệm'
  de-cuong.txt kỷ niệm
  bien-dao.txt kỷ niệm
  $ marked 'issuer:"Ban Tuyên giáo"'
  de-cuong.txt
  bien-dao.txt

A unit or an event that is asked for is marked where the text names one:

  $ marked 'unit:"Ban Tuyên giáo" hải quân'
  bien-dao.txt ban giáo hải quân tuyên

A short form and its words say the same: who writes both does not say it twice, and the passage shown is
one that has the words together.

  $ mkdir viet-tat
  $ printf 'Quy định về an toàn khi xây dựng nhà ở của thị trấn.\n\nCác gian phòng có cửa sổ; lối chữa vết nứt phải đạt yêu cầu PCCC; cửa chống cháy và cột cháy sém thay mới.\n\nCông tác phòng cháy, chữa cháy do công an xã lo.\n' > viet-tat/ca-hai.txt
  $ printf 'Công tác phòng cháy, chữa cháy của thị trấn. Mọi nhà đều có đội phòng cháy, chữa cháy.\n' > viet-tat/chu.txt
  $ for i in 1 2 3 4 5 6 7 8; do printf 'Bản tin số %s: phòng họp, cháy nắng, chữa bệnh, cây xanh và nước sạch.\n' $i > viet-tat/tin-$i.txt; done
  $ tracuu-index -d vt add -q viet-tat 2>&1 | grep -v 'new index'
  [1]
  $ for q in 'phòng cháy chữa cháy' 'PCCC' 'phong chay chua chay' 'pccc'; do tracuu -d vt -l "$q" | head -1; done
  viet-tat/chu.txt
  viet-tat/chu.txt
  viet-tat/chu.txt
  viet-tat/chu.txt
  $ tracuu -d vt search 'phòng cháy chữa cháy' path:viet-tat/ca-hai.txt --snippets 1 -f jsonl | grep -o '"text":"[^"]*"'
  "text":"Công tác phòng cháy, chữa cháy do công an xã lo."

The title stands with each document, so passages show what else there is; a title alone is shown when
nothing else has the words:

  $ tracuu search 'biển đảo hải quân' -f jsonl | grep -o '"field":"[a-z]*"'
  "field":"heads"
  $ tracuu search 'Đề cương về văn hóa' -f jsonl | grep -o '"field":"[a-z]*"'
  "field":"title"

Words that ask are the asker's: "ai" is not AI, and "nào" need not be in the document.

  $ mkdir hoi
  $ printf 'Kế hoạch chuyển đổi số của huyện.\n\nNgười ký: Cao Thị Hòa An.\n' > hoi/ke-hoach.txt
  $ printf 'Chiến lược AI.\n\nAI giúp chuyển đổi số; ứng dụng AI theo kế hoạch, ký kết hợp tác về AI.\n' > hoi/tri-tue.txt
  $ printf 'Không có đơn vị nào đứng ngoài; không ngày nào, không nhà nào, không huyện nào.\n' > hoi/nao.txt
  $ for i in 1 2 3 4 5 6 7 8; do printf 'Bản tin số %s: cây xanh, đường sá và nước sạch.\n' $i > hoi/tin-$i.txt; done
  $ tracuu-index -d h add -q hoi 2>&1 | grep -v 'new index'
  [1]
  $ for q in 'ai ký kế hoạch chuyển đổi số' 'Huyện nào có kế hoạch chuyển đổi số?' 'huyen nao co ke hoach chuyen doi so'; do tracuu -d h -l "$q" | head -1; done
  hoi/ke-hoach.txt
  hoi/ke-hoach.txt
  hoi/ke-hoach.txt

A word without marks among words that have some is most likely meant so: where a text has it, other
readings of it are not marked.

  $ printf 'Trưởng ban ký văn bản này.\n' > hoi/truong-ban.txt
  $ printf 'Trưởng bản lo việc làng.\n' > hoi/truong-thon.txt
  $ tracuu-index -d h add -q hoi
  $ marked -d h 'trưởng ban'
  truong-ban.txt ban trưởng
  truong-thon.txt bản trưởng
