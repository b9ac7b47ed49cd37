Why a document was found: what is marked in it, and in which order the answers come.

  $ mkdir van-ban
  $ head() { printf 'TỈNH ỦY SÔNG LAM\nBAN TUYÊN GIÁO\n*\nSố %s-KH/BTGTU\n\nSông Lam, ngày %s\n\nKẾ HOẠCH\n%s\n\n' "$1" "$2" "$3"; }
  $ { head 12 '01 tháng 3 năm 2023' 'tuyên truyền biển, đảo năm 2023'
  >   printf 'Ban Tuyên giáo Tỉnh ủy xây dựng kế hoạch như sau:\n\nI. NỘI DUNG\n1. Ban Tuyên giáo các huyện ủy kỷ niệm ngày thành lập Hải quân. Ban Tuyên giáo chủ trì. Ban Tuyên giáo báo cáo.\n'; } > van-ban/bien-dao.txt
  $ { head 45 '05 tháng 9 năm 2023' 'kỷ niệm 80 năm Đề cương về văn hóa Việt Nam'
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
