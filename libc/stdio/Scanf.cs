// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
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

        /// <summary>Of <c>%[</c>: what is between the brackets.</summary>
        public byte* Set;
        public byte* SetEnd;
    }

    /// <summary>The conversions stored, or EOF if the input ended before the first.</summary>
    internal static int Run(ref CharSource source, byte* format, ref VaList arguments)
    {
        int stored = 0;
        bool hasConverted = false;
        byte directive;
        while ((directive = *format) != 0)
        {
            if (IsBlank(directive))
            {
                format++;
                SkipBlanks(ref source);
                continue;
            }

            Outcome outcome;
            if (directive != '%' || format[1] == '%')
            {
                outcome = MatchLiteral(ref source, ref format);
            }
            else
            {
                Spec spec = default;
                format = Parse(format + 1, ref spec);
                if (format == null) return End(Outcome.Invalid, stored, hasConverted);
                void* target = Target(ref arguments, in spec);
                outcome = Convert(ref source, in spec, target);
                bool isMatch = outcome == Outcome.Matched;
                hasConverted |= isMatch;
                stored += isMatch && target != null && spec.Conversion != 'n' ? 1 : 0;
            }

            if (outcome != Outcome.Matched) return End(outcome, stored, hasConverted);
        }

        return stored;
    }

    /// <summary>What a directive that failed makes of the call.</summary>
    private static int End(Outcome outcome, int stored, bool hasConverted)
    {
        if (outcome == Outcome.Invalid)
        {
            Error.Current = (int)Errno.EINVAL;
            return stored > 0 ? stored : -1;
        }

        return outcome == Outcome.InputEnded && stored == 0 && !hasConverted ? -1 : stored;
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

    private static Outcome Convert(ref CharSource source, in Spec spec, void* target)
    {
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
        if (!source.HasMore())
        {
            return Outcome.InputEnded;
        }

        long width = spec.Width > 0 ? spec.Width : spec.Conversion == 'c' ? 1 : -1;
        if (width >= 0) source.BeginField(width);
        Outcome outcome = spec.Conversion is (byte)'s' or (byte)'c' or (byte)'['
            ? Text(ref source, in spec, target, width) : Number(ref source, in spec, target);
        if (width >= 0) source.BeginField(-1);
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

    /// <summary>Reads a conversion from behind its percent sign.</summary>
    /// <returns>Where the format goes on, or null: there is no such conversion.</returns>
    internal static byte* Parse(byte* format, ref Spec spec)
    {
        if (*format <= '9')
        {
            format = ParseFields(format, ref spec);
            if (format == null) return null;
        }

        if (*format == 'm')
        {
            spec.Allocates = true;
            format++;
        }

        spec.Length = LengthModifier.None;
        if (*format is (byte)'l' or (byte)'h' or (byte)'z' or (byte)'j' or (byte)'q' or (byte)'t' or (byte)'L')
        {
            spec.Length = PrintSpec.ParseLength(ref format);
        }

        spec.Conversion = *format;
        return spec.Conversion >= 'a' ? format + 1 : ParseSpecial(format, ref spec);
    }

    /// <summary>Conversions that are no small letters.</summary>
    private static byte* ParseSpecial(byte* format, ref Spec spec)
    {
        switch (spec.Conversion)
        {
            case 0:
                return null;
            case (byte)'[':
                spec.Set = format + 1;
                spec.SetEnd = EndOfSet(spec.Set);
                return spec.SetEnd == null ? null : spec.SetEnd + 1;
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

        return format + 1;
    }

    /// <summary>Position, star and width.</summary>
    private static byte* ParseFields(byte* format, ref Spec spec)
    {
        // The first number is a position if a dollar follows, and otherwise the width, before which there is no star.
        format = ParseNumber(format, ref spec.Width);
        if (format == null) return null;
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

        return spec.Width != 0 ? format : ParseNumber(format, ref spec.Width);
    }

    /// <summary>Decimal digits, if there are any; null if they make more than an int.</summary>
    private static byte* ParseNumber(byte* format, ref long width)
    {
        long number = width;
        uint digit;
        for (; (digit = (uint)*format - '0') < 10 && number <= int.MaxValue; format++)
        {
            number = (number * 10) + digit;
        }

        width = number;
        return number <= int.MaxValue ? format : null;
    }

    /// <summary>The argument after the ones before, or the numbered one; null if none is asked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void* Target(ref VaList arguments, in Spec spec)
    {
        if (spec.IsSuppressed) return null;
        return spec.Position == 0 ? arguments.NextPointer() : Numbered(arguments, spec.Position);
    }

    private static void* Numbered(VaList arguments, int position)
    {
        for (int i = 1; i < position; i++)
        {
            _ = arguments.NextPointer();
        }

        return arguments.NextPointer();
    }

    /// <summary>As isspace.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsBlank(byte c) => c == ' ' || (uint)c - '\t' < 5;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SkipBlanks(ref CharSource source)
    {
        if (source.At >= source.End || *source.At <= ' ') SkipSome(ref source);
    }

    private static void SkipSome(ref CharSource source)
    {
        do
        {
            byte* at = source.At;
            byte* end = source.End;
            while (at < end && IsBlank(*at))
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
        if (radix == 10 && IntegerScanner.TryShort(ref source, out ulong value))
        {
            StoreInteger(target, spec.Length, value);
            return Outcome.Matched;
        }

        long before = source.Count;
        IntegerScanner number = default;
        number.Scan(ref source, radix);
        bool isWhole = number.Length > 0 && number.Length == source.Count - before;
        if (!isWhole)
        {
            return Outcome.Mismatch;
        }

        StoreInteger(target, spec.Length, Saturate(in number, spec.Conversion is (byte)'d' or (byte)'i'));
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
