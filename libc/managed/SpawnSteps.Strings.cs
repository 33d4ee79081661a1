// SPDX-License-Identifier: MIT
using System;

namespace Skift.Libc;

/// <summary>What a child is given as strings of C#.</summary>
internal unsafe ref partial struct SpawnSteps
{
    /// <summary>The text as a C string; 0 if it holds a zero.</summary>
    internal long Store(string text)
    {
        int length = ByteString.GetByteCount(text);
        byte* place = Reserve(length + 1L);
        Span<byte> bytes = new(place, length);
        _ = ByteString.Encode(text, bytes);
        return bytes.IndexOf((byte)0) >= 0 ? 0 : (long)place;
    }

    /// <summary>The texts as a table of C strings that ends with null; 0 if one holds a zero.</summary>
    internal long Store(ReadOnlySpan<string> texts)
    {
        long* table = (long*)Reserve((texts.Length + 1L) * sizeof(long));
        for (int i = 0; i < texts.Length; i++)
        {
            table[i] = Store(texts[i]);
            if (table[i] == 0) return 0;
        }

        return (long)table;
    }

    /// <summary>Bytes that <see cref="Store(ReadOnlySpan{string})"/> takes.</summary>
    internal static long Measure(ReadOnlySpan<string> texts)
    {
        long total = (texts.Length + 1L) * sizeof(long);
        foreach (string text in texts) total += Measure(text);
        return total;
    }

    /// <summary>Bytes that <see cref="Store(string)"/> takes.</summary>
    internal static long Measure(string text) => RoundUp(ByteString.GetByteCount(text) + 1L);
}
