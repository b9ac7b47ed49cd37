What may be typed next.

  $ tracuu-index -d .tracuu add -q "$TC_ROOT/corpus/plans"
  tracuu-index: new index in .tracuu
  $ tracuu complete command ca | cut -f1
  calendar
  $ tracuu complete -- option graph --d | cut -f1
  --date=
  --depth=
  --direction=
  $ tracuu complete iss | cut -f1
  issuer:
  $ tracuu complete relation thay
  thay_the	replaces
  $ tracuu complete sort -- -
  -date

Values of the index with how many documents have them, typed with marks or without:

  $ tracuu complete issuer 'Tỉnh ủy'
  Tỉnh ủy Sông Lam	6
  Tỉnh ủy Hồng Châu	4
  $ tracuu complete issuer 'tinh uy hong'
  Tỉnh ủy Hồng Châu	4
  $ tracuu complete co_quan 'tỉnh ủy h'
  Tỉnh ủy Hồng Châu	4
  $ tracuu complete 'issuer:"Tỉnh ủy s'
  issuer:"Tỉnh ủy Sông Lam"	6
  $ tracuu complete event 'Điện' | cut -f1
  dien-bien-phu
  $ tracuu complete type k | cut -f1 | head -1
  KH

  $ tracuu complete signer 'nguyễn' | head -2
  Nguyễn Phúc Khải	2
  Nguyễn Khắc Viễn	1
  $ tracuu complete signer 'nguyen phuc'
  Nguyễn Phúc Khải	2
  $ tracuu complete signer 'không có ai'
  [1]
  $ tracuu complete place 'song'
  Sông Lam	4
  $ tracuu complete 'place:"S' | head -1
  place:"Sông Lam"	4
  $ tracuu complete nguoi_ky 'xyz'
  [1]
  $ tracuu complete date 202 | cut -f1 | tr '\n' ' '
  2020 2021 2022 2023 2024 2025  (no-eol)
  $ tracuu complete date:2021-0
  date:2021-01	1
  date:2021-02	1
  date:2021-04	2
  date:2021-05	3
  date:2021-06	1
  date:2021-08	2
  $ tracuu complete date 2021-05 | cut -f1 | tr '\n' ' '
  2021-05-05 2021-05-17 2021-05-18  (no-eol)

Every field that has values offers some that find something; the text of documents has none:

  $ for f in $(tracuu complete field '' | cut -f1 | tr -d :); do
  >   case $f in number | cites | basis) typed=3 ;; *) typed= ;; esac
  >   v=$(tracuu complete "$f:${typed:+31-}" | head -1 | cut -f1)
  >   [ -n "$v" ] && tracuu -q "$v" && found=$? || found='-'
  >   echo "$f: $found"
  > done
  number: 0
  cites: 0
  basis: 0
  event: 0
  unit: 0
  issuer: 0
  topic: -
  title: -
  heads: -
  signer: 0
  place: 0
  type: 0
  system: 0
  date: 0
  year: 0
  id: 0
  path: 0

Numbers from two characters on, held ones first, with the zeros that were typed:

  $ tracuu complete number 3
  [1]
  $ tracuu complete number 31-
  31-KH/TU	3
  $ tracuu complete 05-ct/tw | cut -f1
  05-CT/TW

Nothing, no such field, no index:

  $ tracuu complete issuer zzz
  [1]
  $ tracuu complete nothing a
  tracuu: there is no field "nothing"
  usage: tracuu complete [option]... [FIELD] PREFIX (tracuu complete --help shows more)
  [2]
  $ tracuu -d nowhere complete issuer a
  tracuu: no index in nowhere
  [4]
  $ tracuu -d nowhere complete command sh | cut -f1
  show

bash offers them:

  $ . "$TC_ROOT/query/completion/tracuu.bash"
  $ try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _tracuu 2>/dev/null; printf '[%s]\n' "${COMPREPLY[@]}"; }
  $ try tracuu fac
  [facets]
  $ try tracuu list --issuer 'tinh uy'
  [Tỉnh ủy Sông Lam]
  [Tỉnh ủy Hồng Châu]
  $ try tracuu list --issuer = 'tinh uy h'
  [Tỉnh ủy Hồng Châu]
  $ try tracuu search issuer : 'Tỉnh ủy h'
  ["Tỉnh ủy Hồng Châu"]
  $ try tracuu -d .tracuu cited-by 31-
  [31-KH/TU]
  $ try tracuu graph -f graph
  [graphml]
  $ try tracuu graph --dep
  [--depth=]
  $ try tracuu list --place 'song'
  [Sông Lam]
  $ try tracuu list --date 2021-05-0
  [2021-05-05]
