// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>ISO-2022-JP (RFC 1468): seven bits, where escape sequences change between ASCII, JIS X 0201's Roman half and JIS X 0208.</summary>
internal unsafe struct Iso2022Jp
{
    private const byte Escape = 0x1B;
    private const int EscapeLength = 3;

    private Set _set;

    private enum Set : byte
    {
        Ascii,
        Roman,
        Kanji,
    }

    internal int Decode(CharacterGrid* grid, byte* source, nuint length, out uint character)
    {
        uint first = *source;
        character = first;
        if (first == Escape)
        {
            int taken = DecodeEscape(source, length);
            character = taken == EscapeLength ? Charset.Mark : first;
            return taken;
        }

        if (first >= 0x80)
        {
            return Charset.Illegal;
        }

        if (_set != Set.Kanji || first is <= ' ' or 0x7F)
        {
            character = _set == Set.Roman ? GridCharset.DecodeRoman(first) : first;
            return 1;
        }

        if (length < 2)
        {
            return Charset.Incomplete;
        }

        character = source[1] < 0x80 ? GridCharset.DecodeJis(grid, first, source[1]) : 0;
        return character != 0 ? 2 : Charset.Illegal;
    }

    /// <summary>The bytes written, up to five, or Illegal, or NoRoom; only what was written changes the set. Lines end in ASCII.</summary>
    internal int Encode(CharacterGrid* grid, uint character, byte* target, nuint room)
    {
        uint roman = GridCharset.EncodeRoman(character);
        uint code = character < 0x80 ? character : roman != character ? roman : GridCharset.EncodeJis(grid, character) & 0x7F7F;
        // An escape of the text's own would be read as the begin of a sequence (RFC 1468 has it among the characters for no text).
        if ((code == 0 && character != 0) || character == Escape)
        {
            return Charset.Illegal;
        }

        bool isInRoman = _set == Set.Roman && character is not '\\' and not '~' and not '\n' and not '\r';
        Set set = code > 0x7F ? Set.Kanji : character >= 0x80 || isInRoman ? Set.Roman : Set.Ascii;
        int start = set == _set ? 0 : EscapeLength;
        int length = start + (set == Set.Kanji ? 2 : 1);
        if ((nuint)length > room)
        {
            return Charset.NoRoom;
        }

        WriteEscape(set, target);
        target[length - 1] = (byte)code;
        if (set == Set.Kanji)
        {
            target[start] = (byte)(code >> 8);
        }

        return length;
    }

    /// <summary>Back to ASCII, where a text must end: the bytes written, or NoRoom.</summary>
    internal int End(byte* target, nuint room)
    {
        if (_set == Set.Ascii)
        {
            return 0;
        }

        if (room < EscapeLength)
        {
            return Charset.NoRoom;
        }

        WriteEscape(Set.Ascii, target);
        return EscapeLength;
    }

    internal void Reset() => _set = Set.Ascii;

    private void WriteEscape(Set set, byte* target)
    {
        if (set != _set)
        {
            target[0] = Escape;
            target[1] = set == Set.Kanji ? (byte)'$' : (byte)'(';
            target[2] = set == Set.Roman ? (byte)'J' : (byte)'B';
            _set = set;
        }
    }

    /// <summary>The sets of JIS X 0208 of 1978 and 1983 are read alike. Any other sequence is characters to glibc, here it is illegal.</summary>
    private int DecodeEscape(byte* source, nuint length)
    {
        bool isDouble = length > 1 && source[1] == '$';
        if (length > 1 && !isDouble && source[1] != '(')
        {
            return Charset.Illegal;
        }

        if (length < EscapeLength)
        {
            return Charset.Incomplete;
        }

        byte final = source[2];
        if (final != 'B' && final != (isDouble ? '@' : 'J'))
        {
            return Charset.Illegal;
        }

        _set = isDouble ? Set.Kanji : final == 'J' ? Set.Roman : Set.Ascii;
        return EscapeLength;
    }
}
