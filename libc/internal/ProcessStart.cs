// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Skift.Libc;

/// <summary>
/// What the kernel put on the stack before the program's first instruction (System V ABI, AMD64 supplement §3.4.1): the count of
/// arguments, pointers to them, null, pointers to the environment, null, auxiliary vector.
/// </summary>
internal static unsafe class ProcessStart
{
    internal static int ArgumentCount => (int)*InitialStack();

    internal static byte** Arguments => (byte**)(InitialStack() + 1);

    internal static byte** Environment => Arguments + ArgumentCount + 1;

    [RuntimeImport("*", "skift_initial_stack")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern long* InitialStack();
}
