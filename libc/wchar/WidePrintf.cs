// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Libc;

/// <summary>
/// The wprintf family over <see cref="Printf"/>: numbers are ASCII and its business; what is here is text, whose widths and precisions
/// count characters (C23 §7.31.2.1). The format comes as UTF-8, and so the output goes to the stream.
/// </summary>
internal unsafe ref struct WidePrintf
{
    private PrintSink _sink;

    /// <summary>Bytes that are not the first of a character: what the sink counts too much.</summary>
    private long _continuations;

    /// <summary>The characters made, or -1 with errno set.</summary>
    internal static int Format(FILE* file, byte* format, ref VaList arguments)
    {
        WidePrintf output = default;
        output._sink = PrintSink.ToFile(file);
        _ = C.fwide(file, 1);
        int result;
        if (Printf.UsesPositions(format))
        {
            Printf.Argument* table = stackalloc Printf.Argument[Printf.MaxPositions + 1];
            result = Printf.FetchAll(format, table, ref arguments) ? output.Run(format, ref arguments, table) : Error.Set(Errno.EINVAL);
        }
        else
        {
            result = output.Run(format, ref arguments, null);
        }

        output._sink.Release();
        return result;
    }

    private readonly long Count => _sink.Count - _continuations;

    private int Run(byte* format, ref VaList arguments, Printf.Argument* table)
    {
        while (*format != 0)
        {
            byte* start = format;
            format = C.strchrnul(format, '%');
            Write(start, format - start);
            if (*format == 0)
            {
                break;
            }

            format++;
            PrintSpec spec = default;
            if (!spec.Parse(ref format) || spec.IsPositional != (table != null && spec.Conversion is not (byte)'m' and not (byte)'%'))
            {
                return Error.Set(Errno.EINVAL);
            }

            Errno error = Convert(ref spec, ref arguments, table);
            if (error != Errno.None)
            {
                return Error.Set(error);
            }
        }

        return _sink.HasFailed ? -1 : Count > int.MaxValue ? Error.Set(Errno.EOVERFLOW) : (int)Count;
    }

    private Errno Convert(ref PrintSpec spec, ref VaList arguments, Printf.Argument* table)
    {
        if (spec.Conversion is not ((byte)'c' or (byte)'s' or (byte)'n'))
        {
            return Printf.Convert(ref _sink, ref spec, ref arguments, table);
        }

        Printf.TakeStars(ref spec, ref arguments, table);
        long argument = spec.IsPositional ? table[spec.Position].Integer : arguments.NextLong();
        switch (spec.Conversion)
        {
            case (byte)'n':
                Printf.Store((void*)argument, spec.Length, Count);
                return Errno.None;
            case (byte)'c':
                return Character(in spec, (int)argument);
            default:
                return spec.Length == LengthModifier.Long && argument != 0 ? Wide(in spec, (uint*)argument)
                    : Bytes(in spec, argument == 0 ? C.Literal("(null)"u8) : (byte*)argument);
        }
    }

    private Errno Character(in PrintSpec spec, int value)
    {
        byte* bytes = stackalloc byte[4];
        int length = Utf8.Encode(spec.Length == LengthModifier.Long ? (uint)value : (uint)C.btowc((byte)value), bytes);
        if (length == 0)
        {
            return Errno.EILSEQ;
        }

        Padded(in spec, bytes, length, 1);
        return Errno.None;
    }

    private Errno Bytes(in PrintSpec spec, byte* text)
    {
        ulong state = 0;
        byte* end = text;
        long characters = 0;
        while (spec.Precision < 0 || characters < spec.Precision)
        {
            nuint length = C.mbrtowc(null, end, 4, &state);
            if (length == 0)
            {
                break;
            }

            if (length > 4)
            {
                return Errno.EILSEQ;
            }

            end += length;
            characters++;
        }

        Padded(in spec, text, end - text, characters);
        return Errno.None;
    }

    private Errno Wide(in PrintSpec spec, uint* text)
    {
        byte* bytes = stackalloc byte[4];
        long characters = 0;
        while ((spec.Precision < 0 || characters < spec.Precision) && text[characters] != 0)
        {
            if (Utf8.Encode(text[characters++], bytes) == 0)
            {
                return Errno.EILSEQ;
            }
        }

        long padding = spec.Width - characters;
        Fill(spec.Has(PrintFlags.LeftAlign) ? 0 : padding);
        for (uint* end = text + characters; text < end; text++)
        {
            Write(bytes, Utf8.Encode(*text, bytes));
        }

        Fill(spec.Has(PrintFlags.LeftAlign) ? padding : 0);
        return Errno.None;
    }

    private void Padded(in PrintSpec spec, byte* bytes, long length, long characters)
    {
        long padding = spec.Width - characters;
        Fill(spec.Has(PrintFlags.LeftAlign) ? 0 : padding);
        Write(bytes, length);
        Fill(spec.Has(PrintFlags.LeftAlign) ? padding : 0);
    }

    private void Fill(long count) => _sink.Fill((byte)' ', count);

    /// <summary>Whole characters in UTF-8.</summary>
    private void Write(byte* bytes, long length)
    {
        _sink.Write(bytes, (nuint)length);
        for (long i = 0; i < length; i++)
        {
            _continuations += (bytes[i] & 0xC0) == 0x80 ? 1 : 0;
        }
    }
}
