// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Skift.Libc;

/// <summary>The three standard streams, which are data symbols of the C ABI and so defined in <c>cstart/Stdio.S</c>.</summary>
internal static unsafe class StdioStubs
{
    [RuntimeImport("*", "skift_stdin")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern FILE* Input();

    [RuntimeImport("*", "skift_stdout")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern FILE* Output();

    [RuntimeImport("*", "skift_stderr")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern FILE* Error();
}
