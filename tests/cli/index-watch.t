watch keeps the index in step with its folders, until it is stopped.

  $ mkdir plans && for i in 1 2 3; do printf "Số $i-KH/TU\nKế hoạch $i\n" > plans/$i.txt; done
  $ sleep 0.05; tracuu-index add -q plans
  tracuu-index: new index in .tracuu
  $ waited() { for i in $(seq 300); do eval "$1" && return; sleep 0.1; done; echo "not within 30 s: $1"; cat log; }
  $ holds() { [ "$(tracuu list -f paths | sort | tr '\n' ' ')" = "$1" ]; }

New, renamed and deleted files, and whole folders; other commands work meanwhile:

  $ tracuu-index watch -v 2> log & waited 'grep -qs watching log'
  $ printf 'Số 4-KH/TU\n' > plans/4.txt; waited 'holds "plans/1.txt plans/2.txt plans/3.txt plans/4.txt "'
  $ mv plans/1.txt plans/one.txt; waited 'holds "plans/2.txt plans/3.txt plans/4.txt plans/one.txt "'
  $ rm plans/2.txt; waited 'holds "plans/3.txt plans/4.txt plans/one.txt "'
  $ mkdir -p new/deep; printf 'Số 5-KH/TU\n' > new/deep/5.txt; mv new plans
  $ waited 'holds "plans/3.txt plans/4.txt plans/new/deep/5.txt plans/one.txt "'
  $ tracuu-index verify -q --lock-timeout 5; tracuu-index update --lock-timeout 5
  tracuu-index: 4 unchanged
  $ kill %1; wait %1
  [143]
  $ grep -v '; read ' log
  tracuu-index: watching plans
  tracuu-index: added: plans/4.txt
  tracuu-index: added: plans/one.txt
  tracuu-index: removed: plans/1.txt
  tracuu-index: 1 added, 1 removed
  tracuu-index: removed: plans/2.txt
  tracuu-index: 1 removed
  tracuu-index: added: plans/new/deep/5.txt

What happened while nobody watched is seen at the start; hidden and excluded files are none:

  $ rm plans/3.txt; printf 'Số 6-KH/TU\n' > plans/6.txt; printf 'x\n' > plans/.6.txt; sleep 0.05
  $ tracuu-index add -q --exclude '*.bak' plans
  $ rm plans/6.txt; printf 'Số 7-KH/TU\n' > plans/7.txt
  $ tracuu-index watch -q --delay 0.1 plans/new plans 2> log & waited 'holds "plans/4.txt plans/7.txt plans/new/deep/5.txt plans/one.txt "'
  $ printf 'x\n' > plans/x.bak; printf 'x\n' > plans/.x; printf 'Số 8-KH/TU\n' > plans/8.txt
  $ waited 'holds "plans/4.txt plans/7.txt plans/8.txt plans/new/deep/5.txt plans/one.txt "'
  $ kill %1; wait %1; cat log
  $ tracuu-index status | grep files
  files       5 (* MB) (glob)

Where the system does not tell of changes they are looked for:

  $ tracuu-index watch --poll --interval 0.2 --delay 0.1 2> log & waited 'grep -q looking log'
  $ rm plans/8.txt; printf 'Số 9-KH/TU\n' > plans/9.txt
  $ waited 'holds "plans/4.txt plans/7.txt plans/9.txt plans/new/deep/5.txt plans/one.txt "'
  $ mv plans away; waited 'grep -q "not there" log'; tracuu-index status | grep documents
  documents   5
  $ kill %1; wait %1
  [143]
  $ grep -vE ' (added|removed)' log
  tracuu-index: looking at plans every 0.2 s
  tracuu-index: plans: the folder is not there; its files stay in the index

What it refuses:

  $ mkdir other; tracuu-index watch other
  tracuu-index: other: in no folder that was added; tracuu-index add it first
  [2]
  $ printf 'Số 1-KH/TU\n' > a.txt; tracuu-index -d other.idx add -q a.txt; tracuu-index -d other.idx watch
  tracuu-index: new index in other.idx
  tracuu-index: there is no folder to watch; add some first
  [2]
  $ tracuu-index -d nowhere watch
  tracuu-index: no index in nowhere
  [4]
