The four sample plans, when they are there.

  $ SHARED=${TC_SHARED:-$TC_ROOT/../shared}
  $ [ -d "$SHARED/seeds" ] || { echo "$SHARED/seeds is not there"; exit 80; }
  $ cp -r "$SHARED/seeds" seeds && chmod -R u+w seeds && tracuu-index add -q seeds 2>/dev/null

  $ tracuu cited-by 05-CT/TW -l | sort
  seeds/000_d7e0296f7997e573.txt
  seeds/002_6648cc13f6ad9bb6.txt
  seeds/004_c68c1880acd3cd6e.txt
  $ for q in 5-ct/tw '05 – CT/TW' 'Chỉ thị số 05-CT/TW' 'chi thi 05-CT/TW'; do tracuu cited-by $q -c; done
  3
  3
  3
  3
  $ for n in 35-NQ/TW 31-KH/TU 171-KH/BTGTU 44-KH/ĐUK 08-CTr/TU; do tracuu cited-by $n -l; done
  seeds/002_6648cc13f6ad9bb6.txt
  seeds/000_d7e0296f7997e573.txt
  seeds/003_c8534f40af56dc42.txt
  seeds/004_c68c1880acd3cd6e.txt
  seeds/004_c68c1880acd3cd6e.txt
  $ tracuu cited-by 44-KH/ĐUS
  [1]
  $ tracuu number:44-KH/ĐUS -l
  seeds/004_c68c1880acd3cd6e.txt

  $ tracuu events --year 2024 --kind anniversary -f jsonl | jq -r 'select(.path | test("003_")) | "\(.years) \(.origin) \(.observed)"' | sort -u
  115 1909-06-28 2024-06-28
  20 2004-01-01 2024-01-01
  70 1954-05-07 2024-05-07
  75 1949-10-10 2024-10-10
  $ tracuu units "Ban Tuyên giáo" --role assigned -l | sort
  seeds/000_d7e0296f7997e573.txt
  seeds/002_6648cc13f6ad9bb6.txt
  seeds/003_c8534f40af56dc42.txt

  $ tracuu phong chong tham nhung -c
  4
  $ tracuu phòng chống tham nhũng -l | sort
  seeds/000_d7e0296f7997e573.txt
  seeds/002_6648cc13f6ad9bb6.txt
  seeds/004_c68c1880acd3cd6e.txt

NFC and NFD, the tone's two places:

  $ nfd() { python3 -c 'import sys, unicodedata; print(unicodedata.normalize("NFD", sys.argv[1]))' "$1"; }
  $ for q in 'diễn biến hòa bình' 'diễn biến hoà bình' "$(nfd 'diễn biến hoà bình')"; do tracuu "$q" -l | sort | md5sum; done | sort -u | wc -l
  1
  $ for q in 'Tỉnh ủy Lai Châu' 'Tỉnh uỷ Lai Châu' "$(nfd 'Tỉnh uỷ Lai Châu')"; do tracuu "$q" -l | sort | md5sum; done | sort -u | wc -l
  1
