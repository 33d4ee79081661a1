// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Core.Time;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>adjtimex(2), clock_adjtime(2): what a time daemon tells the kernel of its clock, and asks of it.</summary>
/// <remarks>The clock can be set forward or back at once. It is not made to run faster or slower.</remarks>
internal static class ClockAdjustment
{
    private static readonly SpinLock<State> s_state = new(new State { Status = TimexStatus.STA_UNSYNC, Constant = 2, MaximumError = 16_000_000, EstimatedError = 16_000_000 });

    private struct State
    {
        internal TimexStatus Status;
        internal long Constant;
        internal long MaximumError;
        internal long EstimatedError;
        internal int AtomicOffset;
    }

    /// <returns>
    /// The state of the clock, <see cref="Timex.TIME_ERROR"/> while nobody says that it is right. <c>EFAULT</c>; <c>EINVAL</c>: modes or values that
    /// are not possible, or another speed; <c>EPERM</c>.
    /// </returns>
    [Missing("`ADJ_OFFSET`, `ADJ_FREQUENCY`, `ADJ_TICK` and single shots other than of 0: the clock's speed is fixed")]
    internal static Result<long> adjtimex(in SyscallContext context, ulong address)
    {
        byte[] bytes = new byte[Timex.Bytes];
        Errno error = UserMemory.CopyIn(new VirtualAddress(address), bytes);
        return error == Errno.None ? Adjust(context, address, bytes) : error;
    }

    /// <returns><c>EFAULT</c>; <c>EINVAL</c>: no such clock; <c>EOPNOTSUPP</c>: not one that can be set; then as <see cref="adjtimex"/>.</returns>
    internal static Result<long> clock_adjtime(in SyscallContext context, int clock, ulong address)
    {
        byte[] bytes = new byte[Timex.Bytes];
        Errno error = UserMemory.CopyIn(new VirtualAddress(address), bytes);
        if (error != Errno.None) return error;
        if ((ClockId)clock == ClockId.CLOCK_REALTIME) return Adjust(context, address, bytes);
        bool isKnown = (ClockId)clock is (> ClockId.CLOCK_REALTIME and <= ClockId.CLOCK_BOOTTIME_ALARM) or ClockId.CLOCK_TAI || clock < 0;
        return isKnown ? Errno.EOPNOTSUPP : Errno.EINVAL;
    }

    private static Result<long> Adjust(in SyscallContext context, ulong address, byte[] bytes)
    {
        TimexModes modes = (TimexModes)BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        Errno error = Check(context, modes, bytes);
        if (error == Errno.None) error = RefuseSpeed(modes, bytes);
        if (error != Errno.None) return error;
        if ((modes & TimexModes.ADJ_ADJTIME) != 0)
        {
            // What is left of the last single shot, which is never anything.
            Put(bytes, Timex.Offset, 0);
        }
        else if ((modes & TimexModes.ADJ_SETOFFSET) != 0)
        {
            long fraction = Get(bytes, Timex.Microseconds) * ((modes & TimexModes.ADJ_NANO) != 0 ? 1 : 1000);
            WallClock.Set(Clock.RealTimeNanoseconds + (Get(bytes, Timex.Seconds) * Clock.NanosecondsPerSecond) + fraction);
        }

        State state;
        using (SpinLock<State>.Guard guard = s_state.Lock())
        {
            if ((modes & TimexModes.ADJ_ADJTIME) == 0) Keep(ref guard.Value, modes, bytes);
            state = guard.Value;
        }

        Describe(bytes, state, isWhole: (modes & TimexModes.ADJ_ADJTIME) == 0);
        error = UserMemory.CopyOut(new VirtualAddress(address), bytes);
        if (error != Errno.None) return error;
        return (state.Status & TimexStatus.STA_UNSYNC) != 0 ? Timex.TIME_ERROR : Timex.TIME_OK;
    }

    private static Errno Check(in SyscallContext context, TimexModes modes, byte[] bytes)
    {
        bool isPrivileged = context.Credentials.Has(Capability.CAP_SYS_TIME);
        if ((modes & TimexModes.ADJ_ADJTIME) != 0)
        {
            if ((modes & TimexModes.ADJ_OFFSET) == 0) return Errno.EINVAL;
            return (modes & TimexModes.ADJ_NANO) == 0 && !isPrivileged ? Errno.EPERM : Errno.None;
        }

        if (modes != 0 && !isPrivileged) return Errno.EPERM;
        if ((modes & TimexModes.ADJ_TICK) != 0 && Get(bytes, Timex.Tick) is < Timex.NormalTick * 9 / 10 or > Timex.NormalTick * 11 / 10) return Errno.EINVAL;
        if ((modes & TimexModes.ADJ_SETOFFSET) == 0) return Errno.None;
        long limit = (modes & TimexModes.ADJ_NANO) != 0 ? Clock.NanosecondsPerSecond : 1_000_000;
        return Get(bytes, Timex.Microseconds) is long fraction && (fraction < 0 || fraction >= limit) ? Errno.EINVAL : Errno.None;
    }

    /// <summary>What would make the clock run at another speed.</summary>
    private static Errno RefuseSpeed(TimexModes modes, byte[] bytes)
    {
        bool isReading = (modes & (TimexModes.ADJ_ADJTIME | TimexModes.ADJ_NANO)) == (TimexModes.ADJ_ADJTIME | TimexModes.ADJ_NANO);
        if ((modes & TimexModes.ADJ_OFFSET) != 0 && !isReading && Get(bytes, Timex.Offset) != 0) return MissingFlags.Refuse("adjtimex", "ADJ_OFFSET", Errno.EINVAL);
        if ((modes & TimexModes.ADJ_ADJTIME) != 0) return Errno.None;
        if ((modes & TimexModes.ADJ_FREQUENCY) != 0 && Get(bytes, Timex.Frequency) != 0) return MissingFlags.Refuse("adjtimex", "ADJ_FREQUENCY", Errno.EINVAL);
        bool isOtherTick = (modes & TimexModes.ADJ_TICK) != 0 && Get(bytes, Timex.Tick) != Timex.NormalTick;
        return isOtherTick ? MissingFlags.Refuse("adjtimex", "ADJ_TICK", Errno.EINVAL) : Errno.None;
    }

    private static void Keep(ref State state, TimexModes modes, byte[] bytes)
    {
        const int MostConstant = 10;
        const int MostAtomicOffset = 100_000;
        if ((modes & TimexModes.ADJ_STATUS) != 0)
        {
            TimexStatus wanted = (TimexStatus)BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(Timex.Status));
            state.Status = (state.Status & TimexStatus.ReadOnly) | (wanted & ~TimexStatus.ReadOnly);
        }

        if ((modes & TimexModes.ADJ_NANO) != 0) state.Status |= TimexStatus.STA_NANO;
        if ((modes & TimexModes.ADJ_MICRO) != 0) state.Status &= ~TimexStatus.STA_NANO;
        if ((modes & TimexModes.ADJ_MAXERROR) != 0) state.MaximumError = Math.Clamp(Get(bytes, Timex.MaximumError), 0, Timex.Tolerance500);
        if ((modes & TimexModes.ADJ_ESTERROR) != 0) state.EstimatedError = Math.Clamp(Get(bytes, Timex.EstimatedError), 0, Timex.Tolerance500);
        if ((modes & TimexModes.ADJ_TIMECONST) != 0)
        {
            long constant = Math.Clamp(Get(bytes, Timex.Constant), 0, MostConstant);
            if ((state.Status & TimexStatus.STA_NANO) == 0) constant += 4;
            state.Constant = Math.Min(constant, MostConstant);
        }

        long atomic = Get(bytes, Timex.Constant);
        if ((modes & TimexModes.ADJ_TAI) != 0 && atomic is >= 0 and <= MostAtomicOffset) state.AtomicOffset = (int)atomic;
    }

    private static void Describe(byte[] bytes, in State state, bool isWhole)
    {
        if (isWhole) Put(bytes, Timex.Offset, 0);
        Put(bytes, Timex.Frequency, 0);
        Put(bytes, Timex.MaximumError, state.MaximumError);
        Put(bytes, Timex.EstimatedError, state.EstimatedError);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Timex.Status), (int)state.Status);
        Put(bytes, Timex.Constant, state.Constant);
        Put(bytes, Timex.Precision, 1);
        Put(bytes, Timex.ToleranceAt, Timex.Tolerance);
        Put(bytes, Timex.Tick, Timex.NormalTick);
        bytes.AsSpan(Timex.PulseStart, Timex.AtomicOffset - Timex.PulseStart).Clear();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Timex.AtomicOffset), state.AtomicOffset);
        long now = Clock.RealTimeNanoseconds;
        Put(bytes, Timex.Seconds, now / Clock.NanosecondsPerSecond);
        Put(bytes, Timex.Microseconds, now % Clock.NanosecondsPerSecond / ((state.Status & TimexStatus.STA_NANO) != 0 ? 1 : 1000));
    }

    private static long Get(byte[] bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));

    private static void Put(byte[] bytes, int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), value);
}
