Numerals are the same in digits, in Roman numerals and in words.

  $ mkdir van-ban
  $ printf 'Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng.\n' > van-ban/la-ma.txt
  $ printf 'Nghị quyết Đại hội đại biểu toàn quốc lần thứ 13 của Đảng.\n' > van-ban/so.txt
  $ printf 'Nghị quyết Đại hội đại biểu toàn quốc lần thứ mười ba của Đảng.\n' > van-ban/chu.txt
  $ printf 'Nghị quyết Đại hội đại biểu toàn quốc lần thứ XII của Đảng, phụ lục XIII.\n' > van-ban/khoa-12.txt
  $ printf 'Kỷ niệm 75 năm Ngày thành lập Đảng bộ tỉnh.\n' > van-ban/75.txt
  $ printf 'Kỷ niệm bảy mươi lăm năm Ngày thành lập Đảng bộ tỉnh.\n' > van-ban/bay-lam.txt
  $ printf 'Kỷ niệm bảy mươi năm Ngày thành lập Đảng bộ tỉnh.\n' > van-ban/bay-muoi.txt
  $ tracuu-index add -q van-ban
  tracuu-index: new index in .tracuu

Typed in digits, with marks and without:

  $ ask() { tracuu -l "$@" | sed 's|.*/||' | sort | paste -sd ' '; }
  $ ask đại hội lần thứ 13
  chu.txt la-ma.txt so.txt
  $ ask dai hoi lan thu 13
  chu.txt la-ma.txt so.txt
  $ ask 75 năm thành lập
  75.txt bay-lam.txt

In words; free words need not stand side by side, so that seventy-five has seventy in it, and a phrase tells them
apart:

  $ ask 70 nam thanh lap
  bay-lam.txt bay-muoi.txt
  $ ask '"70 năm"'
  bay-muoi.txt
  $ ask bảy mươi lăm năm thành lập
  75.txt bay-lam.txt
  $ ask lan thu muoi ba
  chu.txt so.txt

A Roman numeral means just itself, as its digits are many other things too; in a phrase it is told what is
meant, and all spellings hold:

  $ ask lần thứ XIII
  khoa-12.txt la-ma.txt
  $ for q in 13 XIII 'mười ba'; do ask "\"lần thứ $q\""; done
  chu.txt la-ma.txt so.txt
  chu.txt la-ma.txt so.txt
  chu.txt la-ma.txt so.txt
  $ ask '"75 năm"'; ask '"bảy mươi lăm năm"'; ask '"bay muoi lam nam"'
  75.txt bay-lam.txt
  75.txt bay-lam.txt
  75.txt bay-lam.txt
  $ ask '"đại biểu" NOT "lần thứ 13"'
  khoa-12.txt

What is found is marked as it is written, and no other word is offered for a numeral:

  $ marked() { tracuu "$@" -f jsonl | python3 -c '
  > import json, sys
  > for line in sys.stdin:
  >     for hit in json.loads(line)["hits"]:
  >         text = hit["text"].encode()
  >         print(*[text[a:b].decode() for a, b in hit["match"]], sep=" | ")' | sort; }
  $ marked '"lần thứ 13"'
  lần | thứ | 13
  lần | thứ | XIII
  lần | thứ | mười | ba
  $ marked kỷ niệm bảy mươi lăm năm
  Kỷ | niệm | 75 | năm
  Kỷ | niệm | bảy | mươi | lăm | năm

Who wants just what was typed says so:

  $ ask 'exact:"lần thứ 13"'
  so.txt

Syllables that look like Roman numerals are syllables, and digits are none of these; letters are letters:

  $ mkdir khac; printf 'Hành vi vi phạm của đơn vị, phạm vi công tác; điểm c khoản 2.\n' > khac/am-tiet.txt
  $ printf 'Quân khu V sơ kết quý I, giai đoạn II; điểm i.\n' > khac/la-ma.txt
  $ tracuu-index -d khac.idx add -q khac
  tracuu-index: new index in khac.idx
  $ for q in '"phạm 6"' '"hành 6"' 'đơn 6' 'điểm 100' '"điểm 1"' '"khu 5"' 'quý 1' '"giai đoạn 2"'; do echo "$q: $(tracuu -d khac.idx -l "$q" --strict 2> /dev/null | sed 's|.*/||')"; done
  "phạm 6": 
  "hành 6": 
  đơn 6: 
  điểm 100: 
  "điểm 1": 
  "khu 5": la-ma.txt
  quý 1: la-ma.txt
  "giai đoạn 2": la-ma.txt

A long quotation is taken as it stands:

  $ tracuu -c "\"UBND$(printf ' a%.0s' $(seq 22000))\""
  0
  [1]
