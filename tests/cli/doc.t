Word's binary documents: Unicode and the fonts before it, run by run, with the numbers that lists
give themselves, tables and tracked changes.

  $ doc() { /usr/bin/python3 "$TC_ROOT/tests/make_doc.py" "$@"; }
  $ cat > plan.txt <<'END'
  > TỈNH ỦY LAI CHÂU	ĐẢNG CỘNG SẢN VIỆT NAM
  > Số 31-KH/TU	Lai Châu, ngày 17 tháng 5 năm 2021
  > 
  > KẾ HOẠCH
  > tuyên truyền về bầu cử đại biểu Quốc hội khóa XV
  > 
  > Thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị về đẩy mạnh học tập và làm theo Bác.
  > # MỤC ĐÍCH, YÊU CẦU
  > Các Ủy viên trong nước tổ chức [-một-]{+nhiều+} đợt tuyên truyền trong toàn tỉnh.
  > # NỘI DUNG
  > END
  $ doc plan.txt unicode.doc && doc --tcvn3 plan.txt tcvn3.doc && doc --vni plan.txt vni.doc
  $ sed 's/\[-[^]]*-\]//; s/{+\(.*\)+}/\1/; s/^# M/I. M/; s/^# N/II. N/' plan.txt > want.txt
  $ for f in unicode tcvn3 vni; do tracuu-index extract --text $f.doc | diff want.txt -; done
  $ for f in unicode tcvn3 vni; do tracuu-index extract $f.doc | jq -c '[.mime, .charset, .number_key, .date, .title, .warnings]'; done
  ["application/msword","utf-8","31-KH/TU","2021-05-17","tuy\xc3\xaan truy\xe1\xbb\x81n v\xe1\xbb\x81 b\xe1\xba\xa7u c\xe1\xbb\xad \xc4\x91\xe1\xba\xa1i bi\xe1\xbb\x83u Qu\xe1\xbb\x91c h\xe1\xbb\x99i kh\xc3\xb3a XV",[]] (esc)
  ["application/msword","tcvn3","31-KH/TU","2021-05-17","tuy\xc3\xaan truy\xe1\xbb\x81n v\xe1\xbb\x81 b\xe1\xba\xa7u c\xe1\xbb\xad \xc4\x91\xe1\xba\xa1i bi\xe1\xbb\x83u Qu\xe1\xbb\x91c h\xe1\xbb\x99i kh\xc3\xb3a XV",[]] (esc)
  ["application/msword","vni","31-KH/TU","2021-05-17","tuy\xc3\xaan truy\xe1\xbb\x81n v\xe1\xbb\x81 b\xe1\xba\xa7u c\xe1\xbb\xad \xc4\x91\xe1\xba\xa1i bi\xe1\xbb\x83u Qu\xe1\xbb\x91c h\xe1\xbb\x99i kh\xc3\xb3a XV",[]] (esc)

LibreOffice writes the letter ư of such a font as the hyphen that shows at line ends only, which has
the same code:

  $ python3 - <<'END'
  > data = open("tcvn3.doc", "rb").read()
  > text = data.index(b"trong n\xad\xedc")
  > open("hyphen.doc", "wb").write(data[:text] + data[text:].replace(b"n\xad\xedc", b"n\x1f\xedc", 1))
  > END
  $ tracuu-index extract --text hyphen.doc | diff want.txt -

What does not open is told:

  $ doc --locked plan.txt locked.doc && head -c 4000 unicode.doc > cut.doc && printf '\320\317\021\340\241\261\032\341' > head.doc
  $ tracuu-index extract locked.doc cut.doc head.doc
  tracuu-index: locked.doc: password: opens only with a password
  tracuu-index: cut.doc: unsupported: a damaged Word document* (glob)
  tracuu-index: head.doc: unsupported: no reader for an old Office document (doc, xls, ppt)
  [3]
