# SPDX-License-Identifier: GPL-3.0-or-later
# bash completion of tracuu. All that is offered comes from `tracuu complete`.

_tracuu_ask() # field or command, what is typed: values into COMPREPLY, for readline to quote
{
    local line
    while IFS= read -r line; do
        COMPREPLY+=("${line%%$'\t'*}")
    done < <("${dirs[@]}" complete -- "$@" 2>/dev/null)
    compopt -o filenames 2>/dev/null
}

_tracuu()
{
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command='' i w
    local -a dirs=("${COMP_WORDS[0]}")
    COMPREPLY=()
    cur=${cur#[\"\']}

    # the index that is meant, and the command
    for ((i = 1; i < COMP_CWORD; i++)); do
        w=${COMP_WORDS[i]}
        case $w in
        -d | --index)
            [[ ${COMP_WORDS[i + 1]} == = ]] && ((i++))
            ((++i < COMP_CWORD)) && dirs+=(-d "${COMP_WORDS[i]}")
            ;;
        -*) ;;
        *) [[ -z $command && ${COMP_WORDS[i - 1]} != [=:-]* ]] && command=$w ;;
        esac
    done

    # --option=value and field:value come in three words
    if [[ $cur == = || $cur == : ]]; then
        i=$cur cur=''
    elif [[ $prev == = || $prev == : ]]; then
        i=$prev prev=${COMP_WORDS[COMP_CWORD - 2]}
    else
        i=''
    fi
    if [[ $i == : ]]; then
        _tracuu_ask "$prev:$cur"
        COMPREPLY=("${COMPREPLY[@]#"$prev:"}")
        return
    fi

    case $prev in
    -d | --index) mapfile -t COMPREPLY < <(compgen -d -- "$cur"); compopt -o filenames 2>/dev/null; return ;;
    --queries) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); compopt -o filenames 2>/dev/null; return ;;
    -f) _tracuu_ask format "$cur"; return ;;
    --root) _tracuu_ask number "$cur"; return ;;
    --type | --issuer | --signer | --place | --date | --year | --unit | --event | --cites | --basis | \
        --system | --path | --id | --relation | --role | --kind | --sort | --format | --color | --direction | --by)
        _tracuu_ask "${prev#--}" "$cur"
        return
        ;;
    esac

    if [[ $cur == -* ]]; then
        _tracuu_ask option "${command:-search}" "$cur"
        [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
        return
    fi
    case $command in
    '') _tracuu_ask command "$cur"; _tracuu_ask "$cur" ;;
    cited-by | cites | show | graph | similar)
        _tracuu_ask number "$cur"
        mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$cur")
        ;;
    lookup) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); compopt -o filenames 2>/dev/null ;;
    units) _tracuu_ask unit "$cur" ;;
    events) _tracuu_ask event "$cur" ;;
    help) _tracuu_ask command "$cur" ;;
    list | missing | calendar | complete) ;;
    *) _tracuu_ask "$cur" ;;
    esac
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *: ]] && compopt -o nospace 2>/dev/null
}

complete -F _tracuu tracuu
