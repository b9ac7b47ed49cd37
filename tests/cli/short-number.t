A number cut short among words, as it is spoken: what bears or cites such a number comes first.

  $ tracuu-index add -q "$TC_ROOT/corpus/plans"
  tracuu-index: new index in .tracuu
  $ first() { tracuu -l -n 1 "$@" 2> /dev/null | sed 's|.*/||'; }
  $ first 'văn bản nào triển khai Chỉ thị 05 về học tập Bác?'
  05-kh-31-tinh-uy-hong-chau.txt
  $ first van ban nao trien khai chi thi so 05 ve hoc tap Bac
  05-kh-31-tinh-uy-hong-chau.txt
  $ first 'kế hoạch triển khai NQ 57'
  45-kh-91-ban-tuyen-giao-dan-van-song-lam.txt
  $ tracuu explain 'kế hoạch triển khai nghị quyết 57' | sed -n 2p
  number     57-NQ/TW
  $ tracuu explain 'Nghị quyết 57 năm 2024 về khoa học' | sed -n 2p
  number     57-NQ/TW

Typed as Telex or VNI too:

  $ for q in 'kế hoạch 61' 'kees hoachj 61' 'ke61 hoach5 61'; do first "$q"; done
  14-kh-61-ubnd-binh-khe-chuyen-doi-so.txt
  14-kh-61-ubnd-binh-khe-chuyen-doi-so.txt
  14-kh-61-ubnd-binh-khe-chuyen-doi-so.txt

Years and the like are counted, not numbered; other digits are digits:

  $ asks() { for q; do echo "$q: $(tracuu explain "$q" | sed -n 's/^number *//p' | paste -sd ' ')"; done; }
  $ asks 'kế hoạch 5 năm' 'kế hoạch 5 năm 2021-2025' 'nghị quyết 57 và' 'điều 5 khoản 1' 'kế hoạch 99999 về'
  kế hoạch 5 năm: 
  kế hoạch 5 năm 2021-2025: 
  nghị quyết 57 và: 57-NQ/TW
  điều 5 khoản 1: 
  kế hoạch 99999 về: 
  $ asks 'mẫu số 01' 'một số 3 nhiệm vụ' 'kế hoạch 5 tỷ' 'kế hoạch 5,5 ha' 'kế hoạch 5.000 căn nhà' 'kế hoạch 5% dân số' 'kế hoạch 5 ngày'
  mẫu số 01: 
  một số 3 nhiệm vụ: 
  kế hoạch 5 tỷ: 
  kế hoạch 5,5 ha: 
  kế hoạch 5.000 căn nhà: 
  kế hoạch 5% dân số: 
  kế hoạch 5 ngày: 

With its year, which alone would be a month:

  $ asks 'thông tư 06/2022 và' 'tháng 06/2022 và'
  thông tư 06/2022 và: 6/2022/TT-BGDĐT
  tháng 06/2022 và: 

A whole number behind its type is that number, and a day behind it is a day:

  $ first 'Kế hoạch số 45/KH-UBND ngày 20/02/2022'
  13-kh-45-ubnd-song-lam-chuyen-doi-so.txt
  $ tracuu explain 'kế hoạch 19/5' | sed -n 2,5p
  words
    kế         just this word, wherever its tone stands; in 46 documents
    hoạch      just this word, wherever its tone stands; in 47 documents
    19/5       this day, however it is written; in 7 documents

Of any month, and of the National Assembly, whose laws have no type in their number; typed as one:

  $ asks 'thông tư 15/2024 và' 'luật 72/2020 và' 'NQ57 và' 'nd 136/2020 và'
  thông tư 15/2024 và: 
  luật 72/2020 và: 72/2020/QH14
  NQ57 và: 57-NQ/TW
  nd 136/2020 và: 136/2020/NĐ-CP
  $ mkdir qh; echo 'Căn cứ Nghị quyết số 43/2022/QH15 của Quốc hội và Nghị quyết số 43/2022/NQ-HĐND; Luật số 43/2022/QH15.' > qh/1.txt
  $ tracuu-index -d qhx add -q qh
  tracuu-index: new index in qhx
  $ for q in 'nghị quyết 43/2022 và' 'NQ 43/2022 và' 'pháp lệnh 43/2022 và'; do echo "$q: $(tracuu -d qhx explain "$q" | sed -n 's/^number *//p' | paste -sd ' ')"; done
  nghị quyết 43/2022 và: 43/2022/NQ-HĐND 43/2022/QH15
  NQ 43/2022 và: 43/2022/NQ-HĐND
  pháp lệnh 43/2022 và: 

Without the year that belongs to it, and with the letters of the Central Committee as they are said:

  $ asks 'Nghị định 136/NĐ-CP' 'nghi dinh 136/nd-cp' 'theo 145/NĐ-CP' '999/NĐ-CP'
  Nghị định 136/NĐ-CP: 136/2020/NĐ-CP
  nghi dinh 136/nd-cp: 136/2020/NĐ-CP
  theo 145/NĐ-CP: 145/2013/NĐ-CP
  999/NĐ-CP: 999/NĐ-CP
  $ tracuu -c 05-CT/TW; tracuu -c 05-CT/TƯ; tracuu -c 05/CT-TW
  7
  7
  7
  $ tracuu -c 136/2020/NĐCP
  1

What was understood is not offered once more:

  $ tracuu -l 'căn cứ 136/2020/ND-CP' | sed 's|.*/||'
  16-kh-1250-so-gddt-pccc.txt

A document's own number comes first, however long it is and whoever else cites it:

  $ mkdir long
  $ { printf 'QUỐC HỘI\nLuật số: 72/2020/QH14\nHà Nội, ngày 17 tháng 11 năm 2020\n\nLUẬT\nBẢO VỆ MÔI TRƯỜNG\n\n'
  >   for i in $(seq 4000); do echo "Điều $i. Tổ chức, cá nhân bảo vệ môi trường theo quy định của pháp luật."; done; } > long/luat.txt
  $ tracuu-index add -q long
  $ first 72/2020/QH14
  luat.txt
  $ first 'luật 72/2020'
  luat.txt
  $ first 'bảo vệ môi trường theo 72/2020/QH14'
  luat.txt

A number within a number, of any year too:

  $ printf 'CHÍNH PHỦ\n\nSố: 66.17/2026/NQ-CP\n\nHà Nội, ngày 18 tháng 5 năm 2026\n\nNGHỊ QUYẾT\nVề thủ tục\n' > phan.txt
  $ printf 'Căn cứ Nghị quyết số 66.17/2026/NQ-CP ngày 18/5/2026; mục 66.17/NQ-CP.\n' > dan.txt
  $ printf 'Căn cứ Nghị quyết số 66/2026/NQ-CP ngày 18/5/2026.\n' > khac.txt
  $ tracuu-index -d phan add -q phan.txt dan.txt khac.txt 2> /dev/null
  $ for q in 66.17/NQ-CP 'nghị quyết số 66.17/nq-cp' 66.17/2026/NQ-CP; do echo $q: $(tracuu -d phan -l "$q" 2> /dev/null); done
  66.17/NQ-CP: phan.txt dan.txt
  nghị quyết số 66.17/nq-cp: phan.txt dan.txt
  66.17/2026/NQ-CP: phan.txt dan.txt
