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
