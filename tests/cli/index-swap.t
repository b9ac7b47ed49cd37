The database in use, and what else lies in the index directory.

  $ mkdir plans && for i in 1 2 3; do printf "Số $i-KH/TU\nKế hoạch $i\n" > plans/$i.txt; done
  $ sleep 0.05; tracuu-index add -q plans
  tracuu-index: new index in .tracuu

A stub that names a database that is not there: nothing is touched.

  $ cp -r .tracuu/db-1 .tracuu/db-2; mkdir .tracuu/db-3
  $ echo 'auto db-9' > .tracuu/XAPIANDB
  $ for c in update "add plans" compact rebuild verify; do tracuu-index $c; echo $?; done
  tracuu-index: .*/db-9 is in use, but not there: .*/XAPIANDB names it (re)
  6
  tracuu-index: .*/db-9 is in use, but not there: .*/XAPIANDB names it (re)
  6
  tracuu-index: .*/db-9 is in use, but not there: .*/XAPIANDB names it (re)
  6
  tracuu-index: .*/db-9 is in use, but not there: .*/XAPIANDB names it (re)
  6
  tracuu-index: .*/db-9 is in use, but not there: .*/XAPIANDB names it (re)
  6
  $ echo 'auto db-3' > .tracuu/XAPIANDB
  $ tracuu-index update 2>/dev/null
  [6]
  $ ls .tracuu
  XAPIANDB
  db-1
  db-2
  db-3
  lock

Nor when it does not open; when it does, the rest goes.

  $ cp .tracuu/db-1/*.glass .tracuu/db-3; : > .tracuu/db-3/iamglass
  $ tracuu-index update 2>/dev/null
  [6]
  $ ls -d .tracuu/db-*
  .tracuu/db-1
  .tracuu/db-2
  .tracuu/db-3
  $ echo 'auto db-1' > .tracuu/XAPIANDB
  $ tracuu-index update
  tracuu-index: 3 unchanged
  $ ls -d .tracuu/db-*
  .tracuu/db-1

A lost stub is no reason to start anew over what is there.

  $ echo 'Số 4-KH/TU' > other.txt; rm .tracuu/XAPIANDB
  $ tracuu-index add other.txt
  tracuu-index: .*/XAPIANDB is lost, but db-1 there holds an index; put this into it: auto db-1 (re)
  [6]
  $ mv .tracuu/db-1 .tracuu/db-7; tracuu-index add other.txt
  tracuu-index: .*/XAPIANDB is lost, but db-7 there holds an index; put this into it: auto db-7 (re)
  [6]
  $ echo auto db-7 > .tracuu/XAPIANDB; tracuu-index update
  tracuu-index: 3 unchanged

An empty one is of a creation that was cut off.

  $ tracuu-index -d empty add -q none 2>/dev/null; rm empty/XAPIANDB; ls empty
  db-1
  lock
  $ tracuu-index -d empty add -q other.txt
  tracuu-index: new index in empty

A finished part that cannot be opened is kept and told; it goes only when it is of another analyser.

  $ cp -r .tracuu/db-7 .tracuu/part-7-1; : > .tracuu/part-7-1/iamglass
  $ tracuu-index update
  tracuu-index: .*/part-7-1: .* (re)
  [6]
  $ ls -d .tracuu/part*
  .tracuu/part-7-1
  $ rm -r .tracuu/part-7-1; tracuu-index update
  tracuu-index: 3 unchanged

Readers do not notice that databases are swapped under them.

  $ (for i in $(seq 10); do tracuu-index compact || echo compact $?; done; : > done) &
  $ while [ ! -e done ]; do tracuu-index status > out || cat out; tracuu list -f jsonl > out || cat out
  > [ $(grep -c number out) -eq 3 ] || echo short; done; wait

Waiting for the lock ends on request.

  $ flock .tracuu/lock sleep 3 & while flock -n .tracuu/lock true; do sleep 0.1; done
  $ timeout --preserve-status -s INT 0.5 tracuu-index update --lock-timeout 30; echo $?
  tracuu-index: stopped on request
  130
  $ wait
