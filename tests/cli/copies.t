Copies of one document are shown once.

  $ cp -r "$TC_ROOT/corpus/plans" plans
  $ plan=plans/03-kh-31-tinh-uy-song-lam-2021.txt
  $ sed 's/Số 31-KH/Số    -KH/; s/ngày 12 tháng 4/ngày    tháng 4/' $plan > plans/du-thao.txt
  $ { cat $plan; printf '\nBản quét, trang cuối mờ.\n'; } > plans/scan.txt
  $ cp $plan plans/sao-y.txt
  $ sed 's/Sông Lam/Sông Hậu/g; s/SÔNG LAM/SÔNG HẬU/g' $plan > plans/tinh-khac.txt
  $ sed 's/31-KH/32-KH/' $plan > plans/so-khac.txt
  $ tracuu-index add -q plans 2> /dev/null
  $ ask() { tracuu "quán triệt, tuyên truyền Nghị quyết type:KH date:2021-04" --snippets 0 "$@"; }

The draft, the scan and the same file elsewhere are one document, told by the one with a number; another
issuer or another number is another document:

  $ ask | grep -a -e '^[0-9]' -e '^ *plans'
  tracuu: 2 copies are shown with their documents; --all shows all
  1. 31-KH/TU · 12/04/2021 · Tỉnh ủy Sông Lam · cited by 1 · +3 copies
     plans/03-kh-31-tinh-uy-song-lam-2021.txt
  2. 31-KH/TU · 12/04/2021 · Tỉnh ủy Sông Hậu
     plans/tinh-khac.txt
  3. 32-KH/TU · 12/04/2021 · Tỉnh ủy Sông Lam
     plans/so-khac.txt
  $ ask -q

Pages hold documents, whatever was folded before them; counts are of all that match:

  $ ask -l -n 1 --offset 1 2> /dev/null
  plans/tinh-khac.txt
  $ ask --count
  5
  $ ask -f jsonl --summary | jq -c '[.duplicates, .folded, .matched, .returned]'
  [["plans/sao-y.txt","plans/du-thao.txt","plans/scan.txt"],null,null,null]
  [[],null,null,null]
  [[],null,null,null]
  [null,2,5,3]

With --all each is shown for itself:

  $ ask -l --all | wc -l
  5
  $ ask --all -f jsonl --summary | jq -c 'select(.matched) | [.folded, .matched, .returned]'
  [0,5,5]

Long texts are compared by their beginnings, which may end within a letter:

  $ for i in 1 2 3; do { sed -n 1,7p $plan | sed 's/31-KH/93-KH/'; printf "%${i}s\n" . ; seq 30000 | sed 's/$/ệ/' ; } > plans/dai-$i.txt; done
  $ tracuu-index add -q plans
  $ tracuu --all -l number:93-KH/TU | wc -l
  3
  $ tracuu -l number:93-KH/TU 2> /dev/null | wc -l
  1

Who names a document that has copies is told what parts them, and nothing else:

  $ tracuu show 93-KH/TU 2>&1 | sed 's/ · .*//'
  tracuu: "93-KH/TU" is 3 documents; choose by path:
    93-KH/TU
    93-KH/TU
    93-KH/TU
