// SPDX-License-Identifier: MIT
using System;

namespace Skift.Libc;

/// <summary>
/// Turns the bytes of file names, arguments and variables into strings and back without loss. Valid UTF-8 decodes as usual;
/// each byte b of an invalid sequence becomes the lone surrogate U+DC00+b, which encodes back to that byte (the scheme of
/// Python's PEP 383).
/// </summary>
/// <remarks>A string that did not come from <see cref="Decode"/> may hold other lone surrogates; they encode as U+FFFD.</remarks>
public static class ByteString
{
    private const int EscapeBase = 0xDC00;
    private const int Replacement = 0xFFFD;

    /// <summary>The most bytes that one UTF-16 unit encodes to.</summary>
    private const int MaxBytesPerChar = 3;

    /// <summary>Decodes all of <paramref name="bytes"/>.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return "";
        }

        if (bytes.Length <= 256)
        {
            Span<char> buffer = stackalloc char[256];
            return new string(buffer[..Decode(bytes, buffer)]);
        }

        char[] large = new char[bytes.Length];
        return new string(large, 0, Decode(bytes, large));
    }

    /// <summary>Decodes up to the first zero byte, or all if there is none.</summary>
    public static string DecodeTerminated(ReadOnlySpan<byte> bytes)
    {
        int length = 0;
        while (length < bytes.Length && bytes[length] != 0)
        {
            length++;
        }

        return Decode(bytes[..length]);
    }

    /// <summary>Decodes into <paramref name="chars"/>, which holds at least as many as there are bytes; returns the number written.</summary>
    public static int Decode(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        int count = 0;
        for (int i = 0; i < bytes.Length;)
        {
            byte first = bytes[i];
            if (first < 0x80)
            {
                chars[count++] = (char)first;
                i++;
                continue;
            }

            int length = DecodeSequence(bytes[i..], out int scalar);
            if (length == 0)
            {
                chars[count++] = (char)(EscapeBase + first);
                i++;
            }
            else
            {
                i += length;
                if (scalar >= 0x10000)
                {
                    chars[count++] = (char)(0xD7C0 + (scalar >> 10));
                    scalar = 0xDC00 | (scalar & 0x3FF);
                }

                chars[count++] = (char)scalar;
            }
        }

        return count;
    }

    /// <summary>Encodes to a new array.</summary>
    public static byte[] Encode(ReadOnlySpan<char> text)
    {
        byte[] bytes = new byte[GetByteCount(text)];
        _ = Encode(text, bytes);
        return bytes;
    }

    /// <summary>Bytes that <see cref="Encode(ReadOnlySpan{char}, Span{byte})"/> will write.</summary>
    public static int GetByteCount(ReadOnlySpan<char> text)
    {
        int count = 0;
        for (int i = 0; i < text.Length;)
        {
            int scalar = NextScalar(text, ref i);
            count += scalar < 0x80 || scalar is >= EscapeBase + 0x80 and <= EscapeBase + 0xFF ? 1
                : scalar < 0x800 ? 2
                : scalar < 0x10000 ? 3 : 4;
        }

        return count;
    }

    /// <summary>Encodes into <paramref name="bytes"/>, which must be long enough; returns the number written.</summary>
    public static int Encode(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        int count = 0;
        for (int i = 0; i < text.Length;)
        {
            int scalar = NextScalar(text, ref i);
            if (scalar < 0x80 || scalar is >= EscapeBase + 0x80 and <= EscapeBase + 0xFF)
            {
                bytes[count++] = (byte)scalar;
            }
            else if (scalar < 0x800)
            {
                bytes[count++] = (byte)(0xC0 | (scalar >> 6));
                bytes[count++] = (byte)(0x80 | (scalar & 0x3F));
            }
            else
            {
                if (scalar < 0x10000)
                {
                    bytes[count++] = (byte)(0xE0 | (scalar >> 12));
                }
                else
                {
                    bytes[count++] = (byte)(0xF0 | (scalar >> 18));
                    bytes[count++] = (byte)(0x80 | ((scalar >> 12) & 0x3F));
                }

                bytes[count++] = (byte)(0x80 | ((scalar >> 6) & 0x3F));
                bytes[count++] = (byte)(0x80 | (scalar & 0x3F));
            }
        }

        return count;
    }

    /// <summary>
    /// The zero-terminated form of <paramref name="text"/>, in <paramref name="buffer"/> if it fits, else in a new array.
    /// Empty (without even the zero) if the text itself holds a zero, which no C string can.
    /// </summary>
    internal static ReadOnlySpan<byte> Terminate(ReadOnlySpan<char> text, Span<byte> buffer)
    {
        foreach (char c in text)
        {
            if (c == 0)
            {
                return default;
            }
        }

        if ((text.Length * MaxBytesPerChar) + 1 > buffer.Length)
        {
            buffer = new byte[GetByteCount(text) + 1];
        }

        int length = Encode(text, buffer);
        buffer[length] = 0;
        return buffer[..(length + 1)];
    }

    /// <summary>A scalar value, an escaped byte (U+DC80 to U+DCFF), or U+FFFD for any other lone surrogate.</summary>
    private static int NextScalar(ReadOnlySpan<char> text, ref int index)
    {
        int first = text[index++];
        if ((first & 0xF800) != 0xD800)
        {
            return first;
        }

        if (first < 0xDC00 && index < text.Length && (text[index] & 0xFC00) == 0xDC00)
        {
            return ((first - 0xD7C0) << 10) | (text[index++] & 0x3FF);
        }

        return first is >= EscapeBase + 0x80 and <= EscapeBase + 0xFF ? first : Replacement;
    }

    /// <summary>Length of the valid multi-byte sequence at the start, by RFC 3629 §4; 0 if there is none.</summary>
    private static int DecodeSequence(ReadOnlySpan<byte> bytes, out int scalar)
    {
        int first = bytes[0];
        int length = first switch
        {
            >= 0xC2 and <= 0xDF => 2,
            >= 0xE0 and <= 0xEF => 3,
            >= 0xF0 and <= 0xF4 => 4,
            _ => 0,
        };
        scalar = 0;
        if (length == 0 || bytes.Length < length)
        {
            return 0;
        }

        scalar = first & (0xFF >> (length + 1));
        for (int i = 1; i < length; i++)
        {
            if ((bytes[i] & 0xC0) != 0x80)
            {
                return 0;
            }

            scalar = (scalar << 6) | (bytes[i] & 0x3F);
        }

        bool isShortest = length == 2 || scalar >= (length == 3 ? 0x800 : 0x10000);
        bool isScalar = scalar <= 0x10FFFF && (scalar & 0xFFFFF800) != 0xD800;
        return isShortest && isScalar ? length : 0;
    }
}
