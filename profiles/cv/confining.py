"""What the child process takes away from itself before it looks at a file: memory, time, files, processes, the network.

No Django. Limits of resources hold everywhere; the filter of system calls on Linux, x86-64 and arm64 (docs/operations.md says what is left
elsewhere). Sources: setrlimit(2), prctl(2), seccomp(2), Linux uapi linux/filter.h, linux/seccomp.h.
"""

import ctypes
import errno
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
# By name: numbers on x86-64 and on arm64; None where there is none. What reading and reckoning needs, and nothing that takes a name of a file.
_ALLOWED = {
    "read": (0, 63),
    "readv": (19, 65),
    "pread64": (17, 67),
    "write": (1, 64),
    "writev": (20, 66),
    "lseek": (8, 62),
    "close": (3, 57),
    "fstat": (5, 80),
    "mmap": (9, 222),
    "munmap": (11, 215),
    "mremap": (25, 216),
    "mprotect": (10, 226),
    "madvise": (28, 233),
    "brk": (12, 214),
    "futex": (202, 98),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "getpid": (39, 172),
    "gettid": (186, 178),
    "restart_syscall": (219, 128),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
    "nanosleep": (35, 101),
    "gettimeofday": (96, 169),
    "times": (100, 153),
    "getrusage": (98, 165),
    "time": (201, None),
    "getrandom": (318, 278),
    "exit": (60, 93),
    "exit_group": (231, 94),
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


def has_doors() -> bool:
    """Whether this is a system on which close_doors works; where it does and fails, nothing may be read."""
    return sys.platform.startswith("linux") and platform.machine() in _MACHINES


def close_doors() -> bool:
    """Refuse, from now on, all but reading what is open, answering, and reckoning. False where that couldn't be had."""
    if not has_doors():
        return False
    machine = platform.machine()
    program = _program(_MACHINES[machine], list(_MACHINES).index(machine))
    held = ctypes.create_string_buffer(program)
    head = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(held)))
    libc = ctypes.CDLL(None, use_errno=True)
    return libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0 and libc.prctl(_SET_SECCOMP, _FILTER, head, 0, 0) == 0


def _program(machine: int, column: int) -> bytes:
    """The filter in the kernel's small language: another machine's calls kill, those of _ALLOWED pass, all others fail."""
    numbers = [numbers[column] for numbers in _ALLOWED.values() if numbers[column] is not None]
    lines = [
        (_LOAD, 0, 0, 4),  # the machine of the call
        (_EQUAL, 1, 0, machine),
        (_GIVE, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),  # its number
        (_AT_LEAST, 0, 1, 0x40000000),  # x32 calls, which have other numbers
        (_GIVE, 0, 0, _KILL),
    ]
    lines += [(_EQUAL, len(numbers) - place, 0, number) for place, number in enumerate(numbers)]
    lines += [(_GIVE, 0, 0, _REFUSE), (_GIVE, 0, 0, _ALLOW)]
    return b"".join(struct.pack("HBBI", *line) for line in lines)
