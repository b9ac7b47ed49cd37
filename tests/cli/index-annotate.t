Fields set by hand: scanning has lost the head of this plan.

  $ mkdir plans && cat > plans/a.txt <<'END'
  > KẾ HOẠCH
  > tuyên truyền bầu cử
  > 
  > Thực hiện Kế hoạch số 12-KH/TU, ngày 17/5/2021 về bầu cử.
  > END
  $ printf 'TỈNH ỦY SÔNG LAM\n*\nSố 12-KH/TU\nSông Lam, ngày 17 tháng 5 năm 2021\nKẾ HOẠCH\nbầu cử\n' > plans/b.txt
  $ sleep 0.05; tracuu-index add -q plans
  tracuu-index: new index in .tracuu
  $ fields() { tracuu show "$1" -f jsonl | jq -c '[.number, .doc_type, .title, .date, .place, .issuer, .issuer_parent, .signer.name, .id, .by_hand]'; }
  $ fields plans/a.txt
  [null,"KH","tuyên truyền bầu cử",null,null,null,null,null,null,[]]

  $ tracuu-index annotate plans/a.txt number='31 – KH/TU' date=1/6/2021 'issuer=Tỉnh ủy Sông Lam'
  tracuu-index: 1 changed
  $ tracuu-index annotate -v plans/a.txt 'signer=Cao Thị Hòa An' 'place=Sông Lam' 'title=công tác bầu cử' doc_type='chương trình'
  tracuu-index: annotated: plans/a.txt
  tracuu-index: 1 changed
  $ fields plans/a.txt
  ["31-KH/TU","CTr","công tác bầu cử","2021-06-01","Sông Lam","Tỉnh ủy Sông Lam",null,"Cao Thị Hòa An","NUM:party:TU:song-lam:KH:31:2020-2025",["number","doc_type","title","date","place","issuer","signer"]]

Questions find it, and what it cites is resolved with what was told:

  $ tracuu -l 31-KH/TU
  plans/a.txt
  $ tracuu -l issuer:'"Tỉnh ủy Sông Lam"' date:2021-06
  plans/a.txt
  $ tracuu cited-by 12-KH/TU --id NUM:party:TU:song-lam:KH:12:2020-2025 -f jsonl | jq -c '[.path, .document, .status]'
  ["plans/a.txt","31-KH/TU","held"]
  $ tracuu show plans/a.txt | sed '/^file/,$d'
  number       31-KH/TU
  type         Chương trình
  title        công tác bầu cử
  date         01/06/2021
  place        Sông Lam
  issuer       Tỉnh ủy Sông Lam
  by           Cao Thị Hòa An
  identity     NUM:party:TU:song-lam:KH:31:2020-2025
  by hand      number, doc_type, title, date, place, issuer, signer
  cited by     0

A value is taken back with nothing behind the equals sign:

  $ tracuu-index annotate -q plans/a.txt doc_type= title= place= signer=
  $ fields plans/a.txt
  ["31-KH/TU","KH","tuyên truyền bầu cử","2021-06-01",null,"Tỉnh ủy Sông Lam",null,null,"NUM:party:TU:song-lam:KH:31:2020-2025",["number","date","issuer"]]

It stays when files are read anew: by update, by rebuild, when the file moves or is taken out for a while:

  $ fields plans/a.txt > before
  $ touch plans/a.txt; tracuu-index update -q; fields plans/a.txt | cmp before -
  $ tracuu-index rebuild -q; fields plans/a.txt | cmp before -
  $ tracuu-index compact; fields plans/a.txt | cmp before -
  $ mv plans/a.txt plans/c.txt; sleep 0.05; tracuu-index update -q --delete-missing; fields plans/c.txt | cmp before -
  $ tracuu-index remove -q plans/c.txt; sleep 0.05; tracuu-index add -q -j 2 plans; fields plans/c.txt | cmp before -
  tracuu-index: plans/c.txt: update takes it in again, as plans was added; add that with --exclude
  $ cp plans/c.txt plans/d.txt; sleep 0.05; tracuu-index update -q; tracuu-index remove -q plans/c.txt 2> /dev/null; fields plans/d.txt | cmp before -
  $ rm plans/d.txt; tracuu-index rebuild -q; fields plans/d.txt | cmp before -
  $ tracuu-index verify -q
  $ tracuu-index -d other add -q plans; tracuu -d other -d .tracuu show .tracuu/../plans/d.txt -f jsonl | jq -c .by_hand
  tracuu-index: new index in other
  ["number","date","issuer"]
  $ tracuu-index dump | jq -c 'select(.type == "annotation")'
  {"v":1,"type":"annotation","sha256":"d0cd277944e3e12846a05cd6a3468a663d019365b1731ed9393120f855578f20","values":{"number":"31-KH/TU","doc_type":null,"title":null,"date":"2021-06-01","place":null,"issuer":"Tỉnh ủy Sông Lam","issuer_parent":null,"signer":null}}
  $ tracuu-index dump | python3 "$TC_ROOT/tests/validate.py" | grep annotation
  annotation 1

Another content is another document:

  $ cp plans/b.txt plans/d.txt; sleep 0.05; tracuu-index update -q; fields plans/d.txt | jq -c '.[-1]'
  []

All taken back, nothing is left of it:

  $ tracuu-index annotate -q plans/b.txt date=2021-05-18; tracuu show 12-KH/TU -f jsonl | jq -c '[.date, .by_hand]'
  ["2021-05-18",["date"]]
  $ tracuu-index annotate -q plans/b.txt date=; tracuu show 12-KH/TU -f jsonl | jq -c '[.date, .by_hand]'
  ["2021-05-17",[]]
  $ tracuu-index dump | jq -c 'select(.type == "annotation") | .values.number'
  "31-KH/TU"

Mistakes; nothing is changed by them:

  $ tracuu-index annotate plans/b.txt
  tracuu-index: annotate: what? Give a file and FIELD=VALUE
  [2]
  $ tracuu-index annotate plans/b.txt number=7-KH/TU date=32/1/2021
  tracuu-index: 32/1/2021 is no date such as 2021-05-25 or 25/5/2021
  [2]
  $ tracuu-index annotate plans/b.txt number=bảy
  tracuu-index: bảy is no document number such as 05-CT/TW
  [2]
  $ tracuu-index annotate plans/b.txt doc_type=thư
  tracuu-index: thư is no type of document such as KH or its name
  [2]
  $ tracuu-index annotate plans/b.txt nothing=1
  tracuu-index: nothing: no such field
  [2]
  $ tracuu-index annotate plans/b.txt number
  tracuu-index: number: write FIELD=VALUE
  [2]
  $ tracuu-index annotate plans/nowhere.txt number=7-KH/TU
  tracuu-index: plans/nowhere.txt: no document of the index
  [2]
  $ tracuu-index annotate plans/b.txt "$(printf 'title=\377')"
  tracuu-index: the value is not UTF-8
  [2]
  $ tracuu-index -d nowhere annotate plans/b.txt number=7-KH/TU
  tracuu-index: no index in nowhere
  [4]
  $ tracuu show plans/b.txt -f jsonl | jq -c '[.number, .by_hand]'
  ["12-KH/TU",[]]
