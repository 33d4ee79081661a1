// SPDX-License-Identifier: MIT
using System;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Texts for error numbers and signals.</summary>
public static unsafe partial class C
{
    private const int UnknownTextSize = 40;

    private struct UnknownText
    {
        public fixed byte Bytes[UnknownTextSize];
    }

    private static UnknownText s_unknownError;
    private static UnknownText s_unknownSignal;

    [RuntimeExport("strerror")]
    public static byte* strerror(int number)
    {
        ReadOnlySpan<byte> text = ErrorTexts.OfError(number);
        fixed (UnknownText* unknown = &s_unknownError)
        {
            return text.IsEmpty ? Unknown(unknown->Bytes, "Unknown error "u8, number) : Literal(text);
        }
    }

    [RuntimeExport("strsignal")]
    public static byte* strsignal(int number)
    {
        ReadOnlySpan<byte> text = ErrorTexts.OfSignal(number);
        fixed (UnknownText* unknown = &s_unknownSignal)
        {
            return text.IsEmpty ? Unknown(unknown->Bytes, "Unknown signal "u8, number) : Literal(text);
        }
    }

    /// <summary>The POSIX form: 0, or ERANGE if the text had to be cut.</summary>
    [RuntimeExport("strerror_r")]
    public static int strerror_r(int number, byte* buffer, nuint size)
    {
        byte* scratch = stackalloc byte[UnknownTextSize];
        ReadOnlySpan<byte> text = ErrorTexts.OfError(number);
        byte* full = text.IsEmpty ? Unknown(scratch, "Unknown error "u8, number) : Literal(text);
        if (strlcpy(buffer, full, size) >= size)
        {
            return (int)Errno.ERANGE;
        }

        return text.IsEmpty ? (int)Errno.EINVAL : 0;
    }

    /// <remarks>SAFETY: the text is a UTF-8 literal, which is constant data of the program and ends with a zero.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static byte* Literal(ReadOnlySpan<byte> text)
    {
        // Of an empty span nothing has an address.
        return (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text.IsEmpty ? "\0"u8 : text));
    }

    private static byte* Unknown(byte* buffer, ReadOnlySpan<byte> text, int number)
    {
        byte* end = buffer;
        foreach (byte c in text)
        {
            *end++ = c;
        }

        if (number < 0)
        {
            *end++ = (byte)'-';
        }

        uint magnitude = number < 0 ? 0 - (uint)number : (uint)number;
        uint divisor = 1;
        while (magnitude / divisor >= 10)
        {
            divisor *= 10;
        }

        for (; divisor > 0; divisor /= 10)
        {
            *end++ = (byte)('0' + (magnitude / divisor % 10));
        }

        *end = 0;
        return buffer;
    }
}
