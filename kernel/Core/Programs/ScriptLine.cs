// SPDX-License-Identifier: MIT
using System;

namespace Skift.Core.Programs;

/// <summary>The first line of a script: <c>#!interpreter option</c>.</summary>
internal readonly ref struct ScriptLine
{
    /// <summary>How much of a file is looked at (Linux's BINPRM_BUF_SIZE).</summary>
    internal const int Window = 256;

    private ScriptLine(ReadOnlySpan<byte> interpreter, ReadOnlySpan<byte> option)
    {
        Interpreter = interpreter;
        Option = option;
    }

    internal ReadOnlySpan<byte> Interpreter { get; }

    /// <summary>Everything behind the interpreter, as one argument; may be empty.</summary>
    internal ReadOnlySpan<byte> Option { get; }

    internal static bool IsScript(ReadOnlySpan<byte> start) => start.StartsWith("#!"u8);

    /// <summary>Takes the line apart.</summary>
    /// <returns><c>false</c>: no interpreter, or its name does not end within the window.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> start, out ScriptLine line)
    {
        line = default;
        ReadOnlySpan<byte> rest = start[2..];
        int end = rest.IndexOfAny((byte)'\n', (byte)0);
        bool isCut = end < 0 && start.Length == Window;
        if (end >= 0) rest = rest[..end];
        rest = rest.TrimStart(" \t"u8);
        int nameEnd = rest.IndexOfAny((byte)' ', (byte)'\t');
        // A name that is cut off would be another name.
        if (isCut && nameEnd < 0) return false;
        ReadOnlySpan<byte> name = nameEnd < 0 ? rest : rest[..nameEnd];
        if (name.IsEmpty) return false;
        ReadOnlySpan<byte> option = nameEnd < 0 ? default : rest[nameEnd..].Trim(" \t"u8);
        line = new ScriptLine(name, option);
        return true;
    }
}
