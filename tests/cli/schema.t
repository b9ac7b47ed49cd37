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
