Names and texts that mean harm, shown by every command in every format:

  $ python3 $TC_ROOT/tests/hostile.py
  \d+ outputs; 0 wrong (re)
