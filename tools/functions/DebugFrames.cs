// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.IO;

namespace Skift.Functions;

/// <summary>Writes the same as .debug_frame (DWARF 4 §6.4.1), which debuggers read, and which no program loads.</summary>
internal static class DebugFrames
{
    internal static void Write(TextWriter output, List<Function> functions)
    {
        // Version 1, no augmentation, the rest as in ILC's own common entry.
        output.WriteLine("""
                .section .debug_frame, "", @progbits
                .p2align 3
            .Lcommon:
                .long 20, 0xFFFFFFFF
                .byte 1, 0, 1, 0x78, 16, 0x0C, 7, 8, 0x90, 1, 0, 0, 0, 0, 0, 0
            """);
        foreach (Function function in functions)
        {
            output.WriteLine($"""
                    .long 20 + {function.Instructions.Length}, .Lcommon
                    .quad "{function.Symbol}", {function.Size}
                    .byte {string.Join(',', function.Instructions)}
                """);
        }
    }
}
