# shellcheck shell=sh disable=SC2154,SC2034 # what service and its reader set for one another
# Starting and ending the one daemon of a procedure; sourced by install, stop and restart.
#
# `service` says which it is: $daemon (its name in the ring file), $program (its name among the processes),
# $port, configure (what files/ cannot say), start_daemon (exec setsid it, in the foreground), and perhaps
# $end_signal. Plain sh: the guest's is busybox, the server's dash. In an emulated guest each fork costs
# some milliseconds, so what the shell can do itself it does.

state=/run/ringwatch-service
# A start is given up then: guests are slow, and the driver's own limit is longer.
start_limit_polls=600
poll_s=0.02
end_signal=TERM

fail() {
    echo "$daemon: $*" >&2
    exit 1
}

# An original server has this file, a real server does not.
in_guest() {
    [ -e /etc/ringwatch-original ]
}

# The users' data are mounted by the lab on a server, and from its host in a guest.
mount_data() {
    in_guest || return 0
    # The image has this file there: what is mounted hides it.
    [ -e /srv/data/not-mounted ] || return 0
    mount -t 9p -o trans=virtio,version=9p2000.L,msize=262144 data /srv/data ||
        fail "cannot mount the users' data: does the domain have the filesystem 'data'?"
}

# A guest's clock stood still while it was suspended; its clock chip, which counts seconds, went on.
set_clock() {
    in_guest || return 0
    read -r chip </sys/class/rtc/rtc0/since_epoch
    # shellcheck disable=SC3028 # busybox has it, and this is the guest
    late=$((chip - EPOCHSECONDS))
    if [ "$late" -gt 1 ] || [ "$late" -lt -1 ]; then
        date -s "@$chip" >/dev/null
    fi
}

# Sets $who: the virtual server, or the server.
name_machine() {
    if in_guest && [ -n "${RINGWATCH_VIRTUAL_SERVER:-}" ]; then
        echo "$RINGWATCH_VIRTUAL_SERVER" >/proc/sys/kernel/hostname
    fi
    read -r who </proc/sys/kernel/hostname
}

# Sets $pid to the daemon's process, or to nothing.
recorded() {
    pid=
    [ -r "$state/$daemon.pid" ] && read -r pid <"$state/$daemon.pid"
    return 0
}

# alive PID: there, and not merely unreaped.
alive() {
    read -r _ _ run_state _ 2>/dev/null <"/proc/$1/stat" && [ "$run_state" != Z ]
}

# By a grep, since the shell itself reads byte by byte.
listening() {
    grep -qs ":$port_hex 0*:0000 0A " /proc/net/tcp /proc/net/tcp6
}

# Starts the daemon and returns when its port accepts.
start() {
    mkdir -p "$state"
    start_daemon </dev/null >"$state/$daemon.log" 2>&1 &
    pid=$!
    echo "$pid" >"$state/$daemon.pid"
    port_hex=$(printf %04X "$port")
    polls=0
    until listening; do
        alive "$pid" || fail "ended at its start: $(tail -n 3 "$state/$daemon.log" | tr '\n' ' ')"
        polls=$((polls + 1))
        [ "$polls" -lt "$start_limit_polls" ] || fail "does not listen on port $port"
        sleep "$poll_s"
    done
    # Somebody else's socket on that port would end the daemon, a moment later.
    alive "$pid" || fail "ended at its start: $(tail -n 3 "$state/$daemon.log" | tr '\n' ' ')"
}

# Adds PID and all that descends from it to $family.
add_family() {
    family="$family $1"
    read -r children 2>/dev/null <"/proc/$1/task/$1/children" || children=
    for child in $children; do
        add_family "$child"
    done
}

# Is anything of the family, or of the daemon's process group, alive?
any_left() {
    for one in $family; do
        alive "$one" && return 0
    done
    # What the daemon left behind when it died before is in its group still.
    kill -0 "-$pid" 2>/dev/null
}

# all_gone POLLS: waits so long for the end of everything.
all_gone() {
    polls=0
    while any_left; do
        polls=$((polls + 1))
        [ "$polls" -lt "$1" ] || return 1
        sleep "$poll_s"
    done
}

# Ends the daemon and all its processes, politely for a second; a stopped or hung one, too.
stop() {
    recorded
    [ -n "$pid" ] || return 0
    family=
    if ! alive "$pid"; then
        # Killed by somebody; its children, which are in its group, may hold the port still.
        kill -KILL "-$pid" 2>/dev/null
    elif read -r name <"/proc/$pid/comm" && [ "$name" = "$program" ]; then
        add_family "$pid"
        kill "-$end_signal" "$pid"
        kill -CONT "$pid" 2>/dev/null
    else
        # The number is somebody else's by now.
        rm -f "$state/$daemon.pid"
        return 0
    fi
    if ! all_gone 50; then
        # shellcheck disable=SC2086 # a list of numbers
        kill -KILL $family 2>/dev/null
        kill -KILL "-$pid" 2>/dev/null
        all_gone 50 || fail "processes are left:$family"
    fi
    rm -f "$state/$daemon.pid"
}
