// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;

namespace System.Text;

/// <summary>Composite formatting, "{index[,alignment][:format]}", for String.Format and StringBuilder.AppendFormat.</summary>
internal static class CompositeFormatter
{
    private const int MaxNumber = 999_999;

    internal static void Append(ref ValueStringBuilder text, IFormatProvider? provider, string format, scoped ReadOnlySpan<object?> args)
    {
        ICustomFormatter? custom = provider?.GetFormat(typeof(ICustomFormatter)) as ICustomFormatter;
        int at = 0;
        while (at < format.Length)
        {
            int brace = format.AsSpan(at).IndexOfAny('{', '}');
            if (brace < 0)
            {
                text.Append(format.AsSpan(at));
                return;
            }
            text.Append(format.AsSpan(at, brace));
            at += brace;
            char c = format[at++];
            if (at < format.Length && format[at] == c)
            {
                text.Append(c);
                at++;
                continue;
            }
            if (c == '}') Throw(at, "Unexpected closing brace without a corresponding opening brace.");
            AppendItem(ref text, provider, custom, format, ref at, args);
        }
    }

    private static void AppendItem(
        ref ValueStringBuilder text, IFormatProvider? provider, ICustomFormatter? custom, string format, ref int at, scoped ReadOnlySpan<object?> args)
    {
        int index = ReadNumber(format, ref at);
        SkipSpaces(format, ref at);
        int alignment = 0;
        if (Peek(format, at) == ',')
        {
            at++;
            SkipSpaces(format, ref at);
            bool left = Peek(format, at) == '-';
            if (left) at++;
            alignment = ReadNumber(format, ref at);
            if (left) alignment = -alignment;
            SkipSpaces(format, ref at);
        }
        string? itemFormat = null;
        if (Peek(format, at) == ':')
        {
            int start = ++at;
            while (Peek(format, at) != '}')
            {
                if (format[at] == '{') Throw(at, "Nested opening brace is not allowed in a format item.");
                at++;
            }
            itemFormat = format.Substring(start, at - start);
        }
        if (Peek(format, at) != '}') Throw(at, "Expected a closing brace after the format item.");
        at++;
        if (index >= args.Length)
            throw new FormatException("Index (zero based) must be greater than or equal to zero and less than the size of the argument list.");
        AppendAligned(ref text, FormatOne(provider, custom, itemFormat, args[index]), alignment);
    }

    private static string? FormatOne(IFormatProvider? provider, ICustomFormatter? custom, string? format, object? arg)
    {
        if (custom?.Format(format, arg, provider) is string formatted) return formatted;
        return arg is IFormattable formattable ? formattable.ToString(format, provider) : arg?.ToString();
    }

    internal static void AppendAligned(ref ValueStringBuilder text, scoped ReadOnlySpan<char> value, int alignment)
    {
        int padding = Math.Abs(alignment) - value.Length;
        if (alignment > 0) text.Append(' ', padding);
        text.Append(value);
        if (alignment < 0) text.Append(' ', padding);
    }

    private static char Peek(string format, int at)
    {
        if (at >= format.Length) Throw(at, "Format item ends prematurely.");
        return format[at];
    }

    private static void SkipSpaces(string format, ref int at)
    {
        while (Peek(format, at) == ' ') at++;
    }

    private static int ReadNumber(string format, ref int at)
    {
        if (!char.IsAsciiDigit(Peek(format, at))) Throw(at, "Expected an ASCII digit.");
        int number = 0;
        while (char.IsAsciiDigit(Peek(format, at)) && number <= MaxNumber) number = number * 10 + (format[at++] - '0');
        return number;
    }

    [DoesNotReturn]
    private static void Throw(int offset, string reason) =>
        throw new FormatException("Input string was not in a correct format. Failure to parse near offset " + offset.ToString() + ". " + reason);
}
