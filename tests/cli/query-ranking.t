The order of answers: who says it in one place, in the title, or in either spelling comes first.

  $ mkdir van-ban
  $ printf 'Phòng họp ở tầng hai. Chống nóng cho mái nhà. Tham quan bảo tàng. Nhũng tướng quân xưa.\n' > van-ban/rai-rac.txt
  $ printf 'Mái nhà ở tầng hai. Cán bộ phòng, chống tham nhũng và tham quan bảo tàng với tướng quân xưa.\n' > van-ban/mot-cho.txt
  $ printf 'Báo cáo về cây xanh, vỉa hè, đèn đường và nước sạch trong thị trấn năm nay.\n' > van-ban/khac.txt
  $ printf 'Chương trình chuyển đổi số của thị trấn.\n' > van-ban/cds-chu.txt
  $ printf 'CĐS là chữ viết tắt trong bản tin thể thao của thị trấn.\n' > van-ban/cds-tat.txt
  $ for i in 1 2 3 4 5 6 7 8; do printf 'Bản tin số %s: chuyển hàng, đổi gạo, số lượng, thị trấn, cây xanh và nước sạch.\n' $i > van-ban/tin-$i.txt; done
  $ tracuu-index add -q van-ban 2>&1 | grep -v 'new index'
  [1]

  $ tracuu -l phòng chống tham nhũng
  van-ban/mot-cho.txt
  van-ban/rai-rac.txt
  $ tracuu -l phong chong tham nhung
  van-ban/mot-cho.txt
  van-ban/rai-rac.txt
  $ tracuu -l chuyển đổi số | head -1
  van-ban/cds-chu.txt
  $ tracuu -l CĐS | sort
  van-ban/cds-chu.txt
  van-ban/cds-tat.txt

A question in plain words need not be met word for word; first comes what has its rare words side by
side. A line that does not parse is taken as plain words:

  $ tracuu -l 'Ai lo việc phòng, chống tham nhũng ở (thị trấn) này?' | head -1
  van-ban/mot-cho.txt
  $ printf '%s\n' 'Ai lo "việc phòng, chống (tham nhũng?' | tracuu search --queries - -n 1 -f jsonl --fields path,query_no
  tracuu: question 1: the quote is not closed (column 7); taken as plain words
  {"v":1,"type":"doc","path":"van-ban/mot-cho.txt","query_no":1}

Each line is answered before the next is read, so a program can ask over pipes and wait:

  $ coproc tracuu search --queries - -n 1 -f jsonl --fields path,query_no
  $ for q in 'CĐS thể thao' 'tham nhũng'; do echo "$q" >&${COPROC[1]}; read -t 20 line <&${COPROC[0]} && echo "$line"; done
  {"v":1,"type":"doc","path":"van-ban/cds-tat.txt","query_no":1}
  {"v":1,"type":"doc","path":"van-ban/mot-cho.txt","query_no":2}
  $ exec {COPROC[1]}>&-; wait $COPROC_PID

A short form between quotes finds its words and the words it, and who writes both does not come first for that:

  $ mkdir q
  $ for i in 1 2 3 4 5 6; do printf 'Đoạn văn số %s về việc khác, không có gì liên quan đến hai bên.\n' $i > q/khac-$i.txt; done
  $ printf 'UBND tỉnh giao sở làm đầu mối. UBND tỉnh giao sở báo cáo.\n' > q/tat.txt
  $ printf 'Ủy ban nhân dân tỉnh giao sở làm đầu mối. Ủy ban nhân dân tỉnh giao sở báo cáo.\n' > q/du.txt
  $ printf 'Ủy ban nhân dân tỉnh (UBND tỉnh) giao việc khác cho sở, ngành, huyện.\n' > q/ca-hai.txt
  $ printf 'UBND huyện, ủy ban nhân dân xã của tỉnh.\n' > q/huyen.txt
  $ printf 'Ủy ban nhân dân TP và UBND thành phố.\n' > q/pho.txt
  $ tracuu-index -d qx add -q q 2> /dev/null
  $ for q in '"UBND tỉnh"' '"ủy ban nhân dân tỉnh"' '"uy ban nhan dan tinh"' '"UBND thành phố"' '"ủy ban nhân dân TP"' '"UBND TP"'; do echo "$q: $(tracuu -d qx "$q" -l | tr '\n' ' ')"; done
  "UBND tỉnh": q/tat.txt q/du.txt q/ca-hai.txt 
  "ủy ban nhân dân tỉnh": q/tat.txt q/du.txt q/ca-hai.txt 
  "uy ban nhan dan tinh": q/du.txt q/ca-hai.txt q/tat.txt 
  "UBND thành phố": q/pho.txt 
  "ủy ban nhân dân TP": q/pho.txt 
  "UBND TP": q/pho.txt 
  $ for q in '"UBND tỉnh"' '"ủy ban nhân dân tỉnh"'; do tracuu -d qx "$q" -f jsonl | jq -rs 'sort_by(.path) | map(.score) | "with both at most as much as one of them: \((.[0] / ([.[1], .[2]] | max)) | . < 1.05), about as much as each other: \(.[1] / .[2] | . > 0.8 and . < 1.25)"'; done
  with both at most as much as one of them: true, about as much as each other: true
  with both at most as much as one of them: true, about as much as each other: true

What has a short form is ranked by its passages like any words:

  $ pad() { for i in $(seq $1); do printf 'Các xã tổ chức tuyên truyền đến từng hộ dân. '; done; printf '\n'; }
  $ mkdir may && { printf 'Chuyển đổi máy chủ.\n'; pad 4; printf 'Chuyển đổi mạng.\n'; pad 4; printf 'Chuyển đổi nguồn điện.\n'; pad 4; printf 'Gọi số 113.\n'; } > may/chu.txt
  $ { pad 12; printf 'Mỗi cơ quan chuyển đổi số toàn bộ hồ sơ.\n'; pad 12; } > may/ke-hoach.txt
  $ for i in $(seq 15); do printf "Họp thôn $i: chuyển đổi số.\n" > may/hop-$i.txt; done
  $ for i in $(seq 40); do printf "Họp thôn $i về đường sá.\n" > may/$i.txt; done
  $ tracuu-index -d m add -q may 2> /dev/null
  $ for q in 'chuyển đổi số' 'chuyen doi so' 'CĐS'; do tracuu -d m -l "$q" -n 30 | grep '/[ck]'; done
  may/ke-hoach.txt
  may/chu.txt
  may/ke-hoach.txt
  may/chu.txt
  may/ke-hoach.txt

A number counts beside its word, whether the word has marks or not:

  $ mkdir dean && printf 'Triển khai Đề án 06 của xã.\n' > dean/06.txt
  $ printf 'Đề án một. Án phí. Đề án hai. Án lệ. Đề án ba.\nTổ 06, số 06, mục 06.\n' > dean/khac.txt
  $ for i in $(seq 20); do printf "Họp thôn $i: án và đề thi, tổ 06, số 06.\n" > dean/hop-$i.txt; done
  $ tracuu-index -d de add -q dean 2> /dev/null
  $ for q in 'đề án 06' 'de an 06' 'đề án 6'; do tracuu -d de -l "$q" -n 1; done
  dean/06.txt
  dean/06.txt
  dean/06.txt
