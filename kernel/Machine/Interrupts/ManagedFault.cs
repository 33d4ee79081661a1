// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>Faults that managed code sees as exceptions; the numbers are the runtime's <c>HardwareFault</c>.</summary>
internal enum ManagedFault
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
