// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>The usual English texts for error numbers and signals.</summary>
public static unsafe partial class Posix
{
    /// <summary>strerror(3).</summary>
    public static string Strerror(Errno error) => Text(ErrorTexts.OfError((int)error)) ?? "Unknown error " + ((int)error).ToString();

    /// <summary>strsignal(3).</summary>
    public static string Strsignal(Signal signal) =>
        Text(ErrorTexts.OfSignal((int)signal))
        ?? (signal is >= Signal.SIGRTMIN and <= Signal.SIGRTMAX ? "Real-time signal " + ((int)signal - (int)Signal.SIGRTMIN).ToString() : "Unknown signal " + ((int)signal).ToString());

    /// <param name="ascii">At most 64 characters.</param>
    private static string? Text(ReadOnlySpan<byte> ascii)
    {
        if (ascii.IsEmpty) return null;
        Span<char> text = stackalloc char[64];
        for (int i = 0; i < ascii.Length; i++) text[i] = (char)ascii[i];
        return text[..ascii.Length].ToString();
    }
}
