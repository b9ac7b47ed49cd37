PDF files are read in the order they were written: the left column of the head, then the right one;
numbers that a line broke are whole again; each page has its place.

  $ pdf() { /usr/bin/python3 "$TC_ROOT/tests/make_pdf.py" "$@"; }
  $ cat > plan.txt <<'END'
  > TỈNH ỦY LAI CHÂU	ĐẢNG CỘNG SẢN VIỆT NAM
  > *	Lai Châu, ngày 17 tháng 5 năm 2021
  > Số 31-KH/TU	 
  > 
  > KẾ HOẠCH
  > tuyên truyền về bầu cử
  > 
  > Thực hiện Nghị quyết số 35-
  > NQ/TW, ngày 22/10/2018 của Bộ Chính trị và Chỉ thị số 05-CT/TW
  > của Bộ Chính trị.
  > END
  $ printf '\fTrang hai dẫn Nghị định số 30/2020/NĐ-\nCP ngày 05/3/2020 của Chính phủ về công tác văn thư.\n' >> plan.txt
  $ pdf plan.txt plan.pdf
  $ tracuu-index extract --text plan.pdf
  T\xe1\xbb\x88NH \xe1\xbb\xa6Y LAI CH\xc3\x82U (esc)
  *
  S\xe1\xbb\x91 31-KH/TU (esc)
  
  \xc4\x90\xe1\xba\xa2NG C\xe1\xbb\x98NG S\xe1\xba\xa2N VI\xe1\xbb\x86T NAM (esc)
  Lai Ch\xc3\xa2u, ng\xc3\xa0y 17 th\xc3\xa1ng 5 n\xc4\x83m 2021 (esc)
  
  K\xe1\xba\xbe HO\xe1\xba\xa0CH (esc)
  tuy\xc3\xaan truy\xe1\xbb\x81n v\xe1\xbb\x81 b\xe1\xba\xa7u c\xe1\xbb\xad (esc)
  
  Th\xe1\xbb\xb1c hi\xe1\xbb\x87n Ngh\xe1\xbb\x8b quy\xe1\xba\xbft s\xe1\xbb\x91 35-NQ/TW, (esc)
  ng\xc3\xa0y 22/10/2018 c\xe1\xbb\xa7a B\xe1\xbb\x99 Ch\xc3\xadnh tr\xe1\xbb\x8b v\xc3\xa0 Ch\xe1\xbb\x89 th\xe1\xbb\x8b s\xe1\xbb\x91 05-CT/TW (esc)
  c\xe1\xbb\xa7a B\xe1\xbb\x99 Ch\xc3\xadnh tr\xe1\xbb\x8b. (esc)
  Trang hai d\xe1\xba\xabn Ngh\xe1\xbb\x8b \xc4\x91\xe1\xbb\x8bnh s\xe1\xbb\x91 30/2020/N\xc4\x90-CP (esc)
  ng\xc3\xa0y 05/3/2020 c\xe1\xbb\xa7a Ch\xc3\xadnh ph\xe1\xbb\xa7 v\xe1\xbb\x81 c\xc3\xb4ng t\xc3\xa1c v\xc4\x83n th\xc6\xb0. (esc)
  $ tracuu-index extract plan.pdf | jq -c '[.mime, .charset, .pages, .number_key, .doc_type, .date, [.citations[].number_key]]'
  ["application/pdf","utf-8",2,"31-KH/TU","KH","2021-05-17",["35-NQ/TW","5-CT/TW","30/2020/N\xc4\x90-CP"]] (esc)

A page that is turned reads the same:

  $ key() { jq -c '[.pages, .number_key, .date, .title, [.citations[].number_key]]'; }
  $ tracuu-index extract plan.pdf | key > want
  $ pdf --turned plan.txt turned.pdf && tracuu-index extract turned.pdf | key | diff want -

So does one in the fonts before Unicode, with their capitals; some letters of theirs are known by the
font and by the word only:

  $ sed 's/tuyên truyền/trong nước, các Ủy viên, Thư ký/' plan.txt > legacy.txt
  $ pdf legacy.txt unicode.pdf && tracuu-index extract --text unicode.pdf > want
  $ pdf --tcvn3 legacy.txt tcvn3.pdf && tracuu-index extract --text tcvn3.pdf | diff want -
  $ tracuu-index extract tcvn3.pdf | jq -c '[.charset, .pages, .warnings]'
  ["tcvn3",2,[]]

Hits and mentions name their page:

  $ tracuu-index -d index add -q plan.pdf 2> /dev/null
  $ tracuu -d index -f jsonl 'văn thư' | jq -c '[.path, .hits[0].page]'
  ["plan.pdf",2]
  $ tracuu -d index -f jsonl 'bầu cử' | jq -c '[.path, .hits[0].page]'
  ["plan.pdf",1]
  $ tracuu -d index cited-by -f jsonl 30/2020/NĐ-CP | jq -c '[.path, .number, .page]'
  ["plan.pdf","30/2020/N\xc4\x90-CP",2] (esc)
  $ tracuu-index -d index status -f jsonl | jq -c '[.documents, .pages, .formats]'
  [1,2,{"application/pdf":1}]

What cannot be read is told, each with its reason:

  $ mkdir bad && pdf --picture plan.txt bad/scan.pdf && pdf --no-map plan.txt bad/codes.pdf && pdf --password plan.txt bad/locked.pdf
  $ head -c 300 plan.pdf > bad/cut.pdf; printf '%%PDF-1.7\nnothing' > bad/empty.pdf; printf '\211PNG\r\n\032\nnone' > bad/picture.png
  $ tracuu-index -d index2 add -q --ocr off bad 2> /dev/null
  [3]
  $ tracuu-index -d index2 failures -f jsonl | jq -r '[.path, .reason, .detail] | join(" | ")' | sort
  bad/codes.pdf | ocr | its text layer makes no sense
  bad/cut.pdf | unsupported | a damaged PDF document: Couldn't read xref table
  bad/empty.pdf | unsupported | a damaged PDF document: Couldn't read xref table
  bad/locked.pdf | password | opens only with a password
  bad/picture.png | ocr | a picture (image/png)
  bad/scan.pdf | ocr | 2 pages with 0 words: pictures of text
