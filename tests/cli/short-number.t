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

Years and the like are counted, not numbered; other digits are digits:

  $ for q in 'kế hoạch 5 năm' 'nghị quyết 57 và' 'điều 5 khoản 1' 'kế hoạch 99999 về'; do echo "$q: $(tracuu explain "$q" | grep -c '^number')"; done
  kế hoạch 5 năm: 0
  nghị quyết 57 và: 1
  điều 5 khoản 1: 0
  kế hoạch 99999 về: 0

A whole number behind its type is that number, and a day behind it is a day:

  $ first 'Kế hoạch số 45/KH-UBND ngày 20/02/2022'
  13-kh-45-ubnd-song-lam-chuyen-doi-so.txt
  $ tracuu explain 'kế hoạch 19/5' | sed -n 2,5p
  words
    kế         just this word, wherever its tone stands; in 46 documents
    hoạch      just this word, wherever its tone stands; in 47 documents
    19/5       this day, however it is written; in 7 documents
