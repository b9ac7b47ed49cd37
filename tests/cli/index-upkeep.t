verify, compact, rebuild.

  $ mkdir plans && for i in 1 2 3; do printf "Số $i-KH/TU\nKế hoạch $i\n" > plans/$i.txt; done
  $ sleep 0.05; tracuu-index add -q plans
  tracuu-index: new index in .tracuu
  $ tracuu-index verify
  tracuu-index: 3 documents of 3 files; 0 damaged, 0 files not as indexed
  $ tracuu list -f jsonl > before

  $ tracuu-index compact
  $ ls .tracuu
  XAPIANDB
  db-2
  lock
  $ tracuu list -f jsonl | diff before -
  $ tracuu-index verify -q

A rebuild reads the files anew, and keeps what it cannot read:

  $ rm plans/2.txt; printf 'Số 7-KH/TU\n' > plans/3.txt; sleep 0.05
  $ tracuu-index rebuild -v
  tracuu-index: added: plans/1.txt
  tracuu-index: kept from the old index: plans/2.txt
  tracuu-index: added: plans/3.txt
  tracuu-index: 2 added, 1 no longer there; read * (glob)
  $ ls .tracuu
  XAPIANDB
  db-3
  lock
  $ tracuu-index verify -q
  $ tracuu list -f jsonl | jq -r '[.path, .number] | @tsv' | sort
  plans/1.txt\t1-KH/TU (esc)
  plans/2.txt\t2-KH/TU (esc)
  plans/3.txt\t7-KH/TU (esc)
  $ tracuu-index update
  tracuu-index: 2 unchanged, 1 no longer there

Fixity tells files that are not as indexed:

  $ printf 'Số 8-KH/TU\n' > plans/3.txt; sleep 0.05
  $ tracuu-index verify --fixity | sort
  tracuu-index: 3 documents of 3 files; 0 damaged, 2 files not as indexed
  plans/2.txt: unreadable: cannot open: No such file or directory
  plans/3.txt: changed: its content is not the indexed one
  $ tracuu-index verify --fixity -f jsonl 2>/dev/null | jq -c '[.type, .path, .stage, .reason]' | sort
  ["error","plans/2.txt","fixity","unreadable"]
  ["error","plans/3.txt","fixity","changed"]
  $ tracuu-index update -q; tracuu-index remove -q plans/2.txt

What a run that was cut off has left is cleared away by the next:

  $ mkdir .tracuu/db-9 && : > .tracuu/db-9/postlist.glass && tracuu-index update && ls .tracuu
  tracuu-index: 2 unchanged
  XAPIANDB
  db-3
  lock

A damaged index is told, and not written to:

  $ db=.tracuu/$(sed 's/auto //' .tracuu/XAPIANDB)
  $ cp -r $db keep; head -c 24000 /dev/zero | dd of=$db/postlist.glass conv=notrunc status=none
  $ tracuu-index verify > problems 2> err; echo $?; grep -c damaged problems; grep -c 'db-3: .* invalid in block' err
  6
  1
  1
  $ rm -r $db; cp -r keep $db; : > $db/iamglass; tracuu-index update
  tracuu-index: */index-upkeep.t/.tracuu/db-3: Couldn't read enough (EOF) (glob)
  [6]
  $ rm -r $db; mv keep $db; tracuu-index verify -q

  $ printf 'nonsense\n' > .tracuu/XAPIANDB; tracuu-index status
  tracuu-index: */index-upkeep.t/.tracuu/XAPIANDB does not name a database (glob)
  [6]
  $ printf 'auto ../elsewhere\n' > .tracuu/XAPIANDB; tracuu-index update
  tracuu-index: */index-upkeep.t/.tracuu/XAPIANDB lists shards: each is kept up where it is (glob)
  [2]

A command that is about the whole index takes no paths for it:

  $ for c in status failures update retry verify rebuild compact dump doctor; do tracuu-index $c folder >/dev/null 2>said; echo $? $(cut -d'(' -f1 said); done
  2 tracuu-index: status: takes no paths
  2 tracuu-index: failures: takes no paths
  2 tracuu-index: update: takes no paths
  2 tracuu-index: retry: takes no paths
  2 tracuu-index: verify: takes no paths
  2 tracuu-index: rebuild: takes no paths
  2 tracuu-index: compact: takes no paths
  2 tracuu-index: dump: takes no paths
  2 tracuu-index: doctor: takes no paths
