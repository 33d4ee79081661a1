// SPDX-License-Identifier: MIT
using System;

namespace Skift.Libc;

[Flags]
internal enum PrintFlags
{
    None = 0,
    LeftAlign = 1,
    Plus = 2,
    Space = 4,
    Alternate = 8,
    Zero = 16,

    /// <summary>The <c>'</c> flag: no grouping in the C locale, so it is accepted and changes nothing.</summary>
    Group = 32,
}

internal enum LengthModifier : byte
{
    None,
    Char,
    Short,
    Long,
    LongLong,
    IntMax,
    Size,
    PtrDiff,
    LongDouble,
}

/// <summary>One conversion specification of a printf format (C23 §7.23.6.1, POSIX.1-2024 fprintf()).</summary>
internal unsafe struct PrintSpec
{
    public PrintFlags Flags;
    public long Width;

    /// <summary>Negative if there is none.</summary>
    public long Precision;
    public LengthModifier Length;
    public byte Conversion;

    /// <summary>From 1; 0 means "the next argument".</summary>
    public int Position;

    /// <summary>Position of the argument that gives the width; 0: the next one; -1: it is no argument.</summary>
    public int WidthPosition;
    public int PrecisionPosition;

    public readonly bool Has(PrintFlags flag) => (Flags & flag) != 0;

    public readonly bool IsPositional => Position != 0;

    /// <summary>Neither flags nor width nor precision.</summary>
    public readonly bool IsPlain => Flags == PrintFlags.None && Width == 0 && Precision < 0;

    /// <summary>Whether all its arguments are numbered, or none, as the format's others are; %m and %% have no argument but stars.</summary>
    public readonly bool Suits(bool isNumbered) => isNumbered ? IsPositional != (Conversion is (byte)'m' or (byte)'%') : Position == 0 && WidthPosition <= 0 && PrecisionPosition <= 0;

    /// <summary>Parses what follows the percent sign and moves past it; false if it is no valid specification.</summary>
    public bool Parse(ref byte* format)
    {
        this = default;
        Precision = -1;
        WidthPosition = -1;
        PrecisionPosition = -1;
        // All that can come before the length is below the letters.
        if (*format <= '9' && !ParseFields(ref format))
        {
            return false;
        }

        Length = LengthModifier.None;
        if (*format is (byte)'l' or (byte)'h' or (byte)'z' or (byte)'j' or (byte)'q' or (byte)'t' or (byte)'L')
        {
            Length = ParseLength(ref format);
        }

        Conversion = *format;
        if (Conversion == 0)
        {
            return false;
        }

        format++;
        if (Conversion is (byte)'C' or (byte)'S')
        {
            Conversion += 'a' - 'A';
            Length = LengthModifier.Long;
        }

        return true;
    }

    /// <summary>Position, flags, width and precision.</summary>
    private bool ParseFields(ref byte* format)
    {
        ParsePosition(ref format, ref Position);
        ParseFlags(ref format);
        if (*format == '*')
        {
            format++;
            WidthPosition = 0;
            ParsePosition(ref format, ref WidthPosition);
        }
        else if (!ParseNumber(ref format, ref Width))
        {
            return false;
        }

        if (*format == '.')
        {
            format++;
            Precision = 0;
            if (*format == '*')
            {
                format++;
                PrecisionPosition = 0;
                ParsePosition(ref format, ref PrecisionPosition);
            }
            else if (!ParseNumber(ref format, ref Precision))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The length modifier at <paramref name="format"/>, which scanf shares.</summary>
    public static LengthModifier ParseLength(ref byte* format)
    {
        byte first = *format;
        switch (first)
        {
            case (byte)'h':
            case (byte)'l':
                format++;
                if (*format != first)
                {
                    return first == 'h' ? LengthModifier.Short : LengthModifier.Long;
                }

                format++;
                return first == 'h' ? LengthModifier.Char : LengthModifier.LongLong;
            case (byte)'q':
                format++;
                return LengthModifier.LongLong;
            case (byte)'j':
                format++;
                return LengthModifier.IntMax;
            case (byte)'z':
                format++;
                return LengthModifier.Size;
            case (byte)'t':
                format++;
                return LengthModifier.PtrDiff;
            case (byte)'L':
                format++;
                return LengthModifier.LongDouble;
            default:
                return LengthModifier.None;
        }
    }

    private void ParseFlags(ref byte* format)
    {
        while (true)
        {
            PrintFlags flag = *format switch
            {
                (byte)'-' => PrintFlags.LeftAlign,
                (byte)'+' => PrintFlags.Plus,
                (byte)' ' => PrintFlags.Space,
                (byte)'#' => PrintFlags.Alternate,
                (byte)'0' => PrintFlags.Zero,
                (byte)'\'' => PrintFlags.Group,
                _ => PrintFlags.None,
            };
            if (flag == PrintFlags.None)
            {
                return;
            }

            Flags |= flag;
            format++;
        }
    }

    /// <summary><c>n$</c>, if it is there.</summary>
    private static void ParsePosition(ref byte* format, ref int position)
    {
        byte* cursor = format;
        long number = 0;
        if (*cursor is >= (byte)'1' and <= (byte)'9' && ParseNumber(ref cursor, ref number) && *cursor == '$')
        {
            position = (int)number;
            format = cursor + 1;
        }
    }

    /// <summary>A decimal number, absent counting as the value it had; false if it is over <c>INT_MAX</c>.</summary>
    private static bool ParseNumber(ref byte* format, ref long number)
    {
        if (*format is not (>= (byte)'0' and <= (byte)'9'))
        {
            return true;
        }

        number = 0;
        while (*format is >= (byte)'0' and <= (byte)'9')
        {
            number = (number * 10) + (*format - '0');
            if (number > int.MaxValue)
            {
                return false;
            }

            format++;
        }

        return true;
    }
}
