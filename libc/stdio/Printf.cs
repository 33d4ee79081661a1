// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>The formatter behind the whole printf family. It uses no heap and about 2 KiB of stack (22 KiB for long doubles).</summary>
internal static unsafe partial class Printf
{
    /// <summary>The highest <c>n$</c>; POSIX asks for at least 9 (<c>NL_ARGMAX</c>).</summary>
    internal const int MaxPositions = 64;

    /// <summary>64 binary ones, and a sign.</summary>
    private const int MaxIntegerDigits = 65;

    /// <summary>One argument, fetched as the widest type of its class.</summary>
    internal struct Argument
    {
        public long Integer;
        public Float80 Float;
    }

    /// <summary>Formats; the bytes made, or -1 with errno set (EINVAL, EOVERFLOW, EILSEQ, or what the stream's write said).</summary>
    internal static int Format(ref PrintSink sink, byte* format, ref VaList arguments)
    {
        return UsesPositions(format) ? RunNumbered(ref sink, format, ref arguments) : Run(ref sink, format, ref arguments, null);
    }

    private static int RunNumbered(ref PrintSink sink, byte* format, ref VaList arguments)
    {
        Argument* table = stackalloc Argument[MaxPositions + 1];
        return FetchAll(format, table, ref arguments) ? Run(ref sink, format, ref arguments, table) : Fail(Errno.EINVAL);
    }

    private static int Run(ref PrintSink sink, byte* format, ref VaList arguments, Argument* table)
    {
        while (*format != 0)
        {
            byte* start = format;
            while (*format != 0 && *format != '%')
            {
                format++;
            }

            if (format != start) sink.Write(start, (nuint)(format - start));
            if (*format == 0)
            {
                break;
            }

            format++;
            if (*format == '%')
            {
                sink.Write((byte)'%');
                format++;
                continue;
            }

            PrintSpec spec = default;
            if (!spec.Parse(ref format) || !spec.Suits(isNumbered: table != null))
            {
                return Fail(Errno.EINVAL);
            }

            Errno error = Convert(ref sink, ref spec, ref arguments, table);
            if (error != Errno.None)
            {
                return Fail(error);
            }
        }

        if (sink.HasFailed)
        {
            return -1;
        }

        return sink.Count > int.MaxValue ? Fail(Errno.EOVERFLOW) : (int)sink.Count;
    }

    internal static Errno Convert(ref PrintSink sink, ref PrintSpec spec, ref VaList arguments, Argument* table)
    {
        if ((spec.WidthPosition & spec.PrecisionPosition) >= 0) TakeStars(ref spec, ref arguments, table);
        Argument argument;
        if (spec.IsPositional)
        {
            argument = table[spec.Position];
        }
        else
        {
            Fetch(spec.Conversion, spec.Length, ref arguments, out argument);
        }

        switch (spec.Conversion)
        {
            case (byte)'d' or (byte)'i':
                long signed = Narrow(argument.Integer, spec.Length);
                Integer(ref sink, in spec, signed < 0 ? 0 - (ulong)signed : (ulong)signed, signed < 0, 10);
                return Errno.None;
            case (byte)'u':
                Integer(ref sink, in spec, NarrowUnsigned(argument.Integer, spec.Length), false, 10);
                return Errno.None;
            case (byte)'o':
                Integer(ref sink, in spec, NarrowUnsigned(argument.Integer, spec.Length), false, 8);
                return Errno.None;
            case (byte)'x' or (byte)'X':
                Integer(ref sink, in spec, NarrowUnsigned(argument.Integer, spec.Length), false, 16);
                return Errno.None;
            case (byte)'b' or (byte)'B':
                Integer(ref sink, in spec, NarrowUnsigned(argument.Integer, spec.Length), false, 2);
                return Errno.None;
            case (byte)'p':
                Pointer(ref sink, ref spec, (ulong)argument.Integer);
                return Errno.None;
            case (byte)'c':
                return Character(ref sink, in spec, (int)argument.Integer);
            case (byte)'s':
                return String(ref sink, in spec, (void*)argument.Integer);
            case (byte)'m':
                spec.Length = LengthModifier.None;
                return String(ref sink, in spec, C.strerror(Error.Current));
            case (byte)'n':
                Store((void*)argument.Integer, spec.Length, sink.Count);
                return Errno.None;
            case (byte)'a' or (byte)'A' or (byte)'e' or (byte)'E' or (byte)'f' or (byte)'F' or (byte)'g' or (byte)'G':
                Float(ref sink, in spec, argument.Float);
                return Errno.None;
            case (byte)'%':
                sink.Write((byte)'%');
                return Errno.None;
            default:
                return Errno.EINVAL;
        }
    }

    internal static void TakeStars(ref PrintSpec spec, ref VaList arguments, Argument* table)
    {
        if (spec.WidthPosition >= 0)
        {
            int width = spec.WidthPosition > 0 ? (int)table[spec.WidthPosition].Integer : arguments.NextInt();
            spec.Width = width < 0 ? -(long)width : width;
            spec.Flags |= width < 0 ? PrintFlags.LeftAlign : PrintFlags.None;
        }

        if (spec.PrecisionPosition >= 0)
        {
            spec.Precision = spec.PrecisionPosition > 0 ? (int)table[spec.PrecisionPosition].Integer : arguments.NextInt();
        }
    }

    private static void Fetch(byte conversion, LengthModifier length, ref VaList arguments, out Argument argument)
    {
        Unsafe.SkipInit(out argument);
        switch (conversion)
        {
            case (byte)'m' or (byte)'%':
                break;
            case (byte)'a' or (byte)'A' or (byte)'e' or (byte)'E' or (byte)'f' or (byte)'F' or (byte)'g' or (byte)'G':
                if (length == LengthModifier.LongDouble)
                {
                    argument.Float = arguments.NextLongDouble();
                }
                else
                {
                    // Kept as the bits of a double until it is known how it is printed: %a shows the format it came in.
                    argument.Float = Float80.FromDouble(arguments.NextDouble());
                }

                break;
            default:
                argument.Integer = arguments.NextLong();
                break;
        }
    }

    internal static bool UsesPositions(byte* format)
    {
        while (*format != 0)
        {
            if (*format++ != '%')
            {
                continue;
            }

            if (*format == '%')
            {
                format++;
                continue;
            }

            if (*format is not (>= (byte)'1' and <= (byte)'9')) return false;
            PrintSpec spec = default;
            return spec.Parse(ref format) && spec.IsPositional;
        }

        return false;
    }

    /// <summary>
    /// Finds the type of each numbered argument, then fetches them in order. Where a number is not mentioned its type is unknown,
    /// and POSIX leaves it undefined: it is taken as an integer.
    /// </summary>
    internal static bool FetchAll(byte* format, Argument* table, ref VaList arguments)
    {
        byte* conversions = stackalloc byte[MaxPositions + 1];
        LengthModifier* lengths = stackalloc LengthModifier[MaxPositions + 1];
        for (int i = 0; i <= MaxPositions; i++)
        {
            conversions[i] = (byte)'d';
            lengths[i] = LengthModifier.None;
        }

        int highest = 0;
        while (*format != 0)
        {
            if (*format++ != '%')
            {
                continue;
            }

            PrintSpec spec = default;
            if (!spec.Parse(ref format) || spec.Position > MaxPositions || spec.WidthPosition > MaxPositions
                || spec.PrecisionPosition > MaxPositions || spec.WidthPosition == 0 || spec.PrecisionPosition == 0)
            {
                return false;
            }

            conversions[spec.Position] = spec.Conversion;
            lengths[spec.Position] = spec.Length;
            highest = Max(highest, Max(spec.Position, Max(spec.WidthPosition, spec.PrecisionPosition)));
        }

        for (int i = 1; i <= highest; i++)
        {
            Fetch(conversions[i], lengths[i], ref arguments, out table[i]);
        }

        return true;
    }

    private static int Max(int left, int right) => left > right ? left : right;

    private static long Narrow(long value, LengthModifier length) => length switch
    {
        LengthModifier.Char => (sbyte)value,
        LengthModifier.Short => (short)value,
        LengthModifier.None or LengthModifier.LongDouble => (int)value,
        _ => value,
    };

    private static ulong NarrowUnsigned(long value, LengthModifier length) => length switch
    {
        LengthModifier.Char => (byte)value,
        LengthModifier.Short => (ushort)value,
        LengthModifier.None or LengthModifier.LongDouble => (uint)value,
        _ => (ulong)value,
    };

    internal static void Store(void* target, LengthModifier length, long count)
    {
        switch (length)
        {
            case LengthModifier.Char:
                *(sbyte*)target = (sbyte)count;
                break;
            case LengthModifier.Short:
                *(short*)target = (short)count;
                break;
            case LengthModifier.None or LengthModifier.LongDouble:
                *(int*)target = (int)count;
                break;
            default:
                *(long*)target = count;
                break;
        }
    }

    private static int Fail(Errno error)
    {
        Error.Current = (int)error;
        return -1;
    }
}
