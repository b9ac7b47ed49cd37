Who cites what, which events are named, what units have to do.

  $ mkdir t && cat > t/1.txt <<'END'
  > TỈNH ỦY SÔNG CẢ
  > Số 31-KH/TU
  > Sông Cả, ngày 03 tháng 3 năm 2021
  > KẾ HOẠCH
  > học tập Nghị quyết
  > 
  > Thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị về học tập Bác.
  > 
  > I. MỤC ĐÍCH
  > 1. Chỉ thị số 05-CT/TW được học trong năm; kỷ niệm 70 năm Chiến thắng Điện Biên Phủ (07/5/1954 - 07/5/2024).
  > II. TỔ CHỨC THỰC HIỆN
  > 1. Ban Tuyên giáo Tỉnh ủy chủ trì, hướng dẫn.
  > 2. Văn phòng Tỉnh ủy theo dõi.
  > Nơi nhận:
  > - Các huyện ủy,
  > - Lưu Văn phòng Tỉnh ủy.
  > END
  $ cat > t/2.txt <<'END'
  > TỈNH ỦY HỒNG CHÂU
  > Số 31-KH/TU
  > Hồng Châu, ngày 21 tháng 6 năm 2021
  > KẾ HOẠCH
  > chuyển đổi số
  > 
  > I. MỤC ĐÍCH
  > 1. Làm nhanh.
  > END
  $ cat > t/3.txt <<'END'
  > HUYỆN ỦY BẾN ĐÁ
  > Số 7-KH/HU
  > Bến Đá, ngày 10 tháng 4 năm 2022
  > KẾ HOẠCH
  > học tập
  > 
  > Thực hiện Kế hoạch số 31-KH/TU, ngày 03/3/2021 của Tỉnh ủy Sông Cả, Huyện ủy ban hành kế hoạch.
  > 
  > I. NỘI DUNG
  > 1. Kỷ niệm 70 năm Chiến thắng Điện Biên Phủ (07/5/1954 - 07/5/2024).
  > II. TỔ CHỨC THỰC HIỆN
  > 1. Ban Tuyên giáo Huyện ủy hướng dẫn.
  > END
  $ cat > t/4.txt <<'END'
  > HUYỆN ỦY LẠC GIANG
  > Số 9-KH/HU
  > Lạc Giang, ngày 12 tháng 7 năm 2021
  > KẾ HOẠCH
  > chuyển đổi số
  > 
  > Căn cứ Kế hoạch số 31-KH/TU, ngày 21/6/2021 của Tỉnh ủy Hồng Châu, Huyện ủy ban hành kế hoạch.
  > END
  $ tracuu-index add -q t 2>/dev/null

Typed in any of these ways it is one question:

  $ for q in 05-CT/TW 5-ct/tw '05 – CT/TW' 'Chỉ thị số 05-CT/TW' 'chi thi 05-CT/TW'; do tracuu cited-by $q -l; done
  t/1.txt
  t/1.txt
  t/1.txt
  t/1.txt
  t/1.txt
  $ tracuu cited-by 05-CT/TW | sed 's/refers to/implements/'
  31-KH/TU · 03/03/2021 · Tỉnh ủy Sông Cả
     học tập Nghị quyết
     t/1.txt (2 mentions)
                  implements · 15/05/2016 · Bộ Chính trị
                  Thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị về học tập Bác.
        I.1       implements · 15/05/2016 · Bộ Chính trị
                  1. Chỉ thị số 05-CT/TW được học trong năm;
  $ tracuu cited-by 05-CT/TW -f jsonl | jq -c '[.path, .document, .number, .number_key, .date, .section, .status]'
  ["t/1.txt","31-KH/TU","05-CT/TW","5-CT/TW","2016-05-15",null,"missing"]
  ["t/1.txt","31-KH/TU","05-CT/TW","5-CT/TW","2016-05-15","I.1","missing"]
  $ tracuu cited-by 05-CT/TW -f jsonl | jq -r 'keys_unsorted | join(" ")' | sort -u
  v type path document raw sentence section span form number number_key doc_type id date issuer term relation status candidates page

One number, two documents: they are told, and options choose.

  $ tracuu cited-by 31-KH/TU -l 2>&1 | sed 's/ NUM:[^ ]* / ID /'
  tracuu: 31-KH/TU is the number of 2 documents (choose with --date, --issuer or --id):
    31-KH/TU · 03/03/2021 · Tỉnh ủy Sông Cả · ID · t/1.txt
    31-KH/TU · 21/06/2021 · Tỉnh ủy Hồng Châu · ID · t/2.txt
  t/3.txt
  t/4.txt
  $ tracuu cited-by 31-KH/TU -l --date 2021-06
  t/4.txt
  $ tracuu cited-by 31-KH/TU -l --date 3/3/2021
  t/3.txt
  $ tracuu cited-by 31-KH/TU -l --issuer 'hong chau'
  t/4.txt
  $ tracuu cited-by 31-KH/TU -l --id "$(tracuu show t/2.txt | sed -n 's/^identity *//p')"
  t/4.txt
  $ tracuu cited-by t/1.txt -l
  t/3.txt
  $ tracuu cited-by 31-KH/TU -l -q
  $ tracuu cited-by 31-KH/TU -c 2>/dev/null
  2
  $ tracuu cited-by 31-KH/TU --relation can_cu -l 2>/dev/null
  t/4.txt
  $ tracuu cited-by 31-KH/TU --year 2022 --type KH -l 2>/dev/null
  t/3.txt
  $ tracuu cited-by 'Luật Đất đai'
  tracuu: no document in the index is "Luật Đất đai"
  [1]
  $ tracuu cited-by 9-KH/HU
  [1]
  $ tracuu cited-by '7-KH/HU ngày 10/4/2022'
  [1]
  $ tracuu cited-by '7-KH/HU ngày 11/4/2022'
  tracuu: no document in the index is "7-KH/HU ngày 11/4/2022"
  [1]
  $ tracuu cited-by 5-CT/T
  tracuu: did you mean: 5-CT/TW
  [1]

What a document cites, and what of it is held:

  $ tracuu cites t/3.txt
  31-KH/TU · 03/03/2021 · Tỉnh ủy Sông Cả · held
                  implements · 03/03/2021 · Tỉnh ủy Sông Cả
                  Thực hiện Kế hoạch số 31-KH/TU, ngày 03/3/2021 của Tỉnh ủy Sông Cả, Huyện ủy ban hành kế hoạch.
  $ tracuu cites 7-KH/HU -f jsonl | jq -r .status
  held
  $ tracuu cites 3.txt -f jsonl | jq -r .status
  held
  $ tracuu cites nothing.txt
  tracuu: no document in the index is "nothing.txt"
  [1]
  $ tracuu cites 31-KH/TU 2>&1 >/dev/null | head -1
  tracuu: "31-KH/TU" is 2 documents; choose with --date, --issuer, --id or by path:
  $ tracuu show 31-KH/TU --issuer 'Hồng Châu' -f jsonl | jq -r .path
  t/2.txt
  $ for q in '31-KH/TU tháng 6/2021' '31-KH/TU ngày 21/6/2021'; do tracuu show "$q" -f jsonl | jq -r .path; done
  t/2.txt
  t/2.txt

A number cut short, as it is spoken, stands for all that the index has of it:

  $ tracuu cited-by 'Kế hoạch 31' -c 2>&1 | sed 1q
  tracuu: Kế hoạch 31 is the number of 2 documents (choose with --date, --issuer or --id):
  $ for q in 'ke hoach so 031' 'KH 31' 31 31-KH/TU; do tracuu cited-by "$q" -c 2>/dev/null; done
  2
  2
  2
  2
  $ tracuu cited-by 'chỉ thị 31' -c
  tracuu: no document in the index is "chỉ thị 31"
  0
  [1]
  $ tracuu show 'kế hoạch 31' --issuer 'Hồng Châu' -f jsonl | jq -r .path
  t/2.txt

Events, by name, day, years and year:

  $ tracuu events "Điện Biên Phủ"
  Chiến thắng Điện Biên Phủ · 70 years · 07/05/1954 – 07/05/2024
     7-KH/HU · 10/04/2022 · Huyện ủy Bến Đá · t/3.txt · I.1
     31-KH/TU · 03/03/2021 · Tỉnh ủy Sông Cả · t/1.txt · I.1
  $ for o in '--year 2024' '--on 7/5' '--years 70' '--on 5 --kind anniversary' '--year 2020..2024 --years 70'; do tracuu events $o -c; done
  2
  2
  2
  2
  2
  $ for o in '--year 2023' '--on 8/5' '--years 75' '--kind congress'; do tracuu events $o -c; done
  0
  0
  0
  0
  [1]
  $ tracuu events dien bien phu --issuer 'Bến Đá' -f jsonl | jq -c '[.path, .years, .origin, .observed, .kind, .check, .section]'
  ["t/3.txt",70,"1954-05-07","2024-05-07","anniversary","ok","I.1"]

What a unit has to do:

  $ tracuu units "Ban Tuyên giáo" --role assigned | sed 's/assigned.*/assigned/'
  7-KH/HU · 10/04/2022 · Huyện ủy Bến Đá
     học tập
     t/3.txt
        II.1      Ban Tuyên giáo Huyện ủy · assigned
  
  31-KH/TU · 03/03/2021 · Tỉnh ủy Sông Cả
     học tập Nghị quyết
     t/1.txt
        II.1      Ban Tuyên giáo Tỉnh ủy · assigned
  $ tracuu units 'ban tuyen giao tinh uy' -l
  t/1.txt
  $ tracuu units 'Văn phòng' --role archive -f jsonl | jq -c '[.path, .name]'
  ["t/1.txt","Văn phòng Tỉnh ủy"]
  $ tracuu units --role recipient -l
  t/1.txt

A short form of several words, and more than one of the same words:

  $ mkdir so; i=0; for so in 'Khoa học và Công nghệ' 'KH&CN' KHCN 'Văn hóa, Thể thao và Du lịch' 'VH,TT&DL' 'VHTT&DL' 'Giáo dục và Đào tạo' 'GD&ĐT' 'GDĐT'; do
  >   i=$((i + 1)); sed "s/Ban Tuyên giáo Tỉnh ủy/Sở ${so//&/\\&}/" t/1.txt > so/$i.txt
  > done; tracuu-index -d so.idx add -q so 2> /dev/null
  $ for so in 'Khoa học và Công nghệ' 'KH&CN' 'khcn' 'Văn hóa, Thể thao và Du lịch' 'VH,TT&DL' 'GD&ĐT' 'gddt'; do echo $so: $(tracuu -d so.idx units "Sở $so" --role assigned -l | sort); done
  Khoa học và Công nghệ: so/1.txt so/2.txt so/3.txt
  KH&CN: so/1.txt so/2.txt so/3.txt
  khcn: so/1.txt so/2.txt so/3.txt
  Văn hóa, Thể thao và Du lịch: so/4.txt so/5.txt so/6.txt
  VH,TT&DL: so/4.txt so/5.txt so/6.txt
  GD&ĐT: so/7.txt so/8.txt so/9.txt
  gddt: so/7.txt so/8.txt so/9.txt

How many have a role is what a list of them has:

  $ tracuu-index -d all add -q $TC_ROOT/corpus/plans 2> /dev/null
  $ for role in issuer assigned archive cited; do
  >   test "$(tracuu -d all units -c --role $role)" -eq "$(tracuu -d all units -l -n 0 --role $role | wc -l)" && echo same
  > done
  same
  same
  same
  same

Counts:

  $ tracuu facets --by type,year,issuer -f csv | tr -d '\r'
  field,value,count,label
  type,KH,4,Kế hoạch
  year,2021,3,
  year,2022,1,
  issuer,Huyện ủy Bến Đá,1,
  issuer,Huyện ủy Lạc Giang,1,
  issuer,Tỉnh ủy Hồng Châu,1,
  issuer,Tỉnh ủy Sông Cả,1,
  $ tracuu facets --by cites,event 'chuyển đổi số' -f tsv
  field	value	count	label
  cites	31-KH/TU	1	Kế hoạch số 31-KH/TU, ngày 03/3/2021 của Tỉnh ủy Sông Cả
  $ tracuu facets --by title
  tracuu: --by: there are no counts of "title"
  usage: tracuu facets [option]... [QUESTION] (tracuu facets --help shows more)
  [2]

A page of a long list says how many there are; a document that gives its own number is none of them:

  $ mkdir -p p/many && cd p
  $ for n in 1 2 3 4 5 6 7 8 9; do cat >many/$n.txt <<END; done
  > HUYỆN ỦY BẾN ĐÁ
  > Số 5$n-KH/HU
  > Bến Đá, ngày 1$n tháng 4 năm 2022
  > KẾ HOẠCH
  > học tập số $n
  > 
  > Thực hiện Quyết định số 80-QĐ/TU, ngày 03/3/2021 của Tỉnh ủy Sông Cả, Huyện ủy ban hành kế hoạch.
  > END
  $ cat >many/own.txt <<'END'
  > TỈNH ỦY SÔNG CẢ
  > Số 80-QĐ/TU
  > Sông Cả, ngày 03 tháng 3 năm 2021
  > QUYẾT ĐỊNH
  > ban hành Quy chế
  > 
  > Điều 1. Ban hành kèm theo Quyết định số 80-QĐ/TU, ngày 03/3/2021 của Tỉnh ủy Sông Cả quy chế làm việc.
  > END
  $ tracuu-index add -q many 2>/dev/null
  $ tracuu cited-by 80-QĐ/TU -c
  9
  $ tracuu cites 80-QĐ/TU -f jsonl | jq -r .number
  80-QĐ/TU
  $ tracuu cited-by 80-QĐ/TU -n 2 >/dev/null
  tracuu: 2 of 9 shown; -n and --offset show others
  $ tracuu cited-by 80-QĐ/TU -n 2 --offset 7 -l
  ../p/many/2.txt
  ../p/many/1.txt
  $ for sort in date -date number; do
  >   tracuu cited-by 80-QĐ/TU --sort=$sort -n 0 -l > whole
  >   for offset in 0 2 4 6 8; do tracuu cited-by 80-QĐ/TU --sort=$sort -n 2 --offset $offset -l 2>/dev/null; done > pages
  >   wc -l < whole; cmp whole pages
  > done
  9
  9
  9
  $ tracuu cited-by 80-QĐ/TU --offset 9 -l
  $ tracuu cited-by 80-QĐ/TU --offset 8 -q
  $ tracuu cited-by 80-QĐ/TU -n 2 --summary -f jsonl | jq -c 'select(.type == "summary") | [.matched, .returned, .exact]'
  [9,2,true]
  $ tracuu cited-by 80-QĐ/TU --relation thuc_hien -n 2 --summary -f jsonl | jq -c 'select(.type == "summary") | [.matched, .returned, .exact]'
  [2,2,false]
  $ tracuu cited-by 80-QĐ/TU --relation thuc_hien -c
  9
  $ cd ..

Many questions in one go:

  $ printf '80-QĐ/TU\n\nnobody\n05-CT/TW\n' | tracuu cited-by --queries - -n 1 -f jsonl --fields query_no,query,path
  {"v":1,"type":"citation","query_no":1,"query":"80-QĐ/TU","path":"p/many/9.txt"}
  {"v":1,"type":"citation","query_no":4,"query":"05-CT/TW","path":"t/1.txt"}
  {"v":1,"type":"citation","query_no":4,"query":"05-CT/TW","path":"t/1.txt"}
  $ printf '80-QĐ/TU\n05-CT/TW\n' | tracuu cited-by --queries - -c
  10
  $ printf 'cites:80-QĐ/TU\n"học\nnobody\n' | tracuu facets --by year,type --queries - -f jsonl --fields query_no,query,value,count
  {"v":1,"type":"facet","query_no":1,"query":"cites:80-QĐ/TU","value":"2022","count":9}
  {"v":1,"type":"facet","query_no":1,"query":"cites:80-QĐ/TU","value":"2021","count":1}
  {"v":1,"type":"facet","query_no":1,"query":"cites:80-QĐ/TU","value":"KH","count":9}
  {"v":1,"type":"facet","query_no":1,"query":"cites:80-QĐ/TU","value":"QĐ","count":1}
  tracuu: question 2: the quote is not closed (column 1); taken as plain words
  {"v":1,"type":"facet","query_no":2,"query":"\"học","value":"2022","count":10}
  {"v":1,"type":"facet","query_no":2,"query":"\"học","value":"2021","count":1}
  {"v":1,"type":"facet","query_no":2,"query":"\"học","value":"KH","count":11}
  $ printf 'nobody\n' | tracuu facets --queries - -c
  0
  [1]

What a number that very many cite is called, the newest of them says:

  $ mkdir f && for n in $(seq 1100); do
  >   printf 'HUYỆN ỦY BẾN ĐÁ\nSố %d-KH/HU\nBến Đá, ngày 1 tháng %d năm 2022\nKẾ HOẠCH\nhọc tập\n\n' $n $((n % 12 + 1))
  >   printf 'Thực hiện Chỉ thị số 05-CT/TW, Huyện ủy ban hành kế hoạch %d.\n' $n
  > done | awk '/^HUYỆN/ { close(f); f = "f/" ++n ".txt" } { print >f }'
  $ sed 's/tháng .* 2022/tháng 2 năm 2023/; s/TW,/TW, ngày 15\/5\/2016,/' f/7.txt >f/later.txt
  $ sed 's/tháng .* 2022/tháng 11 năm 2023/; s/TW,/TW, ngày 15\/5\/2016 của Bộ Chính trị,/' f/8.txt >f/latest.txt
  $ sed 's/tháng .* 2022/tháng 9 năm 2024/; s/05-CT/06-CT/' f/9.txt >f/other.txt
  $ tracuu-index -d many add -q f 2>/dev/null
  $ tracuu -d many facets --by cites,year -f csv | tr -d "\r"
  field,value,count,label
  cites,5-CT/TW,1102,"Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị"
  cites,6-CT/TW,1,Chỉ thị số 06-CT/TW
  year,2022,1100,
  year,2023,2,
  year,2024,1,

Beside the rows of a search few documents of one number are listed, and of many it is said that they are many; copies of one
document are no other document:

  $ plan() { printf 'TỈNH ỦY SÔNG %s\nSố 12-KH/TU\nSông %s, ngày 0%d tháng 5 năm 2022\nKẾ HOẠCH\nviệc chung\n' $2 $2 $1 >s/$1.txt; }
  $ mkdir s; plan 1 Cả; plan 2 Hồng; plan 3 Đà; plan 4 Mã; plan 5 Lam
  $ for n in 1 2 3; do (cat s/1.txt; echo "Bản lưu $n.") >s/copy$n.txt; done
  $ tracuu-index -d same add -q s 2>/dev/null
  $ tracuu -d same 12-KH/TU -l 2>&1 >/dev/null | sed 's/ · .*//'
  tracuu: 12-KH/TU is the number of 5 documents (choose with --date, --issuer or --id):
    12-KH/TU
    12-KH/TU
    12-KH/TU
    12-KH/TU
    12-KH/TU
  tracuu: 2 copies are shown with their documents; --all shows all
  $ plan 6 Hiếu; tracuu-index -d same add -q s/6.txt
  $ tracuu -d same 12-KH/TU -l 2>&1 >/dev/null
  tracuu: 12-KH/TU is the number of more than 5 documents (cited-by lists them; choose with --date, --issuer or --id)
  tracuu: 2 copies are shown with their documents; --all shows all
  $ tracuu -d same cited-by 12-KH/TU 2>&1 | sed 1q
  tracuu: 12-KH/TU is the number of 6 documents (choose with --date, --issuer or --id):

The passage of a document's own number is its line:

  $ tracuu -d same 12-KH/TU -n 1 -f jsonl 2>/dev/null | jq -c '.hits[] | [.field, .text, .match]'
  ["number","Số 12-KH/TU",[[5,13]]]
