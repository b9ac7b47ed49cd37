remove takes files and whole folders out.

  $ mkdir -p plans/a plans/b && for i in a/1 a/2 b/3; do printf "Số $i-KH/TU\nKế hoạch $i\n" > plans/$i.txt; done
  $ cp plans/a/1.txt plans/b/1.txt
  $ sleep 0.05; tracuu-index add -q plans
  tracuu-index: new index in .tracuu

A document stays while another path has it:

  $ tracuu-index remove plans/a/1.txt
  tracuu-index: plans/a/1.txt: update takes it in again, as plans was added; add that with --exclude
  tracuu-index: 1 removed
  $ tracuu list -f paths | sort
  plans/a/2.txt
  plans/b/1.txt
  plans/b/3.txt
  $ rm -r plans/b; tracuu-index remove plans/b
  tracuu-index: 2 removed
  $ tracuu-index verify -q
  $ tracuu-index remove -v plans
  tracuu-index: removed: plans/a/2.txt
  tracuu-index: 1 removed
  $ tracuu-index status | grep -v '^index'
  documents   0
  files       0 (0.0 MB)
  formats     
  encodings   
  failed      0
  $ tracuu-index update
  tracuu-index: nothing to do
  $ tracuu-index remove plans nowhere
  tracuu-index: plans: missing: not in the index
  tracuu-index: nowhere: missing: not in the index
  tracuu-index: 2 failed
  [3]
  $ tracuu-index remove
  tracuu-index: remove: what? Give files or folders
  [2]
