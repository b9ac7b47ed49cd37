What a question perhaps meant, when a word of it is in no document or never beside its neighbours.

  $ cp -r "$TC_ROOT/corpus/plans" plans
  $ tracuu-index add -q plans 2> /dev/null
  $ meant() { tracuu -n 1 "$@" 2>&1 > /dev/null | sed -n 's/^tracuu: did you mean: //p'; }

Letters swapped, doubled, missing or wrong, and letters that sound alike:

  $ meant 'kế hoạhc chuyển đổi số'
  kế hoạch chuyển đổi số
  $ meant 'tuyên truyềnn bầu cử'
  tuyên truyền bầu cử
  $ meant 'phòng chấy chữa cháy' || true
  phòng cháy chữa cháy
  $ meant 'nghành giáo dục'
  ngành giáo dục
  $ meant 'xắp xếp tổ chức'
  sắp xếp tổ chức
  $ meant 'Sốt xuất hyuết'
  Sốt xuất huyết

Words typed as one, and one typed as two:

  $ meant 'kếhoạch'
  kế hoạch
  $ meant 'chuyendoiso'
  chuyen doi so
  $ meant 'kế hoa ch'
  kế hoạch

Without marks the answer has none:

  $ meant 'ke hoahc chuyen doi so'
  ke hoach chuyen doi so

A typed tone is left only when nothing else comes near, and where texts have the letters with other
marks only:

  $ meant 'phòng cháy chửa cháy'
  phòng cháy chữa cháy
  $ meant '"xữ lý"'
  "xử lý"

Of two readings that of the words beside it, not the more frequent one; what keeps the marks before what does not:

  $ meant 'tham nhủng'
  tham nhũng
  $ meant 'trỉ đạo thực hiện'
  chỉ đạo thực hiện
  $ meant 'đảng viêng gương mẫu'
  đảng viên gương mẫu

Of two that stand there in as many documents for all that is known, the one that is more frequent elsewhere:

  $ mkdir bang; for n in 1 2 3; do echo "Treo bảng tin ở cổng trường lần thứ $n." > bang/a$n.txt; echo "Sửa báng súng cho dân quân lần thứ $n." > bang/b$n.txt; done
  $ for n in 1 2 3 4 5 6; do echo "Kẻ bảng chữ lần thứ $n của tổ." > bang/c$n.txt; done
  $ tracuu-index -d bang.idx add -q bang
  tracuu-index: new index in bang.idx
  $ meant -d bang.idx 'bạng tin'
  bảng tin

Words that there are, but in no text beside their neighbours; a reading is named that stands there, not one
that is only nearer ("môi trưởng"), nor for words whose letters say nothing of each other ("truyền bão"):

  $ mkdir moi; for n in 1 2 3 4 5 6; do echo "Bảo vệ môi trường: bảo hiểm xã hội, phòng, chống tham nhũng; nhanh chóng, hiệu trưởng và trướng cờ, bão $n" > moi/a$n.txt; done
  $ for n in 1 2 3 4 5 6; do echo "Tuyên truyền, vận động: chuyền bóng cho vạn người, động đất, phòng bão, bảo tàng lần thứ $n." > moi/b$n.txt; done
  $ tracuu-index -d moi.idx add -q moi
  tracuu-index: new index in moi.idx
  $ for words in 'bảo vệ môi trướng' 'bão hiểm xã hội' 'phòng chóng tham nhũng' 'tuyên chuyền vận động' 'tuyên truyền vạn động'; do meant -d moi.idx "$words"; done
  bảo vệ môi trường
  bảo hiểm xã hội
  phòng chống tham nhũng
  tuyên truyền vận động
  tuyên truyền vận động
  $ meant -d moi.idx 'phòng chống tham nhũng'
  $ meant -d moi.idx 'tuyên truyền bão'

One slip makes a right syllable of another, two do not: no "tháng điện":

  $ meant 'rằm tháng giêng'
  $ meant 'trật tự an toàng'
  trật tự an toàn

Numbers:

  $ meant 31-KH/TV
  31-KH/TU
  $ meant 96-KH/BTTGU
  96-KH/BTGTU
  $ meant '31-KH/TU, ngày 17/5/2022'
  $ meant 1520/KH-SGDĐT
  1250/KH-SGDĐT
  $ tracuu show 31-KH/TV
  tracuu: no document in the index is "31-KH/TV"
  tracuu: did you mean: 31-KH/TU
  [1]

Names of units and events, fields and operators; what is not wanted is left alone:

  $ meant 'unit:"Ban Tuyên giáo Tỉnhh ủy"'
  unit:"Ban Tuyên giáo Tỉnh ủy"
  $ tracuu units 'Ban Tuyên giáoo'
  tracuu: did you mean: Ban Tuyên giáo
  [1]
  $ tracuu events 'Điện Biênn Phủ'
  tracuu: did you mean: Điện Biên Phủ
  [1]
  $ meant '(hoạhc OR chuyểnn) -hoạhhc'
  (hoạch OR chuyển) -hoạhhc

  $ meant bầu cử --issuer 'Huyện uỷ Lạc Giangg'
  --issuer "Huyện uỷ Lạc Giang"
  $ meant --unit 'Phòng Quảm lý du lịch'
  --unit "Phòng Quản lý du lịch"
  $ mkdir ma; for n in 1 2 3; do printf 'BAN AN TOÀN BAC\n*\nSố %s-KH/BAC\n\nKẾ HOẠCH\nvề hoạt động và điểm d ở đất Hoat\n' $n > ma/$n.txt; done
  $ tracuu-index -d ma.idx add -q ma 2> /dev/null
  $ meant -d ma.idx --issuer BTC
  $ meant -d ma.idx "d'Hoatt"
  $ meant -d ma.idx "d’Hoatdong"
  $ meant -d ma.idx "'hoạtđộng'"
  'hoạt động'

  $ meant --cites 05-CT/TV
  --cites "5-CT/TW"
  --cites "5-CTR/TU"

What is there is not put in question, nor what is like nothing; -q says nothing:

  $ meant 'kế hoạch chuyển đổi số'
  $ meant 'blockchain'
  $ meant -q 'kếhoạch'

Programs find it in the summary:

  $ tracuu --summary -f jsonl 'kếhoạch' 2> /dev/null | jq -c '[.matched, .suggestions]'
  [0,["kế hoạch"]]
  $ tracuu facets --summary -f jsonl 'kếhoạch' 2> /dev/null | jq -c '.suggestions'
  ["kế hoạch"]
  $ tracuu --summary -f jsonl -n 1 'kế hoạch' | jq -c 'select(.type == "summary") | .suggestions'
  []
