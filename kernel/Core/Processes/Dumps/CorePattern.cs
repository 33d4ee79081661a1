// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Processes;

/// <summary>How core files are named: <c>/proc/sys/kernel/core_pattern</c> and <c>core_uses_pid</c> (<c>core(5)</c>).</summary>
public static partial class CorePattern
{
    private const int MaximumBytes = 127;

    private static byte[] s_text = "core"u8.ToArray();

    /// <summary>The pattern itself.</summary>
    public static ReadOnlySpan<byte> Text => s_text;

    /// <summary>The number of the process is appended if the pattern does not have it.</summary>
    public static bool UsesProcessId { get; set; }

    /// <summary>Sets the pattern. <c>EINVAL</c>: a program that would read the file from a pipe, or a socket; there are neither here.</summary>
    public static Errno Set(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOfAny((byte)0, (byte)'\n');
        if (end >= 0) text = text[..end];
        if (text.Length > 0 && text[0] is (byte)'|' or (byte)'@') return Errno.EINVAL;
        s_text = text[..Math.Min(text.Length, MaximumBytes)].ToArray();
        return Errno.None;
    }
}
