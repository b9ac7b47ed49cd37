Counts over time, and documents about the same things.

  $ tracuu-index -d .tracuu add -q "$TC_ROOT/corpus/plans"
  tracuu-index: new index in .tracuu
  $ tracuu timeline -q
  $ tracuu timeline -f csv 2> err | head -3
  field,value,count,label\r (esc)
  year,2015,1,\r (esc)
  year,2016,1,\r (esc)

Every document is counted once, in order of time, at any step:

  $ for by in year quarter month; do tracuu timeline --by $by -f jsonl 2> err > $by.jsonl; jq -s -c '[(map(.count) | add), (map(.value) == (map(.value) | sort))]' $by.jsonl; done | uniq | wc -l
  1
  $ echo $(( $(jq -s 'map(.count) | add' year.jsonl) + $(sed -n 's/tracuu: \([0-9]*\) documents* ha.* no date/\1/p' err) - $(tracuu list -c) ))
  0
  $ jq -r .value quarter.jsonl | grep -vE '^[0-9]{4}(-Q[1-4])?$'
  [1]
  $ tracuu timeline 'chuyển đổi số' --by month --year 2022 -f jsonl 2> err | jq -r .value | grep -v ^2022-
  [1]
  $ tracuu timeline --by day
  tracuu: --by takes year, quarter or month, not "day"
  usage: tracuu timeline [option]... [QUESTION] (tracuu timeline --help shows more)
  [2]

The plans that carry out a directive stand near it; a document is not similar to itself:

  $ tracuu similar 12-CT/TU -n 1 -f jsonl | jq -r '.number'
  1250/KH-SGDĐT
  $ tracuu similar 12-CT/TU -n 0 -f jsonl | jq -r '.number' | grep -cx 12-CT/TU
  0
  [1]
  $ tracuu similar 12-CT/TU -n 1 --offset 1 -f jsonl | jq .rank
  2
  $ tracuu similar
  tracuu: similar takes a document
  usage: tracuu similar [option]... DOC (tracuu similar --help shows more)
  [2]
  $ tracuu similar 99-KH/XX
  tracuu: no document in the index is "99-KH/XX"
  [1]

Facets: what an event is called beside its identity, a type by the system of most documents here, terms of office:

  $ tracuu facets --by event,type,term -n 2
  event
         8  Đại hội XIII của Đảng · dai-hoi-dang-xiii
         6  Chiến thắng Điện Biên Phủ · dien-bien-phu
  
  type
        39  KH · Kế hoạch
         2  CT · Chỉ thị
  
  term of office
        42  XIII
         6  XII

One body is counted once, wherever its tones stand and however short it is written; what is no body is not counted:

  $ mkdir ten
  $ van_ban() { printf '%s\nSố: %s/KH-UBND\nHạc Thành, ngày %s tháng 5 năm 2022\n\nKẾ HOẠCH\nPhòng, chống thiên tai\n\nGiao Sở Y tế chủ trì.\n\nNơi nhận:\n- Như Điều 3;\n- %s;\n- Lưu: VT, NN.\n' "$@"; }
  $ van_ban 'ỦY BAN NHÂN DÂN TỈNH THANH HÓA' 11 1 'Chủ tịch UBND tỉnh Thanh Hoá' > ten/a.txt
  $ van_ban 'UỶ BAN NHÂN DÂN TỈNH THANH HOÁ' 12 2 'Chủ tịch Ủy ban nhân dân tỉnh Thanh Hóa' > ten/b.txt
  $ tracuu-index -d ten.idx add -q ten
  tracuu-index: new index in ten.idx
  $ tracuu -d ten.idx facets --by issuer,unit -f tsv | cut -f 1-3 | tr '\t' '|'
  field|value|count
  issuer|Ủy ban nhân dân tỉnh Thanh Hóa|2
  unit|Chủ tịch Ủy ban nhân dân tỉnh Thanh Hóa|2
  unit|Ủy ban nhân dân tỉnh Thanh Hóa|2
  $ tracuu -d ten.idx list --issuer 'tỉnh Thanh Hoá' -f tsv --fields number,issuer | tr '\t' '|'
  number|issuer
  12/KH-UBND|Ủy ban nhân dân tỉnh Thanh Hoá
  11/KH-UBND|Ủy ban nhân dân tỉnh Thanh Hóa
