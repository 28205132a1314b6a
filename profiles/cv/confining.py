"""What the child process takes away from itself before it looks at a file: memory, time, files, processes, the network.

No Django. Limits of resources hold everywhere; the filter of system calls on Linux, x86-64 and arm64 (docs/operations.md says what is left
elsewhere). Sources: setrlimit(2), prctl(2), seccomp(2), Linux uapi linux/filter.h, linux/seccomp.h.
"""

import ctypes
import errno
import os
import platform
import resource
import struct
import sys

MEMORY_BYTES = 640 * 1024 * 1024  # of addresses; the three libraries alone map 250 MB
OPEN_FILES = 32
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_LOAD, _EQUAL, _AT_LEAST, _GIVE = 0x20, 0x15, 0x35, 0x06
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EPERM
_MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
# By name: numbers on x86-64 and on arm64; None where there is none.
_DENIED = {
    "open": (2, None),
    "openat": (257, 56),
    "openat2": (437, 437),
    "open_by_handle_at": (304, 265),
    "creat": (85, None),
    "socket": (41, 198),
    "socketpair": (53, 199),
    "connect": (42, 203),
    "bind": (49, 200),
    "sendto": (44, 206),
    "sendmsg": (46, 211),
    "clone": (56, 220),
    "clone3": (435, 435),
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    "kill": (62, 129),
    "tkill": (200, 130),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "unlink": (87, None),
    "unlinkat": (263, 35),
    "rename": (82, None),
    "renameat2": (316, 276),
    "mkdir": (83, None),
    "mkdirat": (258, 34),
    "symlinkat": (266, 36),
    "linkat": (265, 37),
    "chmod": (90, None),
    "fchmodat": (268, 53),
    "mount": (165, 40),
    "bpf": (321, 280),
    "io_uring_setup": (425, 425),
    "keyctl": (250, 219),
    "setrlimit": (160, 164),
    "prlimit64": (302, 261),
}


def limit_resources(cpu_seconds: int) -> None:
    """Set limits that can't be raised again: memory, processor time, no file to write, few files, no other process."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))  # first a signal of its own, then the end
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def leave_network() -> bool:
    """Go into a network of one's own, where there is nobody. False where the system doesn't let an ordinary user."""
    if not sys.platform.startswith("linux"):
        return False
    return ctypes.CDLL(None, use_errno=True).unshare(_NEW_USER | _NEW_NETWORK) == 0


def close_doors() -> bool:
    """Refuse, from now on, to open, connect, start or signal anything. False where there is no such filter."""
    machine = platform.machine()
    if not sys.platform.startswith("linux") or machine not in _MACHINES:
        return False
    program = _program(_MACHINES[machine], list(_MACHINES).index(machine))
    held = ctypes.create_string_buffer(program)
    head = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(held)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return libc.prctl(_SET_SECCOMP, _FILTER, head, 0, 0) == 0


def _program(machine: int, column: int) -> bytes:
    """The filter in the kernel's small language: another machine's calls kill, those of _DENIED fail, all others pass."""
    numbers = [numbers[column] for numbers in _DENIED.values() if numbers[column] is not None]
    lines = [
        (_LOAD, 0, 0, 4),  # the machine of the call
        (_EQUAL, 1, 0, machine),
        (_GIVE, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),  # its number
        (_AT_LEAST, 0, 1, 0x40000000),  # x32 calls, which have other numbers
        (_GIVE, 0, 0, _KILL),
    ]
    lines += [(_EQUAL, len(numbers) - place, 0, number) for place, number in enumerate(numbers)]
    lines += [(_GIVE, 0, 0, _ALLOW), (_GIVE, 0, 0, _REFUSE)]
    return b"".join(struct.pack("HBBI", *line) for line in lines)
