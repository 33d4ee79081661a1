// SPDX-License-Identifier: MIT
namespace Skift.Functions;

/// <summary>A function, or a block of one that handles exceptions and is compiled as a function of its own (a funclet).</summary>
/// <param name="Symbol">Its name in the object file.</param>
/// <param name="Start">Where its code begins, from the start of the section, in bytes.</param>
/// <param name="Size">Of its code, in bytes.</param>
/// <param name="Instructions">Its call frame instructions (DWARF 4 §6.4.2).</param>
/// <param name="Method">Where the method begins that it is a funclet of; its own start if it is none.</param>
/// <param name="Clauses">The symbol of ILC's list of protected regions; null if there are none.</param>
internal sealed record Function(string Symbol, long Start, long Size, byte[] Instructions, long Method, string? Clauses)
{
    internal bool IsFunclet => Method != Start;
}
