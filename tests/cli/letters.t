What a reader of Vietnamese expects of letters. Each text holds one spelling; each row shows a
question and all texts that it finds, and nothing but them.

  $ mkdir t && cd t
  $ text() { printf '%s, theo văn bản của Đảng bộ.\n' "$2" > "$1"; }
  $ nfd() { python3 -c 'import sys, unicodedata as u; print(u.normalize("NFD", sys.argv[1]))' "$1"; }
  $ u() { python3 -c 'import json, sys; print(json.loads(chr(34) + sys.argv[1] + chr(34)))' "$1"; }
  $ finds() { for q; do printf '%s: ' "$q"; tracuu search -l "$q" 2> /dev/null | sort | paste -sd' '; done; }

No marks typed: every reading, d as đ too.

  $ text hoà 'hoà bình'; text hòa 'hòa bình'; text hóa 'hóa bình'; text hoa 'hoa bình'; text hoả 'hoả binh'
  $ text đường 'con đường'; text dương 'con dương'; text đương 'con đương'; text đuông 'con đuông'
  $ tracuu-index -d .tracuu add -q . 2> /dev/null
  $ finds 'hoa binh' 'HOA BINH' 'con duong'
  hoa binh: hoa hoà hoả hòa hóa
  HOA BINH: hoa hoà hoả hòa hóa
  con duong: dương đuông đương đường

Marks that are typed are kept: another tone, another vowel, d for đ are other words. Where the tone
is put is none:

  $ finds 'hòa bình' 'hoà bình' 'HOÀ BÌNH' 'hóa bình' 'hoá bình' 'con đường' 'con dương' 'con đương'
  hòa bình: hoà hòa
  hoà bình: hoà hòa
  HOÀ BÌNH: hoà hòa
  hóa bình: hóa
  hoá bình: hóa
  con đường: đường
  con dương: dương
  con đương: đương

Some marks typed: those are kept, the other letters are open.

  $ finds 'hòa binh' 'hoa bình' 'con đuong' 'con duơng'
  hòa binh: hoà hòa
  hoa bình: hoa hoà hòa hóa
  con đuong: đuông đương đường
  con duơng: dương đương đường

Only when nothing has them are marks given up, and that is said:

  $ tracuu search -l 'con dường' | sort
  tracuu: nothing has these marks; all diacritics were opened
  dương
  đuông
  đương
  đường

Tone placement, wherever two vowels leave a choice, and i for y where they sound alike:

  $ mkdir ../u && cd ../u
  $ text uỷ 'uỷ thác'; text ủy 'ủy thác'; text úy 'úy thác'; text thuỷ 'thuỷ lợi'; text thủy 'thủy lợi'; text thúy 'thúy lợi'
  $ text khoẻ 'sức khoẻ'; text khỏe 'sức khỏe'; text tuỵnh 'chim tuỵnh'; text tụynh 'chim tụynh'; text tuynh 'chim tuỳnh'
  $ text qúy 'qúy vị'; text quý 'quý vị'; text quỳ 'quỳ vị'; text kỷ 'kỷ luật'; text kỉ 'kỉ luật'; text kí 'kí luật'; text lý 'lý do'; text lí 'lí do'
  $ text tai 'cái tai'; text tay 'cái tay'
  $ tracuu-index -d .tracuu add -q . 2> /dev/null
  $ finds 'uỷ thác' 'ủy thác' 'úy thác' 'uy thac' 'thuỷ lợi' 'thủy lợi' 'thuy loi' 'sức khoẻ' 'sức khỏe' 'chim tụynh' 'chim tuỵnh' 'quý vị' 'qúy vị'
  uỷ thác: uỷ ủy
  ủy thác: uỷ ủy
  úy thác: úy
  uy thac: uỷ úy ủy
  thuỷ lợi: thuỷ thủy
  thủy lợi: thuỷ thủy
  thuy loi: thuỷ thúy thủy
  sức khoẻ: khoẻ khỏe
  sức khỏe: khoẻ khỏe
  chim tụynh: tuỵnh tụynh
  chim tuỵnh: tuỵnh tụynh
  quý vị: quý qúy
  qúy vị: quý qúy
  $ finds 'kỷ luật' 'kỉ luật' 'kí luật' 'lý do' 'lí do' 'cái tai' 'cai tay'
  kỷ luật: kỉ kỷ
  kỉ luật: kỉ kỷ
  kí luật: kí
  lý do: lí lý
  lí do: lí lý
  cái tai: tai
  cai tay: tay

Coding: decomposed, half composed (Windows-1258), marks in either order, soft hyphens, blanks that do
not break, letters that only look alike:

  $ mkdir ../v && cd ../v
  $ text nfc 'nghị quyết'; text nfd "$(nfd 'nghị quyết')"
  $ text 1258 "$(u 'ngh\u1ecb quy\u00ea\u0301t')"; text order "$(u 'nghi\u0323 quye\u0301\u0302t')"
  $ text soft "$(u 'ng\u00adhị quy\u00adết')"; text nbsp "$(u 'nghị\u00a0quyết')"; text other 'nghỉ quyệt'
  $ text Đ 'Đống Đa'; text eth "$(u '\u00d0ống \u00d0a')"; text african "$(u '\u0189ống \u0189a')"; text small "$(u '\u00f0ống \u00f0a')"; text D 'Dống Da'
  $ text ư 'MÔI TRƯỜNG'; text gha "$(u 'M\u00d4I TR\u01a2\u1edcNG, m\u00f4i tr\u01a3\u1eddng')"; text u 'mồi trướng'
  $ tracuu-index -d .tracuu add -q . 2> /dev/null
  $ finds 'nghị quyết' "$(nfd 'nghị quyết')" "$(u 'nghi\u0323 quye\u0301\u0302t')" 'nghi quyết' 'nghi quyet'
  nghị quyết: 1258 nbsp nfc nfd order soft
  nghị quyết: 1258 nbsp nfc nfd order soft
  nghị quyé̂t: 1258 nbsp nfc nfd order soft
  nghi quyết: 1258 nbsp nfc nfd order soft
  nghi quyet: 1258 nbsp nfc nfd order other soft
  $ finds 'Đống Đa' "$(u '\u00d0ống \u00d0a')" 'dong da' 'Dống Da'
  Đống Đa: african eth small Đ
  Ðống Ða: african eth small Đ
  dong da: D african eth small Đ
  Dống Da: D
  $ finds 'môi trường' "$(u 'm\u00f4i tr\u01a3\u1eddng')" 'moi truong'
  môi trường: gha ư
  môi trƣờng: gha ư
  moi truong: gha u ư

Telex and VNI, typed where no input method was on:

  $ finds 'nghij quyeets' 'nghi5 quye6t1' 'DDoongs DDa' 'd9o61ng d9a' 'mooi truwowngf' 'mo6i tru7o72ng'
  nghij quyeets: 1258 nbsp nfc nfd order soft
  nghi5 quye6t1: 1258 nbsp nfc nfd order soft
  DDoongs DDa: african eth small Đ
  d9o61ng d9a: african eth small Đ
  mooi truwowngf: gha ư
  mo6i tru7o72ng: gha ư

What is shown is the text as it is stored, and the marks stand around the words:

  $ for f in nfd 1258 order soft gha; do tracuu search nghi quyet OR moi truong -f jsonl | jq -c 'select(.path == "'$f'")'; done | python3 -c '
  > import json, sys
  > for line in sys.stdin:
  >     r = json.loads(line)
  >     stored = open(r["path"], "rb").read()
  >     for hit in r["hits"]:
  >         text = hit["text"].encode()
  >         assert stored[hit["start"]:hit["end"]] == text
  >         print(r["path"], [ascii(text[a:b].decode()) for a, b in hit["match"]])'
  nfd ["'nghi\\u0323'", "'quye\\u0302\\u0301t'"]
  1258 ["'ngh\\u1ecb'", "'quy\\xea\\u0301t'"]
  order ["'nghi\\u0323'", "'quye\\u0301\\u0302t'"]
  soft ["'ng\\xadh\\u1ecb'", "'quy\\xad\\u1ebft'"]
  gha ["'M\\xd4I'", "'TR\\u01a2\\u1edcNG'", "'m\\xf4i'", "'tr\\u01a3\\u1eddng'"]

A number is one term: its parts elsewhere, longer numbers and other organs are not it.

  $ mkdir ../n && cd ../n
  $ text it 'Nghị quyết số 35-NQ/TW'; text dash 'Nghị quyết số 35 – NQ/TW'; text zero 'Nghị quyết 035-NQ/TW'; text small 'nghị quyết 35-nq/tw'
  $ text parts 'Lần họp 35 ra NQ gửi TW'; text longer 'Nghị quyết số 135-NQ/TW'; text organ 'Nghị quyết số 35-NQ/TU'; text type 'Chỉ thị số 35-CT/TW'
  $ printf 'Theo Nghị quyết số 35-\nNQ/TW của Bộ Chính trị\n' > line
  $ text đus 'Kế hoạch số 44-KH/ĐUS'; text eth "$(u 'Kế hoạch số 44 -KH/\u00d0US')"; text duk 'Kế hoạch số 44-KH/ĐUK'
  $ tracuu-index -d .tracuu add -q . 2> /dev/null
  $ finds 35-NQ/TW 35-nq/tw '35 – NQ/TW' 'Nghị quyết số 35-NQ/TW' cites:35-NQ/TW 44-KH/ĐUS 44-KH/DUS
  35-NQ/TW: dash it line small zero
  35-nq/tw: dash it line small zero
  35 – NQ/TW: dash it line small zero
  Nghị quyết số 35-NQ/TW: dash it line small zero
  cites:35-NQ/TW: dash it line small zero
  44-KH/ĐUS: eth đus
  44-KH/DUS: eth đus
  $ tracuu explain 35-NQ/TW
  question   a document number
  number     35-NQ/TW
  diacritics smart
  query      ((ALL=26.1 FILTER XN35-NQ/TW) OR XB35-NQ/TW^3 OR XC35-NQ/TW^1)
  found      5

A document with a slip of the keyboard does not keep a question that was typed so from being read; alone the word is itself:

  $ mkdir slip; for n in 1 2 3; do echo 'Bầu cử đại biểu Quốc hội khóa XVI, khu vực '$n > slip/$n.txt; done
  $ echo 'Danh sách quoocs hooij.' > slip/4.txt
  $ tracuu-index -d slip.idx add -q slip
  tracuu-index: new index in slip.idx
  $ tracuu -d slip.idx -c 'baafu cuwr ddaij bieeru quoocs hooij'; tracuu -d slip.idx -c 'quoocs'
  3
  1

A word that documents have more often than what it would spell is itself there too:

  $ mkdir gas; for n in 1 2 3; do echo "Giá bán được của bình khí gas tháng $n." > gas/$n.txt; done; echo 'Nhà gá tạm của tổ.' > gas/4.txt
  $ tracuu-index -d gas.idx add -q gas
  tracuu-index: new index in gas.idx
  $ tracuu -d gas.idx -l 'gias khis gas'
  gas/1.txt
  gas/2.txt
  gas/3.txt
