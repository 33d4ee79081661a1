// SPDX-License-Identifier: MIT

namespace Skift.Machine;

public sealed unsafe partial class UserContext
{
    private const int SystemCallVector = 256;
    private const int FirstInterruptVector = 32;
    private const uint FsBaseMsr = 0xC000_0100;
    private const uint KernelGsBaseMsr = 0xC000_0102;

    private readonly ExtendedState _extendedState;
    private ulong _fsBase;
    private ulong _gsBase;

    internal void SaveExtendedState() => _extendedState.Save();

    /// <summary>Puts what user code sees, apart from <see cref="Registers"/>, into the processor. Interrupts are off.</summary>
    internal void RestoreExtendedState()
    {
        _extendedState.Restore();
        Native.WriteMsr(FsBaseMsr, _fsBase);
        Native.WriteMsr(KernelGsBaseMsr, _gsBase);
    }

    private UserExit RunChecked()
    {
        KernelThread thread = KernelThread.Current;
        Cpu cpu = Cpu.DisableInterrupts();
        if (!ReferenceEquals(thread.LoadedContext, this))
        {
            thread.LoadedContext?.SaveExtendedState();
            thread.LoadedContext = this;
            RestoreExtendedState();
        }

        UserExit exit;
        do
        {
            if (cpu.NeedsReschedule || thread.HasPendingWork)
            {
                exit = default;
                break;
            }

            exit = Enter();
        }
        while (exit.Kind == UserExitKind.Interrupt);
        Cpu.RestoreInterrupts();
        return exit;
    }

    /// <summary>Enters user code with interrupts off here and on there.</summary>
    private UserExit Enter()
    {
        ref UserRegisters registers = ref Registers;
        registers.Rflags = (registers.Rflags & UserFlags.UserChangeable) | UserFlags.AlwaysOne | UserFlags.Interrupt;
        // A return to a non-canonical address faults in the kernel, so it becomes user code's fault before that.
        if (registers.Rip >= VirtualAddress.UserEnd) return new UserExit(UserExitKind.Exception, CpuException.GeneralProtection);
        int vector;
        // SAFETY: (1) the heap does not move objects and this thread holds the context; (2) the address space is the thread's own; (3) RIP
        // and RFLAGS are safe to load; (4) segment selectors are constants of the assembly.
        fixed (UserRegisters* pointer = &registers)
        {
            if (Debug is null) vector = Native.RunUser(pointer);
            else vector = RunDebugged(pointer, Debug);
        }

        if (vector == SystemCallVector) return new UserExit(UserExitKind.SystemCall);
        if (vector >= FirstInterruptVector)
        {
            InterruptTable.Dispatch(vector, isFromUser: true);
            return default;
        }

        CpuException exception = (CpuException)vector;
        if (exception != CpuException.PageFault) return new UserExit(UserExitKind.Exception, exception, (uint)registers.ErrorCode);
        PageFaultAccess access = (PageFaultAccess)registers.ErrorCode;
        return new UserExit(UserExitKind.PageFault, exception, (uint)access, new PageFault(new VirtualAddress(registers.FaultAddress), access));
    }

    /// <summary>The same with hardware breakpoints, which are off whenever the kernel runs.</summary>
    private static int RunDebugged(UserRegisters* registers, DebugRegisters debug)
    {
        // SAFETY: the heap does not move objects; the addresses are user addresses and the control word has only what DebugRegisters lets in.
        fixed (ulong* words = debug.Words)
        {
            Native.LoadDebug(words);
        }

        int vector = Native.RunUser(registers);
        debug.Note(Native.UnloadDebug());
        return vector;
    }

    private void SetBase(ref ulong field, ulong value)
    {
        // WRMSR of a non-canonical base faults.
        field = value < VirtualAddress.UserEnd ? value : 0;
        ReloadIfCurrent();
    }

    private bool IsLoaded => ReferenceEquals(KernelThread.Current.LoadedContext, this);

    private void SynchronizeExtendedState()
    {
        using InterruptGuard off = InterruptGuard.Enter();
        if (IsLoaded) SaveExtendedState();
    }

    private void ReloadIfCurrent()
    {
        using InterruptGuard off = InterruptGuard.Enter();
        if (IsLoaded) RestoreExtendedState();
    }
}
