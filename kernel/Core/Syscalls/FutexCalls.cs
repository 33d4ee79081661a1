// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Core.Time;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>futex(2), futex_waitv(2), robust lists.</summary>
internal static class FutexCalls
{
    private const int MaximumVector = 128;

    internal static Result<long> futex(in SyscallContext context, ulong address, uint operation, uint value, ulong timeoutOrCount, ulong second, uint third)
    {
        bool isPrivate = (operation & (uint)FutexOperation.FUTEX_PRIVATE_FLAG) != 0;
        bool isWall = (operation & (uint)FutexOperation.FUTEX_CLOCK_REALTIME) != 0;
        FutexOperation command = (FutexOperation)(operation & ~(uint)(FutexOperation.FUTEX_PRIVATE_FLAG | FutexOperation.FUTEX_CLOCK_REALTIME));
        long deadline = WaitQueue.Forever;
        if (command is FutexOperation.FUTEX_WAIT or FutexOperation.FUTEX_WAIT_BITSET or FutexOperation.FUTEX_LOCK_PI or FutexOperation.FUTEX_LOCK_PI2
            or FutexOperation.FUTEX_WAIT_REQUEUE_PI)
        {
            Errno error = ReadDeadline(context, command, timeoutOrCount, isWall || command == FutexOperation.FUTEX_LOCK_PI, out deadline);
            if (error != Errno.None) return error;
        }

        if (isWall && command is not (FutexOperation.FUTEX_WAIT_BITSET or FutexOperation.FUTEX_LOCK_PI2 or FutexOperation.FUTEX_WAIT_REQUEUE_PI)) return Errno.ENOSYS;
        switch (command)
        {
            case FutexOperation.FUTEX_WAIT:
            case FutexOperation.FUTEX_WAIT_BITSET:
                // With a time to wait, it is not repeated after a handler even with SA_RESTART.
                context.Thread.InterruptedCall = timeoutOrCount == 0 ? RestartKind.Always : RestartKind.WithoutHandler;
                return SyscallContext.Done(Futexes.Wait(address, isPrivate, value, command == FutexOperation.FUTEX_WAIT ? uint.MaxValue : third, deadline));
            case FutexOperation.FUTEX_WAKE:
                return Futexes.Wake(address, isPrivate, Math.Max(1, (int)value), uint.MaxValue);
            case FutexOperation.FUTEX_WAKE_BITSET:
                return Futexes.Wake(address, isPrivate, Math.Max(1, (int)value), third);
            case FutexOperation.FUTEX_REQUEUE:
                return Futexes.Requeue(address, isPrivate, (int)value, (int)timeoutOrCount, second, null);
            case FutexOperation.FUTEX_CMP_REQUEUE:
                return Futexes.Requeue(address, isPrivate, (int)value, (int)timeoutOrCount, second, third);
            case FutexOperation.FUTEX_WAKE_OP:
                return Futexes.WakeOperation(address, isPrivate, Math.Max(1, (int)value), Math.Max(1, (int)timeoutOrCount), second, third);
            case FutexOperation.FUTEX_LOCK_PI:
            case FutexOperation.FUTEX_LOCK_PI2:
                context.Thread.InterruptedCall = RestartKind.Unconditionally;
                return SyscallContext.Done(Futexes.LockOwned(address, isPrivate, deadline, onlyTries: false));
            case FutexOperation.FUTEX_TRYLOCK_PI:
                return SyscallContext.Done(Futexes.LockOwned(address, isPrivate, WaitQueue.Forever, onlyTries: true));
            case FutexOperation.FUTEX_WAIT_REQUEUE_PI:
                context.Thread.InterruptedCall = RestartKind.Unconditionally;
                return SyscallContext.Done(Futexes.WaitForOwned(address, isPrivate, value, deadline, second));
            case FutexOperation.FUTEX_CMP_REQUEUE_PI:
                return Futexes.RequeueOwned(address, isPrivate, (int)value, (int)timeoutOrCount, second, third);
            case FutexOperation.FUTEX_UNLOCK_PI:
                return SyscallContext.Done(Futexes.UnlockOwned(address, isPrivate));
            default:
                return Errno.ENOSYS;
        }
    }

    /// <summary>futex_waitv(2). <c>EINVAL</c>, <c>EFAULT</c>, then those of waiting.</summary>
    internal static Result<long> futex_waitv(in SyscallContext context, ulong address, uint count, uint flags, ulong timeoutAddress, int clock)
    {
        if (flags != 0 || count is 0 or > MaximumVector || address == 0) return Errno.EINVAL;
        long deadline = WaitQueue.Forever;
        if (timeoutAddress != 0)
        {
            if ((ClockId)clock is not (ClockId.CLOCK_REALTIME or ClockId.CLOCK_MONOTONIC)) return Errno.EINVAL;
            Errno error = UserTime.ReadTimeout(timeoutAddress, out deadline);
            if (error != Errno.None) return error;
            if ((ClockId)clock == ClockId.CLOCK_REALTIME) deadline = WallClock.ToMonotonic(deadline);
        }

        FutexWaitEntry[] entries = new FutexWaitEntry[(int)count];
        for (int i = 0; i < entries.Length; i++)
        {
            Errno error = SyscallContext.Read(address + ((ulong)i * FutexWaitV.Bytes), out FutexWaitV entry);
            if (error != Errno.None) return error;
            if ((entry.flags & ~(FutexWaitV.FUTEX2_SIZE_U32 | (uint)FutexOperation.FUTEX_PRIVATE_FLAG)) != 0 || entry.reserved != 0) return Errno.EINVAL;
            if ((entry.flags & FutexWaitV.FUTEX2_SIZE_MASK) != FutexWaitV.FUTEX2_SIZE_U32 || entry.value > uint.MaxValue) return Errno.EINVAL;
            bool isPrivate = (entry.flags & (uint)FutexOperation.FUTEX_PRIVATE_FLAG) != 0;
            entries[i] = new FutexWaitEntry { Address = entry.address, IsPrivate = isPrivate, Expected = (uint)entry.value };
        }

        return Futexes.WaitForAny(entries, deadline);
    }

    internal static Result<long> set_robust_list(in SyscallContext context, ulong head, ulong size)
    {
        if (size != RobustFutexes.HeadBytes) return Errno.EINVAL;
        context.Thread.RobustList = head;
        return 0;
    }

    internal static Result<long> get_robust_list(in SyscallContext context, int threadId, ulong headAddress, ulong sizeAddress)
    {
        UserThread? thread = threadId == 0 ? context.Thread : ProcessTable.FindThread(threadId);
        if (thread is null) return Errno.ESRCH;
        if (!PtraceCalls.MayAccess(context.Process, thread.Process)) return Errno.EPERM;
        Errno error = SyscallContext.Write(sizeAddress, RobustFutexes.HeadBytes);
        if (error == Errno.None) error = SyscallContext.Write(headAddress, thread.RobustList);
        return SyscallContext.Done(error);
    }

    /// <summary>The plain wait takes a duration, all others a moment.</summary>
    private static Errno ReadDeadline(in SyscallContext context, FutexOperation command, ulong address, bool isWall, out long deadline)
    {
        deadline = WaitQueue.Forever;
        if (address == 0) return Errno.None;
        Errno error = UserTime.ReadTimeout(address, out long time);
        if (error != Errno.None) return error;
        if (command == FutexOperation.FUTEX_WAIT) deadline = context.DeadlineAfter(time);
        else deadline = isWall ? WallClock.ToMonotonic(time) : time;
        return Errno.None;
    }
}
