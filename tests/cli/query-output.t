Formats, fields and exit statuses.

  $ mkdir t && printf 'Số 1-KH/TU\n\nKẾ HOẠCH\n=SUM(A1), "một"\n\n1. Nội dung bầu cử.\n' > 't/a b.txt'
  $ printf 'Số 2-KH/TU\n\nKẾ HOẠCH\nhai \033[31mđỏ\n\n1. Nội dung bầu cử \xc2\x9b2J xong.\n' > t/c.txt
  $ tracuu-index add -q t 2>/dev/null

JSON Lines, only the keys wanted, and a summary:

  $ tracuu bầu cử -f jsonl --fields path,number --sort number --summary | sed 's/"elapsed_ms":[0-9]*/"elapsed_ms":0/'
  {"v":1,"type":"doc","path":"t/a b.txt","number":"1-KH/TU"}
  {"v":1,"type":"doc","path":"t/c.txt","number":"2-KH/TU"}
  {"v":1,"type":"summary","matched":2,"returned":2,"exact":true,"partial":false,"marks":"smart","elapsed_ms":0,"suggestions":[],"folded":0}
  $ tracuu bầu cử -f jsonl -n 1 | jq -r 'keys_unsorted | join(" ")'
  v type rank score path number title date issuer doc_type cited_by_count hits duplicates
  $ tracuu bầu cử -f jsonl --format-version 1 -n 1 | wc -l
  1
  $ tracuu bầu cử -f jsonl --format-version 2
  tracuu: records are written in format version 1, not 2
  [2]

CSV by the book, and as Excel wants it:

  $ tracuu bầu cử -f csv --fields path,number,title --sort number | cat -v
  path,number,title^M
  t/a b.txt,1-KH/TU,*^M (glob)
  t/c.txt,2-KH/TU,*^M (glob)
  $ tracuu bầu cử -f csv --bom --fields number | head -1 | od -An -tx1 | cut -c1-12
   ef bb bf 6e
  $ tracuu không có -f csv --fields path,number | tr -d '\r'
  path,number
  $ tracuu bầu cử -f tsv --fields number,path --sort number
  number	path
  1-KH/TU	t/a b.txt
  2-KH/TU	t/c.txt

Paths, one a line or ended by NUL:

  $ tracuu bầu cử -f paths | sort
  t/a b.txt
  t/c.txt
  $ tracuu bầu cử -l0 | tr '\0' '|'; echo
  t/*|t/*| (glob)
  $ (cd t && tracuu bầu cử -l | sort)
  ../t/a b.txt
  ../t/c.txt

People's terminals get no control bytes; JSON keeps all:

  $ tracuu bầu cử xong | tr -d '\n' | LC_ALL=C grep -c "$(printf '[\001-\037\177]')"
  0
  [1]
  $ tracuu bầu cử xong -f jsonl | jq -r '.hits[].text' | grep -c "$(printf '\xc2\x9b')2J"
  1
  $ tracuu bầu cử xong --color always | grep -c "$(printf '\033')"
  [1-9] (re)
  $ NO_COLOR=1 tracuu bầu cử xong | grep -c "$(printf '\033')"
  0
  [1]

Found, nothing, misused, no index, a reader that goes away:

  $ tracuu -q bầu cử
  $ tracuu -q vũtrụ
  [1]
  $ tracuu
  tracuu: what is to be searched?
  usage: tracuu search [option]... QUESTION (tracuu search --help shows more)
  [2]
  $ tracuu bầu --role x
  tracuu: --role does not go with search
  [2]
  $ tracuu bầu --nothing
  tracuu: there is no option --nothing
  [2]
  $ tracuu bầu -z
  tracuu: there is no option -z (write -- before words that begin with -)
  [2]
  $ tracuu bầu -n x
  tracuu: --limit takes a number, not "x"
  [2]
  $ tracuu bầu -f xml
  tracuu: there is no format "xml" (text, jsonl, csv, tsv, paths)
  [2]
  $ tracuu bầu --sort best
  tracuu: --sort takes relevance, -date, date, number or cited, not "best"
  [2]
  $ tracuu bầu -f jsonl --fields nothing
  tracuu: --fields: no record here has the key "nothing" (keys: rank, score, path, number, title, date, issuer, doc_type, cited_by_count, hits, query_no, query, duplicates)
  [2]
  $ tracuu -d nowhere bầu
  tracuu: * (glob)
  [4]
  $ yes 'bầu cử' | head -2000 | (tracuu search --queries - -f jsonl; echo $? >status) | head -1 >/dev/null; cat status
  141
  $ tracuu list >/dev/full
  tracuu: cannot write the answer: No space left on device
  [2]

Many questions in one go; a line that does not parse costs nothing:

  $ printf 'bầu cử\n\n"xong\nvũtrụ\n' | tracuu search --queries - -f jsonl --fields query_no,query,rank,path -n 1
  {"v":1,"type":"doc","query_no":1,"query":"bầu cử","rank":1,"path":"t/a b.txt"}
  tracuu: question 3: the quote is not closed (column 1); taken as plain words
  {"v":1,"type":"doc","query_no":3,"query":"\"xong","rank":1,"path":"t/c.txt"}
  $ printf 'b\377u\nxong\n' | tracuu search --queries - -f jsonl --fields query_no,path
  tracuu: question 1: * (glob)
  {"v":1,"type":"doc","query_no":2,"path":"t/c.txt"}
  [3]
  $ tracuu "$(printf 'b\377u')"
  tracuu: * (glob)
  [2]
  $ tracuu search --queries nowhere.txt
  tracuu: cannot read nowhere.txt: No such file or directory
  [2]
  $ tracuu search --queries .
  tracuu: cannot read .: Is a directory
  [2]

Errors of the language are shown where they are:

  $ tracuu search 'hoà "bình'
  tracuu: the quote is not closed (column 6)
    hoà "bình
        ^
  [2]
  $ tracuu search 'bầu khong_co:1'
  tracuu: there is no field "khong_co" (*) (column 7) (glob)
    bầu khong_co:1
        ^
  [2]
  $ tracuu search 'bầu number:xyz'
  tracuu: "xyz" is no number: write a document number such as 05-CT/TW (column 14)
    bầu number:xyz
               ^
  [2]
  $ tracuu search 'bầu (cử'
  tracuu: the parenthesis is not closed (column 7)
    bầu (cử
        ^
  [2]
  $ tracuu search -l -- -bầu
  [1]

Help comes from the tables:

  $ tracuu --help | head -1
  usage: tracuu [-d DIR]... [COMMAND] [option]... QUESTION
  $ tracuu cited-by --help | grep -c -e '--relation NAME' -e '--issuer NAME'
  2
  $ tracuu help nothing
  tracuu: there is no command "nothing"
  usage: tracuu help [option]... [COMMAND] (tracuu help --help shows more)
  [2]
  $ tracuu --version
  tracuu * (glob)

What cannot be meant is told, not searched:

  $ tracuu date:2023..2021
  tracuu: the range ends before it begins (column 6)
    date:2023..2021
         ^
  [2]
  $ tracuu --year 2023..2021 kế hoạch
  tracuu: the range ends before it begins
  [2]
  $ tracuu number:35..30-KH/TU 2>&1 | head -1
  tracuu: the range ends before it begins (column 8)
  $ tracuu --year 20x
  tracuu: "20x" is no year: write a year such as 2024, or 2019..2024
  [2]
  $ tracuu --type XYZ
  tracuu: "XYZ" is no type: write a type such as KH or "Kế hoạch"
  [2]
  $ tracuu --system abc
  tracuu: "abc" is no system: write party, state or mass
  [2]
  $ tracuu facets -l
  tracuu: the format paths does not go with facets
  [2]
  $ tracuu facets --fields number
  tracuu: --fields: no record here has the key "number" (keys: field, value, count, label, query_no, query)
  [2]
  $ tracuu list --format-version 0
  tracuu: records are written in format version 1, not 0
  [2]
  $ tracuu --exact-diacritics --ignore-diacritics kế hoạch
  tracuu: --exact-diacritics and --ignore-diacritics: choose one
  [2]
