// SPDX-License-Identifier: MIT

namespace System;

/// <summary>Base64 (RFC 4648 §4) and hexadecimal text.</summary>
public static partial class Convert
{
    private const string Base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    internal static char HexDigit(int value) => (char)(value < 10 ? '0' + value : 'A' + value - 10);

    public static string ToHexString(byte[] inArray)
    {
        ArgumentNullException.ThrowIfNull(inArray);
        return ToHexString((ReadOnlySpan<byte>)inArray);
    }

    public static string ToHexString(byte[] inArray, int offset, int length) => ToHexString(new ReadOnlySpan<byte>(inArray, offset, length));

    public static string ToHexString(ReadOnlySpan<byte> bytes) => ToHex(bytes, 'A');

    public static string ToHexStringLower(byte[] inArray) => ToHexStringLower((ReadOnlySpan<byte>)inArray);

    public static string ToHexStringLower(ReadOnlySpan<byte> bytes) => ToHex(bytes, 'a');

    private static string ToHex(ReadOnlySpan<byte> bytes, char ten)
    {
        char[] text = new char[checked(bytes.Length * 2)];
        for (int i = 0; i < text.Length; i++)
        {
            int digit = (i & 1) == 0 ? bytes[i / 2] >> 4 : bytes[i / 2] & 15;
            text[i] = (char)(digit < 10 ? '0' + digit : ten + digit - 10);
        }
        return new string(text);
    }

    public static byte[] FromHexString(string s)
    {
        ArgumentNullException.ThrowIfNull(s);
        return FromHexString(s.AsSpan());
    }

    public static byte[] FromHexString(ReadOnlySpan<char> chars)
    {
        if ((chars.Length & 1) != 0)
            throw new FormatException("The input is not a valid hex string as its length is not a multiple of 2.");
        byte[] bytes = new byte[chars.Length / 2];
        for (int i = 0; i < bytes.Length; i++)
        {
            int high = Number.HexValue(chars[i * 2]), low = Number.HexValue(chars[i * 2 + 1]);
            if ((high | low) < 0) throw new FormatException("The input is not a valid hex string as it contains a non-hex character.");
            bytes[i] = (byte)(high << 4 | low);
        }
        return bytes;
    }

    public static string ToBase64String(byte[] inArray)
    {
        ArgumentNullException.ThrowIfNull(inArray);
        return ToBase64String((ReadOnlySpan<byte>)inArray);
    }

    public static string ToBase64String(byte[] inArray, int offset, int length) => ToBase64String(new ReadOnlySpan<byte>(inArray, offset, length));

    public static string ToBase64String(ReadOnlySpan<byte> bytes)
    {
        char[] text = new char[checked((bytes.Length + 2) / 3 * 4)];
        for (int i = 0, o = 0; i < bytes.Length; i += 3, o += 4)
        {
            int left = bytes.Length - i;
            int group = bytes[i] << 16 | (left > 1 ? bytes[i + 1] << 8 : 0) | (left > 2 ? bytes[i + 2] : 0);
            text[o] = Base64Digits[group >> 18];
            text[o + 1] = Base64Digits[(group >> 12) & 63];
            text[o + 2] = left > 1 ? Base64Digits[(group >> 6) & 63] : '=';
            text[o + 3] = left > 2 ? Base64Digits[group & 63] : '=';
        }
        return new string(text);
    }

    public static byte[] FromBase64String(string s)
    {
        ArgumentNullException.ThrowIfNull(s);
        byte[] buffer = new byte[s.Length / 4 * 3 + 3];
        if (!TryFromBase64Chars(s, buffer, out int written))
            throw new FormatException("The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an illegal character among the padding characters.");
        return buffer.AsSpan(0, written).ToArray();
    }

    public static bool TryFromBase64String(string s, Span<byte> bytes, out int bytesWritten)
    {
        ArgumentNullException.ThrowIfNull(s);
        return TryFromBase64Chars(s, bytes, out bytesWritten);
    }

    public static bool TryFromBase64Chars(ReadOnlySpan<char> chars, Span<byte> bytes, out int bytesWritten)
    {
        bytesWritten = 0;
        int group = 0, digits = 0, padding = 0, written = 0;
        foreach (char c in chars)
        {
            if (c is ' ' or '\t' or '\n' or '\r') continue;
            if (c == '=')
            {
                // Padding completes a started group of two or three digits, once.
                if (digits % 4 < 2 || ++padding + digits % 4 > 4) return false;
                continue;
            }
            int value = Base64Value(c);
            if (value < 0 || padding != 0) return false;
            group = group << 6 | value;
            if (++digits % 4 != 0) continue;
            if (written + 3 > bytes.Length) return false;
            bytes[written++] = (byte)(group >> 16);
            bytes[written++] = (byte)(group >> 8);
            bytes[written++] = (byte)group;
            group = 0;
        }
        if ((digits + padding) % 4 != 0) return false;
        if (padding != 0)
        {
            int extra = digits % 4 - 1;
            if (written + extra > bytes.Length) return false;
            group <<= 6 * padding;
            // Bits below the last whole byte must be zero, as .NET demands.
            if ((group & (extra == 1 ? 0xFFFF : 0xFF)) != 0) return false;
            bytes[written++] = (byte)(group >> 16);
            if (extra == 2) bytes[written++] = (byte)(group >> 8);
        }
        bytesWritten = written;
        return true;
    }

    private static int Base64Value(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '+' => 62,
        '/' => 63,
        _ => -1,
    };
}
