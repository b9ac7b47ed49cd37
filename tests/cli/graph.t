Who cites whom, as a graph.

  $ mkdir plans
  $ plan() { printf 'TỈNH ỦY SÔNG LAM\n*\nSố %s-KH/TU\nSông Lam, ngày %s\nKẾ HOẠCH\nvề việc %s\n\n%s\n' "$@"; }
  $ plan 1 '10 tháng 3 năm 2021' 'mở "đầu" \ a <b> & c' 'Căn cứ Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị.' > plans/1.txt
  $ plan 2 '11 tháng 3 năm 2021' hai 'Thực hiện Kế hoạch số 01-KH/TU, ngày 10/3/2021 của Tỉnh ủy Sông Lam. Theo Kế hoạch số 01-KH/TU, ngày 10/3/2021 của Tỉnh ủy Sông Lam.' > plans/2.txt
  $ plan 3 '12 tháng 3 năm 2021' ba 'Thực hiện Kế hoạch số 02-KH/TU, ngày 11/3/2021 của Tỉnh ủy Sông Lam.' > plans/3.txt
  $ tracuu-index -d .tracuu add -q plans
  tracuu-index: new index in .tracuu
  $ tracuu graph 1-KH/TU
  digraph citations {
    rankdir=LR;
    node [shape=box];
    "NUM:party:TU:song-lam:KH:1:2020-2025" [label="1-KH/TU\n2021-03-10", tooltip="về việc mở \"đầu\" \\ a <b> & c"];
    "NUM:party:TW:-:CT:5:XII" [label="05-CT/TW\n2016-05-15", style=dashed];
    "NUM:party:TU:song-lam:KH:1:2020-2025" -> "NUM:party:TW:-:CT:5:XII" [label="căn cứ", weight=1];
    "NUM:party:TU:song-lam:KH:2:2020-2025" [label="2-KH/TU\n2021-03-11", tooltip="về việc hai"];
    "NUM:party:TU:song-lam:KH:2:2020-2025" -> "NUM:party:TU:song-lam:KH:1:2020-2025" [label="thực hiện", weight=1];
    "NUM:party:TU:song-lam:KH:2:2020-2025" -> "NUM:party:TU:song-lam:KH:1:2020-2025" [label="dẫn chiếu", weight=1];
  }

Directions and depth; the root may be a file, and a document that is only cited:

  $ tracuu graph --root 1-KH/TU --direction out -f text
  1-KH/TU → 05-CT/TW · based on
  $ tracuu graph --root plans/1.txt --direction in --depth 2 -f text
  2-KH/TU → 1-KH/TU · implements
  2-KH/TU → 1-KH/TU · refers to
  3-KH/TU → 2-KH/TU · implements
  $ tracuu graph --root 5-CT/TW --depth 3 -f jsonl --fields node,number,status,depth,source,target
  {"v":1,"type":"node","node":"NUM:party:TW:-:CT:5:XII","number":"05-CT/TW","status":"missing","depth":0}
  {"v":1,"type":"node","node":"NUM:party:TU:song-lam:KH:1:2020-2025","number":"1-KH/TU","status":"held","depth":1}
  {"v":1,"type":"edge","source":"NUM:party:TU:song-lam:KH:1:2020-2025","target":"NUM:party:TW:-:CT:5:XII"}
  {"v":1,"type":"node","node":"NUM:party:TU:song-lam:KH:2:2020-2025","number":"2-KH/TU","status":"held","depth":2}
  {"v":1,"type":"edge","source":"NUM:party:TU:song-lam:KH:2:2020-2025","target":"NUM:party:TU:song-lam:KH:1:2020-2025"}
  {"v":1,"type":"edge","source":"NUM:party:TU:song-lam:KH:2:2020-2025","target":"NUM:party:TU:song-lam:KH:1:2020-2025"}
  {"v":1,"type":"node","node":"NUM:party:TU:song-lam:KH:3:2020-2025","number":"3-KH/TU","status":"held","depth":3}
  {"v":1,"type":"edge","source":"NUM:party:TU:song-lam:KH:3:2020-2025","target":"NUM:party:TU:song-lam:KH:2:2020-2025"}
  $ tracuu graph --root NUM:party:TW:-:CT:5:XII -f csv
  source,target,relation,count\r (esc)
  NUM:party:TU:song-lam:KH:1:2020-2025,NUM:party:TW:-:CT:5:XII,can_cu,1\r (esc)

GraphML is XML, every edge has its nodes, and names and titles come back as they are:

  $ tracuu graph -f graphml > all.graphml
  $ python3 - <<'EOF'
  > import xml.etree.ElementTree as tree
  > ns = "{http://graphml.graphdrawing.org/xmlns}"
  > root = tree.parse("all.graphml").getroot()
  > keys = {k.get("id") for k in root.iter(ns + "key")}
  > nodes = {n.get("id"): {d.get("key"): d.text for d in n} for n in root.iter(ns + "node")}
  > print(len(nodes), [n["title"] for n in nodes.values() if "<" in n.get("title", "")])
  > print(all(k in keys for n in nodes.values() for k in n))
  > for e in root.iter(ns + "edge"):
  >     print(nodes[e.get("source")]["number"], nodes[e.get("target")]["number"], *[d.text for d in e])
  > EOF
  4 ['về việc mở "đầu" \\ a <b> & c']
  True
  3-KH/TU 2-KH/TU thuc_hien 1
  2-KH/TU 1-KH/TU thuc_hien 1
  2-KH/TU 1-KH/TU dan_chieu 1
  1-KH/TU 05-CT/TW can_cu 1

The whole graph of corpus/plans has every citation that extract gives, once:

  $ tracuu-index -d big add -q "$TC_ROOT/corpus/plans"
  tracuu-index: new index in big
  $ tracuu -d big graph -f jsonl > big.jsonl
  $ tracuu-index extract --json "$TC_ROOT"/corpus/plans/* > plans.jsonl
  $ python3 - <<'EOF'
  > import collections, json, os
  > rows = [json.loads(l) for l in open("big.jsonl")]
  > nodes, edges, early = {}, collections.Counter(), True
  > for r in rows:
  >     if r["type"] == "node":
  >         early = early and r["node"] not in nodes
  >         nodes[r["node"]] = r
  >     else:
  >         early = early and r["source"] in nodes and r["target"] in nodes
  >         edges[os.path.basename(nodes[r["source"]]["path"]), r["relation"]] += r["count"]
  > cited = collections.Counter()
  > for p in map(json.loads, open("plans.jsonl")):
  >     for c in p.get("citations", []):
  >         if c["form"] != "class" and (c["number_key"] or c["id"]):
  >             cited[os.path.basename(p["path"]), c["relation"]] += 1
  > print("nodes once and before their edges:", early)
  > print("edges:", edges == cited, len(edges) > 50)
  > EOF
  nodes once and before their edges: True
  edges: True True
  $ tracuu -d big graph -f jsonl 5-CT/TW --depth 9 -n 0 | jq -c 'select(.type == "edge")' | sort | uniq -d

A graph that is cut says so; -n 0 is everything:

  $ tracuu graph -f csv -n 1 -c
  tracuu: cut at 1 documents; -n 0 shows all
  1
  $ tracuu graph -f csv -c
  4

What is not there, what is not clear, and wrong use; nothing is written then:

  $ tracuu graph 9-KH/TU
  tracuu: no document in the index is "9-KH/TU"
  [1]
  $ tracuu -d big graph 31-KH/TU > out 2> err; echo $?; cat out; head -1 err; sed 's/.* · NUM/NUM/; s/ · .*//' err | tail -3
  2
  tracuu: "31-KH/TU" is 3 documents; choose with --date, --issuer, --id or by path:
  NUM:party:TU:hong-chau:KH:31:2020-2025
  NUM:party:TU:song-lam:KH:31:2020-2025
  NUM:party:TU:song-lam:KH:31:2015-2020
  $ tracuu -d big graph 31-KH/TU --date 2016 -f jsonl | head -1 | jq -r .id
  NUM:party:TU:song-lam:KH:31:2015-2020
  $ tracuu graph 1-KH/TU --relation can_cu -f text
  1-KH/TU → 05-CT/TW · based on
  $ tracuu graph --direction up 1-KH/TU
  tracuu: --direction takes out, in or both, not "up"
  usage: tracuu graph [option]... [NUMBER|DOC] (tracuu graph --help shows more)
  [2]
  $ tracuu graph --depth 2
  tracuu: --depth and --direction go with a root
  usage: tracuu graph [option]... [NUMBER|DOC] (tracuu graph --help shows more)
  [2]
  $ tracuu graph -f ics
  tracuu: the format ics does not go with graph
  [2]
  $ tracuu graph -q 1-KH/TU
  $ tracuu -d nowhere graph
  tracuu: no index in nowhere
  [4]

The most cited first, as each of them counts for itself:

  $ tracuu-index -d all add -q $TC_ROOT/corpus/plans 2> /dev/null
  $ tracuu -d all list --sort cited -n 0 -f tsv --fields cited_by_count | tail -n +2 > counts
  $ sort -rn counts | cmp - counts; sort -u counts | tail -n +3 | head -1
  2

A page of them, for which few documents are asked about, is what the whole list has there:

  $ tracuu -d all list -l --sort cited -n 0 > whole
  $ for first in 0 1 7 30; do tracuu -d all list -l --sort cited -n 5 --offset $first 2> /dev/null; done > pages
  $ (for first in 1 2 8 31; do tail -n +$first whole | head -5; done) | cmp - pages; wc -l < pages
  20

What is cited by a number that is several documents' counts for each of them, what is cited with its day for one, on a
page as well:

  $ mkdir many; for i in 1 2 3; do printf "TỈNH ỦY MIỀN $i\n*\nSố 5-CT/TU\n\nCHỈ THỊ\nvề việc thứ $i\n\nNội dung $i.\n" > many/a$i.txt; done
  $ plan() { printf "HUYỆN ỦY TAM ĐƯỜNG\n*\nSố $1-KH/HU\nTam Đường, ngày $(($1 % 28 + 1)) tháng 3 năm 2021\n\nKẾ HOẠCH\nviệc $1\n\n$2\n"; }
  $ for i in $(seq 9); do plan $i "Thực hiện Chỉ thị số 5-CT/TU." > many/k$i.txt; done
  $ for i in $(seq 10 30); do plan $i "Thực hiện Kế hoạch số $((i / 10))-KH/HU, ngày $((i / 10 + 1))/3/2021 của Huyện ủy Tam Đường." > many/k$i.txt; done
  $ tracuu-index -d c add -q many 2> /dev/null; tracuu -d c list --sort cited -n 4 -f tsv --fields number,cited_by_count 2> /dev/null
  number	cited_by_count
  2-KH/HU	10
  1-KH/HU	10
  5-CT/TU	9
  5-CT/TU	9
  $ tracuu -d c list --sort cited -n 3 --offset 4 -f tsv --fields number,cited_by_count 2> /dev/null | tail -n +2
  5-CT/TU	9
  3-KH/HU	1
  27-KH/HU	0
