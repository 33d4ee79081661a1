// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Integers, pointers, characters and strings.</summary>
internal static unsafe partial class Printf
{
    private static void Integer(ref PrintSink sink, in PrintSpec spec, ulong magnitude, bool isNegative, uint radix)
    {
        byte* digits = stackalloc byte[MaxIntegerDigits];
        byte* end = digits + MaxIntegerDigits;
        byte* start = WriteDigits(end, magnitude, radix, spec.Conversion == 'X');
        if (spec.IsPlain)
        {
            *--start = (byte)'-';
            start += isNegative ? 0 : 1;
            sink.Write(start, (nuint)(end - start));
            return;
        }

        long digitCount = end - start;

        byte* prefix = stackalloc byte[2];
        int prefixLength = 0;
        if (spec.Conversion is (byte)'d' or (byte)'i')
        {
            AddSign(in spec, isNegative, prefix, ref prefixLength);
        }
        else if (spec.Has(PrintFlags.Alternate) && magnitude != 0 && radix is 16 or 2)
        {
            prefix[prefixLength++] = (byte)'0';
            prefix[prefixLength++] = spec.Conversion;
        }

        // "The result of converting a zero value with a precision of zero is no characters", except for the 0 that # asks for in octal.
        if (magnitude == 0 && spec.Precision == 0)
        {
            digitCount = 0;
            start = end;
        }

        long minimum = spec.Precision >= 0 ? spec.Precision : 1;
        if (spec.Conversion == 'o' && spec.Has(PrintFlags.Alternate) && (digitCount == 0 || *start != '0') && minimum <= digitCount)
        {
            minimum = digitCount + 1;
        }

        if (spec.Precision < 0 && spec.Has(PrintFlags.Zero) && !spec.Has(PrintFlags.LeftAlign) && spec.Width - prefixLength > minimum)
        {
            minimum = spec.Width - prefixLength;
        }

        long zeros = minimum > digitCount ? minimum - digitCount : 0;
        long padding = spec.Width - prefixLength - zeros - digitCount;
        if (!spec.Has(PrintFlags.LeftAlign))
        {
            sink.Fill((byte)' ', padding);
        }

        sink.Write(prefix, (nuint)prefixLength);
        sink.Fill((byte)'0', zeros);
        sink.Write(start, (nuint)digitCount);
        if (spec.Has(PrintFlags.LeftAlign))
        {
            sink.Fill((byte)' ', padding);
        }
    }

    private static byte* WriteDigits(byte* end, ulong value, uint radix, bool isUpper)
    {
        if (radix == 10)
        {
            do
            {
                ulong rest = value / 10;
                *--end = (byte)('0' + (value - (rest * 10)));
                value = rest;
            }
            while (value != 0);

            return end;
        }

        int bits = radix == 16 ? 4 : radix == 8 ? 3 : 1;
        byte letters = (byte)((isUpper ? 'A' : 'a') - 10);
        do
        {
            byte digit = (byte)(value & (radix - 1));
            value >>= bits;
            *--end = (byte)(digit + (digit < 10 ? (byte)'0' : letters));
        }
        while (value != 0);

        return end;
    }

    private static void AddSign(in PrintSpec spec, bool isNegative, byte* prefix, ref int length)
    {
        if (isNegative)
        {
            prefix[length++] = (byte)'-';
        }
        else if (spec.Has(PrintFlags.Plus))
        {
            prefix[length++] = (byte)'+';
        }
        else if (spec.Has(PrintFlags.Space))
        {
            prefix[length++] = (byte)' ';
        }
    }

    /// <summary>Null prints as "(nil)" and others as %#lx, as Linux users expect.</summary>
    private static void Pointer(ref PrintSink sink, ref PrintSpec spec, ulong value)
    {
        if (value == 0)
        {
            byte* nil = stackalloc byte[5] { (byte)'(', (byte)'n', (byte)'i', (byte)'l', (byte)')' };
            Padded(ref sink, in spec, nil, 5);
            return;
        }

        spec.Conversion = (byte)'x';
        spec.Flags |= PrintFlags.Alternate;
        Integer(ref sink, in spec, value, false, 16);
    }

    private static Errno Character(ref PrintSink sink, in PrintSpec spec, int value)
    {
        byte* bytes = stackalloc byte[4];
        if (spec.Length != LengthModifier.Long)
        {
            *bytes = (byte)value;
            Padded(ref sink, in spec, bytes, 1);
            return Errno.None;
        }

        int length = C.Encode((uint)value, bytes, C.IsBytewise);
        if (length == 0)
        {
            return Errno.EILSEQ;
        }

        Padded(ref sink, in spec, bytes, length);
        return Errno.None;
    }

    private static Errno String(ref PrintSink sink, in PrintSpec spec, void* text)
    {
        if (text == null)
        {
            // As glibc does: the whole of it or, where the precision has no room, nothing.
            byte* none = stackalloc byte[6] { (byte)'(', (byte)'n', (byte)'u', (byte)'l', (byte)'l', (byte)')' };
            Padded(ref sink, in spec, none, spec.Precision is >= 0 and < 6 ? 0 : 6);
            return Errno.None;
        }

        if (spec.Length == LengthModifier.Long)
        {
            return WideString(ref sink, in spec, (uint*)text);
        }

        byte* bytes = (byte*)text;
        nuint length = spec.Precision < 0 ? C.strlen(bytes) : C.strnlen(bytes, (nuint)spec.Precision);
        Padded(ref sink, in spec, bytes, (long)length);
        return Errno.None;
    }

    /// <summary>The precision counts bytes, and no character is written in part.</summary>
    private static Errno WideString(ref PrintSink sink, in PrintSpec spec, uint* text)
    {
        byte* bytes = stackalloc byte[4];
        bool isBytewise = C.IsBytewise;
        long total = 0;
        uint* end = text;
        while (*end != 0)
        {
            int length = C.Encode(*end, bytes, isBytewise);
            if (length == 0)
            {
                return Errno.EILSEQ;
            }

            if (spec.Precision >= 0 && total + length > spec.Precision)
            {
                break;
            }

            total += length;
            end++;
            if (total == spec.Precision)
            {
                break;
            }
        }

        if (!spec.Has(PrintFlags.LeftAlign))
        {
            sink.Fill((byte)' ', spec.Width - total);
        }

        for (; text < end; text++)
        {
            sink.Write(bytes, (nuint)C.Encode(*text, bytes, isBytewise));
        }

        if (spec.Has(PrintFlags.LeftAlign))
        {
            sink.Fill((byte)' ', spec.Width - total);
        }

        return Errno.None;
    }

    private static void Padded(ref PrintSink sink, in PrintSpec spec, byte* bytes, long length)
    {
        if (!spec.Has(PrintFlags.LeftAlign))
        {
            sink.Fill((byte)' ', spec.Width - length);
        }

        sink.Write(bytes, (nuint)length);
        if (spec.Has(PrintFlags.LeftAlign))
        {
            sink.Fill((byte)' ', spec.Width - length);
        }
    }
}
