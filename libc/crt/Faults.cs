// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;
using Skift.Abi;

namespace Skift.Crt;

/// <summary>Turns the signals of hardware faults into .NET exceptions.</summary>
internal static unsafe class Faults
{
    private const nint GuardZone = 1024 * 1024;

    [RuntimeImport("skift_crt_fault_handler_address")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern ulong HandlerAddress();

    [RuntimeImport("skift_crt_throw_address")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern ulong ThrowAddress();

    [RuntimeImport("skift_signal_return_address")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern ulong ReturnAddress();

    [RuntimeImport("skift_rt_classify_divide")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern int ClassifyDivide(byte* instruction, long* registers);

    [RuntimeImport("skift_rt_stack_overflow")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void ReportStackOverflow();

    internal static void Install()
    {
        ulong handler = HandlerAddress();
        Catch(Signal.SIGSEGV, handler, SignalActionFlags.SA_ONSTACK);
        Catch(Signal.SIGBUS, handler, SignalActionFlags.SA_ONSTACK);
        Catch(Signal.SIGFPE, handler, SignalActionFlags.SA_ONSTACK);
        Catch(Signal.SIGILL, handler, SignalActionFlags.SA_ONSTACK);
    }

    /// <summary>Where the current thread's handlers run, since its stack may be full.</summary>
    internal static void UseStack(byte* memory, int size)
    {
        SignalStack stack = default;
        stack.ss_sp = (ulong)memory;
        stack.ss_size = (ulong)size;
        Linux.Call(SystemCall.sigaltstack, (long)&stack, null);
    }

    /// <summary>Sets a handler that blocks its own signal, so that a fault in a handler kills, and the one that stops threads, whose place would not be seen.</summary>
    internal static void Catch(Signal signal, ulong handler, SignalActionFlags flags)
    {
        SignalAction action = default;
        action.sa_handler = handler;
        action.sa_flags = flags | SignalActionFlags.SA_SIGINFO | SignalActionFlags.SA_RESTORER;
        action.sa_restorer = ReturnAddress();
        action.sa_mask = World.Mask;
        Linux.Call(SystemCall.rt_sigaction, (long)signal, &action, null, sizeof(ulong));
    }

    [RuntimeExport("skift_crt_fault")]
    private static void Handle(int signal, SignalInformation* information, UserSignalContext* context)
    {
        ref SignalContext registers = ref context->uc_mcontext;
        // Sent by somebody, not raised by an instruction: die of it as one would without a handler.
        if (information->si_code <= 0)
        {
            SignalAction action = default;
            Linux.Call(SystemCall.rt_sigaction, signal, &action, null, sizeof(ulong));
            return;
        }
        nint address = (nint)information->si_addr;
        if ((Signal)signal == Signal.SIGSEGV && IsStackOverflow(address))
            ReportStackOverflow();
        int fault = (Signal)signal switch
        {
            Signal.SIGFPE => Classify(ref registers),
            Signal.SIGILL => (int)HardwareFault.IllegalInstruction,
            _ => (int)HardwareFault.MemoryAccess,
        };
        registers.rdi = (ulong)fault;
        registers.rsi = registers.rip;
        registers.rdx = (ulong)address;
        registers.rip = ThrowAddress();
    }

    private static bool IsStackOverflow(nint address)
    {
        nint low, high;
        Threads.StackBounds(&low, &high);
        return address < low + 4096 && address > low - GuardZone;
    }

    private static int Classify(ref SignalContext registers)
    {
        long* values = stackalloc long[16]
        {
            (long)registers.rax, (long)registers.rcx, (long)registers.rdx, (long)registers.rbx,
            (long)registers.rsp, (long)registers.rbp, (long)registers.rsi, (long)registers.rdi,
            (long)registers.r8, (long)registers.r9, (long)registers.r10, (long)registers.r11,
            (long)registers.r12, (long)registers.r13, (long)registers.r14, (long)registers.r15,
        };
        return ClassifyDivide((byte*)registers.rip, values);
    }
}
