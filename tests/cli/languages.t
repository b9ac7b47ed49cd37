Every command in two languages: in Vietnamese no English message is left, in English no Vietnamese
one, and what programs read is the same bytes:

  $ python3 $TC_ROOT/tests/languages.py $TC_ROOT $TC_ROOT/po/vi.po
  \d+ commands; 0 wrong (re)

A catalogue is found by the language's name, also where the system has not made its locale:

  $ unset LANGUAGE
  $ LC_ALL=vi_VN.UTF-8 tracuu-index -d none status
  tracuu-index: không có chỉ mục trong none
  [4]
  $ LC_ALL= LANG=vi_VN.UTF-8 tracuu-index -d none status
  tracuu-index: không có chỉ mục trong none
  [4]
  $ LC_ALL=C.UTF-8 LANGUAGE=vi tracuu -d none list
  tracuu: không có chỉ mục trong none
  [4]
  $ LC_ALL=C LANGUAGE=vi tracuu -d none list
  tracuu: no index in none
  [4]
  $ LC_ALL=xx_YY.UTF-8 tracuu -d none list
  tracuu: no index in none
  [4]
