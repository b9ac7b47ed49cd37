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
