// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;
using Skift.Abi;

namespace Skift.Crt;

/// <summary>System calls (Syscall.S). The answer is the kernel's own: -4095 to -1 is a negated errno.</summary>
internal static unsafe class Linux
{
    [RuntimeImport("skift_syscall1")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long Call(SystemCall number, long a0);

    [RuntimeImport("skift_syscall2")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long Call(SystemCall number, long a0, void* a1);

    [RuntimeImport("skift_syscall3")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long Call(SystemCall number, long a0, void* a1, long a2);

    [RuntimeImport("skift_syscall4")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long Call(SystemCall number, long a0, void* a1, void* a2, long a3);

    [RuntimeImport("skift_syscall6")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long Call(SystemCall number, void* a0, long a1, long a2, long a3, long a4, long a5);

    internal static bool IsError(long answer) => (ulong)answer > unchecked((ulong)-4096);
}
