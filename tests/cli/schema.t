Every record that the programs write is what docs/schema/ says.

  $ python3 -c 'import jsonschema' 2>/dev/null || { echo "python3-jsonschema is not there"; exit 80; }
  $ check() { python3 "$TC_ROOT/tests/validate.py" "$@"; }
  $ cp -r "$TC_ROOT/corpus/plans" plans
  $ mkdir odd && : > odd/empty.txt && printf '%%PDF-1.4\n' > odd/a.pdf
  $ printf 'Số 1-KH/TU\nKẾ HOẠCH bầu cử\nThực hiện Chỉ thị số 05-CT/TW\n' > "$(printf 'odd/\377.txt')"
  $ tracuu-index -d .tracuu add -f jsonl plans odd > records 2>/dev/null
  [3]
  $ tracuu-index extract --json plans/*.txt odd/*.txt >> records

Answers of every command:

  $ printf 'bầu cử\n19/5\n\n31-KH/TU\n"a\nzzzz\n' > questions
  $ ask() { tracuu "$@" -f jsonl >> records; }
  $ ask search bầu cử --summary
  $ ask search tuyên truyền --summary
  $ ask list --summary
  $ printf 'bầu cử\nchuyển đổi số\n35-NQ/TW\n' | tracuu search --queries - -f jsonl >> records
  $ ask cited-by 31-KH/TU --id NUM:party:TU:song-lam:KH:31:2020-2025 --summary
  $ ask cited-by 35-NQ/TW
  $ printf '35-NQ/TW\n31-KH/TU\n' | ask cited-by --queries -
  $ ask cites 22-KH/HU
  $ for f in plans/0*.txt; do ask lookup $f; done
  $ ask events --summary
  $ ask units --role assigned --summary
  $ ask units tuyên giáo
  $ ask facets --summary
  $ printf 'bầu cử\nchuyển đổi\n' | ask facets --queries -
  $ ask timeline bầu cử --summary 2>/dev/null
  $ ask similar 31-KH/TU --date 2021-04-12
  $ ask missing --summary
  $ ask graph --summary
  $ ask calendar --year 2026 --summary
  $ tracuu-index annotate -q plans/02*.txt date=2021-01-31 number=8-NQ/TU title=một issuer=hai issuer_parent=ba place=bốn signer=năm doc_type=NQ
  $ ask show plans/02*.txt
  $ for command in status dump failures doctor; do tracuu-index $command $([ $command = dump ] || echo -f jsonl) >> records; done
  $ rm plans/01*; tracuu-index update -f jsonl >> records
  $ tracuu-index verify --fixity -f jsonl >> records 2> /dev/null
  [3]

Options that change which records there are, or what is in them. A command that writes nothing here tests nothing:

  $ while IFS= read -r line; do
  >   [ -n "$line" ] || continue
  >   eval "tracuu $line -f jsonl" > some 2> /dev/null < questions
  >   check < some > told || { echo "$line: $(head -1 told)"; }
  >   [ -s some ] || echo "$line: no record"
  > done <<'END'
  > search bầu cử --all
  > search bầu cử --snippets 0
  > search bầu cử --snippets 3 --context 80
  > search 'bầu cử' --sort cited --offset 1 -n 2 --summary
  > search 'bầu cử zzzz' --summary
  > search chuyễn đỗi --summary
  > search '*' --sort number --ignore-diacritics
  > search 'title:"bầu cử" -số' --exact-diacritics --summary
  > search '"UBND tỉnh" OR 19/5 OR "khóa 13"' --summary
  > search 'chuyển đổi số năm 2022' --summary
  > search 31-KH/TU --summary
  > search 999-KH/TU --summary
  > search --queries - --summary
  > search --queries - --all --snippets 0
  > list --sort cited --summary
  > list --type KH --year 2021..2022 --issuer 'Tỉnh ủy' --summary
  > list --signer Nguyễn --summary
  > list --unit 'Ban Tuyên giáo' --cites 35-NQ/TW --system party
  > list -n 1 --offset 3 --summary
  > cited-by 35-NQ/TW --relation can_cu --summary
  > cited-by 31-KH/TU --summary
  > cited-by 999-KH/TU --summary
  > cited-by --queries - --summary
  > cites plans/06-kh-22-huyen-uy-binh-khe.txt --relation thuc_hien --summary
  > lookup plans/05-kh-31-tinh-uy-hong-chau.txt --summary
  > lookup --summary
  > events --on 19/5 --summary
  > events --kind anniversary --years 70
  > events 'Điện Biên Phủ' --year 2024 --summary
  > events dien-bien-phu
  > units --role issuer -n 2 --summary
  > units UBND --summary
  > units Tuyên giáo --ignore-diacritics --type KH
  > facets --by type,issuer,year,term,event,unit,cites,number --summary
  > facets 19/5 -n 1
  > facets --queries - --by year --summary
  > timeline --by month --summary
  > timeline bầu cử --by quarter
  > similar plans/06-kh-22-huyen-uy-binh-khe.txt -n 2 --summary
  > missing --type CT --since 2020 -n 2 --summary
  > graph --root 35-NQ/TW --depth 2 --direction both --summary
  > graph --relation can_cu -n 3
  > graph 31-KH/TU --date 2021-04-12 --summary
  > calendar --year 2024 --round 5,10 --known --summary
  > show plans/06-kh-22-huyen-uy-binh-khe.txt --summary
  > END

With --fields a record has these keys and no other:

  $ while IFS='|' read -r fields command; do
  >   eval "tracuu $command" --fields "$fields" -f jsonl 2> /dev/null | jq -r --arg f "$fields" \
  >     'keys - ($f / ",") - ["v", "type", "path_bytes"] | if . == [] then "as asked" else "\(.)" end' | sort -u | sed "s,^,$command: ,"
  > done <<'END'
  > number,path|list
  > title,hits|search bầu cử
  > label,observed|events
  > name,role|units UBND
  > number,documents|missing
  > field,count|facets
  > value,count|timeline
  > raw,sentence|cites 22-KH/HU
  > END
  list: as asked
  search bầu cử: as asked
  events: as asked
  units UBND: as asked
  missing: as asked
  facets: as asked
  timeline: as asked
  cites 22-KH/HU: as asked

  $ check < records > counts || cat counts
  $ sed 's/[0-9]*$/N/' counts
  ability N
  annotation N
  citation N
  day N
  doc N
  document N
  edge N
  error N
  event N
  facet N
  file N
  missing N
  node N
  plan N
  root N
  status N
  summary N
  unit N
  $ jq -c 'select(.path_bytes) | [.type, .path_bytes]' records | sort -u
  ["doc","b2RkL/8udHh0"]
  ["file","b2RkL/8udHh0"]
  ["node","b2RkL/8udHh0"]
  ["plan","b2RkL/8udHh0"]
  $ for schema in "$TC_ROOT"/docs/schema/*.json; do grep -q "^$(basename "$schema" .json) " counts || echo "no record of $schema"; done

A key that is missing and one that is too many are told, in records and in the objects within:

  $ grep '"type":"facet"' records | head -1 | jq -c 'del(.count)' | check
  line 1: facet: 'count' is a required property
  facet 1
  [1]
  $ grep '"type":"facet"' records | head -1 | jq -c '.counts = 1' | check
  line 1: facet: Additional properties are not allowed ('counts' was unexpected)
  facet 1
  [1]
  $ check --broken < records
  ability refused when spoiled
  annotation refused when spoiled
  citation refused when spoiled
  day refused when spoiled
  doc refused when spoiled
  document refused when spoiled
  edge refused when spoiled
  error refused when spoiled
  event refused when spoiled
  facet refused when spoiled
  file refused when spoiled
  missing refused when spoiled
  node refused when spoiled
  plan refused when spoiled
  root refused when spoiled
  status refused when spoiled
  summary refused when spoiled
  unit refused when spoiled
