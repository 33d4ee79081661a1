// SPDX-License-Identifier: MIT
using System;
using System.Runtime.InteropServices;

namespace Skift.Abi;

/// <summary>Flags of clone(2); the low byte is the signal sent to the parent at exit.</summary>
[Flags]
public enum CloneFlags : ulong
{
    None = 0,
    CSIGNAL = 0xFF,
    CLONE_VM = 0x100,
    CLONE_FS = 0x200,
    CLONE_FILES = 0x400,
    CLONE_SIGHAND = 0x800,
    CLONE_PIDFD = 0x1000,
    CLONE_PTRACE = 0x2000,
    CLONE_VFORK = 0x4000,
    CLONE_PARENT = 0x8000,
    CLONE_THREAD = 0x1_0000,
    CLONE_NEWNS = 0x2_0000,
    CLONE_SYSVSEM = 0x4_0000,
    CLONE_SETTLS = 0x8_0000,
    CLONE_PARENT_SETTID = 0x10_0000,
    CLONE_CHILD_CLEARTID = 0x20_0000,
    CLONE_DETACHED = 0x40_0000,
    CLONE_UNTRACED = 0x80_0000,
    CLONE_CHILD_SETTID = 0x100_0000,
    CLONE_NEWCGROUP = 0x200_0000,
    CLONE_NEWUTS = 0x400_0000,
    CLONE_NEWIPC = 0x800_0000,
    CLONE_NEWUSER = 0x1000_0000,
    CLONE_NEWPID = 0x2000_0000,
    CLONE_NEWNET = 0x4000_0000,
    CLONE_IO = 0x8000_0000,
    CLONE_CLEAR_SIGHAND = 0x1_0000_0000,
    CLONE_INTO_CGROUP = 0x2_0000_0000,
}

/// <summary><c>struct clone_args</c> of clone3(2), 88 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct CloneArguments
{
    public CloneFlags flags;
    public ulong pidfd;
    public ulong child_tid;
    public ulong parent_tid;
    public ulong exit_signal;
    public ulong stack;
    public ulong stack_size;
    public ulong tls;
    public ulong set_tid;
    public ulong set_tid_size;
    public ulong cgroup;
}

/// <summary>Options of wait4(2) and waitid(2).</summary>
[Flags]
public enum WaitOptions : uint
{
    None = 0,
    WNOHANG = 1,
    WUNTRACED = 2,
    WSTOPPED = 2,
    WEXITED = 4,
    WCONTINUED = 8,
    WNOWAIT = 0x0100_0000,
    __WNOTHREAD = 0x2000_0000,
    __WALL = 0x4000_0000,
    __WCLONE = 0x8000_0000,
}

/// <summary>Whom waitid(2) waits for.</summary>
public enum IdType
{
    P_ALL = 0,
    P_PID = 1,
    P_PGID = 2,
    P_PIDFD = 3,
}

/// <summary>The status word of wait4(2) (<c>sys/wait.h</c>).</summary>
public static class WaitStatus
{
    public const int Continued = 0xFFFF;
    public const int CoreFlag = 0x80;

    public static int Exited(int code) => (code & 0xFF) << 8;

    public static int Signaled(Signal signal) => (int)signal & 0x7F;

    public static int Stopped(Signal signal) => ((int)signal << 8) | 0x7F;

    public static bool IsExited(int status) => (status & 0x7F) == 0;

    public static int ExitCode(int status) => (status >> 8) & 0xFF;

    public static bool IsSignaled(int status) => (status & 0x7F) is not (0 or 0x7F);

    public static Signal TerminatingSignal(int status) => (Signal)(status & 0x7F);

    public static bool IsStopped(int status) => (status & 0xFF) == 0x7F;

    public static Signal StopSignal(int status) => (Signal)((status >> 8) & 0xFF);

    public static bool IsContinued(int status) => status == Continued;
}

/// <summary>Limits of getrlimit(2).</summary>
public enum Resource
{
    RLIMIT_CPU = 0,
    RLIMIT_FSIZE = 1,
    RLIMIT_DATA = 2,
    RLIMIT_STACK = 3,
    RLIMIT_CORE = 4,
    RLIMIT_RSS = 5,
    RLIMIT_NPROC = 6,
    RLIMIT_NOFILE = 7,
    RLIMIT_MEMLOCK = 8,
    RLIMIT_AS = 9,
    RLIMIT_LOCKS = 10,
    RLIMIT_SIGPENDING = 11,
    RLIMIT_MSGQUEUE = 12,
    RLIMIT_NICE = 13,
    RLIMIT_RTPRIO = 14,
    RLIMIT_RTTIME = 15,
    Count = 16,
}

/// <summary><c>struct rlimit</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct ResourceLimit
{
    public const ulong RLIM_INFINITY = ulong.MaxValue;

    public ulong rlim_cur;
    public ulong rlim_max;
}

/// <summary><c>struct rusage</c>, 144 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct ResourceUsage
{
    public Timeval ru_utime;
    public Timeval ru_stime;
    public long ru_maxrss;
    public long ru_ixrss;
    public long ru_idrss;
    public long ru_isrss;
    public long ru_minflt;
    public long ru_majflt;
    public long ru_nswap;
    public long ru_inblock;
    public long ru_oublock;
    public long ru_msgsnd;
    public long ru_msgrcv;
    public long ru_nsignals;
    public long ru_nvcsw;
    public long ru_nivcsw;

    public const int RUSAGE_SELF = 0;
    public const int RUSAGE_CHILDREN = -1;
    public const int RUSAGE_THREAD = 1;
}

/// <summary>Arguments of arch_prctl(2).</summary>
public enum ArchPrctl
{
    ARCH_SET_GS = 0x1001,
    ARCH_SET_FS = 0x1002,
    ARCH_GET_FS = 0x1003,
    ARCH_GET_GS = 0x1004,
}

/// <summary>Operations of prctl(2).</summary>
public enum Prctl
{
    PR_SET_PDEATHSIG = 1,
    PR_GET_PDEATHSIG = 2,
    PR_GET_DUMPABLE = 3,
    PR_SET_DUMPABLE = 4,
    PR_GET_KEEPCAPS = 7,
    PR_SET_KEEPCAPS = 8,
    PR_SET_NAME = 15,
    PR_GET_NAME = 16,
    PR_GET_TIMING = 13,
    PR_SET_TIMING = 14,
    PR_GET_SECCOMP = 21,
    PR_SET_SECCOMP = 22,
    PR_CAPBSET_READ = 23,
    PR_CAPBSET_DROP = 24,
    PR_GET_TSC = 25,
    PR_GET_SECUREBITS = 27,
    PR_SET_SECUREBITS = 28,
    PR_SET_TIMERSLACK = 29,
    PR_GET_TIMERSLACK = 30,
    PR_SET_MM = 35,
    PR_SET_CHILD_SUBREAPER = 36,
    PR_GET_CHILD_SUBREAPER = 37,
    PR_SET_NO_NEW_PRIVS = 38,
    PR_GET_NO_NEW_PRIVS = 39,
    PR_GET_TID_ADDRESS = 40,
    PR_CAP_AMBIENT = 47,
    PR_SET_SPECULATION_CTRL = 53,
    PR_SET_VMA = 0x53564D41,
}

/// <summary>Operations of futex(2).</summary>
public enum FutexOperation
{
    FUTEX_WAIT = 0,
    FUTEX_WAKE = 1,
    FUTEX_FD = 2,
    FUTEX_REQUEUE = 3,
    FUTEX_CMP_REQUEUE = 4,
    FUTEX_WAKE_OP = 5,
    FUTEX_LOCK_PI = 6,
    FUTEX_UNLOCK_PI = 7,
    FUTEX_TRYLOCK_PI = 8,
    FUTEX_WAIT_BITSET = 9,
    FUTEX_WAKE_BITSET = 10,
    FUTEX_WAIT_REQUEUE_PI = 11,
    FUTEX_CMP_REQUEUE_PI = 12,
    FUTEX_LOCK_PI2 = 13,
    FUTEX_PRIVATE_FLAG = 128,
    FUTEX_CLOCK_REALTIME = 256,
}

/// <summary>Magic numbers and commands of reboot(2).</summary>
public static class RebootConstants
{
    public const uint LINUX_REBOOT_MAGIC1 = 0xFEE1_DEAD;
    public const uint LINUX_REBOOT_MAGIC2 = 672274793;
    public const uint LINUX_REBOOT_MAGIC2A = 85072278;
    public const uint LINUX_REBOOT_MAGIC2B = 369367448;
    public const uint LINUX_REBOOT_MAGIC2C = 537993216;

    public const uint LINUX_REBOOT_CMD_RESTART = 0x0123_4567;
    public const uint LINUX_REBOOT_CMD_HALT = 0xCDEF_0123;
    public const uint LINUX_REBOOT_CMD_CAD_ON = 0x89AB_CDEF;
    public const uint LINUX_REBOOT_CMD_CAD_OFF = 0;
    public const uint LINUX_REBOOT_CMD_POWER_OFF = 0x4321_FEDC;
    public const uint LINUX_REBOOT_CMD_RESTART2 = 0xA1B2_C3D4;
}

/// <summary>Flags of personality(2) that the kernel acts on.</summary>
[Flags]
public enum Persona : uint
{
    ADDR_NO_RANDOMIZE = 0x0004_0000,
    MMAP_PAGE_ZERO = 0x0010_0000,
    ADDR_COMPAT_LAYOUT = 0x0020_0000,
    READ_IMPLIES_EXEC = 0x0040_0000,
}
