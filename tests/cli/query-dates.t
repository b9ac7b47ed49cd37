A day or a month in a question is one thing, however it is written there and in the texts.

  $ mkdir d
  $ doc() { printf '%s\n' "$2" > "d/$1.txt"; }
  $ doc cheo 'Tổ chức mít tinh vào 19/5 tại hội trường.'
  $ doc gach 'Dâng hương ngày 19-05 tại tượng đài.'
  $ doc cham 'Khai mạc ngày 19.5.2023, bế mạc ngày 22.5.'
  $ doc chu 'Lễ phát động vào ngày 19 tháng 5 năm 2021.'
  $ doc khong-dau 'Le phat dong vao ngay 19 thang 05 nam 2021'
  $ doc thanh-lap 'Ôn lại truyền thống ngày 3-2-1930 của Đảng.'
  $ doc thanh-lap-chu 'Kể từ ngày 03 tháng 02 năm 1930 đến nay.'
  $ doc ke-hoach 'Thực hiện Kế hoạch số 19-KH/TU trong 5 ngày, có 3 tổ và 2 đội từ năm 1930.'
  $ doc chi-thi 'Thực hiện Chỉ thị số 05-CT/TW và Nghị quyết số 19/2021/NQ-HĐND.'
  $ doc quy 'Báo cáo quý 2/2024 gửi trước tháng 6/2024.'
  $ doc hang-hai 'Giao ban vào ngày 17/6/2024.'
  $ doc pham-vi 'Mỗi xã cử 19-5 người, tăng 19,5%.'
  $ export TRACUU_INDEX=$PWD/ix; tracuu-index add -q d 2>&1 | grep -v 'new index'
  [1]
  $ ask() { printf '%s: %s\n' "$1" "$(tracuu "$1" -f paths --snippets 0 | sed 's/^d.//; s/.txt$//' | sort | tr '\n' ' ')"; }

  $ for q in '19/5' '19/05' 'ngày 19/5' 'ngay 19/5' 'ngày 19-5' 'ngày 19.5' '19 tháng 5' '19 thang 5' 'ngày 19 tháng 05' 'ngày 19 tháng Năm'; do ask "$q"; done
  19/5: cham cheo chu gach khong-dau 
  19/05: cham cheo chu gach khong-dau 
  ngày 19/5: cham cheo chu gach khong-dau 
  ngay 19/5: cham cheo chu gach khong-dau 
  ngày 19-5: cham cheo chu gach khong-dau 
  ngày 19.5: cham cheo chu gach khong-dau 
  19 tháng 5: cham cheo chu gach khong-dau 
  19 thang 5: cham cheo chu gach khong-dau 
  ngày 19 tháng 05: cham cheo chu gach khong-dau 
  ngày 19 tháng Năm: cham cheo chu gach khong-dau 
  $ for q in '19-5' '19.5'; do ask "$q"; done
  19-5: cham cheo chu gach khong-dau pham-vi 
  19.5: cham cheo chu gach khong-dau pham-vi 
  $ for q in '03/02/1930' '3/2/1930' '3.2.1930' '1930-02-03' 'ngày 3 tháng 2 năm 1930' 'mùng ba tháng hai năm 1930'; do ask "$q"; done
  03/02/1930: thanh-lap thanh-lap-chu 
  3/2/1930: thanh-lap thanh-lap-chu 
  3.2.1930: thanh-lap thanh-lap-chu 
  1930-02-03: thanh-lap thanh-lap-chu 
  ngày 3 tháng 2 năm 1930: thanh-lap thanh-lap-chu 
  mùng ba tháng hai năm 1930: thanh-lap thanh-lap-chu 
  $ for q in '19/5/2021' 'tháng 5/2021' 'tháng 5 năm 2021' '6/2024' 'quý 2/2024' '3/2'; do ask "$q"; done
  19/5/2021: chu khong-dau 
  tháng 5/2021: chu khong-dau 
  tháng 5 năm 2021: chu khong-dau 
  6/2024: hang-hai quy 
  quý 2/2024: quy 
  3/2: thanh-lap thanh-lap-chu 

A fraction is no day, nor is the number of a heading or an amount; a bare day is one:

  $ mkdir p; i=0
  $ for x in 'Có từ 2/3 số xã tham gia.' 'Mít tinh dịp 2/3 tại xã.' 'Theo mục 2.1 của đề cương.' 'Lễ vào 2/1 tại đình.' 'Cấp 2.5 triệu đồng, trẻ 5-11 tuổi.' 'Họp tổ vào 2/5 và 5/11.'; do i=$((i+1)); echo "$x" > p/$i.txt; done
  $ tracuu-index -d px add -q p 2> /dev/null
  $ for q in '2/3' '2/3 số xã' 'mục 2.1' 'muc 2.1' '2.1' '2.5 triệu' 'trẻ 5-11 tuổi' '5-11'; do echo "$q: $(tracuu -d px "$q" -l --snippets 0 | sort | tr '\n' ' ')"; done
  2/3: p/2.txt 
  2/3 số xã: p/1.txt 
  mục 2.1: p/3.txt 
  muc 2.1: p/3.txt 
  2.1: p/3.txt p/4.txt 
  2.5 triệu: p/5.txt 
  trẻ 5-11 tuổi: p/5.txt 
  5-11: p/5.txt p/6.txt 

With other words, and left out:

  $ for q in 'lễ phát động 19/5' 'mít tinh 19/5' '19/5 -2021' '19/5 NOT 19/5/2023'; do ask "$q"; done
  lễ phát động 19/5: chu khong-dau 
  mít tinh 19/5: cheo 
  19/5 -2021: cham cheo gach 
  19/5 NOT 19/5/2023: cheo chu gach khong-dau 

Numbers of documents stay numbers, and between quotes or behind exact: words are words:

  $ for q in '05-CT/TW' '19-KH/TU' '19/2021/NQ-HĐND' '"19 tháng 5"' 'exact:19/5'; do ask "$q"; done
  05-CT/TW: chi-thi 
  19-KH/TU: ke-hoach 
  19/2021/NQ-HĐND: chi-thi 
  "19 tháng 5": chu khong-dau 
  exact:19/5: cham cheo chi-thi chu gach ke-hoach khong-dau pham-vi 

What is marked is the day and not every 19 and every 5:

  $ tracuu 'phát động 19/5' -f jsonl | python3 -c "
  > import json, sys
  > for line in sys.stdin:
  >     d = json.loads(line)
  >     for h in d.get('hits', []):
  >         b = h['text'].encode()
  >         print(d['path'], [b[s:e].decode() for s, e in h['match']])"
  d/chu.txt ['phát', 'động', 'ngày 19 tháng 5 năm 2021']
  d/khong-dau.txt ['phat', 'dong', 'ngay 19 thang 05 nam 2021']

  $ tracuu explain 'phát động 19/5' | sed -n 3,6p
    phát       just this word, wherever its tone stands; in 1 document
    động       just this word, wherever its tone stands; in 1 document
    19/5       this day, however it is written; in 5 documents
  diacritics smart
  $ tracuu explain 'tháng 5/2021' | sed -n 3p
    tháng 5/2021 this month and its days, however they are written; in 2 documents
  $ LANG=vi_VN.UTF-8 LANGUAGE=vi tracuu explain '1/1/1999' | sed -n 3p
    1/1/1999   this day, however it is written; in 0 documents

A document that names the event and not its day is found by the day too, and shows the event:

  $ printf 'KẾ HOẠCH\ntuyên truyền\n\nKỷ niệm 130 năm Ngày sinh Chủ tịch Hồ Chí Minh, mỗi chi bộ kể một câu chuyện.\n' > d/su-kien.txt
  $ tracuu-index add -q d
  $ tracuu '19/5 tuyên truyền'
  1. no number
     tuyên truyền
     d/su-kien.txt
                  Kỷ niệm 130 năm Ngày sinh Chủ tịch Hồ Chí Minh, mỗi chi bộ kể một câu chuyện.
  $ tracuu 19/5/1890
  1. no number
     tuyên truyền
     d/su-kien.txt
                  Kỷ niệm 130 năm Ngày sinh Chủ tịch Hồ Chí Minh, mỗi chi bộ kể một câu chuyện.

Documents of a year that is asked for come before others that speak of it:

  $ mkdir n; for y in 2022 2023 2024 2025; do printf 'HUYỆN ỦY BẾN ĐÁ\nSố 7-KH/HU\nBến Đá, ngày 10 tháng 4 năm %s\nKẾ HOẠCH\nchuyển đổi số\n\nTổng kết giai đoạn 2022 - 2025, làm rõ kết quả các năm 2022, 2023, 2024, 2025.\n' $y > n/$y.txt; done
  $ tracuu-index -d nx add -q n 2> /dev/null
  $ for y in 2022 2023 2024 2025; do for q in "kế hoạch chuyển đổi số năm $y" "chuyen doi so nam $y" "chuyển đổi số $y"; do tracuu -d nx "$q" -l | tr '\n' ' '; done; echo; done
  n/2022.txt n/2025.txt n/2024.txt n/2023.txt n/2022.txt n/2025.txt n/2024.txt n/2023.txt n/2022.txt n/2025.txt n/2024.txt n/2023.txt 
  n/2023.txt n/2025.txt n/2024.txt n/2022.txt n/2023.txt n/2025.txt n/2024.txt n/2022.txt n/2023.txt n/2025.txt n/2024.txt n/2022.txt 
  n/2024.txt n/2025.txt n/2023.txt n/2022.txt n/2024.txt n/2025.txt n/2023.txt n/2022.txt n/2024.txt n/2025.txt n/2023.txt n/2022.txt 
  n/2025.txt n/2024.txt n/2023.txt n/2022.txt n/2025.txt n/2024.txt n/2023.txt n/2022.txt n/2025.txt n/2024.txt n/2023.txt n/2022.txt 
  $ tracuu -d nx 'chuyển đổi số giai đoạn 2022-2025' -l | tr '\n' ' '
  n/2025.txt n/2022.txt n/2024.txt n/2023.txt  (no-eol)
  $ tracuu -d nx explain 'chuyển đổi số năm 2024' | sed -n 2p
  year       2024: documents of that year weigh more

A day is shown behind any number of frequent words:

  $ mkdir dai; (for i in $(seq 5000); do printf 'các '; done; echo 'dịp 19/5.') > dai/dai.txt
  $ tracuu-index -d dai.idx add -q dai
  tracuu-index: new index in dai.idx
  $ tracuu -d dai.idx các dịp 19/5 -f jsonl | jq -r '.hits[].text' | grep -c '19/5'
  1

A period is all its days, or months, however it is typed; what names its last day comes before what names another:

  $ mkdir ky; for n in 16/5 17/5 18/5/2025 '19 tháng 5' 20/5; do printf 'KẾ HOẠCH\ntuyên truyền\n\nHội nghị khai mạc ngày %s.\n' "$n" > "ky/$(printf '%s' "$n" | tr '/ ' '--').txt"; done
  $ tracuu-index -d kyx add -q ky
  tracuu-index: new index in kyx
  $ for q in 'từ 17 đến 19/5' 'từ ngày 17 đến ngày 19/5' 'khai mạc 17-19/5' 'tu 17 den 19 thang 5'; do tracuu -d kyx -l "$q" | tr '\n' ' '; echo; done
  ky/19-tháng-5.txt ky/17-5.txt ky/18-5-2025.txt 
  ky/19-tháng-5.txt ky/17-5.txt ky/18-5-2025.txt 
  ky/19-tháng-5.txt ky/17-5.txt ky/18-5-2025.txt 
  ky/19-tháng-5.txt ky/17-5.txt ky/18-5-2025.txt 
  $ tracuu -d kyx -l 'từ tháng 4 đến tháng 6/2025'
  ky/18-5-2025.txt
  $ tracuu -d kyx '17-19/5' -f jsonl -n 1 | jq -r '.hits[0] | (.text | .[0:40]), (.match | length)'
  Hội nghị khai mạc ngày 19 tháng 5.
  1
  $ tracuu -d kyx explain 'từ 17 đến 19/5' | sed -n 3p
    từ 17 đến 19/5 each of these days, however they are written

The ends of a period say most, so that a holiday comes first however its two days are joined:

  $ mkdir le; for n in '30/4 và 1/5' '1/5, 1/5, 1/5' '30/4' '1/5' '29/4'; do printf 'KẾ HOẠCH\ntuyên truyền\n\nTrực ban ngày %s.\n' "$n" > "le/$(printf '%s' "$n" | tr '/ ' '--').txt"; done
  $ tracuu-index -d lex add -q le
  tracuu-index: new index in lex
  $ tracuu -d lex -l '30/4 - 1/5'
  le/30-4-và-1-5.txt
  le/1-5,-1-5,-1-5.txt
  le/1-5.txt
  le/30-4.txt

A long period has all its days too, and what names a month of it; a text's mark is on these days and not on others:

  $ mkdir dai2; for n in 31/12/2019 1/1/2020 19/5/2022 'tháng 6/2023' 31/12/2023 1/1/2024; do printf 'Hội nghị ngày 18/5/2018, sau đó %s.\n' "$n" > "dai2/$(printf '%s' "$n" | tr '/ ' '--').txt"; done
  $ tracuu-index -d dx add -q dai2
  tracuu-index: new index in dx
  $ tracuu -d dx -l 'từ 1/1/2020 đến 31/12/2023' | sort
  dai2/1-1-2020.txt
  dai2/19-5-2022.txt
  dai2/31-12-2023.txt
  dai2/tháng-6-2023.txt
  $ tracuu -d dx -l 'từ 2/1/2020 đến 30/12/2023' | sort
  dai2/19-5-2022.txt
  dai2/tháng-6-2023.txt
  $ tracuu -d dx 'từ 19/5/2022 đến 31/12/2023' -f jsonl | python3 -c "
  > import json, sys
  > for d in sorted((json.loads(line) for line in sys.stdin), key=lambda d: d.get('path', '')):
  >     print(*[h['text'].encode()[s:e].decode() for h in d.get('hits', []) for s, e in h['match']])"
  19/5/2022
  31/12/2023
  tháng 6/2023
  $ tracuu -d kyx '17-19/5' -f jsonl | jq -r '.hits[]?.match | length'
  1
  1
  1
  $ tracuu -d kyx -c '1/1-31/12'
  5
  $ printf 'Trực Tết ngày 1/1, tổng vệ sinh ngày 24/12.\n' > le/tet.txt; tracuu-index -d lex add -q le
  $ tracuu -d lex 'từ 25/12 đến 5/1' -f jsonl | jq -r '.path, (.hits[].match | length)'
  le/tet.txt
  1
  $ tracuu -d dx 'từ 1/1/1600 đến 31/12/2023'; tracuu -d dx -c 'từ 3/2/1930 đến 19/5/2024'
  tracuu: the periods of a question are too long (column 1)
    từ 1/1/1600 đến 31/12/2023
    ^
  6

A document that names a period is found by its first day and the days between too, and shows the period:

  $ printf 'KẾ HOẠCH\ntập huấn\n\nLớp học mở từ ngày 03 đến ngày 07/6/2025 tại hội trường.\n' > ky/lop.txt
  $ tracuu-index -d kyx add -q ky
  $ tracuu -d kyx 3/6/2025 -f jsonl | jq -r '.hits[0].text'
  Lớp học mở từ ngày 03 đến ngày 07/6/2025 tại hội trường.
  $ tracuu -d kyx 5/6 -f jsonl | jq -r '.hits[0] | .text as $t | .match[0] | $t | .[11:40]'
  từ ngày 03 đến ngày 07/6/2025
  $ tracuu -d kyx -c 3/6; tracuu -d kyx -c 'từ 1 đến 5/6'; tracuu -d kyx -c 'từ 4 đến 6/6/2025'; tracuu -d kyx -c 8/6
  1
  1
  1
  0
  [1]

Who names the day itself comes before who names a period around it:

  $ printf 'KẾ HOẠCH\ntập huấn\n\nLớp học mở ngày 05/6/2025 tại hội trường.\n' > ky/ngay.txt
  $ tracuu-index -d kyx add -q ky
  $ tracuu -d kyx -f paths 5/6/2025
  ky/ngay.txt
  ky/lop.txt

A line of many questions that cannot be asked is told, and the others are answered:

  $ printf '5/6/2025\ntừ 1/1/1800 đến 1/1/2024\nđào tạo\n' > lines
  $ tracuu -d kyx --queries lines -f csv --fields query_no,path 2>log
  query_no,path\r (esc)
  1,ky/ngay.txt\r (esc)
  1,ky/lop.txt\r (esc)
  [3]
  $ grep -c 'question 2' log
  2

The heads of the gazette's pages tell when it came out, on each page; that is no day the document speaks of:

  $ mkdir g
  $ printf 'Điều 1. Phạm vi\n\n2\n\nCÔNG BÁO/Số 280/Ngày 19-05-2026\n\nLễ mít tinh ngày 20/5/2026.\n\nCÔNG BÁO/Số 280/Ngày 19-05-2026\n\n3\n' > g/cong-bao.txt
  $ printf 'Mít tinh ngày 19/5/2026.\n' > g/mit-tinh.txt
  $ tracuu-index -d gx add -q g 2> /dev/null
  $ for q in 19/5 19/5/2026 5/2026 20/5; do echo "$q: $(tracuu -d gx "$q" -l --snippets 0 | sort | tr '\n' ' ')"; done
  19/5: g/mit-tinh.txt 
  19/5/2026: g/mit-tinh.txt 
  5/2026: g/cong-bao.txt g/mit-tinh.txt 
  20/5: g/cong-bao.txt 
