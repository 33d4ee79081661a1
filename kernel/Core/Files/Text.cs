// SPDX-License-Identifier: MIT
using System;

namespace Skift.Core.Files;

/// <summary>Between the kernel's bytes and the ASCII strings it is written in.</summary>
public static class Text
{
    public static bool EqualsAscii(ReadOnlySpan<byte> bytes, string text)
    {
        if (bytes.Length != text.Length)
        {
            return false;
        }

        for (int index = 0; index < bytes.Length; index++)
        {
            if (bytes[index] != text[index])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The bytes of an ASCII string.</summary>
    public static byte[] ToBytes(string text)
    {
        byte[] bytes = new byte[text.Length];
        for (int index = 0; index < bytes.Length; index++)
        {
            bytes[index] = (byte)text[index];
        }

        return bytes;
    }
}
