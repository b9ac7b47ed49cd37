update looks again at what was added.

  $ mkdir plans && for i in 1 2 3; do printf "Số $i-KH/TU\nKế hoạch $i\n" > plans/$i.txt; done
  $ printf 'Số 9-KH/TU\n' > single.txt; sleep 0.05
  $ tracuu-index add -q plans single.txt
  tracuu-index: new index in .tracuu
  $ tracuu-index update
  tracuu-index: 4 unchanged

New, changed and touched files; what was only touched is read but not indexed again:

  $ printf 'Số 4-KH/TU\n' > plans/4.txt; printf 'Số 10-KH/TU\n' > plans/1.txt; touch plans/2.txt; echo more >> single.txt; sleep 0.05
  $ tracuu-index update -v
  tracuu-index: changed: plans/1.txt
  tracuu-index: added: plans/4.txt
  tracuu-index: changed: single.txt
  tracuu-index: 1 added, 2 changed, 2 unchanged; read * (glob)
  $ tracuu list -f jsonl | jq -r '[.path, .number] | @tsv' | sort
  plans/1.txt\t10-KH/TU (esc)
  plans/2.txt\t2-KH/TU (esc)
  plans/3.txt\t3-KH/TU (esc)
  plans/4.txt\t4-KH/TU (esc)
  single.txt\t9-KH/TU (esc)

The same size and time do not hide a change:

  $ printf 'Số 5-KH/TU\n' > new && touch -r plans/4.txt new && mv new plans/4.txt; sleep 0.05
  $ tracuu-index update -v
  tracuu-index: changed: plans/4.txt
  tracuu-index: 1 changed, 4 unchanged; read * (glob)

Files that are gone stay until they are to be deleted:

  $ rm plans/3.txt single.txt
  $ tracuu-index update
  tracuu-index: 3 unchanged, 2 no longer there
  $ tracuu-index update --delete-missing -v
  tracuu-index: removed: plans/3.txt
  tracuu-index: removed: single.txt
  tracuu-index: 3 unchanged, 2 removed
  $ tracuu-index update --delete-missing
  tracuu-index: 3 unchanged
  $ tracuu-index verify -q

A renamed file is the same document under another path, and is not read:

  $ mv plans/2.txt plans/zwei.txt; sleep 0.05
  $ tracuu-index update --delete-missing -v
  tracuu-index: added: plans/zwei.txt
  tracuu-index: removed: plans/2.txt
  tracuu-index: 1 added, 2 unchanged, 1 removed
  $ tracuu list -f paths | sort
  plans/1.txt
  plans/4.txt
  plans/zwei.txt

So is a file in a renamed folder; one in its place with another time is read:

  $ mkdir plans/in && mv plans/zwei.txt plans/in && tracuu-index update -q --delete-missing && mv plans/in plans/out
  $ printf 'Số 6-KH/TU\n' > plans/in && sleep 0.05 && tracuu-index update --delete-missing
  tracuu-index: 2 added, 2 unchanged, 1 removed; read * (glob)
  $ rm plans/in; mv plans/out/zwei.txt plans; tracuu-index update -q --delete-missing; rmdir plans/out

A folder that is not there as a whole is rather not mounted:

  $ mv plans away
  $ tracuu-index update --delete-missing
  tracuu-index: plans: missing: the folder is not there; its files stay in the index until: tracuu-index remove
  tracuu-index: 1 failed
  [3]
  $ mv away plans && tracuu-index update
  tracuu-index: 3 unchanged

The tree may move with its index:

  $ mkdir house && mv plans .tracuu house && mv house home && cd home
  $ tracuu-index update
  tracuu-index: 3 unchanged
  $ tracuu-index verify --fixity
  tracuu-index: 3 documents of 3 files; 0 damaged, 0 files not as indexed

A text that becomes a binary leaves the index; a file that cannot be read (this one gives EIO,
whoever asks) does not:

  $ printf 'Số 77-KH/TU\n' > other && ln -s other link.txt && sleep 0.05 && tracuu-index add -q link.txt
  $ ln -sf /proc/self/mem link.txt && tracuu-index update
  tracuu-index: link.txt: unreadable: cannot read: Input/output error
  tracuu-index: 3 unchanged, 1 failed
  [3]
  $ tracuu list -f paths | sort
  link.txt
  plans/1.txt
  plans/4.txt
  plans/zwei.txt
  $ ln -sf other link.txt && tracuu-index update
  tracuu-index: 4 unchanged; read * (glob)
  $ head -c 3000 /dev/zero > plans/1.txt; sleep 0.05
  $ tracuu-index update
  tracuu-index: plans/1.txt: unsupported: binary data
  tracuu-index: 3 unchanged, 1 failed; read * (glob)
  [3]
  $ tracuu list -f paths | sort
  link.txt
  plans/4.txt
  plans/zwei.txt
  $ tracuu-index verify -q
  $ tracuu-index update plans
  tracuu-index: update: takes no paths (look at all that was added, take in what is new or changed)
  [2]

A link, a pipe or a folder in a file's place is not that file; nor does what has been excluded since stay:

  $ mkdir ../kept && cd ../kept && mkdir in && for i in 1 2 3 4 5 6; do echo "Số $i-KH/TU" > in/$i.txt; done; echo 'Số 7-KH/TU' > in/7.bak; sleep 0.05
  $ tracuu-index add -q in; rm in/1.txt in/2.txt in/3.txt; ln -s 4.txt in/1.txt; mkfifo in/2.txt; mkdir in/3.txt
  tracuu-index: new index in .tracuu
  $ tracuu-index update
  tracuu-index: 4 unchanged, 3 no longer there, passed over: 1 link, 1 special
  $ tracuu-index update --delete-missing -v
  tracuu-index: removed: in/1.txt
  tracuu-index: removed: in/2.txt
  tracuu-index: removed: in/3.txt
  tracuu-index: 4 unchanged, 3 removed, passed over: 1 link, 1 special
  $ tracuu-index add in --exclude '*.bak' -v
  tracuu-index: removed: in/7.bak
  tracuu-index: 3 unchanged, 1 removed, passed over: 1 link, 1 special, 1 excluded
  $ tracuu-index add in/7.bak; tracuu-index update --delete-missing
  tracuu-index: 1 added; read * (glob)
  tracuu-index: 4 unchanged, passed over: 1 link, 1 special, 1 excluded

A folder that is empty now is rather not mounted, too; and one that cannot be looked into hides nothing:

  $ mv in full && mkdir in; tracuu-index update --delete-missing
  tracuu-index: in: missing: the folder is empty; its 4 files stay in the index until: tracuu-index update --delete-missing --force
  tracuu-index: 4 no longer there, 1 failed
  [3]
  $ tracuu-index update --delete-missing --force; tracuu-index status -f jsonl | jq .files
  tracuu-index: 4 removed
  0
  $ rmdir in; mv full in

What was told of the encoding when it was added holds:

  $ mkdir old && printf 'S\350 1-KH/TU\nK\325 ho\271ch tuy\252n truy\322n\n' > old/a.txt && sleep 0.05 && tracuu-index -d old.idx add -q --charset tcvn3 old
  tracuu-index: new index in old.idx
  $ charsets() { tracuu-index -d old.idx status -f jsonl | jq -c .charsets; }
  $ charsets
  {"tcvn3":1}
  $ printf 'S\350 2-KH/TU\nng\271n ng\366\n' > old/b.txt; echo >> old/a.txt; sleep 0.05; tracuu-index -d old.idx update -q && charsets
  {"tcvn3":2}
  $ tracuu-index -d old.idx rebuild -q && charsets
  {"tcvn3":2}
  $ for i in 3 4; do printf "S\350 $i-KH/TU\n" > old/$i.txt; done; sleep 0.05; tracuu-index -d old.idx update -q -j 2 && charsets
  {"tcvn3":4}
  $ tracuu-index -d old.idx verify -q

What a folder was added with holds for what is read of it later, by whatever command, and is shown:

  $ changes() { printf '%s' "{\\rtf1 So $1-KH/TU\\par Thoi han {\\deleted ngay cu}{\\revised ngay moi}.}" > told/$1.rtf; }
  $ mkdir told; changes 1; sleep 0.05; tracuu-index -d told.idx add -q --tracked-changes original --exclude '*.bak' told
  tracuu-index: new index in told.idx
  $ texts() { tracuu-index -d told.idx dump | jq -r 'select(.type == "document").text' | grep -o 'han.*' | sort; }
  $ texts
  han ngay cu.
  $ tracuu-index -d told.idx status | tail -1
  folders     told --tracked-changes original --exclude *.bak
  $ tracuu-index -d told.idx status -f jsonl | jq -c '.folders'
  [{"path":"told","follow":false,"charset":null,"ocr":null,"tracked_changes":"original","excludes":["*.bak"]}]
  $ changes 2; sleep 0.05; tracuu-index -d told.idx update -q; changes 3; sleep 0.05; tracuu-index -d told.idx update -q -j 2
  $ changes 4; sleep 0.05; tracuu-index -d told.idx update -q --tracked-changes both; tracuu-index -d told.idx rebuild -q; texts
  han [-ngay cu-]{+ngay moi+}.
  han ngay cu.
  han ngay cu.
  han ngay cu.
  $ tracuu-index -d told.idx dump > told.dump; tracuu-index -d again.idx restore -q told.dump; tracuu-index -d again.idx dump | cmp - told.dump
  $ tracuu-index -d told.idx add -q --tracked-changes final told; tracuu-index -d told.idx status | tail -1
  folders     told --tracked-changes final
  $ changes 5; sleep 0.05; tracuu-index -d told.idx update -q; texts | tail -1
  han ngay moi.
