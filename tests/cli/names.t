Documents that are known by their names, not by numbers.

  $ plan() { printf 'ỦY BAN NHÂN DÂN\nTỈNH SÔNG LAM\nSố: %s/KH-UBND\nSông Lam, ngày 3 tháng 5 năm 2025\nKẾ HOẠCH\nTuyên truyền\n\nCăn cứ %s;\nI. MỤC ĐÍCH\n' "$1" "$2"; }
  $ plan 11 'Luật Đất đai năm 2013' > 2013.txt
  $ plan 12 'Luật Đất đai số 45/2013/QH13 ngày 29 tháng 11 năm 2013' > number.txt
  $ plan 13 'Luật Đất đai' > bare.txt
  $ plan 14 'Luật Đất đai ngày 18 tháng 01 năm 2024' > 2024.txt
  $ plan 15 'Bộ luật Lao động năm 2019' > code.txt
  $ plan 16 'Luật Bảo hiểm y tế năm 2008' > bhyt.txt
  $ plan 17 'Luật Bảo hiểm xã hội năm 2014' > bhxh.txt
  $ plan 18 'Nghị quyết Đại hội XIII của Đảng' > congress.txt
  $ plan 19 'Nghị quyết Trung ương 4 khóa XII' > plenum-xii.txt
  $ plan 20 'Nghị quyết Trung ương 4 khóa XI' > plenum-xi.txt
  $ plan 21 'Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Sông Lam lần thứ XIX' > local.txt
  $ tracuu-index add -q *.txt 2> /dev/null
  $ citing() { tracuu cited-by "$@" | grep -o '[^ ]*txt' | sort | tr '\n' ' '; }

A law, with and without its year, with and without marks. A name that could be several documents tells them:

  $ citing "Luật Đất đai 2013"
  tracuu: 1 document cites it without the year
  2013.txt number.txt  (no-eol)
  $ citing "luat dat dai nam 2024"
  tracuu: 1 document cites it without the year
  2024.txt  (no-eol)
  $ citing "luật đất đai"
  tracuu: "luật đất đai" is cited as 3 (choose with the year or term, --date or --id):
    Luật Đất đai · without its year · cited by 1 · LAW:luat-dat-dai: · not in the index
    45/2013/QH13 · 2013 · cited by 2 · LAW:luat-dat-dai:2013 · not in the index
    31/2024/QH15 · 18/01/2024 · cited by 1 · LAW:luat-dat-dai:2024-01-18 · not in the index
  2013.txt 2024.txt bare.txt number.txt  (no-eol)
  $ citing "Luật Đất đai" --date 2013
  2013.txt number.txt  (no-eol)
  $ citing "Luật Đất đai" --id LAW:luat-dat-dai:2013
  2013.txt number.txt  (no-eol)

Codes are called laws, and names are cut short:

  $ citing "luat lao dong"
  code.txt  (no-eol)
  $ citing -q "Luật Bảo hiểm"
  $ tracuu cited-by "Luật Bảo hiểm" 2>&1 > /dev/null | grep -c LAW:
  2

The Party's:

  $ citing "Nghị quyết Đại hội XIII"
  congress.txt  (no-eol)
  $ citing "nghi quyet dai hoi 13"
  congress.txt  (no-eol)
  $ citing "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIX"
  local.txt  (no-eol)
  $ citing "nghị quyết trung ương 4 khóa xii"
  plenum-xii.txt  (no-eol)
  $ citing "Nghị quyết Trung ương 4" 2> told
  plenum-xi.txt plenum-xii.txt  (no-eol)
  $ grep -c PLENUM told
  2

In lists of questions nothing is told:

  $ printf 'Luật Đất đai\nNghị quyết Đại hội XIII\n' | tracuu cited-by --queries - -f jsonl | jq -r '[.query_no, .path] | join(" ")' | sort
  1 2013.txt
  1 2024.txt
  1 bare.txt
  1 number.txt
  2 congress.txt

What nobody cites so, and what is no name:

  $ tracuu cited-by "Luật Đất đai 2003"
  tracuu: no document in the index is "Luật Đất đai 2003"
  tracuu: 1 document cites it without the year
  [1]
  $ tracuu cited-by "Luật Không Có Thật"
  tracuu: no document in the index is "Luật Không Có Thật"
  [1]

Other commands take names of what is held:

  $ tracuu cites "Luật Đất đai 2024"
  tracuu: no document in the index is "Luật Đất đai 2024"
  tracuu: but documents cite it (tracuu cited-by)
  [1]
  $ printf 'QUỐC HỘI\nLuật số: 31/2024/QH15\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nLUẬT\nĐẤT ĐAI\nCăn cứ Hiến pháp;\nĐiều 1. Phạm vi\nLuật này được Quốc hội thông qua ngày 18 tháng 01 năm 2024.\n' > law.txt
  $ tracuu-index add -q law.txt
  $ tracuu show "luat dat dai" | head -1
  number       31/2024/QH15
  $ tracuu graph "Nghị quyết Đại hội XIII" -f jsonl | jq -r 'select(.type == "node") | .id' | head -1
  CONG:TW:XIII:NQ

A citation copied whole, with its line breaks, means its number and its day:

  $ for d in '12 tháng 4 năm 2016' '21 tháng 6 năm 2021'; do printf "TỈNH ỦY SÔNG LAM\nSố 31-KH/TU\nSông Lam, ngày $d\nKẾ HOẠCH\nhọc tập\n" > "held ${d%% *}.txt"; plan "${d%% *}" "Kế hoạch số 31-KH/TU ngày $d của Tỉnh ủy" > "cites ${d%% *}.txt"; done
  $ tracuu-index add -q held*.txt cites*.txt
  $ for q in 'Kế hoạch số 31-KH/TU, ngày\n12/4/2016 của Tỉnh ủy' '31-KH/TU ngày 12/4/2016' '31-KH/TU ngày 13/4/2016'; do tracuu cited-by "$(printf "$q")" -f jsonl | jq -r .path; done
  cites 12.txt
  cites 12.txt
  tracuu: no document in the index is "31-KH/TU ngày 13/4/2016"
  $ citing 'Luật Đất đai số 31/2024/QH15'
  2024.txt  (no-eol)
  $ tracuu show 'Kế hoạch số 31-KH/TU, ngày 21/6/2021 của Tỉnh ủy' | grep '^date'
  date         21/06/2021

A question is still words:

  $ tracuu -f paths "Luật Đất đai" | sort
  2013.txt
  2024.txt
  bare.txt
  law.txt
  number.txt
