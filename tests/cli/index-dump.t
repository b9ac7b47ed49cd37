dump writes all that the index knows and cannot find out again; restore makes an index of it.

  $ mkdir -p plans/sub && cp "$TC_ROOT"/corpus/plans/0[1-4]*.txt plans && cp plans/01*.txt plans/sub/copy.txt
  $ name=$(printf 'plans/sub/\377\n\303\251.txt') && printf 'Số 1-KH/TU\n\001\000 \342\200\250"\\kế hoạch\n' > "$name"
  $ : > plans/empty.txt; head -c 3000 /dev/zero > plans/zero; printf 'S\350 1-KH/TU\nK\325 ho\271ch\n' > plans/old.txt; echo 'Số 9-KH/TU' > single.txt
  $ echo x > "$(printf 'plans/\376.bak')"; sleep 0.05
  $ tracuu-index add -q plans --exclude '*.bak' --exclude "$(printf '\376*')" 2> /dev/null
  [3]
  $ tracuu-index add -q -L single.txt; tracuu-index add -q --charset tcvn3 plans/old.txt
  $ tracuu-index annotate -q plans/02*.txt title='kế hoạch "khác"' date=2021-05
  $ tracuu-index dump > dump && cut -d, -f2 dump | sort | uniq -c | sed 's/^ *//'
  1 "type":"annotation"
  7 "type":"document"
  10 "type":"file"
  1 "type":"root"
  $ python3 "$TC_ROOT/tests/validate.py" < dump > /dev/null
  $ grep -c 'paths_bytes\|path_bytes\|excludes_bytes' dump
  3

  $ tracuu-index -d .restored restore dump
  tracuu-index: 7 added
  $ tracuu-index -d .restored dump | cmp dump -
  $ tracuu-index -d .restored verify --fixity -q
  $ answers() { tracuu -d "$1" list -f jsonl -n 100 | jq -c 'del(.rank)' | sort; tracuu -d "$1" cited-by 35-NQ/TW -f jsonl | sort; }
  $ answers .tracuu > want; answers .restored | cmp want -
  $ tracuu-index -d .restored failures -f paths
  plans/empty.txt
  plans/zero

Nothing is indexed again, as the contents are the same:

  $ tracuu-index -d .restored update
  tracuu-index: plans/empty.txt: empty: no text in it
  tracuu-index: plans/zero: unsupported: binary data
  tracuu-index: 8 unchanged, 2 failed, passed over: 1 excluded; read * (glob)
  [3]
  $ tracuu-index -d .restored dump | cmp dump -

From a pipe; over a copy of the whole; never over what is there:

  $ tracuu-index dump | tracuu-index -d .third restore -q -
  $ tracuu-index -d .third dump | cmp dump -
  $ tracuu-index -d .third restore dump
  tracuu-index: .third holds an index already; restore makes a new one
  [2]
  $ tracuu-index -d .third dump | cmp dump -

What is no dump, or not all of it, leaves nothing:

  $ try() { tracuu-index -d .broken restore - 2>&1; tracuu-index -d .broken status -f jsonl | jq -c '[.documents, .files]'; }
  $ head -n -1 dump | try
  tracuu-index: the dump is not whole: a file's document is missing
  [0,0]
  $ head -c -20 dump | try
  tracuu-index: line 19 is no whole record of a dump
  [0,0]
  $ (cat dump; echo '{"v":1,"type":"doc"}') | try
  tracuu-index: line 20 is no record of a dump
  [0,0]
  $ (cat dump; tail -n 1 dump) | try
  tracuu-index: line 20 has the content of an earlier document
  [0,0]
  $ (echo nonsense; cat dump) | try
  tracuu-index: line 1 is no record of a dump
  [0,0]
  $ sed '0,/"path":"[^"]*"/s//"path":"a\\u0000b"/' dump | try
  tracuu-index: line 1 is no whole record of a dump
  [0,0]
  $ sed 's/"v":1,"type":"file"/"v":2,"type":"file"/' dump | try
  tracuu-index: line 2 is no record of a dump
  [0,0]
  $ ls .broken
  XAPIANDB
  db-1
  lock
  $ tracuu-index -d .broken restore -q dump && tracuu-index -d .broken dump | cmp dump -
  $ tracuu-index -d .fourth restore nowhere
  tracuu-index: cannot open nowhere: No such file or directory
  [2]
  $ tracuu-index -d .fourth restore
  tracuu-index: restore: what? Give the file of a dump, or - for stdin
  [2]

While somebody writes there is no dump of one state:

  $ flock .tracuu/lock sleep 3 & while flock -n .tracuu/lock true; do sleep 0.1; done; tracuu-index dump
  tracuu-index: another tracuu-index is writing to .* (re)
  [75]
  $ tracuu-index dump --lock-timeout 10 | cmp dump -; wait

What cannot be written to can be read, checked and dumped:

  $ chmod -R a-w .tracuu; chmod a+rx . .. ../..
  $ reader() { if [ "$(id -u)" -eq 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; else "$@"; fi; }
  $ if reader test -x "$(command -v tracuu-index)"; then reader tracuu-index verify -q; reader tracuu-index dump | cmp dump -; reader tracuu-index update 2>&1 | grep -c 'Permission denied'; else echo 1; fi
  1
  $ head -c 24000 /dev/zero | dd of=.third/db-2/docdata.glass conv=notrunc bs=8192 status=none; chmod -R a-w .third
  $ if reader test -x "$(command -v tracuu-index)"; then reader tracuu-index -d .third verify -q > /dev/null 2>&1; echo $?; else echo 6; fi
  6
  $ chmod -R u+w .tracuu .third
