// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Skift.Crt;

/// <summary>From the kernel's initial stack to <c>Main</c>.</summary>
[StackTraceHidden]
internal static unsafe class ProgramStart
{
    private static nint s_stackTop;

    [RuntimeImport("skift_rt_initialize")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void InitializeRuntime();

    [RuntimeImport("__managed__Main")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern int Main(int argc, byte** argv);

    [RuntimeImport("skift_rt_process_exit")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void OnProcessExit();

    /// <summary>For libc: argument count, arguments and environment as the kernel left them.</summary>
    [RuntimeExport("skift_initial_stack")]
    private static long* InitialStack() => (long*)s_stackTop;

    [RuntimeExport("skift_crt_start")]
    private static int Start(long* stack)
    {
        s_stackTop = (nint)stack;
        Threads.StartMain(s_stackTop);
        Faults.Install();
        InitializeRuntime();
        int status = Main((int)stack[0], (byte**)(stack + 1));
        Threads.WaitForForeground();
        OnProcessExit();
        return status;
    }
}
