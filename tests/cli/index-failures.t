What could not be taken in is remembered and can be tried again.

  $ mkdir in && printf '\177ELF\n' > in/a.bin && : > in/empty.txt && printf 'Số 1-KH/TU\n' > in/good.txt
  $ head -c 3000 /dev/zero > "in/odd
  > name.txt"
  $ sleep 0.05; tracuu-index add -q in
  tracuu-index: new index in .tracuu
  tracuu-index: in/a.bin: unsupported: no reader for a program
  tracuu-index: in/empty.txt: empty: no text in it
  tracuu-index: in/odd\nname.txt: unsupported: binary data
  [3]
  $ tracuu-index failures
  in/a.bin: unsupported: no reader for a program
  in/empty.txt: empty: no text in it
  in/odd\nname.txt: unsupported: binary data
  $ tracuu-index failures -f jsonl
  {"v":1,"type":"error","path":"in/a.bin","stage":"extract","reason":"unsupported","detail":"no reader for a program"}
  {"v":1,"type":"error","path":"in/empty.txt","stage":"extract","reason":"empty","detail":"no text in it"}
  {"v":1,"type":"error","path":"in/odd\nname.txt","stage":"extract","reason":"unsupported","detail":"binary data"}
  $ tracuu-index failures -f paths -0 | tr '\0\n' '|_'; echo
  in/a.bin|in/empty.txt|in/odd_name.txt|
  $ tracuu-index failures --reason empty
  in/empty.txt: empty: no text in it
  $ tracuu-index failures --reason charset
  [1]
  $ tracuu-index failures --reason nonsense
  tracuu-index: nonsense: no such reason
  [2]

An unchanged file is not tried again by itself, but by retry or when it is named:

  $ tracuu-index retry -q; tracuu-index update
  tracuu-index: in/a.bin: unsupported: no reader for a program
  tracuu-index: in/empty.txt: empty: no text in it
  tracuu-index: in/odd\nname.txt: unsupported: binary data
  tracuu-index: 1 unchanged, 3 failed before and unchanged
  $ tracuu-index retry --reason empty
  tracuu-index: in/empty.txt: empty: no text in it
  tracuu-index: 1 failed
  [3]
  $ tracuu-index add in/empty.txt
  tracuu-index: in/empty.txt: empty: no text in it
  tracuu-index: 1 failed
  [3]
  $ printf 'Số 2-KH/TU\n' > in/empty.txt
  $ tracuu-index retry --reason empty
  tracuu-index: 1 added; read * (glob)
  $ tracuu-index failures -f paths | wc -l
  3
