What --help tells of a program and of its commands stands in the manual: every command, and every option in
its long form.

  $ options() { "$1" "$2" --help | grep -oE '^ +(-[A-Za-z0-9], )?--[a-z-]+' | grep -oE -- '--[a-z-]+'; }
  $ commands() { "$1" --help | grep -oE '^  [a-z][a-z-]+ ' | tr -d ' '; }
  $ missing() { # program
  >   page=$(sed 's/\\-/-/g; s/Fl -/--/g; s/, -\([a-z]\)/, --\1/g' "$TC_ROOT/docs/man/$1.1")
  >   for c in $(commands "$1"); do
  >     echo "$1 $c" >> asked
  >     grep -qxE "\.It Ic (\w+ , )*$c\b.*" <<< "$page" || echo "$1: nothing of $c"
  >     for o in $(options "$1" "$c"); do
  >       echo "$o" >> asked
  >       grep -qE -e "(^|[^-a-z])$o([^-a-z]|$)" <<< "$page" || echo "$1 $c: nothing of $o"
  >     done
  >   done
  > }
  $ missing tracuu
  $ missing tracuu-index
  $ test $(sort -u asked | wc -l) -gt 90 && echo many
  many
