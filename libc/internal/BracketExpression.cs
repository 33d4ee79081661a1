// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>Bracket expressions (POSIX.1-2008 XBD §9.3.5), as patterns and regular expressions share them.</summary>
internal static unsafe class BracketExpression
{
    private const uint NoCharacter = uint.MaxValue;

    /// <summary>The character at the address and its bytes; a byte that belongs to none stands for itself, outside Unicode.</summary>
    internal static int Decode(byte* text, out uint character) => Decode(text, 4, out character);

    /// <summary>The same, of at most so many bytes; at least one.</summary>
    internal static int Decode(byte* text, long count, out uint character)
    {
        character = *text;
        if (character < 0x80)
        {
            return 1;
        }

        // Most are two bytes.
        if (character is >= 0xC2 and <= 0xDF && count > 1 && (text[1] & 0xC0) == 0x80 && !C.IsBytewise)
        {
            character = ((character & 0x1F) << 6) | (text[1] & 0x3Fu);
            return 2;
        }

        ulong state = 0;
        int wide;
        nuint length = C.mbrtowc(&wide, text, C.strnlen(text, (nuint)(count < 4 ? count : 4)), &state);
        if (length is 0 or > 4)
        {
            character |= 0x8000_0000;
            return 1;
        }

        character = (uint)wide;
        return (int)length;
    }

    /// <summary>One past the closing bracket of what begins at <paramref name="start"/>, or null if that is not there.</summary>
    internal static byte* End(byte* start, bool hasEscapes, bool stopsAtSlash, bool isShell = true)
    {
        byte* p = start + 1;
        p += *p == '^' || (*p == '!' && isShell) ? 1 : 0;
        p += *p == ']' ? 1 : 0;
        for (; *p != 0 && *p != ']'; p++)
        {
            if (*p == '/' && stopsAtSlash)
            {
                return null;
            }

            if (*p == '\\' && hasEscapes && p[1] != 0)
            {
                p++;
            }
            else if (*p == '[' && p[1] is (byte)':' or (byte)'.' or (byte)'=')
            {
                byte kind = p[1];
                byte* q = p + 2;
                while (*q != 0 && !(*q == kind && q[1] == ']'))
                {
                    q++;
                }

                p = *q == 0 ? p : q + 1;
            }
        }

        return *p == 0 ? null : p + 1;
    }

    /// <summary>Whether the expression from <paramref name="start"/> to <paramref name="end"/> (one past it) takes the character. Only the shell's patterns negate with !.</summary>
    internal static bool Matches(byte* start, byte* end, uint character, bool foldsCase, bool hasEscapes, bool isShell = true)
    {
        byte* p = start + 1;
        bool isNegated = *p == '^' || (*p == '!' && isShell);
        p += isNegated ? 1 : 0;
        bool found = Contains(p, end - 1, character, hasEscapes);
        if (!found && foldsCase)
        {
            found = Contains(p, end - 1, C.towlower(character), hasEscapes) || Contains(p, end - 1, C.towupper(character), hasEscapes);
        }

        return found != isNegated;
    }

    /// <summary>What regcomp says of a regular expression's bracket: 0, REG_ERANGE or REG_ECTYPE.</summary>
    internal static int Check(byte* start, byte* end)
    {
        byte* p = start + 1;
        p += *p == '^' ? 1 : 0;
        end--;
        while (p < end)
        {
            if (*p == '[' && p[1] == ':')
            {
                byte* q = p;
                if (!TakeClass(ref q, end, 0, out _) || ClassNumber(p + 2, (int)(q - p) - 4) == 0)
                {
                    return RegexNumber.REG_ECTYPE;
                }

                p = q;
                continue;
            }

            uint low = Element(ref p, end, false);
            if (*p == '-' && p + 1 < end)
            {
                p++;
                if (Element(ref p, end, false) < low)
                {
                    return RegexNumber.REG_ERANGE;
                }
            }
        }

        return 0;
    }

    private static ulong ClassNumber(byte* name, int length)
    {
        const int LongestName = 16;
        byte* copy = stackalloc byte[LongestName];
        if (length >= LongestName)
        {
            return 0;
        }

        C.memcpy(copy, name, (nuint)length);
        copy[length] = 0;
        return C.wctype(copy);
    }

    private static bool Contains(byte* p, byte* end, uint character, bool hasEscapes)
    {
        while (p < end)
        {
            if (*p == '[' && p[1] == ':' && TakeClass(ref p, end, character, out bool isMember))
            {
                if (isMember)
                {
                    return true;
                }

                continue;
            }

            uint low = Element(ref p, end, hasEscapes);
            uint high = low;
            if (*p == '-' && p + 1 < end)
            {
                p++;
                high = Element(ref p, end, hasEscapes);
            }

            if (low != NoCharacter && character >= low && character <= high)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A character, or one written <c>[.x.]</c> or <c>[=x=]</c>.</summary>
    private static uint Element(ref byte* p, byte* end, bool hasEscapes)
    {
        uint character;
        if (*p == '[' && p[1] is (byte)'.' or (byte)'=')
        {
            byte kind = p[1];
            byte* q = p + 2;
            int length = Decode(q, out character);
            q += length;
            bool isSingle = *q == kind && q[1] == ']';
            while (q < end && !(*q == kind && q[1] == ']'))
            {
                q++;
            }

            if (q < end)
            {
                p = q + 2;
                return isSingle ? character : NoCharacter;
            }
        }

        p += *p == '\\' && hasEscapes && p + 1 < end ? 1 : 0;
        p += Decode(p, out character);
        return character;
    }

    private static bool TakeClass(ref byte* p, byte* end, uint character, out bool isMember)
    {
        const int LongestName = 16;
        byte* name = stackalloc byte[LongestName];
        byte* q = p + 2;
        int length = 0;
        isMember = false;
        while (q < end && *q != ':' && length < LongestName - 1)
        {
            name[length++] = *q++;
        }

        if (q + 1 >= end || *q != ':' || q[1] != ']')
        {
            return false;
        }

        name[length] = 0;
        isMember = C.iswctype(character, C.wctype(name)) != 0;
        p = q + 2;
        return true;
    }
}
