// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Skift.Functions;

/// <summary>Writes the table that corelib/Runtime/Metadata/MethodNames.cs reads.</summary>
/// <remarks>
/// The pairs of PairCoder (256 bytes); for each 32nd function where its record begins, from the table's start (u32); then a record for each function.
/// A record is one byte, and for those with a name the rest of it, coded, and a zero. The byte: 0xFF for no name, else how many characters
/// the name has in common with the last one, at most 0x7E and none for each 32nd function; the top bit is set where stack traces leave the method out.
/// </remarks>
internal static class MethodNameTable
{
    private const int GroupSize = 32;
    private const int NoName = 0xFF;
    private const int Hidden = 0x80;
    private const int MostCommon = 0x7E;

    /// <summary>The runtime has that much room for a name; nobody reads the rest of a longer one.</summary>
    private const int MostCharacters = 500;

    internal static void Write(TextWriter output, List<Function> functions, Dictionary<long, MethodName> names)
    {
        List<int> heads = [];
        List<string> rests = [];
        string before = "";
        for (int i = 0; i < functions.Count; i++)
        {
            if (i % GroupSize == 0)
                before = "";
            // Who looks up a funclet asks for its method.
            if (functions[i].IsFunclet || !names.TryGetValue(functions[i].Start, out MethodName? name))
            {
                heads.Add(NoName);
                rests.Add("");
                continue;
            }
            string text = name.Text.Length <= MostCharacters ? name.Text : name.Text[..MostCharacters];
            int common = Math.Min(text.AsSpan().CommonPrefixLength(before), MostCommon);
            heads.Add(common | (name.IsHidden ? Hidden : 0));
            rests.Add(text[common..]);
            before = text;
        }
        Write(output, heads, new PairCoder(rests));
    }

    private static void Write(TextWriter output, List<int> heads, PairCoder coder)
    {
        output.WriteLine("""
                .section .rodata.skift_method_names, "a", @progbits
                .p2align 2
                .globl skift_method_names
            skift_method_names:
            """);
        output.WriteLine($"    .byte {string.Join(',', coder.Pairs)}");
        int groups = (heads.Count + GroupSize - 1) / GroupSize;
        for (int i = 0; i < groups; i++)
            output.WriteLine($"    .long .Lgroup{i} - skift_method_names");
        for (int i = 0; i < heads.Count; i++)
        {
            if (i % GroupSize == 0)
                output.WriteLine($".Lgroup{i / GroupSize}:");
            byte[] rest = heads[i] == NoName ? [] : [.. coder.TextAt(i), 0];
            output.WriteLine($"    .byte {string.Join(',', rest.Prepend((byte)heads[i]))}");
        }
    }
}
