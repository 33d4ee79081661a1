// SPDX-License-Identifier: MIT
using System;

namespace Skift.Libc;

/// <summary>A character set of iconv's, in the order of <see cref="CharsetNames"/>. From <see cref="ShiftJis"/> on over a grid, from <see cref="FirstTable"/> on of a byte each.</summary>
internal enum CharsetKind
{
    None,
    Ascii,
    Latin1,
    Utf8,

    /// <summary>With a mark of the byte order in front; the others have none.</summary>
    Utf16,
    Utf16Little,
    Utf16Big,
    Utf32,
    Utf32Little,
    Utf32Big,
    Ucs2Little,
    Ucs2Big,

    ShiftJis,
    Windows31J,
    EucJp,
    Iso2022Jp,
    EucCn,
    Gbk,
    Gb18030,
    Big5,
    EucKr,
    UnifiedHangul,

    FirstTable,
}

/// <summary>From bytes to characters and back, one at a time.</summary>
internal unsafe struct Charset
{
    internal const int Incomplete = -1;
    internal const int Illegal = -2;
    internal const int NoRoom = -3;

    /// <summary>What a decoder answers for a mark of the byte order, which is no character.</summary>
    internal const uint Mark = uint.MaxValue;

    private const uint ByteOrderMark = 0xFEFF;

    internal CharsetKind Kind;

    /// <summary>The byte order is known, or the mark is written.</summary>
    private bool _isBegun;
    private bool _isBig;

    private CharacterGrid* _grid;
    private Iso2022Jp _shifted;

    /// <summary>False if there is no memory.</summary>
    internal bool Open()
    {
        if (GridCharset.IsGrid(Kind))
        {
            _grid = GridCharset.MakeGrid(Kind);
            return _grid != null;
        }

        return true;
    }

    internal readonly void Close() => C.free(_grid);

    internal void Reset()
    {
        _isBegun = false;
        _isBig = false;
        _shifted.Reset();
    }

    /// <summary>Bytes of the smallest piece of a text.</summary>
    internal readonly int UnitSize => Kind switch
    {
        CharsetKind.Utf16 or CharsetKind.Utf16Little or CharsetKind.Utf16Big or CharsetKind.Ucs2Little or CharsetKind.Ucs2Big => 2,
        CharsetKind.Utf32 or CharsetKind.Utf32Little or CharsetKind.Utf32Big => 4,
        _ => 1,
    };

    /// <summary>The bytes taken, or Incomplete or Illegal.</summary>
    internal int Decode(byte* source, nuint length, out uint character)
    {
        character = *source;
        switch (Kind)
        {
            case CharsetKind.Ascii:
                return character < 0x80 ? 1 : Illegal;
            case CharsetKind.Latin1:
                return 1;
            case CharsetKind.Utf8:
                return DecodeUtf8(source, length, out character);
            case CharsetKind.Utf16 or CharsetKind.Utf32:
                int width = Kind == CharsetKind.Utf16 ? 2 : 4;
                if (!_isBegun && length >= (nuint)width)
                {
                    _isBegun = true;
                    if (IsMark(source, width))
                    {
                        character = Mark;
                        return width;
                    }
                }

                return width == 2 ? DecodeUtf16(source, length, _isBig, true, out character) : DecodeUtf32(source, length, _isBig, out character);
            case CharsetKind.Utf16Little or CharsetKind.Utf16Big:
                return DecodeUtf16(source, length, Kind == CharsetKind.Utf16Big, true, out character);
            case CharsetKind.Ucs2Little or CharsetKind.Ucs2Big:
                return DecodeUtf16(source, length, Kind == CharsetKind.Ucs2Big, false, out character);
            case CharsetKind.Utf32Little or CharsetKind.Utf32Big:
                return DecodeUtf32(source, length, Kind == CharsetKind.Utf32Big, out character);
            case CharsetKind.Iso2022Jp:
                return _shifted.Decode(_grid, source, length, out character);
            case < CharsetKind.FirstTable:
                return GridCharset.Decode(Kind, _grid, source, length, out character);
            default:
                character = character < 0x80 ? character : CharsetNames.Table(Kind)[(int)character - 0x80];
                return character != 0 || *source == 0 ? 1 : Illegal;
        }
    }

    /// <summary>Writes the mark of the byte order if the set has one and it is not there yet: the bytes written, or NoRoom.</summary>
    internal int Begin(byte* target, nuint room)
    {
        if (_isBegun || Kind is not CharsetKind.Utf16 and not CharsetKind.Utf32)
        {
            return 0;
        }

        int length = Encode(ByteOrderMark, target, room);
        _isBegun = length > 0;
        return length;
    }

    /// <summary>Writes what a text must end with: the bytes written, or NoRoom.</summary>
    internal int End(byte* target, nuint room) => _shifted.End(target, room);

    /// <summary>The bytes written, or Illegal if the set does not have the character, or NoRoom.</summary>
    internal int Encode(uint character, byte* target, nuint room)
    {
        if (Kind == CharsetKind.Iso2022Jp)
        {
            return _shifted.Encode(_grid, character, target, room);
        }

        byte* bytes = stackalloc byte[4];
        int length = EncodePlain(character, bytes);
        if (length < 0)
        {
            return Illegal;
        }

        if ((nuint)length > room)
        {
            return NoRoom;
        }

        C.memcpy(target, bytes, (nuint)length);
        return length;
    }

    private readonly int EncodePlain(uint character, byte* target)
    {
        if (character > 0x10FFFF || (character & 0xFFFFF800) == 0xD800)
        {
            return Illegal;
        }

        switch (Kind)
        {
            case CharsetKind.Ascii or CharsetKind.Latin1:
                *target = (byte)character;
                return character < (Kind == CharsetKind.Ascii ? 0x80u : 0x100u) ? 1 : Illegal;
            case CharsetKind.Utf8:
                return Utf8.Encode(character, target);
            case CharsetKind.Utf16 or CharsetKind.Utf16Little or CharsetKind.Utf16Big:
                if (character < 0x10000)
                {
                    return Put16(target, character, Kind == CharsetKind.Utf16Big);
                }

                _ = Put16(target, 0xD7C0 + (character >> 10), Kind == CharsetKind.Utf16Big);
                _ = Put16(target + 2, 0xDC00 + (character & 0x3FF), Kind == CharsetKind.Utf16Big);
                return 4;
            case CharsetKind.Ucs2Little or CharsetKind.Ucs2Big:
                return character < 0x10000 ? Put16(target, character, Kind == CharsetKind.Ucs2Big) : Illegal;
            case CharsetKind.Utf32 or CharsetKind.Utf32Little:
                *(uint*)target = character;
                return 4;
            case CharsetKind.Utf32Big:
                *(uint*)target = C.htonl(character);
                return 4;
            case < CharsetKind.FirstTable:
                return GridCharset.Encode(Kind, _grid, character, target);
            default:
                return EncodeByTable(character, target);
        }
    }

    private readonly int EncodeByTable(uint character, byte* target)
    {
        *target = (byte)character;
        if (character < 0x80)
        {
            return 1;
        }

        ReadOnlySpan<ushort> table = CharsetNames.Table(Kind);
        int place = 0;
        while (place < table.Length && table[place] != character)
        {
            place++;
        }

        *target = (byte)(place + 0x80);
        return place < table.Length ? 1 : Illegal;
    }

    private bool IsMark(byte* source, int width)
    {
        uint little = width == 2 ? *(ushort*)source : *(uint*)source;
        uint big = width == 2 ? C.htons(*(ushort*)source) : C.htonl(*(uint*)source);
        _isBig = big == ByteOrderMark;
        return _isBig || little == ByteOrderMark;
    }

    private static int Put16(byte* target, uint value, bool isBig)
    {
        *(ushort*)target = isBig ? C.htons((ushort)value) : (ushort)value;
        return 2;
    }

    private static int DecodeUtf8(byte* source, nuint length, out uint character)
    {
        character = *source;
        int count = Utf8.SequenceLength(*source);
        if (count <= 1)
        {
            return count == 1 ? 1 : Illegal;
        }

        // What has come so far must be able to go on: the ends of the ranges are those of RFC 3629 §4.
        for (int i = 1; i < count; i++)
        {
            if ((nuint)i >= length)
            {
                return Incomplete;
            }

            byte low = i > 1 ? (byte)0x80 : *source switch { 0xE0 => (byte)0xA0, 0xF0 => (byte)0x90, _ => (byte)0x80 };
            byte high = i > 1 ? (byte)0xBF : *source switch { 0xED => (byte)0x9F, 0xF4 => (byte)0x8F, _ => (byte)0xBF };
            if (source[i] < low || source[i] > high)
            {
                return Illegal;
            }
        }

        _ = Utf8.Decode(source, count, out character);
        return count;
    }

    private static int DecodeUtf16(byte* source, nuint length, bool isBig, bool hasPairs, out uint character)
    {
        character = 0;
        if (length < 2)
        {
            return Incomplete;
        }

        character = isBig ? C.htons(*(ushort*)source) : *(ushort*)source;
        if ((character & 0xF800) != 0xD800)
        {
            return 2;
        }

        if (!hasPairs || character >= 0xDC00)
        {
            return Illegal;
        }

        if (length < 4)
        {
            return Incomplete;
        }

        uint second = isBig ? C.htons(*(ushort*)(source + 2)) : *(ushort*)(source + 2);
        character = 0x10000 + ((character & 0x3FF) << 10) + (second & 0x3FF);
        return (second & 0xFC00) == 0xDC00 ? 4 : Illegal;
    }

    private static int DecodeUtf32(byte* source, nuint length, bool isBig, out uint character)
    {
        character = 0;
        if (length < 4)
        {
            return Incomplete;
        }

        character = isBig ? C.htonl(*(uint*)source) : *(uint*)source;
        return character <= 0x10FFFF && (character & 0xFFFFF800) != 0xD800 ? 4 : Illegal;
    }
}
