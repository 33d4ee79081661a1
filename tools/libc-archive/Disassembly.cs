// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace Skift.LibcArchive;

/// <summary>One instruction that names an address of its own section: where it is, and which address.</summary>
internal readonly record struct Reference(long Start, long End, long Target);

/// <summary>What <c>objdump -d</c> says about a section: the instructions that refer to places in it, calls and addresses relative to rip alike.</summary>
internal static class Disassembly
{
    internal static List<Reference> References(string objdump, string path, string section)
    {
        ProcessStartInfo start = new(objdump, ["-d", "-z", "--no-show-raw-insn", "-M", "intel", "-j", section, path]) { RedirectStandardOutput = true };
        start.Environment["LC_ALL"] = "C";
        using Process process = Process.Start(start) ?? throw new IOException("cannot start " + objdump);
        List<Reference> references = [];
        (long Start, long Target)? open = null;
        while (process.StandardOutput.ReadLine() is string line)
        {
            int colon = line.IndexOf(":\t", StringComparison.Ordinal);
            if (colon < 0 || !long.TryParse(line.AsSpan(0, colon).Trim(), NumberStyles.HexNumber, null, out long address))
                continue;
            if (open is var (first, target))
                references.Add(new Reference(first, address, target));
            open = TargetOf(line) is long named ? (address, named) : null;
        }

        // The section's last instruction is padding or a return: neither refers to anything.
        process.WaitForExit();
        return process.ExitCode == 0 ? references : throw new IOException($"{objdump} cannot read {path}");
    }

    /// <summary>The hexadecimal number in front of <c>&lt;symbol+offset&gt;</c>: an absolute place in the section.</summary>
    private static long? TargetOf(string line)
    {
        int name = line.LastIndexOf(" <", StringComparison.Ordinal);
        if (name < 0)
            return null;
        int start = line.LastIndexOfAny([' ', '\t'], name - 1) + 1;
        return long.TryParse(line.AsSpan(start, name - start), NumberStyles.HexNumber, null, out long target) ? target : null;
    }
}
