// SPDX-License-Identifier: MIT
using System;

namespace Skift.Machine;

/// <summary>The processor state of user code: general registers, FS and GS base, and the extended (x87, SSE, AVX) state.</summary>
/// <remarks>
/// The thread that owns the context calls <see cref="Run"/> in a loop:
/// <code>
/// while (true)
/// {
///     UserExit exit = context.Run();
///     switch (exit.Kind) { ... }                      // system call, fault, exception
///     if (Cpu.Current.NeedsReschedule) Scheduler.Yield();
///     deliver signals, ...
/// }
/// </code>
/// While the thread is outside of <see cref="Run"/>, anyone who has stopped it may read and change everything here: signal delivery,
/// clone, ptrace.
/// </remarks>
public sealed unsafe partial class UserContext
{
    /// <summary>The general registers. RIP and RFLAGS are checked each time user code is entered.</summary>
    public UserRegisters Registers;

    /// <summary>A context with all registers zero and a fresh extended state.</summary>
    /// <exception cref="OutOfMemoryException">No memory for the extended state.</exception>
    public UserContext()
    {
        _extendedState = new ExtendedState();
        Registers.Rflags = UserFlags.AlwaysOne | UserFlags.Interrupt;
        ResetFloatingPoint();
    }

    /// <summary>Hardware breakpoints of user code; null for none. Set while the thread does not run.</summary>
    public DebugRegisters? Debug { get; set; }

    /// <summary>FS base: the thread pointer, <c>arch_prctl(ARCH_SET_FS)</c>. Must be below <see cref="VirtualAddress.UserEnd"/>, else it reads as 0.</summary>
    public ulong FsBase
    {
        get => _fsBase;
        set => SetBase(ref _fsBase, value);
    }

    /// <summary>GS base, <c>arch_prctl(ARCH_SET_GS)</c>. Must be below <see cref="VirtualAddress.UserEnd"/>, else it reads as 0.</summary>
    public ulong GsBase
    {
        get => _gsBase;
        set => SetBase(ref _gsBase, value);
    }

    /// <summary>Bytes of <see cref="CopyExtendedStateTo"/>: the processor's XSAVE layout.</summary>
    public static int ExtendedStateBytes => CpuFeatures.ExtendedStateBytes;

    /// <summary>Makes this context an equal of another one, as clone(2) does.</summary>
    /// <remarks>Call it on the thread that owns <paramref name="source"/>, or while that is stopped.</remarks>
    public void CopyFrom(UserContext source)
    {
        source.SynchronizeExtendedState();
        Registers = source.Registers;
        _fsBase = source._fsBase;
        _gsBase = source._gsBase;
        source._extendedState.CopyTo(_extendedState);
        ReloadIfCurrent();
    }

    /// <summary>Sets the x87 and SSE state to what execve(2) gives a new program.</summary>
    public void ResetFloatingPoint()
    {
        _extendedState.Reset();
        Registers.Xmm = default;
        Registers.Mxcsr = ExtendedState.DefaultMxcsr;
        ReloadIfCurrent();
    }

    /// <summary>Writes the extended state in XSAVE layout (its first 512 bytes are the FXSAVE layout of signal frames).</summary>
    /// <param name="destination">At least <see cref="ExtendedStateBytes"/>.</param>
    public void CopyExtendedStateTo(Span<byte> destination)
    {
        SynchronizeExtendedState();
        _extendedState.Store(destination, Registers);
    }

    /// <summary>Takes an extended state as <see cref="CopyExtendedStateTo"/> wrote it, or as user code changed it.</summary>
    /// <param name="source">At least 512 bytes; components that are not in it become initial.</param>
    /// <returns><c>false</c>: not a state the processor would accept; nothing was changed.</returns>
    public bool TryLoadExtendedState(ReadOnlySpan<byte> source)
    {
        if (!_extendedState.TryLoad(source, ref Registers)) return false;
        ReloadIfCurrent();
        return true;
    }

    /// <summary>Runs user code until something needs the kernel. Only for the thread that owns the context.</summary>
    /// <remarks>
    /// Call it with interrupts on and no guard held; it returns the same way. It returns without entering user code if the CPU wants to
    /// reschedule or the thread has pending work. An interrupt that leaves neither behind is handled inside.
    /// </remarks>
    public UserExit Run()
    {
        Cpu.AssertMaySleep();
        return RunChecked();
    }
}
