namespace System.Runtime;

/// <summary>What a trap handler passes to <c>RhpThrowHwEx</c>.</summary>
public enum HardwareFault
{
    /// <summary>A memory access that failed; with the address.</summary>
    MemoryAccess = 1,

    /// <summary>Division by zero.</summary>
    DivideByZero = 2,

    /// <summary>A quotient that does not fit, as of int.MinValue / -1.</summary>
    DivideOverflow = 3,

    /// <summary>An instruction that the processor refused.</summary>
    IllegalInstruction = 4,
}

internal static class HardwareFaults
{
    /// <summary>Below it an address is a null reference plus the offset of a field.</summary>
    private const nint NullZone = 64 * 1024;

    internal static Exception ToException(HardwareFault fault, nint address) => fault switch
    {
        HardwareFault.MemoryAccess => (ulong)address < (ulong)NullZone ? new NullReferenceException() : new AccessViolationException(),
        HardwareFault.DivideByZero => new DivideByZeroException(),
        HardwareFault.DivideOverflow => new OverflowException(),
        _ => new InvalidProgramException("The processor refused an instruction."),
    };
}
