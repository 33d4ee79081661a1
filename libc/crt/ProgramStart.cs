// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Skift.Crt;

/// <summary>From the kernel's initial stack to <c>Main</c>.</summary>
internal static unsafe class ProgramStart
{
    private static nint s_stackTop;

    /// <summary>Where the main thread's stack began.</summary>
    internal static nint StackTop => s_stackTop;

    [RuntimeImport("skift_rt_initialize")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void InitializeRuntime();

    [RuntimeImport("__managed__Main")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern int Main(int argc, byte** argv);

    [RuntimeExport("skift_crt_start")]
    private static int Start(long* stack)
    {
        s_stackTop = (nint)stack;
        Faults.Install();
        InitializeRuntime();
        return Main((int)stack[0], (byte**)(stack + 1));
    }
}
