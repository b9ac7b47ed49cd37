What is cited and not held, most cited first.

  $ mkdir plans
  $ plan() { printf 'TỈNH ỦY SÔNG LAM\n*\nSố %s-KH/TU\nSông Lam, ngày %s\nKẾ HOẠCH\nvề việc %s\n\n%s\n' "$@"; }
  $ A='Căn cứ Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị.'
  $ B='Căn cứ Nghị quyết số 35-NQ/TW, ngày 22/10/2018 của Bộ Chính trị.'
  $ plan 1 '10 tháng 3 năm 2021' một "$A Theo Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị. $B" > plans/1.txt
  $ plan 2 '11 tháng 3 năm 2021' hai "$A" > plans/2.txt
  $ plan 3 '12 tháng 3 năm 2021' ba "Căn cứ Kế hoạch số 01-KH/TU, ngày 10/3/2021 của Tỉnh ủy Sông Lam; Luật Báo chí ngày 05/4/2016." > plans/3.txt
  $ tracuu-index -d .tracuu add -q plans
  tracuu-index: new index in .tracuu

Plan 1 is held, the others are not:

  $ tracuu missing
         2  05-CT/TW · 15/05/2016 · Bộ Chính trị (3 mentions)
         1  Luật Báo chí ngày 05/4/2016 · 05/04/2016 · LAW:luat-bao-chi:2016-04-05
         1  35-NQ/TW · 22/10/2018 · Bộ Chính trị
  $ tracuu missing -f jsonl -n 1 | jq -c .
  {"v":1,"type":"missing","number":"05-CT/TW","number_key":"5-CT/TW","id":"NUM:party:TW:-:CT:5:XII","date":"2016-05-15","issuer":"Bộ Chính trị","doc_type":"CT","documents":2,"mentions":3,"raw":"Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị"}
  $ tracuu missing -c
  3
  $ tracuu missing -n 1 -f text
         2  05-CT/TW · 15/05/2016 · Bộ Chính trị (3 mentions)
  tracuu: 1 of 3 shown; -n and --offset show others

By type and date of what is missing:

  $ tracuu missing --type 'nghị quyết' -f csv --fields number,documents
  number,documents\r (esc)
  35-NQ/TW,1\r (esc)
  $ tracuu missing --since 22/10/2018 -f csv --fields number
  number\r (esc)
  35-NQ/TW\r (esc)
  $ tracuu missing --since 2019
  [1]

  $ tracuu missing --type XYZ
  tracuu: "XYZ" is no type: write a type such as KH or "Kế hoạch"
  [2]

It goes when it comes:

  $ printf 'BAN CHẤP HÀNH TRUNG ƯƠNG\nBỘ CHÍNH TRỊ\n*\nSố 35-NQ/TW\nHà Nội, ngày 22 tháng 10 năm 2018\nNGHỊ QUYẾT\nvề tăng cường bảo vệ nền tảng tư tưởng\n' > plans/35.txt
  $ tracuu-index -d .tracuu add -q plans
  $ tracuu missing -f csv --fields number --type NQ
  number\r (esc)
  [1]

A law is one, cited by its number or by its name and day, and goes by the number that most write, not by a slip of the year:

  $ law() { printf 'TỈNH ỦY SÔNG CẢ\nSố %s-KH/TU\nSông Cả, ngày 3 tháng 3 năm 2021\nKẾ HOẠCH\nan ninh mạng\n\nCăn cứ %s;\n' $1 "$2" >laws/$1.txt; }
  $ mkdir laws; law 1 'Luật An ninh mạng số 24/2018/QH14'; law 2 'Luật An ninh mạng ngày 12 tháng 6 năm 2018'
  $ law 3 'Luật An ninh mạng số 24/2018/QH14'; law 4 'Luật An ninh mạng số 24/2081/QH14'
  $ tracuu-index -d laws.idx add -q laws 2>/dev/null
  $ tracuu -d laws.idx missing -f csv --fields number,documents,mentions
  number,documents,mentions\r (esc)
  24/2018/QH14,4,4\r (esc)
  $ tracuu -d laws.idx cited-by 24/2018/QH14 -c
  3

A day of another year than the number's is a slip, and a number without a day is of its year:

  $ law 5 'Nghị định số 134/2016/NĐ-CP ngày 01 tháng 9 năm 2026 của Chính phủ'
  $ sed 's/2026/2016/; s/2021/2019/' laws/5.txt >laws/6.txt; law 7 'Nghị định số 9/2025/NĐ-CP'
  $ tracuu-index -d laws.idx add -q laws
  $ tracuu -d laws.idx missing --type NĐ -f csv --fields number_key,date
  number_key,date\r (esc)
  134/2016/NĐ-CP,2016-09-01\r (esc)
  9/2025/NĐ-CP,\r (esc)
  $ tracuu -d laws.idx missing --since 2025 -f csv --fields number_key
  number_key\r (esc)
  9/2025/NĐ-CP\r (esc)

The counts over corpus/plans are those of the citations that extract gives:

  $ tracuu-index -d big add -q "$TC_ROOT/corpus/plans"
  tracuu-index: new index in big
  $ tracuu -d big missing -n 0 -f jsonl > missing.jsonl
  $ tracuu-index extract --json "$TC_ROOT"/corpus/plans/* > plans.jsonl
  $ tracuu -d big graph -f jsonl | jq -r 'select(.status == "held" and .id) | .id' > own
  $ python3 - <<'EOF'
  > import collections, json
  > plans = [json.loads(l) for l in open("plans.jsonl")]
  > own = set(open("own").read().split("\n")) - {""}
  > documents, mentions = collections.defaultdict(set), collections.Counter()
  > for p in plans:
  >     for c in p["citations"]:
  >         if c["id"]:
  >             documents[c["id"]].add(p["sha256"])
  >             mentions[c["id"]] += 1
  > rows = [json.loads(l) for l in open("missing.jsonl")]
  > ids = [r["id"] for r in rows if r["id"]]
  > print("each once:", len(ids) == len(set(ids)), len(ids) > 50)
  > print("none is held:", not own & set(ids))
  > # a law by its name and day may be told by its number
  > print("none is forgotten:", [i for i in documents if i not in own and i not in ids and not (i.startswith("LAW:") and i[-1] != ":") and
  >       not any(p["number_key"] and p["number_key"] in {c["number_key"] for q in plans for c in q["citations"] if c["id"] == i} for p in plans)])
  > # mentions without an identity may be counted with the only one that has their number
  > print("counts:", all(r["documents"] >= len(documents[r["id"]]) and r["mentions"] >= mentions[r["id"]] for r in rows if r["id"]))
  > print("order:", rows == sorted(rows, key=lambda r: (-r["documents"], -r["mentions"])))
  > EOF
  each once: True True
  none is held: True
  none is forgotten: []
  counts: True
  order: True

Wrong use:

  $ tracuu missing words
  tracuu: missing takes no words
  usage: tracuu missing [option]...  (tracuu missing --help shows more)
  [2]
  $ tracuu list words
  tracuu: list takes no words
  usage: tracuu list [option]...  (tracuu list --help shows more)
  [2]
  $ tracuu missing --since never
  tracuu: "never" is no date: write 2021, 2021-05 or 25/5/2021
  [2]
  $ tracuu missing -l
  tracuu: the format paths does not go with missing
  [2]
  $ tracuu -d nowhere missing
  tracuu: no index in nowhere
  [4]
