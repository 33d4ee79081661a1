// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Libc;

/// <summary>
/// The wscanf family over <see cref="Scanf"/>: numbers are ASCII and its business; what is here is text, which is counted and chosen by
/// characters (C23 §7.31.2.2). The format comes as UTF-8.
/// </summary>
internal unsafe ref struct WideScanf
{
    private const uint End = uint.MaxValue;

    private FILE* _file;

    /// <summary>Characters read so far.</summary>
    private long _count;
    private int _stored;

    /// <summary>The conversions stored, or EOF if the input ended before the first.</summary>
    internal static int Run(FILE* file, byte* format, ref VaList arguments)
    {
        WideScanf input = default;
        input._file = file;
        _ = C.fwide(file, 1);
        bool hasConverted = false;
        while (*format != 0)
        {
            Scanf.Outcome outcome;
            uint literal = Decode(ref format);
            if (C.iswspace(literal) != 0)
            {
                input.SkipBlanks();
                continue;
            }

            if (literal != '%')
            {
                outcome = input.Match(literal);
            }
            else if (*format == '%')
            {
                format++;
                input.SkipBlanks();
                outcome = input.Match('%');
            }
            else
            {
                outcome = input.Convert(ref format, ref arguments);
                hasConverted |= outcome == Scanf.Outcome.Matched;
            }

            switch (outcome)
            {
                case Scanf.Outcome.Invalid:
                    Error.Current = (int)Errno.EINVAL;
                    return input._stored > 0 ? input._stored : -1;
                case Scanf.Outcome.InputEnded:
                    return input._stored == 0 && !hasConverted ? -1 : input._stored;
                case Scanf.Outcome.Mismatch:
                    return input._stored;
                default:
                    break;
            }
        }

        return input._stored;
    }

    private uint Next()
    {
        uint c = C.GetWide(_file);
        _count += c == End ? 0 : 1;
        return c;
    }

    private void Back(uint c)
    {
        if (c != End)
        {
            _ = C.PushBackWide(c, _file);
            _count--;
        }
    }

    private void SkipBlanks()
    {
        uint c;
        do
        {
            c = Next();
        }
        while (c != End && C.iswspace(c) != 0);
        Back(c);
    }

    private Scanf.Outcome Match(uint literal)
    {
        uint c = Next();
        if (c == literal)
        {
            return Scanf.Outcome.Matched;
        }

        Back(c);
        return c == End ? Scanf.Outcome.InputEnded : Scanf.Outcome.Mismatch;
    }

    private Scanf.Outcome Convert(ref byte* format, ref VaList arguments)
    {
        Scanf.Spec spec = default;
        byte* next = Scanf.Parse(format, ref spec);
        if (next == null)
        {
            return Scanf.Outcome.Invalid;
        }

        format = next;
        void* target = Scanf.Target(ref arguments, in spec);
        if (spec.Conversion == 'n')
        {
            Scanf.StoreInteger(target, spec.Length, (ulong)_count);
            return Scanf.Outcome.Matched;
        }

        if (spec.Conversion is not ((byte)'c' or (byte)'['))
        {
            SkipBlanks();
        }

        uint first = Next();
        Back(first);
        if (first == End)
        {
            return Scanf.Outcome.InputEnded;
        }

        Scanf.Outcome outcome = spec.Conversion is (byte)'c' or (byte)'s' or (byte)'['
            ? Text(in spec, target) : Number(in spec, target);
        _stored += outcome == Scanf.Outcome.Matched && target != null ? 1 : 0;
        return outcome;
    }

    private Scanf.Outcome Number(in Scanf.Spec spec, void* target)
    {
        CharSource source = CharSource.OfFile(_file);
        if (spec.Width > 0) source.BeginField(spec.Width);
        Scanf.Outcome outcome = Scanf.Number(ref source, in spec, target);
        source.Release();
        _count += source.Count;
        return outcome;
    }

    private Scanf.Outcome Text(in Scanf.Spec spec, void* target)
    {
        Scanf.TextTarget text = default;
        text.Grows = spec.Allocates && target != null;
        text.Memory = text.Grows ? null : (byte*)target;
        text.IsWide = spec.Length == LengthModifier.Long;
        long width = spec.Width > 0 ? spec.Width : spec.Conversion == 'c' ? 1 : long.MaxValue;
        byte* bytes = stackalloc byte[4];
        long count = 0;
        for (; count < width; count++)
        {
            uint c = Next();
            if (c == End || !Belongs(c, spec.Conversion, spec.Set, spec.SetEnd))
            {
                Back(c);
                break;
            }

            if (text.IsWide)
            {
                text.Add(c);
                continue;
            }

            int length = C.Encode(c, bytes, C.IsBytewise);
            for (int i = 0; i < length; i++)
            {
                text.Add(bytes[i]);
            }
        }

        if (count == 0 || (spec.Conversion == 'c' && count != width))
        {
            return Scanf.Discard(ref text, Errno.None);
        }

        if (spec.Conversion != 'c')
        {
            text.Add(0u);
        }

        if (text.HasFailed)
        {
            return Scanf.Discard(ref text, Errno.ENOMEM);
        }

        if (text.Grows)
        {
            *(void**)target = text.Memory;
        }

        return Scanf.Outcome.Matched;
    }

    /// <summary>All for %c, all but blanks for %s, those of the set for %[, where a hyphen between two characters means the range.</summary>
    private static bool Belongs(uint c, byte conversion, byte* set, byte* setEnd)
    {
        if (conversion != '[')
        {
            return conversion == 'c' || C.iswspace(c) == 0;
        }

        bool isInverted = *set == '^';
        set += isInverted ? 1 : 0;
        while (set < setEnd)
        {
            uint low = Decode(ref set);
            uint high = low;
            if (setEnd - set > 1 && *set == '-')
            {
                set++;
                high = Decode(ref set);
            }

            if (c >= low && c <= high)
            {
                return !isInverted;
            }
        }

        return isInverted;
    }

    /// <summary>The next character of the format, which was made from characters.</summary>
    private static uint Decode(ref byte* text)
    {
        int length = Utf8.SequenceLength(*text);
        _ = Utf8.Decode(text, length, out uint character);
        text += length;
        return character;
    }
}
