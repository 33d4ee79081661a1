// SPDX-License-Identifier: MIT
using System;

namespace Skift.Core.Processes;

/// <summary>Bytes that users chose, made fit for a log: what is not printable ASCII becomes a question mark.</summary>
internal static class DisplayText
{
    internal static string From(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[Math.Min(bytes.Length, 256)];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = bytes[i] is >= 0x20 and < 0x7F ? (char)bytes[i] : '?';
        }

        return new string(text);
    }
}
