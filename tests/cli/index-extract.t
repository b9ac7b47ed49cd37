extract shows what would be indexed, and needs no index.

  $ printf 'TỈNH ỦY LAI CHÂU\nSố 31-KH/TU\nLai Châu, ngày 17 tháng 5 năm 2021\nKẾ HOẠCH\ntuyên truyền\n' > plan.txt
  $ tracuu-index extract plan.txt | jq -c '[.v, .type, .path, .mime, .charset, .pages, .number_key, .doc_type, .date]'
  [1,"plan","plan.txt","text/plain","utf-8",1,"31-KH/TU","KH","2021-05-17"]
  $ tracuu-index extract --json plan.txt plan.txt | wc -l
  2
  $ tracuu-index extract plan.txt | jq -r .sha256 | diff - <(sha256sum plan.txt | cut -d' ' -f1)
  $ tracuu-index extract --text plan.txt | cmp - plan.txt
  $ tracuu-index extract --text - < plan.txt | cmp - plan.txt
  $ printf '<p>Số&nbsp;1&ndash;KH/TU<p>&#272;&#7843;ng' | tracuu-index extract --text --stdin-name a.html -
  S\xe1\xbb\x91 1\xe2\x80\x93KH/TU (esc)
  \xc4\x90\xe1\xba\xa3ng (esc)

The same text in other encodings gives the same plan:

  $ key() { jq -c '[.number_key, .issuer, .date, .title]'; }
  $ tracuu-index extract plan.txt | key > want
  $ iconv -f utf-8 -t utf-16 plan.txt > utf16.txt && tracuu-index extract utf16.txt | key | diff want -
  $ python3 -c 'import sys, unicodedata as u; sys.stdout.write(u.normalize("NFD", open("plan.txt").read()))' > nfd.txt && tracuu-index extract nfd.txt | key | diff want -
  $ (printf '\357\273\277'; cat plan.txt) > bom.txt && tracuu-index extract bom.txt | key | diff want -
  $ sed 's/$/\r/' plan.txt > crlf.txt && tracuu-index extract crlf.txt | key | diff want -
  $ (echo '<html><meta charset="utf-8"><body>'; sed 's/^/<p>/' plan.txt) > plan.html && tracuu-index extract plan.html | key | diff want -

What is wrong is told on stderr, the rest is done:

  $ : > empty.txt; head -c 2000 /dev/zero > zero; printf 'Tỉnh ủy \377\376 ng\303 quyết của Tỉnh ủy về nhiều việc\n' > broken.txt
  $ tracuu-index extract nowhere . zero plan.txt empty.txt | jq -c '[.path, .number_key, .warnings]'
  tracuu-index: nowhere: missing: cannot open: No such file or directory
  tracuu-index: .: special: not a regular file
  tracuu-index: zero: unsupported: binary data
  ["plan.txt","31-KH/TU",[]]
  ["empty.txt",null,["no text"]]
  $ tracuu-index extract zero > /dev/null
  tracuu-index: zero: unsupported: binary data
  [3]
  $ tracuu-index extract --charset utf-8 broken.txt | jq -c .warnings
  ["3 bytes could not be decoded as utf-8"]
  $ tracuu-index extract --charset klingon plan.txt
  tracuu-index: plan.txt: unsupported: charset "klingon" is not known
  [3]
  $ tracuu-index extract --max-file-size 10 plan.txt
  tracuu-index: plan.txt: too-big: more than 10 bytes
  [3]
  $ tracuu-index extract
  tracuu-index: extract: what? Give files, or - for stdin
  [2]
  $ tracuu-index extract --json --text plan.txt
  tracuu-index: extract: --json or --text, not both
  [2]

Output that goes nowhere:

  $ tracuu-index extract plan.txt > /dev/full
  tracuu-index: cannot write the output: No space left on device
  [2]
  $ (trap '' PIPE; tracuu-index extract $(for i in $(seq 1000); do echo plan.txt; done); echo $? > status) | head -1 > /dev/null; cat status
  141

Of a document with tracked changes, the text behind them, before them, or both:

  $ printf '{\\rtf1 S\\u7889? {\\deleted 30}{\\revised 35}-KH/TU\\par}' > changes.rtf
  $ for w in final original both; do tracuu-index extract --text --tracked-changes $w changes.rtf; done
  Số 35-KH/TU
  Số 30-KH/TU
  Số [-30-]{+35+}-KH/TU
  $ tracuu-index extract --tracked-changes some changes.rtf
  tracuu-index: * (glob)
  [2]
