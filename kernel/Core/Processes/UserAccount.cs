// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Threading;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>What all processes of one user have together, for limits that count by user.</summary>
internal sealed class UserAccount
{
    private static readonly SpinLock<Dictionary<uint, UserAccount>> s_accounts = new([]);
    private int _queuedSignals;
    private long _queueBytes;

    /// <summary>The account of a real user ID, made when it is first asked for.</summary>
    internal static UserAccount Of(uint userId)
    {
        UserAccount made = new();
        using SpinLock<Dictionary<uint, UserAccount>>.Guard accounts = s_accounts.Lock();
        if (accounts.Value.TryGetValue(userId, out UserAccount? account)) return account;
        accounts.Value.Add(userId, made);
        return made;
    }

    /// <summary>Signals in queues (RLIMIT_SIGPENDING).</summary>
    internal int QueuedSignals => Volatile.Read(ref _queuedSignals);

    /// <summary>Counts a queued signal unless there are too many.</summary>
    internal bool TryAddSignal(ulong limit)
    {
        if ((ulong)Interlocked.Increment(ref _queuedSignals) <= limit) return true;
        ReleaseSignal();
        return false;
    }

    /// <summary>Counts what a message queue takes (RLIMIT_MSGQUEUE), unless there would be too much of it.</summary>
    internal bool TryAddQueueBytes(long count, ulong limit)
    {
        if ((ulong)Interlocked.Add(ref _queueBytes, count) <= limit) return true;
        ReleaseQueueBytes(count);
        return false;
    }

    internal void ReleaseQueueBytes(long count) => _ = Interlocked.Add(ref _queueBytes, -count);

    internal void ReleaseSignal() => _ = Interlocked.Decrement(ref _queuedSignals);
}

/// <summary>A queued signal that counts among those of its receiver's user (RLIMIT_SIGPENDING).</summary>
internal sealed class CountedSignal(in SignalDetails details, UserAccount account) : QueuedSignal(details)
{
    internal override void Leave()
    {
        base.Leave();
        account.ReleaseSignal();
    }
}
