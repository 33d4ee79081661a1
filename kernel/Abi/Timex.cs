// SPDX-License-Identifier: MIT
using System;

namespace Skift.Abi;

/// <summary><c>struct timex</c> of adjtimex(2), 208 bytes: offsets of its fields, and values that are fixed (linux/timex.h).</summary>
public static class Timex
{
    public const int Bytes = 208;

    public const int Offset = 8;
    public const int Frequency = 16;
    public const int MaximumError = 24;
    public const int EstimatedError = 32;
    public const int Status = 40;
    public const int Constant = 48;
    public const int Precision = 56;
    public const int ToleranceAt = 64;
    public const int Seconds = 72;
    public const int Microseconds = 80;
    public const int Tick = 88;
    /// <summary>What a clock that gives a pulse every second would tell; up to <see cref="AtomicOffset"/>.</summary>
    public const int PulseStart = 96;
    public const int AtomicOffset = 160;

    /// <summary>Microseconds of a clock tick.</summary>
    public const long NormalTick = 10_000;

    /// <summary>500 parts per million, as scaled frequency.</summary>
    public const long Tolerance = 32_768_000;

    /// <summary>The largest error that is told, in microseconds.</summary>
    public const long Tolerance500 = 16_000_000;

    public const int TIME_OK = 0;
    public const int TIME_ERROR = 5;
}

/// <summary>What adjtimex(2) is to change.</summary>
[Flags]
public enum TimexModes : uint
{
    None = 0,
    ADJ_OFFSET = 1,
    ADJ_FREQUENCY = 2,
    ADJ_MAXERROR = 4,
    ADJ_ESTERROR = 8,
    ADJ_STATUS = 0x10,
    ADJ_TIMECONST = 0x20,
    ADJ_TAI = 0x80,
    ADJ_SETOFFSET = 0x100,
    ADJ_MICRO = 0x1000,
    /// <summary>With <see cref="ADJ_ADJTIME"/> the same bit means that the offset is only read.</summary>
    ADJ_NANO = 0x2000,
    ADJ_TICK = 0x4000,
    /// <summary>With <see cref="ADJ_OFFSET"/>: as adjtime(3) does it.</summary>
    ADJ_ADJTIME = 0x8000,
}

/// <summary>How the clock is doing.</summary>
[Flags]
public enum TimexStatus
{
    None = 0,
    STA_UNSYNC = 0x40,
    STA_NANO = 0x2000,
    /// <summary>Bits that only the kernel sets.</summary>
    ReadOnly = 0xFF00,
}
