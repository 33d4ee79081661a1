// SPDX-License-Identifier: MIT
using System;

namespace Skift.Tools;

/// <summary>The backslash escapes of <c>echo -e</c> and <c>printf</c> (POSIX.1-2024 XBD 5, XCU printf).</summary>
public static class Escapes
{
    /// <summary>Writes one escape.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="index">At the backslash; afterwards behind the escape.</param>
    /// <param name="writer">Takes the result.</param>
    /// <param name="needsZero">Octal numbers begin with 0, as for <c>echo</c> and <c>%b</c>.</param>
    /// <returns>False for <c>\c</c>: nothing more is to be written.</returns>
    public static bool Write(string text, ref int index, ToolWriter writer, bool needsZero)
    {
        index++;
        char c = index < text.Length ? text[index++] : '\\';
        switch (c)
        {
            case 'a':
                writer.Write('\a');
                return true;
            case 'b':
                writer.Write('\b');
                return true;
            case 'c':
                return false;
            case 'e':
                writer.Write('\x1B');
                return true;
            case 'f':
                writer.Write('\f');
                return true;
            case 'n':
                writer.Write('\n');
                return true;
            case 'r':
                writer.Write('\r');
                return true;
            case 't':
                writer.Write('\t');
                return true;
            case 'v':
                writer.Write('\v');
                return true;
            case '\\':
                writer.Write('\\');
                return true;
            case '"' or '\'' when !needsZero:
                writer.Write(c);
                return true;
            case 'x':
                int start = index;
                int value = ReadDigits(text, ref index, 16, 2);
                if (index > start)
                {
                    writer.WriteByte((byte)value);
                    return true;
                }

                break;
            case >= '0' and <= '7' when !needsZero || c == '0':
                index -= needsZero ? 0 : 1;
                writer.WriteByte((byte)ReadDigits(text, ref index, 8, 3));
                return true;
            case >= '1' and <= '7':
                index--;
                writer.WriteByte((byte)ReadDigits(text, ref index, 8, 3));
                return true;
        }

        writer.Write('\\');
        if (c != '\\')
        {
            writer.Write(c);
        }

        return true;
    }

    private static int ReadDigits(string text, ref int index, int radix, int most)
    {
        int value = 0;
        for (int i = 0; i < most && index < text.Length; i++, index++)
        {
            char c = text[index];
            int digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiHexDigit(c) ? (c | 0x20) - 'a' + 10 : radix;
            if (digit >= radix)
            {
                break;
            }

            value = (value * radix) + digit;
        }

        return value;
    }
}
