// SPDX-License-Identifier: MIT
using System;

namespace Skift.Machine;

/// <summary>
/// Watches that spin locks are taken in the order of their <see cref="LockRank"/>s, and that nothing sleeps or collects under them. On with
/// <c>debug=locks</c> on the command line, and always in the Debug configuration.
/// </summary>
internal static class LockChecker
{
    internal static bool IsEnabled { get; private set; }

    internal static void Start()
    {
#if DEBUG
        IsEnabled = true;
#else
        IsEnabled = BootInformation.TryGetOption("debug"u8, out ReadOnlySpan<byte> word) && word.SequenceEqual("locks"u8);
#endif
        if (IsEnabled) Log.Info($"lock checker: on");
    }
}

/// <summary>The spin locks that one CPU holds, while <see cref="LockChecker"/> is on. Touched by that CPU with interrupts off.</summary>
internal sealed class HeldLocks
{
    private const int Maximum = 16;

    private readonly SpinLock?[] _locks = new SpinLock?[Maximum];
    private int _count;

    internal void CheckOrder(SpinLock next)
    {
        if (next.Rank == LockRank.Unranked) return;
        for (int i = 0; i < _count; i++)
        {
            if (_locks[i]!.Rank < next.Rank) continue;
            Wanted = next;
            Panic.Raise("spin locks taken in the wrong order");
        }
    }

    internal void Add(SpinLock taken)
    {
        if (_count == Maximum) Panic.Raise("too many spin locks held");
        _locks[_count++] = taken;
    }

    internal void Remove(SpinLock released)
    {
        for (int i = _count - 1; i >= 0; i--)
        {
            if (!ReferenceEquals(_locks[i], released)) continue;
            _count--;
            for (; i < _count; i++) _locks[i] = _locks[i + 1];
            _locks[_count] = null;
            return;
        }
    }

    /// <summary>The lock that was out of order.</summary>
    internal SpinLock? Wanted { get; private set; }

    internal int Count => _count;

    internal SpinLock this[int index] => _locks[index]!;
}
