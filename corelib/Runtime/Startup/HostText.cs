namespace System.Runtime;

/// <summary>Text from the host, which is bytes: UTF-8 where it is valid, and each other byte as the lone surrogate U+DC00 + byte.</summary>
/// <remarks>No information is lost, so a name made of any bytes can be passed on (Python's PEP 383 does the same).</remarks>
internal static unsafe class HostText
{
    internal static string Decode(byte* text)
    {
        int length = 0;
        while (text[length] != 0)
            length++;
        return Decode(new ReadOnlySpan<byte>(text, length));
    }

    internal static string Decode(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* text = bytes)
            return Decode(text, bytes.Length);
    }

    private static string Decode(byte* text, int length)
    {
        int characters = 0;
        for (int i = 0; i < length; characters++)
            characters += Next(text, length, ref i, out _) ? 1 : 0;
        string result = string.FastAllocateString(characters);
        fixed (char* start = &result.GetRawStringData())
        {
            char* output = start;
            for (int i = 0; i < length;)
            {
                if (Next(text, length, ref i, out uint code))
                {
                    *output++ = (char)(0xD800 + ((code - 0x10000) >> 10));
                    *output++ = (char)(0xDC00 + (code & 0x3FF));
                }
                else
                {
                    *output++ = (char)code;
                }
            }
        }
        return result;
    }

    /// <summary>Takes one character; answers whether it needs two UTF-16 units.</summary>
    private static bool Next(byte* text, int length, ref int index, out uint code)
    {
        byte first = text[index++];
        code = first;
        if (first < 0x80)
            return false;
        int more = first switch
        {
            >= 0xC2 and < 0xE0 => 1,
            >= 0xE0 and < 0xF0 => 2,
            >= 0xF0 and < 0xF5 => 3,
            _ => 0,
        };
        if (more == 0 || index + more > length)
        {
            code = 0xDC00u + first;
            return false;
        }
        uint value = (uint)(first & (0x3F >> more));
        for (int i = 0; i < more; i++)
        {
            byte next = text[index + i];
            if ((next & 0xC0) != 0x80)
            {
                code = 0xDC00u + first;
                return false;
            }
            value = value << 6 | (uint)(next & 0x3F);
        }
        // Overlong forms, surrogates and what lies beyond Unicode are not valid UTF-8 (RFC 3629 §3).
        if (value < (more == 2 ? 0x800u : more == 3 ? 0x10000u : 0x80u) || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000))
        {
            code = 0xDC00u + first;
            return false;
        }
        index += more;
        code = value;
        return value >= 0x10000;
    }
}
