// SPDX-License-Identifier: MIT
using System;
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Skift.Machine;

/// <summary>What the managed runtime (corelib) asks of the kernel; contracts in corelib/README.md. Assembly has the shortest ones.</summary>
internal static unsafe class RuntimeHooks
{
    private static AllocatorBlock s_bootAllocator;
    private static RuntimeThreadBlock s_bootThread;

    /// <summary>Brings the runtime up: objects can be made from here on, and exceptions thrown.</summary>
    internal static void Start()
    {
        CpuLocal* local = Native.CurrentCpuLocal();
        // SAFETY: statics of unmanaged type do not move.
        local->Allocator = Unsafe.AsPointer(ref s_bootAllocator);
        local->RuntimeThread = Unsafe.AsPointer(ref s_bootThread);
        Native.InitializeRuntime();
    }

    internal static bool IsManagedCode(ulong address) => address >= (ulong)Native.ManagedCodeStart() && address < (ulong)Native.ManagedCodeEnd();

    /// <summary>Whether a fault at this instruction is an exception to its caller: compiled code, and the assembly that follows references for it.</summary>
    internal static bool MayThrow(ulong address)
    {
        ImageLayout* image = Native.ImageLayout();
        return IsManagedCode(address) || (address >= (ulong)image->ObjectAccessStart && address < (ulong)image->ObjectAccessEnd);
    }

    /// <summary>Makes an interrupted method continue in the runtime, which throws from the faulting instruction.</summary>
    internal static void PrepareThrow(TrapFrame* frame, HardwareFault fault, ulong address)
    {
        frame->Rdi = (ulong)fault;
        frame->Rsi = frame->Rip;
        frame->Rdx = address;
        frame->Rip = (ulong)Native.ThrowHardwareEntry();
    }

    /// <summary>Tells division by zero from a quotient that does not fit; the processor raises one fault for both.</summary>
    internal static HardwareFault ClassifyDivide(TrapFrame* frame)
    {
        if (!IsManagedCode(frame->Rip)) return HardwareFault.DivideByZero;
        // In the order in which instructions number the registers.
        long* registers = stackalloc long[]
        {
            (long)frame->Rax, (long)frame->Rcx, (long)frame->Rdx, (long)frame->Rbx, (long)frame->Rsp, (long)frame->Rbp, (long)frame->Rsi, (long)frame->Rdi,
            (long)frame->R8, (long)frame->R9, (long)frame->R10, (long)frame->R11, (long)frame->R12, (long)frame->R13, (long)frame->R14, (long)frame->R15,
        };
        return (HardwareFault)ClassifyDivide((byte*)frame->Rip, registers);
    }

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_rt_classify_divide")]
    private static extern int ClassifyDivide(byte* instruction, long* registers);

    /// <summary>Looks for references in every word of a range.</summary>
    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_rt_scan")]
    private static extern void Scan(nint low, nint high);

    /// <summary>Name of the method that a code address belongs to, for the panic report. Allocates.</summary>
    /// <returns>Bytes written; 0 if there is no name.</returns>
    internal static int CopyMethodName(ulong address, Span<byte> name)
    {
        fixed (byte* buffer = name)
        {
            return CopyMethodName((nint)address, buffer, name.Length);
        }
    }

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_rt_method_name")]
    private static extern int CopyMethodName(nint address, byte* buffer, int capacity);

    [RuntimeExport("skift_rt_pages_allocate")]
    private static void* PagesAllocate(nuint bytes) => HeapPages.Allocate(bytes);

    [RuntimeExport("skift_rt_pages_free")]
    private static void PagesFree(void* address, nuint bytes) => HeapPages.Free(address, bytes);

    [RuntimeExport("skift_rt_stack_bounds")]
    private static void StackBounds(nint* low, nint* high)
    {
        KernelThread? thread = Native.CurrentThread();
        ImageLayout* image = Native.ImageLayout();
        *low = thread == null ? (nint)image->BootStackBottom : (nint)thread.StackBottom;
        *high = thread == null ? (nint)image->BootStackTop : (nint)thread.StackTop;
    }

    // Under a spin lock, and in an interrupt, other code on this CPU stands in the middle of something.
    [RuntimeExport("skift_rt_may_collect")]
    private static int MayCollect()
    {
        CpuLocal* local = Native.CurrentCpuLocal();
        return local->AtomicDepth == local->RuntimeLocks && local->InterruptDepth == 0 ? 1 : 0;
    }

    // An interrupt handler may spin for a lock whose owner, on another CPU, allocates; so nobody is interrupted while holding the heap's lock.
    [RuntimeExport("skift_rt_lock_enter")]
    private static void LockEnter()
    {
        _ = Native.DisableInterrupts();
        Native.CurrentCpuLocal()->RuntimeLocks++;
    }

    [RuntimeExport("skift_rt_lock_leave")]
    private static void LockLeave()
    {
        Native.CurrentCpuLocal()->RuntimeLocks--;
        Native.RestoreInterrupts();
    }

    // For allocations under a lock, which cannot collect: 256 KiB.
    [RuntimeExport("skift_rt_reserve_blocks")]
    private static int ReserveBlocks() => 8;

    [RuntimeExport("skift_rt_stop_world")]
    private static void StopWorld() => WorldStop.Begin();

    [RuntimeExport("skift_rt_resume_world")]
    private static void ResumeWorld() => WorldStop.End();

    /// <summary>Shows the collector every thread but the one that collects: its stack with the saved registers on it, and its block.</summary>
    [RuntimeExport("skift_rt_enumerate")]
    private static void Enumerate()
    {
        KernelThread? current = Native.CurrentThread();
        for (KernelThread? thread = KernelThread.First; thread != null; thread = thread.NextInList)
        {
            if (ReferenceEquals(thread, current)) continue;
            RuntimeThreadBlock* block = thread.RuntimeState;
            Scan((nint)block, (nint)(block + 1));
            if (thread.SavedStackPointer != 0) Scan((nint)thread.SavedStackPointer, (nint)thread.StackTop);
        }

        // Whatever stack another CPU stands on, which in a thread switch may be neither thread's saved one.
        for (int number = 0; number < Cpu.OnlineCount; number++)
        {
            CpuLocal* local = Cpu.ByNumber(number).Local;
            if (number != Cpu.CurrentNumber) Scan((nint)local->ParkedStackPointer, (nint)KernelStack.TopOf(local->ParkedStackPointer));
        }
    }

    /// <summary>One turn of a spin loop. A panic must not wait for a lock whose owner will never run again.</summary>
    [RuntimeExport("skift_rt_relax")]
    private static void Relax()
    {
        Cpu.Relax();
        Panic.CheckSpinning();
    }

    [RuntimeExport("skift_rt_wait")]
    private static int Wait(int* address, int expected, long nanoseconds) => RuntimeWait.Wait(address, expected, nanoseconds);

    [RuntimeExport("skift_rt_wake")]
    private static void Wake(int* address, int count)
    {
        // Waiters look again at each turn.
    }

    [RuntimeExport("skift_rt_monotonic")]
    private static long Monotonic() => Clock.MonotonicNanoseconds;

    [RuntimeExport("skift_rt_realtime")]
    private static long RealTime() => Clock.RealTimeNanoseconds;

    [RuntimeExport("skift_rt_debug_write")]
    private static void DebugWrite(byte* text, nint length) => EarlySerial.Write(new ReadOnlySpan<byte>(text, (int)length));

    [RuntimeExport("skift_rt_abort")]
    private static void Abort() => Panic.Raise("the managed runtime gave up");

    [RuntimeExport("skift_rt_exit")]
    private static void Exit(int status) => Panic.Raise("the kernel called exit");

    [RuntimeExport("skift_rt_processors")]
    private static int Processors() => Cpu.OnlineCount;
}
