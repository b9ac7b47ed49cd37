Files inside of archives are documents of their own, under the path of the archive.

  $ mkdir -p d/trong
  $ printf 'TỈNH ỦY SÔNG LAM\nSố 31-KH/TU\nKẾ HOẠCH\nThực hiện Nghị quyết số 35-NQ/TW\n' > d/trong/'kế hoạch.txt'
  $ printf 'KẾ HOẠCH\nTuyên truyền ngày 03/02/2025\n' > d/trong/b.txt
  $ (cd d && python3 -m zipfile -c a.zip trong/ && python3 -m tarfile -c t.tar a.zip trong/b.txt && rm -r trong)
  $ tracuu-index -d ix add -v d 2>&1 | sed 's/;.*//'
  tracuu-index: new index in ix
  tracuu-index: added: d/a.zip!/trong/b.txt
  tracuu-index: added: d/a.zip!/trong/kế hoạch.txt
  tracuu-index: added: d/t.tar!/a.zip!/trong/b.txt
  tracuu-index: added: d/t.tar!/a.zip!/trong/kế hoạch.txt
  tracuu-index: added: d/t.tar!/trong/b.txt
  tracuu-index: 5 added
  $ tracuu -d ix -f paths 35-NQ/TW
  d/a.zip!/trong/kế hoạch.txt
  $ tracuu-index -d ix verify --fixity
  tracuu-index: 2 documents of 8 files; 0 damaged, 0 files not as indexed

Fixity is that of the archive as a whole:

  $ printf 'x' | dd of=d/a.zip conv=notrunc status=none; tracuu-index -d ix verify --fixity
  d/a.zip: changed: its content is not the indexed one
  tracuu-index: 2 documents of 8 files; 0 damaged, 1 files not as indexed
  [3]
  $ printf 'P' | dd of=d/a.zip conv=notrunc status=none; mv d/t.tar t.tar
  $ tracuu-index -d ix verify --fixity 2> /dev/null | sort
  d/t.tar!/a.zip!/trong/b.txt: unreadable: cannot open: No such file or directory
  d/t.tar!/a.zip!/trong/kế hoạch.txt: unreadable: cannot open: No such file or directory
  d/t.tar!/a.zip: unreadable: cannot open: No such file or directory
  d/t.tar!/trong/b.txt: unreadable: cannot open: No such file or directory
  d/t.tar: unreadable: cannot open: No such file or directory
  $ mv t.tar d; tracuu-index -d ix dump | jq -r 'select(.archive_sha256) | [.path, .archive_sha256] | @tsv' | while read -r path sum; do
  >   echo "$sum $(sha256sum d/a.zip | cut -d' ' -f1) $path" | sed -E 's/^(.*) \1/same/; s/^[0-9a-f]{64} [0-9a-f]{64}/other/'; done
  same d/a.zip
  other d/t.tar
  same d/t.tar!/a.zip

An archive that has not changed is not read again; its files are there as long as it is.

  $ sleep 0.05; tracuu-index -d ix update 2>&1 | sed 's/;.*//'
  tracuu-index: * unchanged (glob)

One that has lost a file loses its document, if no other file has it.

  $ rm d/t.tar; mkdir trong; echo 'KẾ HOẠCH mới' > trong/c.txt; python3 -m zipfile -c d/a.zip trong/
  $ tracuu-index -d ix update -v --delete-missing 2>&1 | sed 's/;.*//' | sort
  tracuu-index: 1 added, 7 removed
  tracuu-index: added: d/a.zip!/trong/c.txt
  tracuu-index: removed: d/a.zip!/trong/b.txt
  tracuu-index: removed: d/a.zip!/trong/kế hoạch.txt
  tracuu-index: removed: d/t.tar
  tracuu-index: removed: d/t.tar!/a.zip
  tracuu-index: removed: d/t.tar!/a.zip!/trong/b.txt
  tracuu-index: removed: d/t.tar!/a.zip!/trong/kế hoạch.txt
  tracuu-index: removed: d/t.tar!/trong/b.txt
  $ tracuu-index -d ix verify
  tracuu-index: 1 documents of 2 files; 0 damaged, 0 files not as indexed

What is in an archive and cannot be read fails under its own path, and is tried again with it.

  $ head -c 90 /dev/zero > trong/x.docx; printf 'PK\003\004' | dd of=trong/x.docx conv=notrunc status=none
  $ python3 -m zipfile -c d/a.zip trong/
  $ tracuu-index -d ix update -q
  tracuu-index: d/a.zip!/trong/x.docx: empty: no text in it
  [3]
  $ tracuu-index -d ix retry -q
  tracuu-index: d/a.zip!/trong/x.docx: empty: no text in it
  [3]

Removing the archive removes what is in it.

  $ tracuu-index -d ix remove d/a.zip -q
  tracuu-index: d/a.zip: update takes it in again, as d was added; add that with --exclude
  $ tracuu-index -d ix verify
  tracuu-index: 0 documents of 0 files; 0 damaged, 0 files not as indexed

A packed file that was cut off is damaged, not of a kind that is not read:

  $ mkdir cut && for p in gzip bzip2 xz zstd; do seq 50000 | $p -c | head -c 5000 > cut/a.txt.$p; done
  $ tracuu-index extract cut/* 2>&1 >/dev/null | grep -c ': damaged: '
  4
