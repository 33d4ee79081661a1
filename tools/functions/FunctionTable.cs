// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Skift.Functions;

/// <summary>Writes the table that corelib/Runtime/Exceptions/FunctionTable.cs reads.</summary>
/// <remarks>
/// Header (i32 each): where the code begins, from here; number of functions; of guarded functions; of shapes. Then where each function begins,
/// from the start of the code, ascending, and where the last one ends (u32). Then, ascending, for each function that has clauses, or is a funclet:
/// its number, its method's number (u32 each), the distance to the method's list of clauses, or 0 (i32). Then the shapes
/// (u32, see FrameShape). Then for each function the number of its shape, and in the top bit whether it is guarded (u16).
/// </remarks>
internal static class FunctionTable
{
    private const int GuardedBit = 0x8000;

    internal static void Write(TextWriter output, List<Function> functions)
    {
        uint[] shapesOf = [.. functions.Select(FrameShape.Of)];
        List<uint> shapes = [.. shapesOf.Distinct().Order()];
        if (shapes.Count > GuardedBit)
            throw new InvalidDataException("there are more shapes of frames than the table has numbers for");
        List<Function> guarded = [.. functions.Where(function => function.IsFunclet || function.Clauses != null)];
        Dictionary<long, int> numbers = functions.Select((function, number) => (function.Start, number)).ToDictionary();

        output.WriteLine($"""
            # How to unwind the functions of the program, written by tools/functions.
                .section .rodata.skift_functions, "a", @progbits
                .p2align 2
                .globl skift_functions
            skift_functions:
                .long "{functions[0].Symbol}" - {functions[0].Start} - ., {functions.Count}, {guarded.Count}, {shapes.Count}
            """);
        foreach (Function function in functions)
            output.WriteLine($"    .long {function.Start}");
        output.WriteLine($"    .long {functions[^1].Start + functions[^1].Size}");
        foreach (Function function in guarded)
        {
            output.WriteLine($"    .long {numbers[function.Start]}, {numbers[function.Method]}");
            output.WriteLine(function.Clauses == null ? "    .long 0" : $"    .long \"{function.Clauses}\" - .");
        }
        foreach (uint shape in shapes)
            output.WriteLine($"    .long {shape}");
        HashSet<Function> isGuarded = [.. guarded];
        for (int i = 0; i < functions.Count; i++)
            output.WriteLine($"    .short {shapes.IndexOf(shapesOf[i]) | (isGuarded.Contains(functions[i]) ? GuardedBit : 0)}");
        output.WriteLine("    .section .note.GNU-stack, \"\", @progbits");
    }
}
