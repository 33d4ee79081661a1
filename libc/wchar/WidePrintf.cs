// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Libc;

/// <summary>
/// The wprintf family over <see cref="Printf"/>: numbers are ASCII and its business; what is here is text, whose widths and precisions
/// count characters (C23 §7.31.2.1). The format comes as UTF-8; texts in memory (<see cref="WideMemory"/>) are written as UTF-8 too.
/// </summary>
internal unsafe ref struct WidePrintf
{
    private PrintSink _sink;

    /// <summary>Bytes that are not the first of a character: what the sink counts too much.</summary>
    private long _continuations;

    /// <summary>The stream's characters are bytes.</summary>
    private bool _isBytewise;

    /// <summary>The characters made, or -1 with errno set.</summary>
    internal static int Format(FILE* file, byte* format, ref VaList arguments)
    {
        WidePrintf output = default;
        output._sink = PrintSink.ToFile(file);
        _ = C.fwide(file, 1);
        output._isBytewise = file->Has(FileFlags.Bytewise);
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
            if (!Plain(start, format))
            {
                return Error.Set(Errno.EILSEQ);
            }

            if (*format == 0)
            {
                break;
            }

            format++;
            PrintSpec spec = default;
            if (!spec.Parse(ref format) || !spec.Suits(isNumbered: table != null))
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
        uint character = spec.Length == LengthModifier.Long ? (uint)value : (uint)C.btowc((byte)value);
        if (!CanPut(character))
        {
            return Errno.EILSEQ;
        }

        Padding(in spec, 1, isBefore: true);
        Put(character);
        Padding(in spec, 1, isBefore: false);
        return Errno.None;
    }

    private Errno Bytes(in PrintSpec spec, byte* text)
    {
        bool isBytewise = C.IsBytewise;
        ulong state = 0;
        int character;
        long characters = 0;
        for (byte* end = text; spec.Precision < 0 || characters < spec.Precision; characters++)
        {
            nuint length = C.Decode(&character, end, 4, &state, isBytewise);
            if (length == 0)
            {
                break;
            }

            if (length > 4 || !CanPut((uint)character))
            {
                return Errno.EILSEQ;
            }

            end += length;
        }

        Padding(in spec, characters, isBefore: true);
        for (long i = 0; i < characters; i++)
        {
            text += C.Decode(&character, text, 4, &state, isBytewise);
            Put((uint)character);
        }

        Padding(in spec, characters, isBefore: false);
        return Errno.None;
    }

    private Errno Wide(in PrintSpec spec, uint* text)
    {
        long characters = 0;
        while ((spec.Precision < 0 || characters < spec.Precision) && text[characters] != 0)
        {
            if (!CanPut(text[characters++]))
            {
                return Errno.EILSEQ;
            }
        }

        Padding(in spec, characters, isBefore: true);
        for (uint* end = text + characters; text < end; text++)
        {
            Put(*text);
        }

        Padding(in spec, characters, isBefore: false);
        return Errno.None;
    }

    private void Padding(in PrintSpec spec, long characters, bool isBefore)
    {
        if (isBefore != spec.Has(PrintFlags.LeftAlign))
        {
            _sink.Fill((byte)' ', spec.Width - characters);
        }
    }

    /// <summary>Text of the format; false if the stream has not all of its characters.</summary>
    private bool Plain(byte* text, byte* end)
    {
        while (text < end)
        {
            int length = Utf8.SequenceLength(*text);
            _ = Utf8.Decode(text, length, out uint character);
            if (!CanPut(character))
            {
                return false;
            }

            Put(character);
            text += length;
        }

        return true;
    }

    private readonly bool CanPut(uint character)
    {
        byte* bytes = stackalloc byte[4];
        return C.Encode(character, bytes, _isBytewise) != 0;
    }

    private void Put(uint character)
    {
        byte* bytes = stackalloc byte[4];
        int length = C.Encode(character, bytes, _isBytewise);
        _sink.Write(bytes, (nuint)length);
        _continuations += length - 1;
    }
}
