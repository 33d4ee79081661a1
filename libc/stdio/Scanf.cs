// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Libc;

/// <summary>The reader behind the scanf family (C23 §7.23.6.2, POSIX.1-2024 fscanf()).</summary>
internal static unsafe partial class Scanf
{
    internal enum Outcome
    {
        Matched,
        Mismatch,
        InputEnded,
        Invalid,
    }

    internal struct Spec
    {
        public bool IsSuppressed;

        /// <summary>The <c>m</c> modifier: the function allocates the string.</summary>
        public bool Allocates;
        public long Width;
        public int Position;
        public LengthModifier Length;
        public byte Conversion;
    }

    /// <summary>The conversions stored, or EOF if the input ended before the first.</summary>
    internal static int Run(ref CharSource source, byte* format, ref VaList arguments)
    {
        int stored = 0;
        bool hasConverted = false;
        while (*format != 0)
        {
            Outcome outcome;
            if (C.isspace(*format) != 0)
            {
                format++;
                SkipBlanks(ref source);
                continue;
            }

            if (*format != '%' || format[1] == '%')
            {
                outcome = MatchLiteral(ref source, ref format);
            }
            else
            {
                format++;
                outcome = Convert(ref source, ref format, ref arguments, ref stored);
                hasConverted |= outcome == Outcome.Matched;
            }

            if (outcome == Outcome.Invalid)
            {
                Error.Current = (int)Errno.EINVAL;
                return stored > 0 ? stored : -1;
            }

            if (outcome == Outcome.InputEnded)
            {
                return stored == 0 && !hasConverted ? -1 : stored;
            }

            if (outcome == Outcome.Mismatch)
            {
                return stored;
            }
        }

        return stored;
    }

    private static Outcome MatchLiteral(ref CharSource source, ref byte* format)
    {
        if (*format == '%')
        {
            format++;
            SkipBlanks(ref source);
        }

        int c = source.Next();
        if (c == *format)
        {
            format++;
            return Outcome.Matched;
        }

        source.Back(c);
        return c < 0 ? Outcome.InputEnded : Outcome.Mismatch;
    }

    private static Outcome Convert(ref CharSource source, ref byte* format, ref VaList arguments, ref int stored)
    {
        Spec spec = default;
        if (!Parse(ref format, ref spec))
        {
            return Outcome.Invalid;
        }

        byte* setEnd = null;
        byte* set = format;
        if (spec.Conversion == '[')
        {
            setEnd = EndOfSet(format);
            if (setEnd == null)
            {
                return Outcome.Invalid;
            }

            format = setEnd + 1;
        }

        void* target = spec.IsSuppressed ? null : Target(ref arguments, spec.Position);
        if (spec.Conversion == 'n')
        {
            StoreInteger(target, spec.Length, (ulong)source.Count);
            return Outcome.Matched;
        }

        if (spec.Conversion is not ((byte)'c' or (byte)'['))
        {
            SkipBlanks(ref source);
        }

        // An input failure is only the end before any byte of the field.
        if (source.Peek() < 0)
        {
            return Outcome.InputEnded;
        }

        long width = spec.Width > 0 ? spec.Width : spec.Conversion == 'c' ? 1 : -1;
        if (width >= 0) source.BeginField(width);
        Outcome outcome = spec.Conversion is (byte)'s' or (byte)'c' or (byte)'['
            ? Text(ref source, in spec, target, set, setEnd, width) : Number(ref source, in spec, target);
        if (width >= 0) source.BeginField(-1);
        if (outcome == Outcome.Matched && target != null)
        {
            stored++;
        }

        return outcome;
    }

    /// <summary>A field that is no text; the wide functions share it.</summary>
    internal static Outcome Number(ref CharSource source, in Spec spec, void* target) => spec.Conversion switch
    {
        (byte)'d' or (byte)'u' => Integer(ref source, in spec, target, 10),
        (byte)'i' => Integer(ref source, in spec, target, 0),
        (byte)'o' => Integer(ref source, in spec, target, 8),
        (byte)'x' or (byte)'X' => Integer(ref source, in spec, target, 16),
        (byte)'p' => Pointer(ref source, in spec, target),
        (byte)'a' or (byte)'e' or (byte)'f' or (byte)'g' => Float(ref source, in spec, target),
        _ => Outcome.Invalid,
    };

    internal static bool Parse(ref byte* format, ref Spec spec)
    {
        if (*format <= '9' && !ParseFields(ref format, ref spec))
        {
            return false;
        }

        if (*format == 'm')
        {
            spec.Allocates = true;
            format++;
        }

        spec.Length = PrintSpec.ParseLength(ref format);
        spec.Conversion = *format;
        if (spec.Conversion == 0)
        {
            return false;
        }

        format++;
        switch (spec.Conversion)
        {
            case (byte)'C' or (byte)'S':
                spec.Conversion |= 0x20;
                spec.Length = LengthModifier.Long;
                break;
            case (byte)'A' or (byte)'E' or (byte)'F' or (byte)'G':
                spec.Conversion |= 0x20;
                break;
            default:
                break;
        }

        return true;
    }

    /// <summary>Position, star and width.</summary>
    private static bool ParseFields(ref byte* format, ref Spec spec)
    {
        // The first number is a position if a dollar follows, and otherwise the width, before which there is no star.
        if (!ParseNumber(ref format, ref spec.Width))
        {
            return false;
        }

        if (*format == '$' && spec.Width is > 0 and < 1024)
        {
            spec.Position = (int)spec.Width;
            spec.Width = 0;
            format++;
        }

        if (*format == '*' && spec.Width == 0)
        {
            spec.IsSuppressed = true;
            format++;
        }

        return spec.Width != 0 || ParseNumber(ref format, ref spec.Width);
    }

    /// <summary>Decimal digits, if there are any; false if they make more than an int.</summary>
    private static bool ParseNumber(ref byte* format, ref long number)
    {
        uint digit;
        for (; (digit = (uint)*format - '0') < 10 && number <= int.MaxValue; format++)
        {
            number = (number * 10) + digit;
        }

        return number <= int.MaxValue;
    }

    /// <summary>The argument after the ones before, or the numbered one.</summary>
    internal static void* Target(ref VaList arguments, int position)
    {
        if (position == 0)
        {
            return arguments.NextPointer();
        }

        VaList copy = arguments;
        for (int i = 1; i < position; i++)
        {
            _ = copy.NextPointer();
        }

        return copy.NextPointer();
    }

    private static void SkipBlanks(ref CharSource source)
    {
        do
        {
            byte* at = source.At;
            byte* end = source.End;
            while (at < end && C.isspace(*at) != 0)
            {
                at++;
            }

            source.At = at;
            if (at < end) return;
        }
        while (source.Fill());
    }

    private static Outcome Integer(ref CharSource source, in Spec spec, void* target, int radix)
    {
        long before = source.Count;
        IntegerScanner number = default;
        number.Scan(ref source, radix);
        bool isWhole = number.Length > 0 && number.Length == source.Count - before;
        if (!isWhole)
        {
            return Outcome.Mismatch;
        }

        if (target != null)
        {
            StoreInteger(target, spec.Length, Saturate(in number, spec.Conversion is (byte)'d' or (byte)'i'));
        }

        return Outcome.Matched;
    }

    /// <summary>What strtol or strtoul would say, which C leaves open and others do.</summary>
    private static ulong Saturate(in IntegerScanner number, bool isSigned)
    {
        if (isSigned)
        {
            ulong limit = (ulong)long.MaxValue + (number.IsNegative ? 1UL : 0);
            ulong magnitude = number.HasOverflowed || number.Magnitude > limit ? limit : number.Magnitude;
            return number.IsNegative ? 0 - magnitude : magnitude;
        }

        return number.HasOverflowed ? ulong.MaxValue : number.IsNegative ? 0 - number.Magnitude : number.Magnitude;
    }

    private static Outcome Pointer(ref CharSource source, in Spec spec, void* target)
    {
        // What printf writes for null is read back as null.
        int c = source.Next();
        if (c != '(')
        {
            source.Back(c);
            Spec pointer = spec;
            pointer.Length = LengthModifier.Long;
            return Integer(ref source, in pointer, target, 16);
        }

        foreach (byte expected in "nil)"u8)
        {
            c = source.Next();
            if (c != expected)
            {
                source.Back(c);
                return Outcome.Mismatch;
            }
        }

        if (target != null)
        {
            *(void**)target = null;
        }

        return Outcome.Matched;
    }

    private static Outcome Float(ref CharSource source, in Spec spec, void* target)
    {
        long before = source.Count;
        FloatScanner number = default;
        int precision = spec.Length switch
        {
            LengthModifier.LongDouble => 64,
            LengthModifier.Long => 53,
            _ => 24,
        };
        number.Scan(ref source, precision);
        bool isWhole = number.Length > 0 && number.Length == source.Count - before;
        if (!isWhole)
        {
            return Outcome.Mismatch;
        }

        if (target != null)
        {
            switch (precision)
            {
                case 64:
                    *(Float80*)target = number.ToLongDouble();
                    break;
                case 53:
                    *(double*)target = number.ToDouble();
                    break;
                default:
                    *(float*)target = number.ToFloat();
                    break;
            }
        }

        return Outcome.Matched;
    }

    internal static void StoreInteger(void* target, LengthModifier length, ulong value)
    {
        if (target == null)
        {
            return;
        }

        switch (length)
        {
            case LengthModifier.Char:
                *(byte*)target = (byte)value;
                break;
            case LengthModifier.Short:
                *(ushort*)target = (ushort)value;
                break;
            case LengthModifier.None or LengthModifier.LongDouble:
                *(uint*)target = (uint)value;
                break;
            default:
                *(ulong*)target = value;
                break;
        }
    }
}
