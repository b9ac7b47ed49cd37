The anniversaries of a year.

  $ mkdir plans
  $ plan() { printf 'TỈNH ỦY SÔNG LAM\n*\nSố %s-KH/TU\nSông Lam, ngày %s\nKẾ HOẠCH\nvề việc %s\n\n%s\n' "$@"; }
  $ plan 1 '10 tháng 3 năm 2023' 'tuyên truyền' 'Tuyên truyền kỷ niệm 70 năm Chiến thắng Điện Biên Phủ (07/5/1954 - 07/5/2024); Tết Nguyên đán; Giỗ Tổ Hùng Vương.' > plans/1.txt
  $ plan 2 '11 tháng 4 năm 2025' 'kỷ niệm' 'Kỷ niệm 50 năm Ngày giải phóng miền Nam, thống nhất đất nước (30/4/1975 - 30/4/2025). Kỷ niệm 71 năm Chiến thắng Điện Biên Phủ.' > plans/2.txt
  $ tracuu-index -d .tracuu add -q plans
  tracuu-index: new index in .tracuu

Documents for that year first, lunar days where they fall in Vietnam:

  $ tracuu calendar --year 2024
  10/02/2024 Tết Nguyên đán · 01/01 lunar
     1-KH/TU · 10/03/2023 · Tỉnh ủy Sông Lam · plans/1.txt
  
  18/04/2024 Giỗ Tổ Hùng Vương · 10/03 lunar
     1-KH/TU · 10/03/2023 · Tỉnh ủy Sông Lam · plans/1.txt
  
  30/04/2024 Ngày giải phóng miền Nam, thống nhất đất nước · 49 years · 30/04/1975
     2-KH/TU · 11/04/2025 · Tỉnh ủy Sông Lam · plans/2.txt
  
  07/05/2024 Chiến thắng Điện Biên Phủ · 70 years · 07/05/1954
     1-KH/TU · 10/03/2023 · Tỉnh ủy Sông Lam · plans/1.txt
     2-KH/TU · 11/04/2025 · Tỉnh ủy Sông Lam · plans/2.txt
  $ for y in 1985 2007 2030; do tracuu calendar --year $y -f csv --fields observed,id | grep tet; done
  1985-01-21,tet-nguyen-dan\r (esc)
  2007-02-17,tet-nguyen-dan\r (esc)
  2030-02-02,tet-nguyen-dan\r (esc)
  $ tracuu calendar --year 2025 --round 5,10 -f jsonl
  {"v":1,"type":"day","observed":"2025-04-30","label":"Ngày giải phóng miền Nam, thống nhất đất nước","years":50,"origin":"1975-04-30","calendar":"solar","id":"giai-phong-mien-nam","documents":1,"numbers":["2-KH/TU"],"paths":["plans/2.txt"]}
  $ tracuu calendar --year 1950 --round 5
  [1]
  $ tracuu calendar --year 2024 -c
  4
  $ tracuu calendar --year 2024 --known -f csv --fields documents,id | grep -E 'quoc-khanh|dien-bien'
  2,dien-bien-phu\r (esc)
  0,quoc-khanh\r (esc)

iCalendar as RFC 5545 wants it: CR LF, lines of 75 octets at most that do not cut characters, blocks
that close, the properties that must be there, and a stable UID for each day.

  $ tracuu-index -d big add -q "$TC_ROOT/corpus/plans"
  tracuu-index: new index in big
  $ tracuu -d big calendar --year 2025 --known -f ics > a.ics; tracuu -d big calendar --year 2026 --known -f ics > b.ics
  $ cat > check.py <<'EOF'
  > import re, sys
  > uids = []
  > for name in sys.argv[1:]:
  >     raw = open(name, "rb").read()
  >     assert raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b""), "line ends"
  >     lines = raw[:-2].split(b"\r\n")
  >     assert max(map(len, lines)) <= 75, "length"
  >     [l.decode() for l in lines]  # no character is cut
  >     assert any(len(l) > 70 for l in lines) and any(l.startswith(b" ") for l in lines), "folded"
  >     text = raw.decode().replace("\r\n ", "").split("\r\n")[:-1]
  >     assert (text[0], text[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
  >     stack = []
  >     for line in text:
  >         key, value = line.split(":", 1)
  >         assert re.fullmatch(r"[A-Z]+(;[A-Z]+=[A-Z]+)*", key), key
  >         if key == "BEGIN":
  >             stack.append(value)
  >             seen = []
  >         elif key == "END":
  >             assert stack.pop() == value
  >             if value == "VEVENT":
  >                 assert {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY"} <= set(seen) and len(seen) == len(set(seen))
  >         else:
  >             seen.append(key)
  >             if key in ("SUMMARY", "DESCRIPTION"):
  >                 assert not re.search(r"(?<!\\)[,;]", value) and not re.search(r"\\[^\\,;nN]", value.replace("\\\\", "")), value
  >             if key == "UID":
  >                 uids.append(value)
  >             if key.startswith("DTSTART") or key.startswith("DTEND"):
  >                 assert re.fullmatch(r"\d{8}", value)
  >             if key == "DTSTAMP":
  >                 assert re.fullmatch(r"\d{8}T\d{6}Z", value)
  >     assert not stack
  > print("days:", len(uids) > 100, "uids:", len(uids) == len(set(uids)))
  > EOF
  $ python3 check.py a.ics b.ics
  days: True uids: True
  $ tracuu -d big calendar --year 2025 --known -f ics | cmp - a.ics
  $ SOURCE_DATE_EPOCH=86400 tracuu calendar --year 2025 --round 10 -f ics | tr -d '\r' | grep -v PRODID | sed 's/ $/_/'
  BEGIN:VCALENDAR
  VERSION:2.0
  CALSCALE:GREGORIAN
  BEGIN:VEVENT
  UID:0d4832cf9d84b731-20250430@tracuu
  DTSTAMP:19700102T000000Z
  DTSTART;VALUE=DATE:20250430
  DTEND;VALUE=DATE:20250501
  SUMMARY:Ngày giải phóng miền Nam\, thống nhất đất nước: 50_
   năm (30/04/1975)
  DESCRIPTION:2-KH/TU · 11/04/2025 · Tỉnh ủy Sông Lam · plans/2.txt
  CATEGORIES:Năm tròn
  TRANSP:TRANSPARENT
  END:VEVENT
  END:VCALENDAR

Wrong use; a calendar without a day is no calendar, and is not written:

  $ tracuu calendar --year 1950 --round 5 -f ics
  [1]
  $ tracuu calendar --year 20 2>&1 | head -1
  tracuu: --year takes one year, not "20"
  $ tracuu calendar --year 2024 --round 5,x 2>&1 | head -1
  tracuu: --round takes numbers such as 5,10, not "5,x"
  $ tracuu calendar -f dot
  tracuu: the format dot does not go with calendar
  [2]
  $ tracuu -d nowhere calendar
  tracuu: no index in nowhere
  [4]
