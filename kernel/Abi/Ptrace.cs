// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;

namespace Skift.Abi;

/// <summary>Requests of <c>ptrace(2)</c> (linux/ptrace.h).</summary>
public enum PtraceRequest : ulong
{
    PTRACE_TRACEME = 0,
    PTRACE_PEEKTEXT = 1,
    PTRACE_PEEKDATA = 2,
    PTRACE_PEEKUSER = 3,
    PTRACE_POKETEXT = 4,
    PTRACE_POKEDATA = 5,
    PTRACE_POKEUSER = 6,
    PTRACE_CONT = 7,
    PTRACE_KILL = 8,
    PTRACE_SINGLESTEP = 9,
    PTRACE_GETREGS = 12,
    PTRACE_SETREGS = 13,
    PTRACE_GETFPREGS = 14,
    PTRACE_SETFPREGS = 15,
    PTRACE_ATTACH = 16,
    PTRACE_DETACH = 17,
    PTRACE_SYSCALL = 24,
    PTRACE_SYSEMU = 31,
    PTRACE_SYSEMU_SINGLESTEP = 32,
    PTRACE_SETOPTIONS = 0x4200,
    PTRACE_GETEVENTMSG = 0x4201,
    PTRACE_GETSIGINFO = 0x4202,
    PTRACE_SETSIGINFO = 0x4203,
    PTRACE_GETREGSET = 0x4204,
    PTRACE_SETREGSET = 0x4205,
    PTRACE_SEIZE = 0x4206,
    PTRACE_INTERRUPT = 0x4207,
    PTRACE_LISTEN = 0x4208,
    PTRACE_GETSIGMASK = 0x420A,
    PTRACE_SETSIGMASK = 0x420B,
    PTRACE_GET_SYSCALL_INFO = 0x420E,
}

/// <summary>Options of <c>PTRACE_SETOPTIONS</c>.</summary>
[Flags]
public enum PtraceOptions : uint
{
    None = 0,
    PTRACE_O_TRACESYSGOOD = 1,
    PTRACE_O_TRACEFORK = 1 << PtraceEvent.PTRACE_EVENT_FORK,
    PTRACE_O_TRACEVFORK = 1 << PtraceEvent.PTRACE_EVENT_VFORK,
    PTRACE_O_TRACECLONE = 1 << PtraceEvent.PTRACE_EVENT_CLONE,
    PTRACE_O_TRACEEXEC = 1 << PtraceEvent.PTRACE_EVENT_EXEC,
    PTRACE_O_TRACEVFORKDONE = 1 << PtraceEvent.PTRACE_EVENT_VFORK_DONE,
    PTRACE_O_TRACEEXIT = 1 << PtraceEvent.PTRACE_EVENT_EXIT,
    PTRACE_O_TRACESECCOMP = 1 << 7,
    PTRACE_O_EXITKILL = 1 << 20,
    PTRACE_O_SUSPEND_SECCOMP = 1 << 21,
    All = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_TRACEVFORKDONE
        | PTRACE_O_TRACEEXIT | PTRACE_O_TRACESECCOMP | PTRACE_O_EXITKILL,
}

/// <summary>Events that stop a tracee.</summary>
public static class PtraceEvent
{
    public const int PTRACE_EVENT_FORK = 1;
    public const int PTRACE_EVENT_VFORK = 2;
    public const int PTRACE_EVENT_CLONE = 3;
    public const int PTRACE_EVENT_EXEC = 4;
    public const int PTRACE_EVENT_VFORK_DONE = 5;
    public const int PTRACE_EVENT_EXIT = 6;
    public const int PTRACE_EVENT_STOP = 128;
}

/// <summary>Kinds of registers for <c>PTRACE_GETREGSET</c> (elf.h).</summary>
public static class RegisterSet
{
    public const ulong NT_PRSTATUS = 1;
    public const ulong NT_PRFPREG = 2;
    public const ulong NT_X86_XSTATE = 0x202;
}

/// <summary>Words of <c>struct user_regs_struct</c>, in their order.</summary>
public enum UserRegister
{
    r15,
    r14,
    r13,
    r12,
    rbp,
    rbx,
    r11,
    r10,
    r9,
    r8,
    rax,
    rcx,
    rdx,
    rsi,
    rdi,
    orig_rax,
    rip,
    cs,
    eflags,
    rsp,
    ss,
    fs_base,
    gs_base,
    ds,
    es,
    fs,
    gs,
}

/// <summary>The start of <c>struct user</c>: <c>struct user_regs_struct</c>, by <see cref="UserRegister"/>.</summary>
[InlineArray(Bytes / sizeof(ulong))]
public struct UserRegisterValues
{
    private ulong _first;

    public const int Bytes = 27 * sizeof(ulong);

    /// <summary>Bytes of <c>struct user</c>, and where its debug registers are.</summary>
    public const ulong UserBytes = 928;
    public const ulong DebugRegistersOffset = 848;

    /// <summary>The selectors of 64-bit user code, as Linux sets them.</summary>
    public const ulong CodeSelector = 0x33;
    public const ulong StackSelector = 0x2B;
}

/// <summary>Sizes of <c>struct ptrace_syscall_info</c>, by what it tells.</summary>
public static class PtraceSyscallInformation
{
    public const int NoneBytes = 24;
    public const int EntryBytes = 80;
    public const int ExitBytes = 33;

    /// <summary><c>AUDIT_ARCH_X86_64</c>.</summary>
    public const uint Architecture = 0xC000003E;
}
