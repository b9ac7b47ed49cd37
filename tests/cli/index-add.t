Files and folders go in; the index is made where git would make it.

  $ mkdir -p plans/sub plans/.hidden
  $ printf 'Số 1-KH/TU\nKế hoạch một\n' > plans/one.txt
  $ printf 'Số 2-KH/TU\nKế hoạch hai\n' > plans/sub/two.txt
  $ printf 'x' > plans/.hidden/no.txt; sleep 0.05
  $ tracuu-index add plans
  tracuu-index: new index in .tracuu
  tracuu-index: 2 added; read * (glob)
  $ ls -A .tracuu
  XAPIANDB
  db-1
  lock
  $ tracuu list -f paths
  plans/one.txt
  plans/sub/two.txt

Again, nothing is read:

  $ tracuu-index add plans
  tracuu-index: 2 unchanged

A second path to the same content is the same document:

  $ cp plans/one.txt plans/copy.txt; sleep 0.05
  $ tracuu-index add -v plans/copy.txt
  tracuu-index: added: plans/copy.txt
  tracuu-index: 1 added; read * (glob)
  $ tracuu-index status -f jsonl | jq -c '[.documents, .files]'
  [2,3]
  $ tracuu-index verify -q

Paths below the folder of the index are kept relative to it, from wherever they are named:

  $ cd plans/sub && printf 'Số 3-KH/TU\n' > three.txt && sleep 0.05 && tracuu-index add -q ./three.txt && cd ../..
  $ tracuu list -f paths | sort
  plans/copy.txt
  plans/sub/three.txt
  plans/sub/two.txt
  $ printf 'Số 4-KH/TU\n' > "$TMPDIR/outside.txt"
  $ mkdir below && cd below && tracuu-index -d own add -q ../plans/one.txt; cd ..
  tracuu-index: new index in own
  $ tracuu -d below/own list -f paths
  */index-add.t/plans/one.txt (glob)

Lists of files, by line or by NUL; a name may hold a line end and bytes that are no UTF-8:

  $ printf 'Số 5-KH/TU\n' > 'plans/new
  > line.txt'
  $ name=$(printf 'plans/\377.txt')
  $ printf 'Số 6-KH/TU\n' > "$name"
  $ printf '%s\0' plans/new*line.txt "$name" | tracuu-index add --files-from - -0 -v
  tracuu-index: added: plans/new\nline.txt
  tracuu-index: added: plans/\xFF.txt
  tracuu-index: 2 added; read * (glob)
  $ printf 'plans/one.txt\n\nplans/sub\n' > list && tracuu-index add --files-from list
  tracuu-index: 3 unchanged

Excludes are globs on names, or on paths when they have a slash, and are kept for update:

  $ mkdir -p tree/old tree/new && for f in old/a.txt old/b.bak new/c.txt new/d.bak; do echo "Số $f" > tree/$f; done; sleep 0.05
  $ tracuu-index -d tree/.tracuu add tree --exclude '*.bak' --exclude 'old/*'
  tracuu-index: new index in tree/.tracuu
  tracuu-index: 1 added, passed over: 3 excluded; read * (glob)
  $ tracuu-index -d tree/.tracuu update
  tracuu-index: 1 unchanged, passed over: 3 excluded

Links are passed over unless they are to be followed; loops end:

  $ mkdir linked && ln -s ../plans/one.txt linked/one.txt && ln -s . linked/loop
  $ tracuu-index -d linked/.tracuu add linked
  tracuu-index: new index in linked/.tracuu
  tracuu-index: passed over: 2 link
  $ tracuu-index -d linked/.tracuu add -L linked
  tracuu-index: 1 added, passed over: 1 loop; read * (glob)

What cannot be taken in is named with its reason, and does not stop the rest:

  $ mkdir bad && : > bad/empty.txt && mkfifo bad/fifo && printf '\177ELF\n' > bad/a.bin
  $ head -c 4000 /dev/zero > bad/zeros.txt && printf 'Số 7-KH/TU\n' > bad/good.txt
  $ printf 'Số 8\0-KH/TU của Tỉnh ủy\n' > bad/nul.txt; sleep 0.05
  $ tracuu-index add bad
  tracuu-index: bad/a.bin: unsupported: no reader for a program
  tracuu-index: bad/empty.txt: empty: no text in it
  tracuu-index: bad/zeros.txt: unsupported: binary data
  tracuu-index: 2 added, 3 failed, passed over: 1 special; read * (glob)
  [3]
  $ tracuu-index add bad/fifo nowhere
  tracuu-index: nowhere: missing: No such file or directory
  tracuu-index: bad/fifo: special: not a regular file
  tracuu-index: 2 failed
  [3]
  $ tracuu-index add --max-file-size 10 plans/one.txt bad/good.txt
  tracuu-index: 2 unchanged
  $ tracuu-index -d "$TMPDIR/big" add --max-file-size 10 bad/good.txt
  tracuu-index: new index in */tmp/big (glob)
  tracuu-index: */index-add.t/bad/good.txt: too-big: more than 10 bytes (glob)
  tracuu-index: 1 failed
  [3]

As records:

  $ tracuu-index -d recorded add -f jsonl bad 2>/dev/null | sed 's/"elapsed_ms":[0-9]*/"elapsed_ms":0/'
  {"v":1,"type":"error","path":"bad/a.bin","stage":"extract","reason":"unsupported","detail":"no reader for a program"}
  {"v":1,"type":"error","path":"bad/empty.txt","stage":"extract","reason":"empty","detail":"no text in it"}
  {"v":1,"type":"error","path":"bad/zeros.txt","stage":"extract","reason":"unsupported","detail":"binary data"}
  {"v":1,"type":"summary","added":2,"changed":0,"unchanged":0,"removed":0,"missing":0,"failed":3,"failed_before":0,"skipped":{"hidden":0,"link":0,"loop":0,"special":1,"excluded":0,"index":0},"bytes":4050,"elapsed_ms":0}

Mistakes:

  $ tracuu-index add
  tracuu-index: add: what? Give files or folders, or --files-from
  [2]
  $ tracuu-index add --max-file-size 10X plans
  tracuu-index: 10X: not a size (bytes, or with K, M, G)
  [2]
  $ tracuu-index add --nonsense plans
  tracuu-index: there is no option --nonsense
  [2]
  $ tracuu-index add --files-from nowhere
  tracuu-index: cannot open nowhere: No such file or directory
  [2]
  $ tracuu-index -d nowhere/at/all add plans
  tracuu-index: no place for an index at nowhere/at/all: No such file or directory
  [4]
  $ tracuu-index -d plans add plans
  tracuu-index: plans holds other things and no index
  [2]

Large loads go by workers; so do others when asked, and the result is the same:

  $ mkdir load && for i in $(seq 30); do printf "Số $i-KH/TU\nKế hoạch $i\n" > load/$i.txt; done; cp load/7.txt load/copy.txt; sleep 0.05
  $ mkdir one two
  $ tracuu-index -d one/index add -q -j 0 load && tracuu-index -d two/index add -q -j 2 load
  tracuu-index: new index in one/index
  tracuu-index: new index in two/index
  $ tracuu-index -d one/index dump > one/dump && tracuu-index -d two/index dump | cmp one/dump -
  $ wc -l < one/dump
  62
  $ tracuu-index add -j many load
  tracuu-index: many: not a number from 0 to 64
  [2]
