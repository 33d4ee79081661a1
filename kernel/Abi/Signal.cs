// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Skift.Abi;

/// <summary>Signals of Linux x86-64 (<c>signal(7)</c>).</summary>
public enum Signal
{
    None = 0,
    SIGHUP = 1,
    SIGINT = 2,
    SIGQUIT = 3,
    SIGILL = 4,
    SIGTRAP = 5,
    SIGABRT = 6,
    SIGBUS = 7,
    SIGFPE = 8,
    SIGKILL = 9,
    SIGUSR1 = 10,
    SIGSEGV = 11,
    SIGUSR2 = 12,
    SIGPIPE = 13,
    SIGALRM = 14,
    SIGTERM = 15,
    SIGSTKFLT = 16,
    SIGCHLD = 17,
    SIGCONT = 18,
    SIGSTOP = 19,
    SIGTSTP = 20,
    SIGTTIN = 21,
    SIGTTOU = 22,
    SIGURG = 23,
    SIGXCPU = 24,
    SIGXFSZ = 25,
    SIGVTALRM = 26,
    SIGPROF = 27,
    SIGWINCH = 28,
    SIGIO = 29,
    SIGPWR = 30,
    SIGSYS = 31,
    SIGRTMIN = 32,
    SIGRTMAX = 64,
}

/// <summary>Numbers of <c>signal.h</c> that are not flags.</summary>
public static class SignalConstants
{
    public const int Count = 64;

    /// <summary>Bytes of the kernel's <c>sigset_t</c>, the last argument of the rt_sig* calls.</summary>
    public const ulong SetSize = 8;

    public const ulong SIG_DFL = 0;
    public const ulong SIG_IGN = 1;

    public const int SIG_BLOCK = 0;
    public const int SIG_UNBLOCK = 1;
    public const int SIG_SETMASK = 2;

    public const int SS_ONSTACK = 1;
    public const int SS_DISABLE = 2;
    public const int SS_AUTODISARM = unchecked((int)0x8000_0000);
    public const ulong MINSIGSTKSZ = 2048;
}

/// <summary>Flags of sigaction(2).</summary>
[Flags]
public enum SignalActionFlags : ulong
{
    None = 0,
    SA_NOCLDSTOP = 1,
    SA_NOCLDWAIT = 2,
    SA_SIGINFO = 4,
    SA_UNSUPPORTED = 0x400,
    SA_EXPOSE_TAGBITS = 0x800,
    SA_RESTORER = 0x0400_0000,
    SA_ONSTACK = 0x0800_0000,
    SA_RESTART = 0x1000_0000,
    SA_NODEFER = 0x4000_0000,
    SA_RESETHAND = 0x8000_0000,

    /// <summary>All that the kernel keeps.</summary>
    Known = SA_NOCLDSTOP | SA_NOCLDWAIT | SA_SIGINFO | SA_EXPOSE_TAGBITS | SA_RESTORER | SA_ONSTACK | SA_RESTART | SA_NODEFER | SA_RESETHAND,
}

/// <summary><c>struct kernel_sigaction</c> of rt_sigaction(2), 32 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct SignalAction
{
    public ulong sa_handler;
    public SignalActionFlags sa_flags;
    public ulong sa_restorer;
    public ulong sa_mask;
}

/// <summary><c>stack_t</c> of sigaltstack(2), 24 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct SignalStack
{
    public ulong ss_sp;
    public int ss_flags;
    public int padding;
    public ulong ss_size;
}

/// <summary><c>si_code</c> values.</summary>
public static class SignalCode
{
    public const int SI_USER = 0;
    public const int SI_KERNEL = 0x80;
    public const int SI_QUEUE = -1;
    public const int SI_TIMER = -2;
    public const int SI_MESGQ = -3;
    public const int SI_TKILL = -6;

    /// <summary>Input is there, output is possible (SIGIO).</summary>
    public const int POLL_IN = 1;
    public const int POLL_MSG = 3;
    public const int POLL_OUT = 2;

    public const int ILL_ILLOPC = 1;
    public const int ILL_ILLOPN = 2;
    public const int FPE_INTDIV = 1;
    public const int FPE_INTOVF = 2;
    public const int FPE_FLTDIV = 3;
    public const int FPE_FLTOVF = 4;
    public const int FPE_FLTUND = 5;
    public const int FPE_FLTRES = 6;
    public const int FPE_FLTINV = 7;
    public const int SEGV_MAPERR = 1;
    public const int SEGV_ACCERR = 2;
    public const int BUS_ADRALN = 1;
    public const int BUS_ADRERR = 2;
    public const int TRAP_BRKPT = 1;
    public const int TRAP_TRACE = 2;
    public const int TRAP_HWBKPT = 4;
    public const int CLD_EXITED = 1;
    public const int CLD_KILLED = 2;
    public const int CLD_DUMPED = 3;
    public const int CLD_TRAPPED = 4;
    public const int CLD_STOPPED = 5;
    public const int CLD_CONTINUED = 6;
}

/// <summary>
/// <c>siginfo_t</c>, 128 bytes. The union after the first four words is shown by its two overlapping readings:
/// <see cref="si_pid"/>/<see cref="si_uid"/> of kill, timer and child signals share <see cref="si_addr"/> of faults.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct SignalInformation
{
    public int si_signo;
    public int si_errno;
    public int si_code;
    public int padding;

    /// <summary>Bytes 16 to 24: pid in the low half and uid in the high half, or the faulting address.</summary>
    public ulong first;

    /// <summary>Bytes 24 to 32: <c>si_status</c> of a child signal, or <c>si_value</c> of a queued one.</summary>
    public ulong second;

    /// <summary>Bytes 32 to 40: <c>si_utime</c> of a child signal.</summary>
    public long si_utime;

    /// <summary>Bytes 40 to 48: <c>si_stime</c> of a child signal.</summary>
    public long si_stime;

    public SignalInformationRest rest;

    public int si_pid
    {
        readonly get => (int)first;
        set => first = (first & 0xFFFF_FFFF_0000_0000) | (uint)value;
    }

    public uint si_uid
    {
        readonly get => (uint)(first >> 32);
        set => first = (first & 0xFFFF_FFFF) | ((ulong)value << 32);
    }

    public ulong si_addr
    {
        readonly get => first;
        set => first = value;
    }

    public int si_status
    {
        readonly get => (int)second;
        set => second = (uint)value;
    }

    public ulong si_value
    {
        readonly get => second;
        set => second = value;
    }
}

/// <summary><c>struct sigevent</c>, 64 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
public struct SignalEvent
{
    public const int SIGEV_SIGNAL = 0;
    public const int SIGEV_NONE = 1;
    public const int SIGEV_THREAD = 2;
    public const int SIGEV_THREAD_ID = 4;

    public ulong sigev_value;
    public int sigev_signo;
    public int sigev_notify;
    public int sigev_notify_thread_id;
}

/// <summary>What waitid(2) writes of a <c>siginfo_t</c>: its first 28 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct WaitInformation
{
    public int si_signo;
    public int si_errno;
    public int si_code;
    public int padding;
    public int si_pid;
    public uint si_uid;
    public int si_status;
}

/// <summary>The unused end of <see cref="SignalInformation"/>.</summary>
[InlineArray(10)]
public struct SignalInformationRest
{
    private ulong _element0;
}

/// <summary><c>struct sigcontext_64</c> (<c>asm/sigcontext.h</c>), 256 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct SignalContext
{
    public ulong r8;
    public ulong r9;
    public ulong r10;
    public ulong r11;
    public ulong r12;
    public ulong r13;
    public ulong r14;
    public ulong r15;
    public ulong rdi;
    public ulong rsi;
    public ulong rbp;
    public ulong rbx;
    public ulong rdx;
    public ulong rax;
    public ulong rcx;
    public ulong rsp;
    public ulong rip;
    public ulong rflags;
    public ushort cs;
    public ushort gs;
    public ushort fs;
    public ushort ss;
    public ulong err;
    public ulong trapno;
    public ulong oldmask;
    public ulong cr2;

    /// <summary>Address of the FXSAVE or XSAVE image, or zero.</summary>
    public ulong fpstate;
    public ulong reserved0;
    public ulong reserved1;
    public ulong reserved2;
    public ulong reserved3;
    public ulong reserved4;
    public ulong reserved5;
    public ulong reserved6;
    public ulong reserved7;
}

/// <summary><c>struct ucontext</c> as the kernel lays it out, 304 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct UserSignalContext
{
    public const ulong UC_FP_XSTATE = 1;
    public const ulong UC_SIGCONTEXT_SS = 2;
    public const ulong UC_STRICT_RESTORE_SS = 4;

    public ulong uc_flags;
    public ulong uc_link;
    public SignalStack uc_stack;
    public SignalContext uc_mcontext;
    public ulong uc_sigmask;
}

/// <summary><c>struct rt_sigframe</c>: what a handler finds at its stack pointer, 440 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct SignalFrame
{
    public ulong pretcode;
    public UserSignalContext uc;
    public SignalInformation info;
}
