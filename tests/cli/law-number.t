A law that is cited by its name and day, or year, is the one with the number.

  $ cat > luat.txt <<'TEXT'
  > QUỐC HỘI
  > Luật số: 24/2018/QH14
  > CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
  > Độc lập - Tự do - Hạnh phúc
  > LUẬT
  > AN NINH MẠNG
  > Căn cứ Hiến pháp;
  > Chương I
  > NHỮNG QUY ĐỊNH CHUNG
  > Điều 1. Phạm vi điều chỉnh
  > Luật này được Quốc hội khóa XIV, kỳ họp thứ 5 thông qua ngày 12 tháng 6 năm 2018.
  > CHỦ TỊCH QUỐC HỘI
  > Nguyễn Văn Hạnh
  > TEXT
  $ plan() { printf 'ỦY BAN NHÂN DÂN\nTỈNH SÔNG LAM\nSố: %s/KH-UBND\nSông Lam, ngày 3 tháng 5 năm 2020\nKẾ HOẠCH\nTuyên truyền\n\nCăn cứ %s;\nI. MỤC ĐÍCH\n' "$1" "$2"; }
  $ plan 15 'Luật An ninh mạng ngày 12 tháng 6 năm 2018' > day.txt
  $ plan 16 'Luật An ninh mạng năm 2018' > year.txt
  $ plan 17 'Luật An ninh mạng số 24/2018/QH14' > number.txt
  $ plan 18 'Luật An ninh mạng' > bare.txt
  $ plan 19 'Luật An ninh mạng năm 2025' > later.txt
  $ tracuu-index add -q *.txt 2> /dev/null

  $ tracuu -f paths cites:24/2018/QH14 | sort
  day.txt
  number.txt
  year.txt
  $ tracuu cited-by luat.txt | grep txt | sort
     day.txt
     number.txt
     year.txt
  $ tracuu cited-by LAW:luat-an-ninh-mang:2018 | grep -c txt
  3

  $ tracuu 24/2018/QH14 | head -1
  1. 24/2018/QH14 · 12/06/2018 · Quốc hội · cited by 3

What is held is held by its name too; a name without a year could be any of its laws:

  $ tracuu cites day.txt | head -1
  Luật An ninh mạng ngày 12 tháng 6 năm 2018 · 12/06/2018 · held
  $ tracuu cites bare.txt | head -1
  Luật An ninh mạng · missing
  $ tracuu cites later.txt | head -1
  Luật An ninh mạng năm 2025 · 2025 · missing

Who asks for a law by its name gets the law before what has the name most often; what is found and how much stays the same:

  $ for n in 1 2 3; do plan 2$n "Luật An ninh mạng; Luật An ninh mạng; Luật An ninh mạng năm 201$n, Luật An ninh mạng" > often$n.txt; done
  $ tracuu-index add -q often*.txt
  $ for q in 'luật an ninh mạng' 'luat an ninh mang 2018' 'LUẬT AN NINH MẠNG năm 2018' 'luaatj an ninh mangj'; do tracuu "$q" -n 1 -l; done 2>/dev/null
  luat.txt
  luat.txt
  luat.txt
  luat.txt
  $ tracuu 'luật an ninh mạng' -c; tracuu 'an ninh mạng luật' -c
  9
  9
  $ tracuu 'luật an ninh mạng 2025' -n 1 -l 2>/dev/null
  later.txt
  $ tracuu 'an ninh mạng' -n 1 -l 2>/dev/null | grep -c luat
  0
  [1]

The field of what is cited takes the name too, as `cited-by` does:

  $ tracuu 'cites:"luật an ninh mạng 2018"' -c; tracuu cited-by 'luật an ninh mạng 2018' -c 2>/dev/null
  3
  3
  $ tracuu 'cites:"Luật An ninh mạng" -day' -l -n 0 | sort | head -3
  bare.txt
  day.txt
  later.txt
  $ tracuu --cites 'Luật An ninh mạng năm 2018' -l | grep -c -e day -e year -e number
  3
  $ tracuu 'cites:"Luật Chưa có"' -c
  0
  [1]
  $ tracuu 'cites:"An ninh mạng"' -c
  tracuu: "An ninh mạng" is no cites: write a document number such as 05-CT/TW, or the name of a law (column 8)
    cites:"An ninh mạng"
           ^
  [2]

A law that is held is known by its type, title and day, be it in no table; its own name in it cites nothing:

  $ mkdir code && cat > code/luat.txt <<'TEXT'
  > QUỐC HỘI
  > Luật số: 177/2031/QH17
  > 
  > LUẬT
  > VƯỜN TƯỢNG
  > Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
  > Quốc hội ban hành Luật Vườn tượng.
  > Điều 1. Phạm vi điều chỉnh
  > Luật Vườn tượng quy định về vườn tượng.
  > Luật này được Quốc hội khóa XVII, kỳ họp thứ 1 thông qua ngày 2 tháng 6 năm 2031.
  > CHỦ TỊCH QUỐC HỘI
  > Nguyễn Văn Hạnh
  > TEXT
  $ plan 31 'Luật Vườn tượng năm 2031; Luật Vườn tượng ngày 2 tháng 6 năm 2031; Luật Vườn tượng, Luật Vườn tượng' > code/plan.txt
  $ tracuu-index -d code.idx add -q code 2>/dev/null
  $ tracuu -d code.idx 'luat vuon tuong' -n 1 -l 2>/dev/null
  code/luat.txt
  $ tracuu -d code.idx cites code/luat.txt | grep -i vườn
  [1]
  $ tracuu -d code.idx cites code/plan.txt | grep -e held -e missing
  Luật Vườn tượng năm 2031 · 02/06/2031 · held (4 mentions)
  $ tracuu -d code.idx cited-by 'luật vườn tượng' -l
  code/plan.txt

Two laws of one name and year are told apart by their days:

  $ mkdir two; plan 41 'Luật Tổ chức chính quyền địa phương số 65/2025/QH15' > two/a.txt
  $ plan 42 'Luật Tổ chức chính quyền địa phương ngày 19 tháng 2 năm 2025' > two/b.txt
  $ plan 43 'Luật Tổ chức chính quyền địa phương số 72/2025/QH15' > two/c.txt; plan 44 'Luật Tổ chức chính quyền địa phương năm 2025' > two/d.txt
  $ tracuu-index -d two.idx add -q two 2>/dev/null
  $ for n in 65/2025/QH15 72/2025/QH15 'luật tổ chức chính quyền địa phương ngày 19 tháng 2 năm 2025'; do tracuu -d two.idx cited-by "$n" -c 2>/dev/null; done
  2
  1
  2
