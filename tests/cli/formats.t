The same plan in every format and encoding: what is read in it is the same.

  $ python3 "$TC_ROOT/tests/formats.py" "$TC_ROOT/corpus/plans/03-kh-31-tinh-uy-song-lam-2021.txt" in
  $ tracuu-index extract --json in/plan.txt in/*.* | python3 "$TC_ROOT/tests/formats.py" --compare
  in/plan.txt utf-8 same
  in/attached.eml!/ke-hoach.docx utf-8 same
  in/attached.msg!/ke-hoach.docx utf-8 same
  in/bom.txt utf-8 same
  in/cp1258.rtf windows-1258 same
  in/cp1258.txt windows-1258 same
  in/entities.html utf-8 same
  in/legacy.html viscii same
  in/nfd.txt utf-8 same
  in/page.html utf-8 same
  in/plan.doc utf-8 same
  in/plan.docx utf-8 same
  in/plan.docx.bz2!/plan.docx utf-8 same
  in/plan.docx.xz!/plan.docx utf-8 same
  in/plan.eml utf-8 same
  in/plan.fodt utf-8 same
  in/plan.msg utf-8 same
  in/plan.odt utf-8 same
  in/plan.pdf utf-8 same
  in/plan.tar.gz!/th\xc6\xb0 m\xe1\xbb\xa5c/k\xe1\xba\xbf ho\xe1\xba\xa1ch.docx utf-8 same (esc)
  in/plan.txt utf-8 same
  in/plan.txt.gz!/plan.txt utf-16be same
  in/plan.xlsx utf-8 same
  in/plan.zip!/k\xe1\xba\xbf ho\xe1\xba\xa1ch.docx utf-8 same (esc)
  in/tcvn3.txt tcvn3 small letters for capitals
  in/twice.zip!/trong.zip!/k\xe1\xba\xbf ho\xe1\xba\xa1ch.docx utf-8 same (esc)
  in/unicode.rtf utf-8 same
  in/utf16-bare.txt utf-16le same
  in/utf16.txt utf-16le same
  in/viqr.txt viqr same
  in/viscii.txt viscii same
  in/vni.doc vni same
  in/vni.docx vni same
  in/vni.rtf vni same
  in/vni.txt vni same
  in/vntime.doc tcvn3 same
  in/vntime.docx tcvn3 same
  in/vntime.fodt tcvn3 same
  in/vntime.odt tcvn3 same
  in/vntime.pdf tcvn3 same
  in/vntime.rtf tcvn3 same
  in/vntime.xlsx tcvn3 same
  in/vps.txt vps same

And each is found by the same questions.

  $ tracuu-index -d ix add -q in
  tracuu-index: new index in ix
  $ ask() { tracuu -d ix --all --limit 100 -f paths "$@" | sed 's/!.*//' | sort; }
  $ ls in/* > all
  $ ask 'cites:35-NQ/TW' | diff all -
  $ ask '"bầu cử đại biểu"' | diff all -
  $ ask 'bau cu dai bieu' | diff all -
  $ ask 'event:"Đại hội XIII"' | diff all -
