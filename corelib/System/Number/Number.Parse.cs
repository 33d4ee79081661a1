// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace System;

internal enum ParsingStatus
{
    OK,
    Failed,
    Overflow,
}

/// <summary>Reads numbers as NumberStyles describes them, in the invariant culture.</summary>
internal static partial class Number
{
    private const NumberStyles NotForHex = ~(NumberStyles.HexNumber | NumberStyles.BinaryNumber);

    internal static void ValidateIntegerStyle(NumberStyles style)
    {
        const NumberStyles Known = NumberStyles.Any | NumberStyles.AllowHexSpecifier | NumberStyles.AllowBinarySpecifier;
        if ((style & ~Known) != 0)
            throw new ArgumentException("An undefined NumberStyles value is being used.", nameof(style));
        if ((style & (NumberStyles.AllowHexSpecifier | NumberStyles.AllowBinarySpecifier)) == 0) return;
        if ((style & NotForHex) != 0 || (style & (NumberStyles.AllowHexSpecifier | NumberStyles.AllowBinarySpecifier))
            == (NumberStyles.AllowHexSpecifier | NumberStyles.AllowBinarySpecifier))
        {
            throw new ArgumentException(
                "With the AllowHexSpecifier or AllowBinarySpecifier bit set in the enum bit field, the only other valid bits that can be combined into the enum value must be AllowLeadingWhite and AllowTrailingWhite.",
                nameof(style));
        }
    }

    internal static void ValidateFloatStyle(NumberStyles style)
    {
        if ((style & ~NumberStyles.Any) == 0) return;
        throw new ArgumentException(
            (style & (NumberStyles.AllowHexSpecifier | NumberStyles.AllowBinarySpecifier)) != 0
                ? "The number styles AllowHexSpecifier and AllowBinarySpecifier are not supported on floating point data types."
                : "An undefined NumberStyles value is being used.",
            nameof(style));
    }

    [DoesNotReturn]
    internal static void Throw(ParsingStatus status, ReadOnlySpan<char> text, string typeName)
    {
        if (status == ParsingStatus.Overflow) throw new OverflowException("Value was either too large or too small for " + typeName + ".");
        throw new FormatException("The input string '" + text.ToString() + "' was not in a correct format.");
    }

    /// <summary>Reads an integer between <paramref name="min"/> and <paramref name="max"/>; hexadecimal may use all bits of its width.</summary>
    internal static ParsingStatus ParseInteger(ReadOnlySpan<char> text, NumberStyles style, int width, bool isSigned, out ulong bits)
    {
        bits = 0;
        if ((style & NumberStyles.AllowHexSpecifier) != 0) return ParsePowerOfTwo(text, style, 4, width, out bits);
        if ((style & NumberStyles.AllowBinarySpecifier) != 0) return ParsePowerOfTwo(text, style, 1, width, out bits);
        ParsingStatus status = (style & ~NumberStyles.Integer) == 0
            ? ParseSimple(text, style, out ulong magnitude, out bool isNegative)
            : ParseGeneral(text, style, out magnitude, out isNegative);
        if (status != ParsingStatus.OK) return status;
        ulong max = isSigned ? (1UL << (width - 1)) - 1 : ulong.MaxValue >> (64 - width);
        ulong limit = !isNegative ? max : isSigned ? max + 1 : 0;
        if (magnitude > limit) return ParsingStatus.Overflow;
        bits = isNegative ? 0UL - magnitude : magnitude;
        return ParsingStatus.OK;
    }

    /// <summary>White space, a leading sign and digits: what nearly every caller has.</summary>
    private static ParsingStatus ParseSimple(ReadOnlySpan<char> text, NumberStyles style, out ulong magnitude, out bool isNegative)
    {
        magnitude = 0;
        isNegative = false;
        int i = 0;
        if ((style & NumberStyles.AllowLeadingWhite) != 0) while (i < text.Length && IsWhite(text[i])) i++;
        if ((style & NumberStyles.AllowLeadingSign) != 0 && i < text.Length && text[i] is '-' or '+' or '\u2212')
        {
            isNegative = text[i] != '+';
            i++;
        }
        if (i >= text.Length || !char.IsAsciiDigit(text[i])) return ParsingStatus.Failed;
        bool overflow = false;
        for (; i < text.Length && char.IsAsciiDigit(text[i]); i++)
        {
            uint digit = (uint)(text[i] - '0');
            if (magnitude > (ulong.MaxValue - digit) / 10) overflow = true;
            magnitude = magnitude * 10 + digit;
        }
        if (!IsTail(text.Slice(i), (style & NumberStyles.AllowTrailingWhite) != 0)) return ParsingStatus.Failed;
        return overflow ? ParsingStatus.Overflow : ParsingStatus.OK;
    }

    private static ParsingStatus ParseGeneral(ReadOnlySpan<char> text, NumberStyles style, out ulong magnitude, out bool isNegative)
    {
        NumberBuffer number = new(stackalloc byte[NumberBuffer.UInt64Capacity + 2]);
        magnitude = 0;
        bool ok = TryReadNumber(text, style, ref number, out bool lost);
        isNegative = number.IsNegative;
        if (!ok) return ParsingStatus.Failed;
        // A fraction is allowed if it is zero; an exponent moves the point first.
        if (number.Scale > NumberBuffer.UInt64Capacity || lost || number.Count > Math.Max(number.Scale, 0)) return ParsingStatus.Overflow;
        for (int i = 0; i < number.Scale; i++)
        {
            uint digit = (uint)(number.DigitAt(i) - '0');
            if (magnitude > (ulong.MaxValue - digit) / 10) return ParsingStatus.Overflow;
            magnitude = magnitude * 10 + digit;
        }
        return ParsingStatus.OK;
    }

    private static ParsingStatus ParsePowerOfTwo(ReadOnlySpan<char> text, NumberStyles style, int bitsPerDigit, int width, out ulong bits)
    {
        bits = 0;
        int i = 0;
        if ((style & NumberStyles.AllowLeadingWhite) != 0) while (i < text.Length && IsWhite(text[i])) i++;
        int start = i;
        bool overflow = false;
        for (; i < text.Length; i++)
        {
            int digit = HexValue(text[i]);
            if (digit < 0 || digit >> bitsPerDigit != 0) break;
            if (bits >> (width - bitsPerDigit) != 0) overflow = true;
            bits = (bits << bitsPerDigit) | (uint)digit;
        }
        if (i == start || !IsTail(text.Slice(i), (style & NumberStyles.AllowTrailingWhite) != 0)) return ParsingStatus.Failed;
        return overflow ? ParsingStatus.Overflow : ParsingStatus.OK;
    }

    internal static int HexValue(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'A' and <= 'F' => c - 'A' + 10,
        >= 'a' and <= 'f' => c - 'a' + 10,
        _ => -1,
    };

    /// <summary>Reads sign, currency, digits, point, exponent in the order and freedom that NumberStyles grants.</summary>
    /// <param name="lost">Non-zero digits did not fit the buffer.</param>
    private static bool TryReadNumber(ReadOnlySpan<char> text, NumberStyles style, ref NumberBuffer number, out bool lost)
    {
        lost = false;
        int i = 0;
        bool signed = false, parenthesis = false, currency = false;
        bool allowCurrency = (style & NumberStyles.AllowCurrencySymbol) != 0;
        for (; i < text.Length; i++)
        {
            char c = text[i];
            // White space may follow a sign only if there was a currency symbol, as .NET has it.
            if (IsWhite(c) && (style & NumberStyles.AllowLeadingWhite) != 0 && (!signed || currency)) continue;
            if (!signed && (style & NumberStyles.AllowLeadingSign) != 0 && c is '-' or '+' or '\u2212')
            {
                signed = true;
                number.IsNegative = c != '+';
            }
            else if (!signed && (style & NumberStyles.AllowParentheses) != 0 && c == '(')
            {
                signed = parenthesis = number.IsNegative = true;
            }
            else if (allowCurrency && !currency && c == '¤')
            {
                currency = true;
            }
            else
            {
                break;
            }
        }
        if (!ReadDigits(text, style, ref i, ref number, out lost)) return false;
        for (; i < text.Length; i++)
        {
            char c = text[i];
            if (IsWhite(c) && (style & NumberStyles.AllowTrailingWhite) != 0) continue;
            if (!signed && (style & NumberStyles.AllowTrailingSign) != 0 && c is '-' or '+' or '\u2212')
            {
                signed = true;
                number.IsNegative = c != '+';
            }
            else if (parenthesis && c == ')')
            {
                parenthesis = false;
            }
            else if (allowCurrency && !currency && c == '¤')
            {
                currency = true;
            }
            else
            {
                break;
            }
        }
        return !parenthesis && IsTail(text.Slice(i), allowWhite: false);
    }

    private static bool ReadDigits(ReadOnlySpan<char> text, NumberStyles style, ref int i, ref NumberBuffer number, out bool lost)
    {
        bool any = false, point = false;
        lost = false;
        int zeros = 0;
        for (; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsAsciiDigit(c))
            {
                any = true;
                if (c == '0' && number.Count == 0)
                {
                    if (point) number.Scale--;
                    continue;
                }
                if (!point) number.Scale++;
                if (c == '0')
                {
                    zeros++;
                    continue;
                }
                // Zeros are held back, so that trailing ones never fill the buffer.
                for (; zeros > 0; zeros--) Store(ref number, '0', ref lost);
                Store(ref number, c, ref lost);
            }
            else if (c == '.' && !point && (style & NumberStyles.AllowDecimalPoint) != 0)
            {
                point = true;
            }
            else if (c == ',' && any && !point && (style & NumberStyles.AllowThousands) != 0)
            {
                continue;
            }
            else
            {
                break;
            }
        }
        if (!any) return false;
        if (i < text.Length && text[i] is 'e' or 'E' && (style & NumberStyles.AllowExponent) != 0) ReadExponent(text, ref i, ref number);
        if (number.Count == 0) number.Scale = 0;
        return true;
    }

    private static void ReadExponent(ReadOnlySpan<char> text, ref int i, ref NumberBuffer number)
    {
        int at = i + 1;
        bool isNegative = false;
        if (at < text.Length && text[at] is '-' or '+' or '\u2212') isNegative = text[at++] != '+';
        // Without digits the E is not part of the number.
        if (at >= text.Length || !char.IsAsciiDigit(text[at])) return;
        int exponent = 0;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
            if (exponent < 100_000_000) exponent = exponent * 10 + (text[at] - '0');
        }
        number.Scale += isNegative ? -exponent : exponent;
        i = at;
    }

    private static void Store(ref NumberBuffer number, char digit, ref bool lost)
    {
        if (number.Count < number.Digits.Length) number.Digits[number.Count++] = (byte)digit;
        else if (digit != '0') lost = true;
    }

    private static bool IsWhite(char c) => c == ' ' || (c >= '\t' && c <= '\r');

    /// <summary>What may follow a number: white space if allowed, and NUL characters, which .NET ignores.</summary>
    private static bool IsTail(ReadOnlySpan<char> rest, bool allowWhite)
    {
        int i = 0;
        if (allowWhite) while (i < rest.Length && IsWhite(rest[i])) i++;
        while (i < rest.Length && rest[i] == '\0') i++;
        return i == rest.Length;
    }
}
