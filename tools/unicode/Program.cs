// SPDX-License-Identifier: MIT

// Writes corelib/System/Globalization/UnicodeTables.g.cs from what the .NET that runs this says about each character:
//     dotnet run --project tools/unicode > corelib/System/Globalization/UnicodeTables.g.cs
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

const int Last = 0x10FFFF;
Console.WriteLine($$"""
    // SPDX-License-Identifier: MIT
    // Written by tools/unicode from the data of .NET {{Environment.Version.Major}}. Do not edit.

    namespace System.Globalization;

    internal static class UnicodeTables
    {
    """);
Write("Categories", "Runs of one general category: first code point << 8 | category. 30 and 31 stand for Lu and Ll in turns, by parity.", Categories());
Write("Upper", "Simple upper case: first, last | step << 24, what to add.", Cases(static rune => Rune.ToUpperInvariant(rune)));
Write("Lower", "Simple lower case, in the same form.", Cases(static rune => Rune.ToLowerInvariant(rune)));
Console.WriteLine("}");

static int Category(int code) => (int)CharUnicodeInfo.GetUnicodeCategory(code);

static List<uint> Categories()
{
    List<uint> runs = [];
    for (int code = 0; code <= Last;)
    {
        int start = code;
        int parity = Category(code) switch
        {
            (int)UnicodeCategory.UppercaseLetter => code & 1,
            (int)UnicodeCategory.LowercaseLetter => ~code & 1,
            _ => -1,
        };
        int end = code;
        while (parity >= 0 && end <= Last && Category(end) == (int)((end & 1) == parity ? UnicodeCategory.UppercaseLetter : UnicodeCategory.LowercaseLetter)) end++;
        if (end - start >= 4)
        {
            runs.Add((uint)(start << 8 | (30 + parity)));
            code = end;
            continue;
        }
        int category = Category(code);
        while (code <= Last && Category(code) == category && !(code > start && Alternates(code))) code++;
        runs.Add((uint)(start << 8 | category));
    }
    return runs;
}

static bool Alternates(int code)
{
    for (int i = 0; i < 4; i++)
    {
        if (Category(code + i) > 1 || (i > 0 && Category(code + i) == Category(code + i - 1))) return false;
    }
    return true;
}

static List<uint> Cases(Func<Rune, Rune> map)
{
    List<uint> rows = [];
    int Delta(int code) => Rune.IsValid(code) ? map(new Rune(code)).Value - code : 0;
    for (int code = 0; code <= Last; code++)
    {
        int delta = Delta(code);
        if (delta == 0) continue;
        int step = code + 1 <= Last && Delta(code + 1) == delta ? 1 : 2;
        int end = code;
        while (end + step <= Last && Delta(end + step) == delta && (step == 1 || Delta(end + 1) == 0)) end += step;
        rows.Add((uint)code);
        rows.Add((uint)(end | step << 24));
        rows.Add((uint)delta);
        code = end;
    }
    return rows;
}

static void Write(string name, string comment, List<uint> values)
{
    Console.WriteLine($"    /// <summary>{comment}</summary>");
    Console.WriteLine($"    internal static ReadOnlySpan<uint> {name} =>\n    [");
    for (int i = 0; i < values.Count; i += 12)
    {
        StringBuilder line = new("        ");
        for (int j = i; j < Math.Min(values.Count, i + 12); j++) line.Append($"0x{values[j]:X}, ");
        Console.WriteLine(line.ToString().TrimEnd());
    }
    Console.WriteLine(name == "Lower" ? "    ];" : "    ];\n");
}
