Questions in words: what they find, in which order, and why.

  $ mkdir van-ban
  $ cat > van-ban/a.txt <<'END'
  > TỈNH ỦY SÔNG CẢ
  > Số 12-KH/TU
  > Sông Cả, ngày 03 tháng 3 năm 2022
  > KẾ HOẠCH
  > phòng, chống tham nhũng năm 2022
  > 
  > Thực hiện Chỉ thị số 33-CT/TW, ngày 03/01/2014 của Bộ Chính trị về kê khai tài sản.
  > 
  > I. MỤC ĐÍCH
  > 1. Giữ gìn hòa bình và kỷ luật.
  > II. TỔ CHỨC THỰC HIỆN
  > 1. Ủy ban nhân dân tỉnh chỉ đạo phòng, chống tham nhũng.
  > END
  $ cat > van-ban/b.txt <<'END'
  > HUYỆN ỦY BẾN ĐÁ
  > Số 7-KH/HU
  > Bến Đá, ngày 10 tháng 4 năm 2022
  > KẾ HOẠCH
  > thông tin đối ngoại
  > 
  > Thực hiện Kế hoạch số 12-KH/TU, ngày 03/3/2022 của Tỉnh ủy Sông Cả.
  > 
  > 1. Phong trào chống hạn; đọc tham luận về những vùng trồng nhưng chưa phòng bệnh.
  > 2. Hóa bình phong, vẽ hoà bình; nghị quyết; UBND huyện.
  > END
  $ printf 'Ke hoach phong chong tham nhung, hoa binh, nghi quyet\n' > van-ban/khong-dau.txt
  $ tracuu-index add -q van-ban 2>&1 | grep -v 'new index'
  [1]

Every reading is found where no marks are typed, and typed marks hold; a text without marks
answers too, last:

  $ tracuu -l phong chong tham nhung | sort
  van-ban/a.txt
  van-ban/b.txt
  van-ban/khong-dau.txt
  $ tracuu -l phòng chống tham nhũng
  van-ban/a.txt
  van-ban/khong-dau.txt
  $ tracuu -l --exact-diacritics phòng chống tham nhũng
  van-ban/a.txt
  $ tracuu -l --ignore-diacritics phòng chống tham nhũng | sort
  van-ban/a.txt
  van-ban/b.txt
  van-ban/khong-dau.txt

Where the tone stands does not matter, nor how it is coded, nor how it is typed:

  $ for q in 'hòa bình' 'hoà bình' "$(printf 'ho\xc3\xa0 bi\xcc\x80nh')" 'hoaf binhf' 'hoa2 binh2'; do tracuu -l "$q" | sort | tr '\n' ' '; done
  van-ban/a.txt van-ban/b.txt van-ban/khong-dau.txt van-ban/a.txt van-ban/b.txt van-ban/khong-dau.txt van-ban/a.txt van-ban/b.txt van-ban/khong-dau.txt van-ban/a.txt van-ban/b.txt van-ban/khong-dau.txt van-ban/a.txt van-ban/b.txt van-ban/khong-dau.txt  (no-eol)
  $ tracuu -l '"hóa bình"'
  van-ban/b.txt
  van-ban/khong-dau.txt
  $ tracuu -l 'kỉ luật'
  van-ban/a.txt

Half-typed words hold to the marks that are there:

  $ tracuu -l 'nghi quyêt'
  van-ban/b.txt
  van-ban/khong-dau.txt

What nothing has is looked for with the marks open, and then in part; that is told:

  $ tracuu -l 'hõa bĩnh phong' | sort
  tracuu: nothing has these marks; all diacritics were opened
  tracuu: did you mean: hòa bình phong
  van-ban/a.txt
  van-ban/b.txt
  van-ban/khong-dau.txt
  $ tracuu -l 'tham nhũng vũ trụ' | head -1
  tracuu: nothing has all of this; these have most of it
  van-ban/a.txt
  $ tracuu -l --strict 'tham nhũng vũ trụ'
  [1]
  $ tracuu -l 'vũtrụ'
  [1]

Operators and fields:

  $ tracuu -l 'đối ngoại OR kỷ luật' | sort
  van-ban/a.txt
  van-ban/b.txt
  $ tracuu -l 'hòa bình -ngoại'
  van-ban/a.txt
  van-ban/khong-dau.txt
  $ tracuu -l 'hòa NOT (ngoại OR hoach)'
  [1]
  $ tracuu -l '"tham nhũng"'
  van-ban/a.txt
  van-ban/khong-dau.txt
  $ tracuu -l 'chỉ NEAR/2 nhũng'
  [1]
  $ tracuu -l 'đạo NEAR/4 nhũng'
  van-ban/a.txt
  $ tracuu -l 'luậ*'
  van-ban/b.txt
  van-ban/a.txt
  $ tracuu -l 'title:"đối ngoại"'
  van-ban/b.txt
  $ tracuu -l 'trich_yeu:ngoai'
  van-ban/b.txt
  $ tracuu -l 'issuer:"Tỉnh ủy"'
  van-ban/a.txt
  $ tracuu -l 'cites:33-CT/TW'
  van-ban/a.txt
  $ tracuu -l 'basis:12-KH/TU'
  van-ban/b.txt
  $ tracuu -l 'date:2022-04'
  van-ban/b.txt
  $ tracuu -l 'ngay:1/3/2022..31/3/2022'
  van-ban/a.txt
  $ tracuu -l 'type:"kế hoạch" year:2022' | sort
  van-ban/a.txt
  van-ban/b.txt
  $ tracuu -l 'number:1..9-KH/HU'
  van-ban/b.txt
  $ tracuu -l 'path:van-ban/b.txt'
  van-ban/b.txt
  $ tracuu -l --type KH --year 2021..2022 --issuer 'huyen uy'
  van-ban/b.txt

Short forms and their words are one:

  $ tracuu -l 'UBND' | sort
  van-ban/a.txt
  van-ban/b.txt
  $ tracuu -l '"ủy ban nhân dân"' | sort
  van-ban/a.txt
  van-ban/b.txt

A number is the document first, then who cites it:

  $ for q in 12-KH/TU 12-kh/tu '12 – KH/TU' 'Kế hoạch số 12-KH/TU' 'ke hoach 12-KH/TU'; do tracuu search $q -l | tr '\n' ' '; done
  van-ban/a.txt van-ban/b.txt van-ban/a.txt van-ban/b.txt van-ban/a.txt van-ban/b.txt van-ban/a.txt van-ban/b.txt van-ban/a.txt van-ban/b.txt  (no-eol)

A question in plain words need not have all of them:

  $ tracuu -l 'Ai chỉ đạo phòng chống tham nhũng ở tỉnh?' | head -1
  van-ban/a.txt

Order and pages:

  $ tracuu list -l
  van-ban/b.txt
  van-ban/a.txt
  van-ban/khong-dau.txt
  $ tracuu list -l --sort date
  van-ban/a.txt
  van-ban/b.txt
  van-ban/khong-dau.txt
  $ tracuu list -l --sort cited | head -1
  van-ban/a.txt
  $ tracuu list -l --sort number
  van-ban/b.txt
  van-ban/a.txt
  van-ban/khong-dau.txt
  $ tracuu list -l -n 1 --offset 1
  van-ban/a.txt
  $ tracuu hoa binh -l -n 1; tracuu hoa binh -l -n 2 --offset 1
  van-ban/b.txt
  van-ban/khong-dau.txt
  van-ban/a.txt
  $ tracuu -c hoa binh
  3

People see number, date, issuer, title, file, and the passages with their sections:

  $ tracuu 'chỉ đạo phòng chống'
  1. 12-KH/TU · 03/03/2022 · Tỉnh ủy Sông Cả · cited by 1
     phòng, chống tham nhũng năm 2022
     van-ban/a.txt
        II.1      1. Ủy ban nhân dân tỉnh chỉ đạo phòng, chống tham nhũng.
  $ tracuu 'chỉ đạo phòng' --color always | grep -c '\[1;31mchỉ'
  1
  $ tracuu 'chỉ đạo phòng chống' -f jsonl | jq -c '.hits[] | [.section, (.text | explode | length), .match]'
  ["II.1",56,[[30,35],[36,42],[43,49],[51,58]]]

Offsets are bytes of the stored text:

  $ tracuu 'chỉ đạo' -f jsonl | jq -r '.hits[0] | "\(.start) \(.end)"' | (read s e; tail -c +$((s+1)) van-ban/a.txt | head -c $((e-s))); echo
  1. Ủy ban nhân dân tỉnh chỉ đạo phòng, chống tham nhũng.

How a question is understood:

  $ tracuu explain 'phòng chong 12-KH/TU quyeets'
  question   'phòng chong 12-KH/TU quyeets'
  number     12-KH/TU
  words
    phòng      just this word, wherever its tone stands; in 2 documents
    chong      every reading; in 3 documents
    quyết      just this word, wherever its tone stands (typed as Telex or VNI); in 1 document
  diacritics smart
  query      * (glob)
  found      1

Of many documents that have a phrase's words not all are read for a page; of a few all are, and counted:

  $ mkdir many few; for i in $(seq 400); do [ $((i % 20)) = 0 ] && x='xã ta làm đường làng' || x='làm đường ta, xã có đường làng'; echo "Kể chuyện $i: $x. Bản $i" > many/$i.txt; done; cp many/1[0-9]*.txt few
  $ for d in many few; do tracuu-index -d $d.idx add -q $d 2> /dev/null; for n in 1 5; do tracuu -d $d.idx -n $n '"làm đường làng"' 2>&1 > /dev/null | sed 's/about [0-9]*/about so many/'; done; tracuu -d $d.idx -c '"làm đường làng"'; done
  tracuu: 1 of about so many shown; -n and --offset show others
  tracuu: 5 of about so many shown; -n and --offset show others
  20
  tracuu: 1 of 5 shown; -n and --offset show others
  5

A page beyond the last says how many there are:

  $ tracuu -d few.idx '"làm đường làng"' --offset 9
  tracuu: there are only 5; --offset passes over all

A type is one term, however it is written:

  $ for type in KH kh; do tracuu explain type:$type | sed -n 's/^query *//p'; done
  XTkh^0
  XTkh^0

Between quotes the last word may be cut with a star; elsewhere a star is told, not dropped:

  $ tracuu -l '"phòng chống tham nh*"'
  van-ban/a.txt
  van-ban/khong-dau.txt
  $ tracuu -l '"hòa bình và kỷ lu*"'
  van-ban/a.txt
  $ tracuu -l '"phòng ch* tham nhũng"'
  tracuu: between quotes a * can only end the last word (column 11)
    "phòng ch* tham nhũng"
             ^
  [2]

A system by what people call it, a question without a word, and what of a long question is shown beside an error:

  $ for s in Đảng dang party; do tracuu -c "system:$s"; done
  2
  2
  2
  $ tracuu '?'
  tracuu: there is no word in the question
  [1]
  $ tracuu 'kế hoạch tuyên truyền cuộc bầu cử đại biểu Quốc hội khóa XV date:abcd và nhiều nội dung khác của kế hoạch này'
  tracuu: "abcd" is no date: write 2021, 2021-05, 25/5/2021 or A..B (column 89)
    … cuộc bầu cử đại biểu Quốc hội khóa XV date:abcd và nhiều nội dung kh…
                                                 ^
  [2]
