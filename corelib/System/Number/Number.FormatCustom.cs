// SPDX-License-Identifier: MIT

using System.Text;

namespace System;

// Custom numeric format strings: https://learn.microsoft.com/dotnet/standard/base-types/custom-numeric-format-strings
internal static partial class Number
{
    /// <summary>What one section of a custom format asks for, found in a first pass over it.</summary>
    private struct CustomLayout
    {
        internal int Digits;         // placeholders, 0 and #
        internal int PointAt;        // placeholders before the point, or -1
        internal int FirstZero;      // index of the leftmost 0 placeholder
        internal int LastZero;       // index after the rightmost one
        internal int ScaleAdjust;    // from % ‰ and trailing commas
        internal bool Grouped;
        internal bool Scientific;
    }

    private static void AppendCustom(ref ValueStringBuilder text, ref NumberBuffer number, ReadOnlySpan<char> format)
    {
        ReadOnlySpan<char> section = SelectSection(format, number.Count == 0 ? 2 : number.IsNegative ? 1 : 0, out int selected);
        CustomLayout layout;
        while (true)
        {
            layout = Measure(section);
            if (number.Count == 0) break;
            int scale = number.Scale;
            if (layout.Scientific)
            {
                number.RoundTo(layout.Digits);
                if (number.Count != 0 && layout.ScaleAdjust != 0) number.Scale += layout.ScaleAdjust;
            }
            else
            {
                number.Scale = scale + layout.ScaleAdjust;
                number.RoundTo(number.Scale + layout.Digits - layout.PointAt);
            }
            if (number.Count != 0) break;
            // Rounded to zero: the third section applies if there is one.
            ReadOnlySpan<char> zero = SelectSection(format, 2, out selected);
            if (zero == section) break;
            section = zero;
        }
        // The first section shows the sign itself; a zero has one only if the format leaves anything to see of it.
        bool showSign = number.IsNegative && selected == 0;
        if (showSign && number.Scale != 0) text.Append('-');
        int start = text.Length;
        Render(ref text, ref number, section, layout);
        if (showSign && number.Scale == 0 && text.Length > start) text.Insert(start, "-");
    }

    /// <summary>Finds the section for positive (0), negative (1) or zero (2) numbers; an absent or empty one falls back to the first.</summary>
    private static ReadOnlySpan<char> SelectSection(ReadOnlySpan<char> format, int wanted, out int selected)
    {
        selected = 0;
        int start = 0, index = 0, firstEnd = -1;
        for (int i = 0; i <= format.Length; i++)
        {
            if (i < format.Length && format[i] is '\'' or '"')
            {
                char quote = format[i];
                for (i++; i < format.Length && format[i] != quote; i++) { }
                continue;
            }
            if (i < format.Length && format[i] == '\\') { i++; continue; }
            if (i < format.Length && format[i] != ';' && format[i] != '\0') continue;
            int end = Math.Min(i, format.Length);
            if (firstEnd < 0) firstEnd = end;
            if (index == wanted && (end > start || wanted == 0))
            {
                selected = wanted;
                return format.Slice(start, end - start);
            }
            if (i >= format.Length || format[i] == '\0') break;
            start = i + 1;
            index++;
        }
        return format.Slice(0, firstEnd < 0 ? format.Length : firstEnd);
    }

    private static CustomLayout Measure(ReadOnlySpan<char> section)
    {
        CustomLayout layout = new() { PointAt = -1, FirstZero = int.MaxValue };
        int commasAt = -1, commas = 0;
        for (int i = 0; i < section.Length; i++)
        {
            switch (section[i])
            {
                case '0':
                    if (layout.FirstZero == int.MaxValue) layout.FirstZero = layout.Digits;
                    layout.Digits++;
                    layout.LastZero = layout.Digits;
                    break;
                case '#':
                    layout.Digits++;
                    break;
                case '.':
                    if (layout.PointAt < 0) layout.PointAt = layout.Digits;
                    break;
                case ',':
                    // Commas right before the point divide by a thousand each; others between digits ask for grouping.
                    if (layout.Digits == 0 || layout.PointAt >= 0) break;
                    if (commasAt >= 0)
                    {
                        if (commasAt == layout.Digits) { commas++; break; }
                        layout.Grouped = true;
                    }
                    commasAt = layout.Digits;
                    commas = 1;
                    break;
                case '%':
                    layout.ScaleAdjust += 2;
                    break;
                case '\u2030':
                    layout.ScaleAdjust += 3;
                    break;
                case '\'' or '"':
                    char quote = section[i];
                    for (i++; i < section.Length && section[i] != quote; i++) { }
                    break;
                case '\\':
                    i++;
                    break;
                case 'E' or 'e':
                    if (IsExponent(section.Slice(i), out int length, out _, out _))
                    {
                        i += length - 1;
                        layout.Scientific = true;
                    }
                    break;
            }
        }
        if (layout.PointAt < 0) layout.PointAt = layout.Digits;
        if (commasAt >= 0)
        {
            if (commasAt == layout.PointAt) layout.ScaleAdjust -= commas * 3;
            else layout.Grouped = true;
        }
        return layout;
    }

    /// <summary>E0, E+0 and E-0 with any count of zeros begin an exponent; E before anything else is a letter.</summary>
    private static bool IsExponent(ReadOnlySpan<char> text, out int length, out bool plus, out int minDigits)
    {
        length = 1;
        plus = length < text.Length && text[length] == '+';
        if (plus || (length < text.Length && text[length] == '-')) length++;
        int zeros = length;
        while (length < text.Length && text[length] == '0') length++;
        minDigits = length - zeros;
        return minDigits > 0;
    }

    private static void Render(ref ValueStringBuilder text, ref NumberBuffer number, ReadOnlySpan<char> section, in CustomLayout layout)
    {
        int firstZero = layout.FirstZero < layout.PointAt ? layout.PointAt - layout.FirstZero : 0;
        int lastZero = layout.LastZero > layout.PointAt ? layout.PointAt - layout.LastZero : 0;
        // Positions count down from the point: position p > 0 is the p-th digit left of it.
        int position, extra;
        if (layout.Scientific)
        {
            position = layout.PointAt;
            extra = 0;
        }
        else
        {
            position = Math.Max(number.Scale, layout.PointAt);
            extra = number.Scale - layout.PointAt;
        }
        int digit = 0;
        bool pointWritten = false;
        for (int i = 0; i < section.Length; i++)
        {
            char c = section[i];
            if (extra > 0 && c is '#' or '0' or '.')
            {
                for (; extra > 0; extra--) WriteDigit(ref text, in number, ref digit, ref position, layout);
            }
            switch (c)
            {
                case '#' or '0':
                    if (extra < 0)
                    {
                        extra++;
                        if (position <= firstZero) WriteFill(ref text, '0', position, layout);
                        position--;
                        break;
                    }
                    if (digit < number.Count)
                    {
                        WriteDigit(ref text, in number, ref digit, ref position, layout);
                        break;
                    }
                    if (position > lastZero) WriteFill(ref text, '0', position, layout);
                    position--;
                    break;
                case '.':
                    if (position == 0 && !pointWritten && (lastZero < 0 || (layout.PointAt < layout.Digits && digit < number.Count)))
                    {
                        text.Append('.');
                        pointWritten = true;
                    }
                    break;
                case ',':
                    break;
                case '\'' or '"':
                    for (i++; i < section.Length && section[i] != c; i++) text.Append(section[i]);
                    break;
                case '\\':
                    if (++i < section.Length) text.Append(section[i]);
                    break;
                case 'E' or 'e' when layout.Scientific && IsExponent(section.Slice(i), out int length, out bool plus, out int minDigits):
                    int exponent = number.Count == 0 ? 0 : number.Scale - layout.PointAt;
                    AppendExponent(ref text, exponent, c, Math.Min(minDigits, 10), plus);
                    i += length - 1;
                    break;
                default:
                    text.Append(c);
                    break;
            }
        }
    }

    private static void WriteDigit(ref ValueStringBuilder text, in NumberBuffer number, ref int digit, ref int position, in CustomLayout layout)
    {
        // Past the last digit the number goes on with zeros down to the point and with nothing behind it.
        if (digit < number.Count || position > 0) WriteFill(ref text, number.DigitAt(digit), position, layout);
        digit++;
        position--;
    }

    private static void WriteFill(ref ValueStringBuilder text, char digit, int position, in CustomLayout layout)
    {
        text.Append(digit);
        if (layout.Grouped && position > 1 && (position - 1) % 3 == 0) text.Append(',');
    }
}
