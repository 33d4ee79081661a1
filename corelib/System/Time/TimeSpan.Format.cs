// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace System;

public readonly partial struct TimeSpan
{
    public override string ToString() => ToString(null);

    public string ToString([StringSyntax("TimeSpanFormat")] string? format)
    {
        ValueStringBuilder text = new(stackalloc char[64]);
        Append(ref text, format);
        return text.ToString();
    }

    public string ToString([StringSyntax("TimeSpanFormat")] string? format, IFormatProvider? formatProvider) => ToString(format);

    public bool TryFormat(Span<char> destination, out int charsWritten, [StringSyntax("TimeSpanFormat")] ReadOnlySpan<char> format = default, IFormatProvider? formatProvider = null)
    {
        ValueStringBuilder text = new(stackalloc char[64]);
        Append(ref text, format);
        return text.TryCopyTo(destination, out charsWritten);
    }

    private void Append(ref ValueStringBuilder text, ReadOnlySpan<char> format)
    {
        if (format.Length <= 1)
        {
            char letter = format.IsEmpty ? 'c' : format[0];
            if (letter is not ('c' or 't' or 'T' or 'g' or 'G')) throw new FormatException("Input string was not in a correct format.");
            AppendStandard(ref text, letter);
            return;
        }
        AppendCustom(ref text, format);
    }

    /// <summary>The magnitude; MinValue's does not fit a long.</summary>
    private ulong Magnitude => _ticks < 0 ? 0UL - (ulong)_ticks : (ulong)_ticks;

    private void AppendStandard(ref ValueStringBuilder text, char letter)
    {
        ulong rest = Magnitude;
        ulong days = rest / TicksPerDay;
        rest %= TicksPerDay;
        uint fraction = (uint)(rest % TicksPerSecond);
        if (_ticks < 0) text.Append('-');
        if (days != 0 || letter == 'G')
        {
            Number.AppendDecimal(ref text, days, 1);
            text.Append(letter is 'g' or 'G' ? ':' : '.');
        }
        Number.AppendDecimal(ref text, rest / TicksPerHour, letter == 'g' ? 1 : 2);
        text.Append(':');
        Number.AppendDecimal(ref text, rest / TicksPerMinute % 60, 2);
        text.Append(':');
        Number.AppendDecimal(ref text, rest / TicksPerSecond % 60, 2);
        if (fraction == 0 && letter != 'G') return;
        text.Append('.');
        Number.AppendDecimal(ref text, fraction, 7);
        if (letter != 'g') return;
        while (text[text.Length - 1] == '0') text.Length--;
    }

    private void AppendCustom(ref ValueStringBuilder text, ReadOnlySpan<char> format)
    {
        ulong rest = Magnitude;
        for (int i = 0; i < format.Length;)
        {
            char c = format[i];
            int count = FormatText.Run(format, i);
            switch (c)
            {
                case 'd':
                    Limit(count, 8);
                    Number.AppendDecimal(ref text, rest / TicksPerDay, count);
                    break;
                case 'h':
                    Limit(count, 2);
                    Number.AppendDecimal(ref text, rest / TicksPerHour % 24, count);
                    break;
                case 'm':
                    Limit(count, 2);
                    Number.AppendDecimal(ref text, rest / TicksPerMinute % 60, count);
                    break;
                case 's':
                    Limit(count, 2);
                    Number.AppendDecimal(ref text, rest / TicksPerSecond % 60, count);
                    break;
                case 'f' or 'F':
                    Limit(count, 7);
                    FormatText.AppendFraction(ref text, (uint)(rest % TicksPerSecond), count, trim: c == 'F');
                    break;
                case '\'' or '"':
                    count = FormatText.AppendQuoted(ref text, format.Slice(i));
                    break;
                case '\\':
                    if (i + 1 >= format.Length) throw FormatText.Bad();
                    text.Append(format[i + 1]);
                    count = 2;
                    break;
                case '%':
                    if (i + 1 >= format.Length || format[i + 1] == '%') throw FormatText.Bad();
                    count = 1;
                    break;
                default:
                    throw FormatText.Bad();
            }
            i += count;
        }
    }

    private static void Limit(int count, int most)
    {
        if (count > most) throw FormatText.Bad();
    }
}

/// <summary>What the custom formats of dates and durations have in common.</summary>
internal static class FormatText
{
    internal static FormatException Bad() => new("Input string was not in a correct format.");

    /// <summary>How often the character at an index repeats.</summary>
    internal static int Run(ReadOnlySpan<char> format, int start)
    {
        int end = start;
        while (end < format.Length && format[end] == format[start]) end++;
        return end - start;
    }

    internal static void AppendFraction(ref ValueStringBuilder text, uint ticks, int digits, bool trim)
    {
        for (int i = digits; i < 7; i++) ticks /= 10;
        if (trim)
        {
            for (; digits > 0 && ticks % 10 == 0; digits--) ticks /= 10;
        }
        if (digits > 0) Number.AppendDecimal(ref text, ticks, digits);
    }

    /// <summary>Appends what stands between quotes, and answers the length with them.</summary>
    internal static int AppendQuoted(ref ValueStringBuilder text, ReadOnlySpan<char> format)
    {
        for (int i = 1; i < format.Length; i++)
        {
            if (format[i] == format[0]) return i + 1;
            if (format[i] == '\\' && ++i >= format.Length) throw Bad();
            text.Append(format[i]);
        }
        throw Bad();
    }
}
