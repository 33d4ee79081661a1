// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Threading;

namespace Skift.Machine;

/// <summary>A value that is reached only while its lock is held. Holding it keeps interrupts off on this CPU, so hold it briefly.</summary>
/// <remarks>
/// <c>using SpinLock&lt;T&gt;.Guard guard = spinLock.Lock();</c> — then <c>guard.Value</c>. Under a guard: no sleeping, no user memory that
/// must be faulted in. Guards are released in the reverse order of taking. Usable in interrupt context.
/// </remarks>
public sealed class SpinLock<T> : SpinLock
{
    private T _value;

    public SpinLock(T value, LockRank rank = LockRank.Unranked)
        : base(rank) => _value = value;

    /// <summary>Turns interrupts off, then waits for the lock.</summary>
    public Guard Lock()
    {
        Acquire();
        return new Guard(this);
    }

    /// <summary>Takes the lock if it is free.</summary>
    public bool TryLock(out Guard guard)
    {
        bool isTaken = TryAcquire();
        guard = isTaken ? new Guard(this) : default;
        return isTaken;
    }

    /// <summary>The value without the lock: for a first look at what can be read in one step, where somebody looks again under the lock.</summary>
    public T UnguardedValue => _value;

    /// <summary>The right to use the value. <see cref="Dispose"/> releases the lock and restores the interrupt state from before.</summary>
    public readonly ref struct Guard
    {
        private readonly SpinLock<T> _lock;

        internal Guard(SpinLock<T> spinLock) => _lock = spinLock;

        public ref T Value => ref _lock._value;

        /// <summary>The lock itself, for those who release and retake it: a condition variable does both around its sleep.</summary>
        public SpinLock Lock => _lock;

        public void Dispose() => _lock.Release();
    }
}

/// <summary>The lock without its value. Wait queues use it to release a caller's guard while it sleeps.</summary>
public abstract class SpinLock
{
    private const int NoOwner = 0;

    // The number of the CPU that holds the lock, plus one.
    private int _owner;

    private protected SpinLock(LockRank rank) => Rank = rank;

    public LockRank Rank { get; }

    /// <summary>Whether this CPU holds the lock.</summary>
    public bool IsHeld => Volatile.Read(ref _owner) == Cpu.CurrentNumber + 1;

    /// <summary>Turns interrupts off and takes the lock, without a guard. Pair with <see cref="Release"/>; prefer <c>Lock()</c>.</summary>
    public void Acquire()
    {
        // Interrupts first: a handler that spins for a lock its own CPU holds would spin for ever.
        Cpu cpu = Cpu.DisableInterrupts();
        if (LockChecker.IsEnabled || Interlocked.CompareExchange(ref _owner, cpu.Number + 1, NoOwner) != NoOwner) AcquireSlowly(cpu);
    }

    /// <summary>Takes the lock if it is free; if so, interrupts are off until <see cref="Release"/>.</summary>
    public bool TryAcquire()
    {
        Cpu cpu = Cpu.DisableInterrupts();
        if (Interlocked.CompareExchange(ref _owner, cpu.Number + 1, NoOwner) == NoOwner)
        {
            if (LockChecker.IsEnabled) cpu.HeldLocks.Add(this);
            return true;
        }

        Cpu.RestoreInterrupts();
        return false;
    }

    /// <summary>Releases the lock and restores the interrupt state from before it was taken.</summary>
    public void Release()
    {
        if (LockChecker.IsEnabled || _owner != Cpu.CurrentNumber + 1) CheckRelease();
        Volatile.Write(ref _owner, NoOwner);
        Cpu.RestoreInterrupts();
    }

    // What is rare is apart, so that the rest needs few registers: these two methods are the most called of the kernel.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AcquireSlowly(Cpu cpu)
    {
        int me = cpu.Number + 1;
        if (Volatile.Read(ref _owner) == me) Panic.Raise("spin lock taken twice by one CPU");
        if (LockChecker.IsEnabled) cpu.HeldLocks.CheckOrder(this);
        while (Interlocked.CompareExchange(ref _owner, me, NoOwner) != NoOwner)
        {
            while (Volatile.Read(ref _owner) != NoOwner) Cpu.Relax();
        }

        if (LockChecker.IsEnabled) cpu.HeldLocks.Add(this);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CheckRelease()
    {
        if (!IsHeld) Panic.Raise("spin lock released by a CPU that does not hold it");
        if (LockChecker.IsEnabled) Cpu.Current.HeldLocks.Remove(this);
    }
}
