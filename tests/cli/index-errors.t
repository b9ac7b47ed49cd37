Finding the index, and the exit statuses.

  $ cd "$TMPDIR" && mkdir none && cd none
  $ export XDG_DATA_HOME=$PWD/data
  $ for c in update 'remove x' status failures retry verify rebuild compact; do tracuu-index $c 2>&1; echo "$c: $?"; done | grep -v 'no index'
  update: 4
  remove x: 4
  status: 4
  failures: 4
  retry: 4
  verify: 4
  rebuild: 4
  compact: 4
  $ tracuu-index status
  tracuu-index: no index: no .tracuu here or above, nothing in */tmp/none/data/tracuu (glob)
  [4]
  $ tracuu-index -d nowhere status
  tracuu-index: no index in nowhere
  [4]
  $ TRACUU_INDEX=elsewhere tracuu-index status
  tracuu-index: no index in elsewhere
  [4]

By option, by environment, upwards, in the user's data folder:

  $ printf 'Số 1-KH/TU\n' > a.txt && mkdir -p data sub/deep && sleep 0.05
  $ tracuu-index -d data/tracuu add -q a.txt && tracuu-index status | head -1
  tracuu-index: new index in data/tracuu
  index       */tmp/none/data/tracuu (0.1 MB) (glob)
  $ TRACUU_INDEX=$PWD/by-env tracuu-index add -q a.txt && TRACUU_INDEX=by-env tracuu-index status | head -1
  tracuu-index: new index in */tmp/none/by-env (glob)
  index       by-env (0.1 MB)
  $ tracuu-index add -q a.txt && cd sub/deep && tracuu-index status | head -1; cd ../..
  tracuu-index: new index in .tracuu
  index       */tmp/none/.tracuu (0.1 MB) (glob)
  $ tracuu-index status -d by-env | head -1
  index       by-env (0.1 MB)

An index of another schema or analyser is refused, and what is said then brings it up to date:

  $ xapian-metadata set by-env/db-1 tc:analyzer other
  $ tracuu-index -d by-env update
  tracuu-index: by-env/db-1: index of analyser other, this is tracuu-text-1 icu-72.1 unicode-15.0: rebuild needed
  tracuu-index: run: tracuu-index -d by-env rebuild
  [5]
  $ (cd by-env/.. && TRACUU_INDEX=by-env tracuu-index update 2>&1 | tail -1)
  tracuu-index: run: tracuu-index rebuild
  $ tracuu-index -d by-env status | grep documents
  documents   1
  $ tracuu-index -d by-env rebuild -q && tracuu-index -d by-env update
  tracuu-index: 1 unchanged
  $ xapian-metadata set by-env/db-2 tc:schema 0
  $ tracuu-index -d by-env update
  tracuu-index: by-env/db-2: index of schema 0, this is *: rebuild needed (glob)
  tracuu-index: run: tracuu-index -d by-env rebuild
  [5]
  $ tracuu-index -d by-env rebuild
  tracuu-index: 1 added; read * (glob)
  $ tracuu-index -d by-env update
  tracuu-index: 1 unchanged

What would steer a terminal is shown, not sent, whatever message it stands in:

  $ odd=$(printf 'no\033[31m\302\233m\377\n\tname')
  $ tracuu-index -d "$odd" status
  tracuu-index: no index in no\x1B[31m\xC2\x9Bm\xFF\n\tname
  [4]
  $ tracuu-index -d by-env add "$odd"
  tracuu-index: no\x1B[31m\xC2\x9Bm\xFF\n\tname: missing: No such file or directory
  tracuu-index: 1 failed
  [3]
  $ tracuu-index extract --charset "$odd" a.txt
  tracuu-index: a.txt: unsupported: charset "no\x1B[31m\xC2\x9Bm\xFF\n\tname" is not known
  [3]

The command line:

  $ tracuu-index nonsense
  tracuu-index: no command nonsense; tracuu-index --help lists them
  [2]
  $ tracuu-index
  tracuu-index: what? tracuu-index --help lists the commands
  [2]
  $ tracuu-index --version | sed 's/[0-9.]*$/N/'
  tracuu-index N
  $ tracuu-index --help | head -1
  usage: tracuu-index [-d DIR] COMMAND [OPTION]... [OPERAND]...
  $ tracuu-index add --help | head -2
  usage: tracuu-index [-d DIR] add [OPTION]... PATH...
  take files and folders in, new or changed ones only
  $ tracuu-index status --format csv
  tracuu-index: csv: not understood here
  [2]
  $ tracuu-index add --lock-timeout
  tracuu-index: --lock-timeout needs a value (SECONDS)
  [2]
  $ tracuu-index -d
  tracuu-index: --dir needs a value (DIR)
  [2]

One writer at a time; readers do not mind:

  $ mkfifo gate
  $ (flock 9 && cat gate > /dev/null) 9> .tracuu/lock & while flock -n .tracuu/lock true; do sleep 0.1; done
  $ tracuu-index update; tracuu-index status | head -1
  tracuu-index: another tracuu-index is writing to */tmp/none/.tracuu (glob)
  index       */tmp/none/.tracuu (0.1 MB) (glob)
  $ tracuu-index update --lock-timeout 0.1
  tracuu-index: another tracuu-index is writing to */tmp/none/.tracuu (glob)
  [75]
  $ (sleep 0.3; echo > gate) & tracuu-index update --lock-timeout 10
  tracuu-index: 1 unchanged
  $ wait; tracuu-index update --lock-timeout soon
  tracuu-index: soon: not a number of seconds
  [2]

Two that begin at once: both are done, or one is told to come again:

  $ mkdir two && for i in $(seq 60); do echo "Số $i-KH/TU" > two/$i.txt; done; mkdir three && cp two/?.txt three
  $ for i in 1 2; do
  >   rm -rf both; tracuu-index -d both add -q -j 2 two 2> /dev/null & tracuu-index -d both add -q -j 0 three 2> /dev/null; echo $? > status; wait
  >   [ $(cat status) -eq 75 ] || [ $(cat status) -eq 0 ] || cat status
  > done
  $ tracuu-index -d both update -q; tracuu-index -d both verify -q
  $ for i in $(seq 8); do tracuu-index -d both add -q --lock-timeout 60 two/$i.txt three/$i.txt & done; wait
  $ tracuu-index -d both add -q --lock-timeout 60 two & tracuu-index -d both compact --lock-timeout 60 & tracuu-index -d both rebuild -q --lock-timeout 60; wait
  $ tracuu-index -d both verify -q; tracuu-index -d both status -f jsonl | jq .documents
  60

A signal commits what is done and says how to go on:

  $ mkdir many && for i in $(seq 4000); do printf "Số $i-KH/TU\nKế hoạch $i\n" > many/$i.txt; done
  $ for signal in INT TERM; do
  >   rm -rf stopped; : > log
  >   env --default-signal=$signal tracuu-index -d stopped add -j 0 -v many 2> log & pid=$!
  >   until grep -q added log; do sleep 0.01; done; kill -$signal $pid; wait $pid; echo $?
  >   tail -1 log
  >   tracuu-index -d stopped verify -q
  >   indexed=$(tracuu-index -d stopped status -f jsonl | jq .files)
  >   test $indexed -gt 0 && test $indexed -lt 4000 && test $indexed -eq $(grep -c added: log) && echo "some are in"
  >   tracuu-index -d stopped update -q && tracuu-index -d stopped status -f jsonl | jq -c '[.documents, .files]'
  > done
  130
  tracuu-index: stopped; what was done is kept, go on with: tracuu-index update
  some are in
  [4000,4000]
  143
  tracuu-index: stopped; what was done is kept, go on with: tracuu-index update
  some are in
  [4000,4000]

Closed outputs:

  $ (tracuu-index -d stopped status; echo $? > status) | (exec <&-; sleep 1); cat status
  141
  $ tracuu-index -d stopped status >&-
  tracuu-index: cannot write the output: Bad file descriptor
  [2]
