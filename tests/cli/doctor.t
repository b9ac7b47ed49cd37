doctor says what this machine can read, and what is to be installed for the rest.

  $ tracuu-index doctor > said; case $? in 0) echo all;; 3) grep -q 'install' said && echo all;; esac
  all
  $ grep -c . said > /dev/null && grep '  rtf  ' said
  yes  rtf            text/rtf
  $ tracuu-index doctor -f jsonl | jq -r 'select(.reads == (.lacks == null)) | .format' | sort > formats
  $ grep -x -e application/pdf -e application/msword -e 'image/[*]' -e text/plain formats
  application/msword
  application/pdf
  image/*
  text/plain
  $ grep -q x-tracuu formats
  [1]
  $ python3 -c 'import jsonschema' 2>/dev/null && tracuu-index doctor -f jsonl | python3 "$TC_ROOT/tests/validate.py" | sed 's/[0-9]*$/N/'
  ability N
