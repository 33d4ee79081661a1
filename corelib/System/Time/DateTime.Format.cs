// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace System;

// The patterns and names of the invariant culture:
// https://learn.microsoft.com/dotnet/standard/base-types/standard-date-and-time-format-strings
public readonly partial struct DateTime
{
    private static readonly string[] s_days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    private static readonly string[] s_months =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ];

    public override string ToString() => ToString("G");

    public string ToString([StringSyntax("DateTimeFormat")] string? format)
    {
        ValueStringBuilder text = new(stackalloc char[64]);
        Append(ref text, format);
        return text.ToString();
    }

    public string ToString(IFormatProvider? provider) => ToString("G");

    public string ToString([StringSyntax("DateTimeFormat")] string? format, IFormatProvider? provider) => ToString(format);

    public string ToShortDateString() => ToString("d");

    public string ToLongDateString() => ToString("D");

    public string ToShortTimeString() => ToString("t");

    public string ToLongTimeString() => ToString("T");

    public bool TryFormat(Span<char> destination, out int charsWritten, [StringSyntax("DateTimeFormat")] ReadOnlySpan<char> format = default, IFormatProvider? provider = null)
    {
        ValueStringBuilder text = new(stackalloc char[64]);
        Append(ref text, format);
        return text.TryCopyTo(destination, out charsWritten);
    }

    private void Append(ref ValueStringBuilder text, ReadOnlySpan<char> format)
    {
        if (format.Length > 1)
        {
            AppendCustom(ref text, format);
            return;
        }
        AppendCustom(ref text, (format.IsEmpty ? 'G' : format[0]) switch
        {
            'd' => "MM/dd/yyyy",
            'D' => "dddd, dd MMMM yyyy",
            'f' => "dddd, dd MMMM yyyy HH:mm",
            'F' or 'U' => "dddd, dd MMMM yyyy HH:mm:ss",
            'g' => "MM/dd/yyyy HH:mm",
            'G' => "MM/dd/yyyy HH:mm:ss",
            'm' or 'M' => "MMMM dd",
            'o' or 'O' => "yyyy-MM-ddTHH:mm:ss.fffffffK",
            'r' or 'R' => "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
            's' => "yyyy-MM-ddTHH:mm:ss",
            't' => "HH:mm",
            'T' => "HH:mm:ss",
            'u' => "yyyy-MM-dd HH:mm:ss'Z'",
            'y' or 'Y' => "yyyy MMMM",
            _ => throw FormatText.Bad(),
        });
    }

    private void AppendCustom(ref ValueStringBuilder text, ReadOnlySpan<char> format)
    {
        GetDate(out int year, out int month, out int day);
        uint fraction = (uint)(Ticks % TimeSpan.TicksPerSecond);
        for (int i = 0; i < format.Length;)
        {
            char c = format[i];
            int count = FormatText.Run(format, i);
            switch (c)
            {
                case 'd':
                    if (count <= 2) Number.AppendDecimal(ref text, (uint)day, count);
                    else AppendName(ref text, s_days[(int)DayOfWeek], count);
                    break;
                case 'M':
                    if (count <= 2) Number.AppendDecimal(ref text, (uint)month, count);
                    else AppendName(ref text, s_months[month - 1], count);
                    break;
                case 'y':
                    Number.AppendDecimal(ref text, (uint)(count <= 2 ? year % 100 : year), count);
                    break;
                case 'H':
                    Number.AppendDecimal(ref text, (uint)Hour, Math.Min(count, 2));
                    break;
                case 'h':
                    Number.AppendDecimal(ref text, (uint)((Hour + 11) % 12 + 1), Math.Min(count, 2));
                    break;
                case 'm':
                    Number.AppendDecimal(ref text, (uint)Minute, Math.Min(count, 2));
                    break;
                case 's':
                    Number.AppendDecimal(ref text, (uint)Second, Math.Min(count, 2));
                    break;
                case 'f':
                    if (count > 7) throw FormatText.Bad();
                    FormatText.AppendFraction(ref text, fraction, count, trim: false);
                    break;
                case 'F':
                    if (count > 7) throw FormatText.Bad();
                    int before = text.Length;
                    FormatText.AppendFraction(ref text, fraction, count, trim: true);
                    // Where nothing is left of the fraction, its point goes as well.
                    if (text.Length == before && before > 0 && text[before - 1] == '.') text.Length--;
                    break;
                case 't':
                    text.Append(count == 1 ? (Hour < 12 ? "A" : "P") : Hour < 12 ? "AM" : "PM");
                    break;
                case 'K':
                    if (Kind == DateTimeKind.Utc) text.Append('Z');
                    else if (Kind == DateTimeKind.Local) AppendOffset(ref text, 3);
                    count = 1;
                    break;
                case 'z':
                    AppendOffset(ref text, count);
                    break;
                case 'g':
                    text.Append("A.D.");
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
                    text.Append(c, count);
                    break;
            }
            i += count;
        }
    }

    private void AppendOffset(ref ValueStringBuilder text, int count)
    {
        int minutes = (int)(UtcOffset(out _).Ticks / TimeSpan.TicksPerMinute);
        text.Append(minutes < 0 ? '-' : '+');
        Number.AppendDecimal(ref text, (uint)Math.Abs(minutes / 60), Math.Min(count, 2));
        if (count < 3) return;
        text.Append(':');
        Number.AppendDecimal(ref text, (uint)Math.Abs(minutes % 60), 2);
    }

    private static void AppendName(ref ValueStringBuilder text, string name, int count) =>
        text.Append(count == 3 ? name.AsSpan(0, 3) : name.AsSpan());
}
