The same plan in every format and encoding: what is read in it is the same.

  $ python3 $TC_ROOT/tests/formats.py $TC_ROOT/corpus/plans/03-kh-31-tinh-uy-song-lam-2021.txt in
  $ tracuu-index extract --json in/plan.txt in/*.txt in/*.html in/*.docx in/*.odt in/*.rtf in/*.eml in/*.zip | python3 $TC_ROOT/tests/formats.py --compare
  in/plan.txt utf-8 same
  in/cp1258.txt windows-1258 same
  in/nfd.txt utf-8 same
  in/plan.txt utf-8 same
  in/utf16.txt utf-16le same
  in/page.html utf-8 same
  in/plan.docx utf-8 same
  in/vntime.docx tcvn3 same
  in/plan.odt utf-8 same
  in/cp1258.rtf windows-1258 same
  in/legacy.rtf tcvn3 same
  in/unicode.rtf utf-8 same
  in/plan.eml utf-8 same
  in/plan.zip!/kế hoạch.docx utf-8 same

And each is found by the same questions. The zip file's docx is the one beside it.

  $ tracuu-index -d ix add -q in
  tracuu-index: new index in ix
  $ tracuu -d ix --all --limit 100 -f paths 'cites:35-NQ/TW' | sort > numbers; tracuu -d ix --all --limit 100 -f paths 'bau cu dai bieu' | sort > words
  $ cmp numbers words && wc -l < numbers
  12
