Several indexes asked as one, and lists that name them.

  $ mkdir -p 2021 2022 && for i in 1 2 3; do printf "TỈNH ỦY SÔNG LAM\nSố 0$i-KH/TU\nSông Lam, ngày 0$i tháng 5 năm 2021\nKẾ HOẠCH\nvề chuyển đổi số\nCăn cứ Chỉ thị số 05-CT/TW\n" > 2021/$i.txt; done
  $ for i in 4 5; do printf "TỈNH ỦY SÔNG LAM\nSố 0$i-KH/TU\nSông Lam, ngày 0$i tháng 5 năm 2022\nKẾ HOẠCH\nvề chuyển đổi số, năm sau\n" > 2022/$i.txt; done
  $ tracuu-index -d one add -q 2021 2022 && tracuu-index -d a add -q 2021 && tracuu-index -d b add -q 2022
  tracuu-index: new index in one
  tracuu-index: new index in a
  tracuu-index: new index in b
  $ printf '# all\nauto a\nauto b\n' > tracuu.conf
  $ for o in "list" "list --sort date" "search chuyen doi so -l" "cited-by 05-CT/TW" "facets" "show 4-KH/TU"; do
  >   tracuu -d one $o > 1; tracuu -d a -d b $o > 2; tracuu -d tracuu.conf $o > 3; cmp 1 2 && cmp 1 3; done
  $ tracuu -d tracuu.conf list -l
  2022/5.txt
  2022/4.txt
  2021/3.txt
  2021/2.txt
  2021/1.txt

A directory with a list in it, and a list in a list. Relative paths start where the list is:

  $ mkdir all up && printf 'auto ../a\nauto ../b\n' > all/tracuu.conf && printf 'auto ../all\n' > up/XAPIANDB
  $ tracuu -d all list -c; tracuu -d up list -c; (cd 2021; TRACUU_INDEX=../up tracuu list -n 1 -l 2> /dev/null)
  5
  5
  ../2022/5.txt

A shard that is not there:

  $ printf 'auto c\nauto b\n' > some
  $ tracuu -d some list -l
  2022/5.txt
  2022/4.txt
  tracuu: without a shard that does not answer: c: no index
  [3]
  $ tracuu -d some list -f jsonl --fields number --summary 2> /dev/null | cut -d, -f 2-6
  "type":"doc","number":"05-KH/TU"}
  "type":"doc","number":"04-KH/TU"}
  "type":"error","path":"c","stage":"shard","reason":"not-found","detail":"c: no index"}
  "type":"summary","matched":2,"returned":2,"exact":true,"partial":false
  $ tracuu -d some -q list; tracuu -d some -c list
  tracuu: without a shard that does not answer: c: no index
  2
  tracuu: without a shard that does not answer: c: no index
  [3]
  $ printf 'auto c\nremote 127.0.0.1:1\n' > none; tracuu -d none list
  tracuu: no shard answers: c: no index; 127.0.0.1:1: Couldn't connect: Connection refused
  [4]
  $ tracuu -d a -d c list
  tracuu: no index in c
  [4]

Lists that make no sense:

  $ printf 'auto a\nremote nowhere\n' > bad; tracuu -d bad list
  tracuu: bad:2: a server is wanted: remote HOST:PORT or remote :PROGRAM ARGUMENTS
  [2]
  $ printf 'answer soon\n' > bad; tracuu -d bad list
  tracuu: bad:1: seconds are wanted, more than 0, at most 3600
  [2]
  $ echo hello > bad; tracuu -d bad list
  tracuu: bad:1: a line begins with auto, glass, remote, connect, answer or #
  [2]
  $ : > bad; tracuu -d bad list
  tracuu: bad lists no shards
  [2]
  $ echo auto self > self; tracuu -d self list
  tracuu: self: lists of shards name each other
  [2]

Shards are kept up one by one:

  $ tracuu-index -d all add 2021
  tracuu-index: all/tracuu.conf lists shards: each is kept up where it is
  [2]
  $ tracuu-index -d some status
  tracuu-index: some lists shards: each is kept up where it is
  [2]

One index as several beside it, and a list of them. Documents of a year, or a province, stay together:

  $ tracuu-index -d one shard -n 2
  one.0: \d documents (re)
  one.1: \d documents (re)
  $ cat one.conf
  auto one.0
  auto one.1
  $ for i in one one.conf; do tracuu -d $i list -f jsonl > $i.list; done; cmp one.list one.conf.list
  $ dumped() { for i; do tracuu-index -d $i dump; done | grep -v '"type":"root"' | sort; }
  $ dumped one > whole; dumped one.0 one.1 | cmp whole -
  $ tracuu-index -d one shard -n 2
  tracuu-index: one.0 is there already
  [2]
  $ cp -r one years && tracuu-index -d years shard --by year --shards 2
  years.0: 2 documents
  years.1: 3 documents
  $ cp -r one lands && tracuu-index -d lands shard --by province -n 2 | sort -k 2
  lands.\d: 0 documents (re)
  lands.\d: 5 documents (re)

A shard is updated where it is. It knows its files; new ones are handed out, in the shard that has them or by what they say:

  $ printf "TỈNH ỦY SÔNG LAM\nSố 06-KH/TU\nSông Lam, ngày 06 tháng 5 năm 2022\nKẾ HOẠCH\nvề chuyển đổi số\n" > 2022/6.txt
  $ sed -i 's/năm sau/sửa đổi/' 2022/4.txt; rm 2021/1.txt
  $ for i in 0 1; do tracuu-index -d years.$i update -q --delete-missing; done
  $ tracuu -d years.conf list -l
  2022/5.txt
  2022/4.txt
  2021/3.txt
  2021/2.txt
  $ find 2021 2022 -type f -print0 | tracuu-index -d years shard --by year -n 2 --files-from - -0
  years.0: 3 files
  years.1: 2 files
  $ tracuu -d years.0 list -l
  2022/6.txt
  2022/5.txt
  2022/4.txt

Files from the start, as many shards and the same documents:

  $ tracuu-index -d new shard -n 3 --by province 2021/*.txt 2022/*.txt nothing > said 2> /dev/null
  [3]
  $ sort -n -k 2 said
  new.\d: 0 files (re)
  new.\d: 1 files (re)
  new.\d: 5 files (re)
  $ tracuu -d new.conf list -c
  5
  $ tracuu-index -d new shard 2021
  tracuu-index: 2021 is a folder: give files, as find lists them
  [2]
  $ tracuu-index -d new shard -n 1
  tracuu-index: shard: --shards takes 2 at least
  [2]
  $ tracuu-index -d nowhere shard
  tracuu-index: no index in nowhere
  [4]

A replica, as xapian-replicate makes it, is asked like an index and not written to:

  $ mkdir replica && cp -r one/$(cut -d ' ' -f 2 one/XAPIANDB) replica/replica_1
  $ printf '# made by a program\nauto replica_1\n' > replica/XAPIANDB
  $ tracuu -d replica list -n 1 -l 2> /dev/null; tracuu -d replica list -c
  2022/5.txt
  5
  $ tracuu-index -d replica update
  tracuu-index: replica is a replica: what it copies is kept up
  [2]

A word that all documents of one index have, after one of its many was removed, and not all of another:

  $ mkdir many few && for i in $(seq 1500); do printf 'KẾ HOẠCH\ncủa cấp ủy %d\nNgày 01 tháng 5 năm 2021\n' $i > many/$i.txt; done
  $ echo 'cấp ủy khác' > few/1.txt && echo 'kế hoạch của huyện' > few/2.txt
  $ tracuu-index -d gap add -q many/*.txt 2> /dev/null && tracuu-index -d gap remove -q many/700.txt && tracuu-index -d small add -q few 2> /dev/null
  $ for q in "cấp ủy" '"cấp ủy"' "cap*" "hoach OR cấp" "năm NOT cấp"; do tracuu -d small -d gap search -c "$q"; done
  1500
  1500
  1500
  1501
  0
  [1]
  $ for o in "search -n 1 -l" "search -n 1 -l --sort=-date" "search -n 1 -l --sort=date" "facets --by type" "facets --by year"; do
  >   tracuu -d small -d gap $o "cấp ủy" > said 2>&1 || cat said; done

The record of a lost shard holds to its schema:

  $ tracuu -d some list -f jsonl --summary 2> /dev/null | python3 "$TC_ROOT/tests/validate.py"
  doc 2
  error 1
  summary 1
