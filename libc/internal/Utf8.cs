// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>UTF-8 for the wide-character functions: the only multibyte encoding there is.</summary>
internal static unsafe class Utf8
{
    /// <summary>Encodes one character; 0 bytes if it is none (a surrogate, or over U+10FFFF).</summary>
    internal static int Encode(uint character, byte* bytes)
    {
        if (character < 0x80)
        {
            bytes[0] = (byte)character;
            return 1;
        }

        if (character < 0x800)
        {
            bytes[0] = (byte)(0xC0 | (character >> 6));
            bytes[1] = (byte)(0x80 | (character & 0x3F));
            return 2;
        }

        if (character < 0x10000)
        {
            if ((character & 0xF800) == 0xD800)
            {
                return 0;
            }

            bytes[0] = (byte)(0xE0 | (character >> 12));
            bytes[1] = (byte)(0x80 | ((character >> 6) & 0x3F));
            bytes[2] = (byte)(0x80 | (character & 0x3F));
            return 3;
        }

        if (character > 0x10FFFF)
        {
            return 0;
        }

        bytes[0] = (byte)(0xF0 | (character >> 18));
        bytes[1] = (byte)(0x80 | ((character >> 12) & 0x3F));
        bytes[2] = (byte)(0x80 | ((character >> 6) & 0x3F));
        bytes[3] = (byte)(0x80 | (character & 0x3F));
        return 4;
    }

    /// <summary>Bytes in the sequence that <paramref name="first"/> begins; 0 if none begins so (RFC 3629 §4).</summary>
    internal static int SequenceLength(byte first) => first switch
    {
        < 0x80 => 1,
        >= 0xC2 and <= 0xDF => 2,
        >= 0xE0 and <= 0xEF => 3,
        >= 0xF0 and <= 0xF4 => 4,
        _ => 0,
    };

    /// <summary>Decodes a whole sequence of the length that its first byte says; false if it is not valid.</summary>
    internal static bool Decode(byte* bytes, int length, out uint character)
    {
        character = length == 1 ? bytes[0] : (uint)(bytes[0] & (0xFF >> (length + 1)));
        for (int i = 1; i < length; i++)
        {
            if ((bytes[i] & 0xC0) != 0x80)
            {
                return false;
            }

            character = (character << 6) | (uint)(bytes[i] & 0x3F);
        }

        uint least = length switch
        {
            3 => 0x800,
            4 => 0x10000,
            _ => 0,
        };
        return character >= least && character <= 0x10FFFF && (character & 0xFFFFF800) != 0xD800;
    }
}
