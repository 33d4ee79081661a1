// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;
using Skift.Abi;

namespace Skift.Crt;

/// <summary>Turns the signals of hardware faults into .NET exceptions.</summary>
internal static unsafe class Faults
{
    // What a handler may use when the stack itself is full; AVX-512 state alone is 2.7 KiB.
    private const int AlternateStackSize = 32768;
    private const nint GuardZone = 1024 * 1024;

    [InlineArray(AlternateStackSize / 8)]
    private struct AlternateStack
    {
        private ulong _element0;
    }

    private static AlternateStack s_stack;

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
        SignalStack stack = default;
        stack.ss_sp = (ulong)Unsafe.AsPointer(ref s_stack);
        stack.ss_size = AlternateStackSize;
        Linux.Call(SystemCall.sigaltstack, (long)&stack, null);
        Catch(Signal.SIGSEGV);
        Catch(Signal.SIGBUS);
        Catch(Signal.SIGFPE);
        Catch(Signal.SIGILL);
    }

    private static void Catch(Signal signal)
    {
        SignalAction action = default;
        action.sa_handler = HandlerAddress();
        // A second fault in the handler itself must kill, so the signal stays blocked while it runs (no SA_NODEFER).
        action.sa_flags = SignalActionFlags.SA_SIGINFO | SignalActionFlags.SA_ONSTACK | SignalActionFlags.SA_RESTORER;
        action.sa_restorer = ReturnAddress();
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
        Hooks.StackBounds(&low, &high);
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
