// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>The <c>syscall</c> instruction, by number of arguments: the only way from here into the kernel.</summary>
/// <remarks>
/// Answers are the kernel's own: -4095 to -1 is a negated <see cref="Errno"/>. The stubs are in <c>crt/Syscall.S</c>; a
/// <c>RuntimeImport</c> is a direct call, so a system call costs one more call and a few register moves.
/// </remarks>
internal static class Syscall
{
    [RuntimeImport("*", "skift_syscall0")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long Invoke(SystemCall number);

    [RuntimeImport("*", "skift_syscall1")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long Invoke(SystemCall number, long a0);

    [RuntimeImport("*", "skift_syscall2")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long Invoke(SystemCall number, long a0, long a1);

    [RuntimeImport("*", "skift_syscall3")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long Invoke(SystemCall number, long a0, long a1, long a2);

    [RuntimeImport("*", "skift_syscall4")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long Invoke(SystemCall number, long a0, long a1, long a2, long a3);

    [RuntimeImport("*", "skift_syscall5")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long Invoke(SystemCall number, long a0, long a1, long a2, long a3, long a4);

    [RuntimeImport("*", "skift_syscall6")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long Invoke(SystemCall number, long a0, long a1, long a2, long a3, long a4, long a5);
}
