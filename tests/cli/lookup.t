What a text cites, and what the index holds of it.

  $ tracuu-index -d .tracuu add -q "$TC_ROOT/corpus/plans"
  tracuu-index: new index in .tracuu
  $ cat > cv.txt <<'EOF'
  > Thực hiện Chỉ thị số 12-CT/TU, ngày 10/3/2022 của Ban Thường vụ Tỉnh ủy Sông Lam;
  > căn cứ Nghị quyết số 99-NQ/TW, ngày 01/02/2023 của Bộ Chính trị;
  > theo Kế hoạch số 31-KH/TU.
  > EOF
  $ tracuu lookup cv.txt
  12-CT/TU · 10/03/2022 · Ban Thường vụ Tỉnh ủy Sông Lam · held
     */corpus/plans/01-ct-12-tinh-uy-song-lam-pccc.txt (glob)
                  implements · 10/03/2022 · Ban Thường vụ Tỉnh ủy Sông Lam
                  Thực hiện Chỉ thị số 12-CT/TU, ngày 10/3/2022 của Ban Thường vụ Tỉnh ủy Sông Lam;
  
  99-NQ/TW · 01/02/2023 · Bộ Chính trị · missing
                  based on · 01/02/2023 · Bộ Chính trị
                  căn cứ Nghị quyết số 99-NQ/TW, ngày 01/02/2023 của Bộ Chính trị;
  
  31-KH/TU · ambiguous
     NUM:party:TU:hong-chau:KH:31:2020-2025
     NUM:party:TU:song-lam:KH:31:2020-2025
     NUM:party:TU:song-lam:KH:31:2015-2020
                  refers to
                  theo Kế hoạch số 31-KH/TU.

One record a citation; the span is of the text that was given, so the raw text can be cut out of it:

  $ tracuu lookup -f jsonl < cv.txt | jq -c '[.type, .path, .number_key, .status, (.candidates | length)]'
  ["citation","-","12-CT/TU","held",0]
  ["citation","-","99-NQ/TW","missing",0]
  ["citation","-","31-KH/TU","ambiguous",3]
  $ tracuu lookup -f jsonl cv.txt | python3 -c '
  > import json, sys
  > text = open("cv.txt", "rb").read()
  > for line in sys.stdin:
  >     r = json.loads(line)
  >     a, b = r["span"]
  >     print(text[a:b].decode() == r["raw"])'
  True
  True
  True

CR LF and other encodings: spans are then those of the text as UTF-8.

  $ sed 's/$/\r/' cv.txt | tracuu lookup -f jsonl | jq -r .raw | md5sum > crlf
  $ tracuu lookup -f jsonl cv.txt | jq -r .raw | md5sum | cmp - crlf
  $ iconv -f UTF-8 -t UTF-16 cv.txt | tracuu lookup -f jsonl | jq -r .number_key
  12-CT/TU
  99-NQ/TW
  31-KH/TU

Several files, only some of the keys, counts, and the files that cite something:

  $ echo 'Không có gì.' > none.txt
  $ tracuu lookup none.txt cv.txt -f csv --fields path,number,status
  path,number,status\r (esc)
  cv.txt,12-CT/TU,held\r (esc)
  cv.txt,99-NQ/TW,missing\r (esc)
  cv.txt,31-KH/TU,ambiguous\r (esc)
  $ tracuu lookup -c cv.txt none.txt
  3
  $ tracuu lookup -l cv.txt none.txt
  cv.txt
  $ tracuu lookup -n 1 --offset 1 -f jsonl cv.txt | jq -r .number
  99-NQ/TW

A number with the day of another document is the one held, and its own day is told:

  $ echo 'Thực hiện Chỉ thị số 12-CT/TU, ngày 10/4/2022; Chỉ thị số 12-CT/TU, ngày 10/3/2022 của Ban Thường vụ Tỉnh ủy Sông Lam.' >slip.txt
  $ tracuu lookup slip.txt | grep held
  12-CT/TU · 10/04/2022 · Ban Thường vụ Tỉnh ủy Sông Lam · held (2 mentions)
                  implements · 10/04/2022 · Ban Thường vụ Tỉnh ủy Sông Lam · the one held is of 10/03/2022

Nothing cited, files that cannot be read, formats that do not fit, no index:

  $ tracuu lookup none.txt
  [1]
  $ tracuu lookup nowhere.txt cv.txt -f csv --fields number
  number\r (esc)
  tracuu: cannot read nowhere.txt: No such file or directory
  12-CT/TU\r (esc)
  99-NQ/TW\r (esc)
  31-KH/TU\r (esc)
  [3]
  $ head -c 4096 "$(command -v tracuu)" | tracuu lookup -
  tracuu: - is no plain text (tracuu-index extract --text makes it one)
  [3]
  $ tracuu lookup -f ics cv.txt
  tracuu: the format ics does not go with lookup
  [2]
  $ tracuu lookup --depth 2 cv.txt
  tracuu: --depth does not go with lookup
  [2]
  $ tracuu -d nowhere lookup cv.txt
  tracuu: no index in nowhere
  [4]
