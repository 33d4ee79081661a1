// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>iconv.h: from one character set to another (POSIX.1-2024 iconv()).</summary>
public static unsafe partial class C
{
    /// <summary>C's iconv_t points to one.</summary>
    public struct Conversion
    {
        internal Charset Source;
        internal Charset Target;

        /// <summary>//TRANSLIT: what the target does not have is written by what looks like it.</summary>
        internal bool Transliterates;

        /// <summary>//IGNORE: what cannot be converted is left out.</summary>
        internal bool Ignores;
    }

    /// <summary>(iconv_t)-1 with EINVAL if a set or a suffix is not known, with ENOMEM.</summary>
    [RuntimeExport("iconv_open")]
    public static Conversion* iconv_open(byte* target, byte* source)
    {
        Conversion conversion = default;
        conversion.Source.Kind = CharsetNames.Find(source);
        conversion.Target.Kind = CharsetNames.Find(target);
        bool isKnown = ReadSuffixes(target, ref conversion) && conversion.Source.Kind != CharsetKind.None && conversion.Target.Kind != CharsetKind.None;
        Conversion* result = isKnown ? (Conversion*)malloc((nuint)sizeof(Conversion)) : null;
        if (result == null || !conversion.Source.Open() || !conversion.Target.Open())
        {
            conversion.Source.Close();
            conversion.Target.Close();
            free(result);
            Error.Current = (int)(isKnown ? Errno.ENOMEM : Errno.EINVAL);
            return (Conversion*)-1;
        }

        *result = conversion;
        return result;
    }

    [RuntimeExport("iconv_close")]
    public static int iconv_close(Conversion* conversion)
    {
        conversion->Source.Close();
        conversion->Target.Close();
        free(conversion);
        return 0;
    }

    /// <summary>
    /// The characters that were not converted to themselves. -1 with E2BIG if there is no room for the next, EILSEQ if it is none or the
    /// target does not have it, EINVAL if its end is missing. Without a source the conversion begins anew, after what the text must end
    /// with is written if there is a target.
    /// </summary>
    [RuntimeExport("iconv")]
    public static nuint iconv(Conversion* conversion, byte** source, nuint* sourceLeft, byte** target, nuint* targetLeft)
    {
        if (source == null || *source == null)
        {
            return EndConversion(conversion, target, targetLeft);
        }

        nuint changed = 0;
        int mark = *sourceLeft > 0 ? conversion->Target.Begin(*target, *targetLeft) : 0;
        if (mark < 0)
        {
            return FailConversion(Errno.E2BIG);
        }

        *target += mark;
        *targetLeft -= (nuint)mark;
        while (*sourceLeft > 0)
        {
            int taken = conversion->Source.Decode(*source, *sourceLeft, out uint character);
            if (taken == Charset.Illegal && conversion->Ignores)
            {
                // A whole unit, so that what follows is still read from where units begin.
                taken = conversion->Source.UnitSize;
                character = Charset.Mark;
                changed++;
            }

            if (taken < 0)
            {
                return FailConversion(taken == Charset.Incomplete ? Errno.EINVAL : Errno.EILSEQ);
            }

            int written = character == Charset.Mark ? 0 : conversion->Target.Encode(character, *target, *targetLeft);
            if (written == Charset.Illegal && (conversion->Transliterates || conversion->Ignores))
            {
                written = conversion->Transliterates ? Transliterate(conversion, character, *target, *targetLeft) : 0;
                changed += written >= 0 ? 1u : 0u;
            }

            if (written < 0)
            {
                return FailConversion(written == Charset.NoRoom ? Errno.E2BIG : Errno.EILSEQ);
            }

            *source += taken;
            *sourceLeft -= (nuint)taken;
            *target += written;
            *targetLeft -= (nuint)written;
        }

        return changed;
    }

    private static nuint EndConversion(Conversion* conversion, byte** target, nuint* targetLeft)
    {
        if (target != null && *target != null)
        {
            int written = conversion->Target.End(*target, *targetLeft);
            if (written < 0)
            {
                return FailConversion(Errno.E2BIG);
            }

            *target += written;
            *targetLeft -= (nuint)written;
        }

        conversion->Source.Reset();
        conversion->Target.Reset();
        return 0;
    }

    private static nuint FailConversion(Errno error)
    {
        Error.Current = (int)error;
        return nuint.MaxValue;
    }

    private static bool ReadSuffixes(byte* name, ref Conversion conversion)
    {
        byte* suffix = strstr(name, Literal("//"u8));
        while (suffix != null && suffix[2] != 0)
        {
            suffix += 2;
            nuint length = strcspn(suffix, Literal("/,"u8));
            bool transliterates = length == 8 && strncasecmp(suffix, Literal("TRANSLIT"u8), 8) == 0;
            bool ignores = length == 6 && strncasecmp(suffix, Literal("IGNORE"u8), 6) == 0;
            conversion.Transliterates |= transliterates;
            conversion.Ignores |= ignores;
            if (!transliterates && !ignores)
            {
                return false;
            }

            suffix += length;
            suffix = *suffix == ',' ? suffix - 1 : *suffix == '/' && suffix[1] == '/' ? suffix : null;
        }

        return true;
    }

    /// <summary>All of what stands for the character, or a question mark.</summary>
    private static int Transliterate(Conversion* conversion, uint character, byte* target, nuint room)
    {
        byte* text = Transliteration.Find(character);
        int used = 0;
        for (; *text != 0; text++)
        {
            int written = conversion->Target.Encode(*text, target + used, room - (nuint)used);
            if (written < 0)
            {
                return written;
            }

            used += written;
        }

        return used;
    }
}
