// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>Why user code stopped.</summary>
public enum UserExitKind
{
    /// <summary>An interrupt was handled and the scheduler or the thread's pending work wants attention. Run again after that.</summary>
    Interrupt = 0,

    /// <summary>A SYSCALL instruction; arguments are in the registers, and RIP is behind it.</summary>
    SystemCall = 1,

    /// <summary>A page fault: <see cref="UserExit.Fault"/>. RIP is at the instruction.</summary>
    PageFault = 2,

    /// <summary>Another exception: <see cref="UserExit.Vector"/> and <see cref="UserExit.ErrorCode"/>.</summary>
    Exception = 3,
}

/// <summary>Exceptions that user code can cause (Intel SDM vol. 3A, table 6-1).</summary>
public enum CpuException
{
    DivideError = 0,
    Debug = 1,
    Breakpoint = 3,
    Overflow = 4,
    BoundRange = 5,
    InvalidOpcode = 6,
    DeviceNotAvailable = 7,
    InvalidTss = 10,
    SegmentNotPresent = 11,
    StackSegment = 12,
    GeneralProtection = 13,
    PageFault = 14,
    FloatingPoint = 16,
    AlignmentCheck = 17,
    SimdFloatingPoint = 19,
}

/// <summary>What <see cref="UserContext.Run"/> came back with.</summary>
public readonly struct UserExit
{
    internal UserExit(UserExitKind kind, CpuException vector = 0, uint errorCode = 0, PageFault fault = default)
    {
        Kind = kind;
        Vector = vector;
        ErrorCode = errorCode;
        Fault = fault;
    }

    public UserExitKind Kind { get; }

    public CpuException Vector { get; }

    public uint ErrorCode { get; }

    public PageFault Fault { get; }
}
