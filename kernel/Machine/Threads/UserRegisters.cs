// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Skift.Machine;

/// <summary>The general registers of user code, as they are while it does not run.</summary>
/// <remarks>
/// Every value is allowed: <see cref="UserContext.Run"/> checks what matters to the kernel (the instruction pointer, the flags) each time.
/// Assembly names the fields by offset: see Asm/layout.inc.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public struct UserRegisters
{
    public ulong R15;       // 0x00
    public ulong R14;       // 0x08
    public ulong R13;       // 0x10
    public ulong R12;       // 0x18
    public ulong Rbp;       // 0x20
    public ulong Rbx;       // 0x28
    public ulong R11;       // 0x30
    public ulong R10;       // 0x38
    public ulong R9;        // 0x40
    public ulong R8;        // 0x48

    /// <summary>The result of a system call; its number when <see cref="UserExitKind.SystemCall"/> comes back.</summary>
    public ulong Rax;       // 0x50
    public ulong Rcx;       // 0x58
    public ulong Rdx;       // 0x60
    public ulong Rsi;       // 0x68
    public ulong Rdi;       // 0x70

    /// <summary>The system call's number, kept when <see cref="Rax"/> becomes its result; -1 if the last exit was no system call.</summary>
    public ulong OriginalRax; // 0x78
    public ulong Rip;       // 0x80
    public ulong Rflags;    // 0x88
    public ulong Rsp;       // 0x90

    internal ulong ErrorCode;    // 0x98
    internal ulong FaultAddress; // 0xA0
    internal ulong Vector;       // 0xA8
    internal uint Mxcsr;         // 0xB0
    private uint _padding;       // 0xB4
    internal XmmRegisters Xmm;   // 0xB8
}

/// <summary>XMM0 to XMM15: what kernel code may overwrite between two context switches.</summary>
[System.Runtime.CompilerServices.InlineArray(32)]
internal struct XmmRegisters
{
    private ulong _half;
}
