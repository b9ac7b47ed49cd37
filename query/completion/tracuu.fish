# SPDX-License-Identifier: GPL-3.0-or-later
# fish completion of tracuu. All that is offered comes from `tracuu complete`.

# The command line up to the cursor without the word that is being typed: the program, its indexes,
# the command.
function __tracuu_ask
    set -l words (commandline -opc)
    set -l program $words[1]
    for i in (seq 2 (count $words))
        if contains -- $words[$i] -d --index; and test (math $i + 1) -le (count $words)
            set -a program -d $words[(math $i + 1)]
        else if string match -q -- '--index=*' $words[$i]
            set -a program $words[$i]
        end
    end
    $program complete -- $argv 2>/dev/null
end

function __tracuu_command
    set -l skip no
    for w in (commandline -opc)[2..-1]
        if test $skip = yes
            set skip no
        else if contains -- $w -d --index
            set skip yes
        else if not string match -q -- '-*' $w
            echo $w
            return 0
        end
    end
    return 1
end

function __tracuu_value # the part behind = when the word is --option=value
    string replace -r -- '^--[a-z-]*=' '' (commandline -ct)
end

function __tracuu_is
    contains -- (__tracuu_command) $argv
end

function __tracuu_options
    set -l command (__tracuu_command); or set command search
    __tracuu_ask option $command (commandline -ct)
end

complete -c tracuu -f
complete -c tracuu -n 'not __tracuu_command >/dev/null' -a '(__tracuu_ask command (commandline -ct))'
complete -c tracuu -n 'string match -q -- "-*" (commandline -ct)' -a '(__tracuu_options)'
complete -c tracuu -n '__tracuu_is cited-by cites show graph similar' -F -a '(__tracuu_ask number (commandline -ct))'
complete -c tracuu -n '__tracuu_is lookup' -F
complete -c tracuu -n '__tracuu_is units' -a '(__tracuu_ask unit (commandline -ct))'
complete -c tracuu -n '__tracuu_is events' -a '(__tracuu_ask event (commandline -ct))'
complete -c tracuu -n '__tracuu_is help' -a '(__tracuu_ask command (commandline -ct))'
complete -c tracuu -n '__tracuu_is search facets explain timeline; or not __tracuu_command >/dev/null' -a '(__tracuu_ask (commandline -ct))'
complete -c tracuu -s d -l index -x -a '(__fish_complete_directories)'
complete -c tracuu -s f -l format -x -a '(__tracuu_ask format "")'
complete -c tracuu -l queries -r -F
complete -c tracuu -l root -x -a '(__tracuu_ask number (__tracuu_value))'
for name in type issuer signer place date year unit event cites basis system path id relation role kind sort color direction by
    complete -c tracuu -l $name -x -a "(__tracuu_ask $name (__tracuu_value))"
end
