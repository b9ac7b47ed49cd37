Pictures of text are read by tesseract: clean, turned a little and noisy, as files of their own and
as pages of PDF files.

  $ tracuu-index doctor -f jsonl | jq -es 'any(.[]; .format == "image/*" and .reads)' > /dev/null || { echo "tesseract with Vietnamese is not there"; exit 80; }
  $ command -v text2image > /dev/null && fc-list | grep -q 'DejaVu Serif' || { echo "text2image or its font is not there"; exit 80; }
  $ cat > plan.txt <<'END'
  > TỈNH ỦY SÔNG LAM
  > Số 57-KH/TU
  > Vĩnh Khê, ngày 12 tháng 4 năm 2021
  > KẾ HOẠCH
  > tuyên truyền bầu cử đại biểu Quốc hội
  > Thực hiện Chỉ thị số 45-CT/TW, ngày 20/6/2020 của Bộ Chính trị,
  > Tỉnh ủy yêu cầu các cấp ủy tổ chức tuyên truyền sâu rộng.
  > END
  $ picture() { text2image --text=plan.txt --outputbase="$1" --font='DejaVu Serif' --fonts_dir=/usr/share/fonts --fontconfig_tmpdir="$PWD" --ptsize 12 --leading 24 --xsize 2480 --ysize 1400 --resolution 300 "${@:2}" > /dev/null 2>&1; rm -f "$1".box; }
  $ mkdir scans && picture scans/clean --degrade_image=false && picture scans/noisy --degrade_image=true --exposure=-1
  $ key() { jq -c '[.mime, .number_key, .date, [.citations[].number_key], .pages]'; }
  $ tracuu-index extract scans/clean.tif | key
  ["image/tiff","57-KH/TU","2021-04-12",["45-CT/TW"],1]
  $ tracuu-index extract --ocr off scans/clean.tif
  tracuu-index: scans/clean.tif: ocr: a picture (image/tiff)
  [3]

The same picture as a page of a PDF file, without text and with the text that tesseract puts in:

  $ tesseract scans/clean.tif layer -l vie pdf 2> /dev/null && pdftoppm -gray -r 200 -singlefile layer.pdf page
  $ /usr/bin/python3 "$TC_ROOT/tests/make_pdf.py" --scan page.pgm scans/scan.pdf
  $ tracuu-index extract scans/scan.pdf | key
  ["application/pdf","57-KH/TU","2021-04-12",["45-CT/TW"],1]
  $ tracuu-index extract --ocr off layer.pdf | key
  ["application/pdf","57-KH/TU","2021-04-12",["45-CT/TW"],1]

A scan that waits is taken in later; all of them are found by number and by words without marks:

  $ tracuu-index -d index add -q --ocr off scans 2> /dev/null
  [3]
  $ tracuu-index -d index status | grep failed
  failed      3: ocr 3
  $ tracuu-index -d index retry -q --reason ocr
  $ tracuu -d index -f paths --all number:57-KH/TU | sort
  scans/clean.tif
  scans/noisy.tif
  scans/scan.pdf
  $ tracuu -d index -f paths --all 'tuyen truyen sau rong' | sort
  scans/clean.tif
  scans/noisy.tif
  scans/scan.pdf
