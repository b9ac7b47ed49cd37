Units before and since: who took over the tasks of a unit is asked for too.

  $ cat > giang.txt <<'TEXT'
  > TỈNH ỦY BẮC GIANG
  > BAN TUYÊN GIÁO
  > *
  > Số 12-KH/BTGTU
  > ĐẢNG CỘNG SẢN VIỆT NAM
  > Bắc Giang, ngày 5 tháng 3 năm 2024
  > KẾ HOẠCH
  > tuyên truyền
  > -----
  > I. NỘI DUNG
  > II. TỔ CHỨC THỰC HIỆN
  > 1. Sở Kế hoạch và Đầu tư: bố trí kinh phí.
  > 2. Sở Tài chính: thẩm định.
  > TEXT
  $ cat > ninh.txt <<'TEXT'
  > TỈNH ỦY BẮC NINH
  > BAN TUYÊN GIÁO VÀ DÂN VẬN
  > *
  > Số 12-KH/BTGDVTU
  > ĐẢNG CỘNG SẢN VIỆT NAM
  > Bắc Ninh, ngày 5 tháng 9 năm 2025
  > KẾ HOẠCH
  > tuyên truyền
  > -----
  > I. NỘI DUNG
  > II. TỔ CHỨC THỰC HIỆN
  > 1. Sở Tài chính: bố trí kinh phí.
  > TEXT
  $ tracuu-index add -q giang.txt ninh.txt 2> /dev/null

A province that was joined to another, from the day on; not the other way round, since the name is older:

  $ tracuu -f paths 'issuer:"Tỉnh ủy Bắc Giang"' | sort
  giang.txt
  ninh.txt
  $ tracuu -f paths 'issuer:"Tỉnh ủy Bắc Ninh"'
  ninh.txt
  $ tracuu -f paths --strict 'issuer:"Tỉnh ủy Bắc Giang"'
  giang.txt

A new name asks for those it joined:

  $ tracuu -f paths 'issuer:"Ban Tuyên giáo và Dân vận"' | sort
  giang.txt
  ninh.txt

A department that took over another has its own tasks of before for itself:

  $ tracuu units -f tsv "Sở Kế hoạch và Đầu tư" | cut -f 1,5 | sort
  giang.txt	Sở Kế hoạch và Đầu tư (esc)
  ninh.txt	Sở Tài chính (esc)
  path	name (esc)
  $ tracuu units --strict -f tsv "Sở Kế hoạch và Đầu tư" | cut -f 1,5
  path	name (esc)
  giang.txt	Sở Kế hoạch và Đầu tư (esc)

What was asked for is shown:

  $ tracuu explain 'issuer:"Tỉnh ủy Bắc Giang"' | sed -n '1,2p'
  question   issuer:"Tỉnh ủy Bắc Giang"
  also       Tỉnh ủy Bắc Ninh
