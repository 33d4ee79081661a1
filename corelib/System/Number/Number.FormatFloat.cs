// SPDX-License-Identifier: MIT

using System.Text;

namespace System;

internal static partial class Number
{
    /// <summary>What double and float differ in when they become text.</summary>
    private readonly struct FloatKind(int precision, int roundTripDigits)
    {
        /// <summary>Digits any decimal survives a round trip through the type with; what custom formats show.</summary>
        internal readonly int Precision = precision;

        /// <summary>Digits that always suffice to read the same number back.</summary>
        internal readonly int RoundTripDigits = roundTripDigits;
    }

    private static FloatKind DoubleKind => new(15, 17);

    private static FloatKind SingleKind => new(7, 9);

    internal static string FormatDouble(double value, ReadOnlySpan<char> format)
    {
        ValueStringBuilder text = new(stackalloc char[StackChars]);
        NumberBuffer number = new(stackalloc byte[NumberBuffer.DoubleCapacity]);
        AppendDouble(ref text, ref number, value, format);
        return text.ToString();
    }

    internal static bool TryFormatDouble(double value, ReadOnlySpan<char> format, Span<char> destination, out int charsWritten)
    {
        ValueStringBuilder text = new(stackalloc char[StackChars]);
        NumberBuffer number = new(stackalloc byte[NumberBuffer.DoubleCapacity]);
        AppendDouble(ref text, ref number, value, format);
        return text.TryCopyTo(destination, out charsWritten);
    }

    internal static bool TryFormatDouble(double value, ReadOnlySpan<char> format, Span<byte> destination, out int bytesWritten)
    {
        ValueStringBuilder text = new(stackalloc char[StackChars]);
        NumberBuffer number = new(stackalloc byte[NumberBuffer.DoubleCapacity]);
        AppendDouble(ref text, ref number, value, format);
        return text.TryCopyTo(destination, out bytesWritten);
    }

    internal static string FormatSingle(float value, ReadOnlySpan<char> format)
    {
        ValueStringBuilder text = new(stackalloc char[StackChars]);
        NumberBuffer number = new(stackalloc byte[NumberBuffer.DoubleCapacity]);
        AppendSingle(ref text, ref number, value, format);
        return text.ToString();
    }

    internal static bool TryFormatSingle(float value, ReadOnlySpan<char> format, Span<char> destination, out int charsWritten)
    {
        ValueStringBuilder text = new(stackalloc char[StackChars]);
        NumberBuffer number = new(stackalloc byte[NumberBuffer.DoubleCapacity]);
        AppendSingle(ref text, ref number, value, format);
        return text.TryCopyTo(destination, out charsWritten);
    }

    internal static bool TryFormatSingle(float value, ReadOnlySpan<char> format, Span<byte> destination, out int bytesWritten)
    {
        ValueStringBuilder text = new(stackalloc char[StackChars]);
        NumberBuffer number = new(stackalloc byte[NumberBuffer.DoubleCapacity]);
        AppendSingle(ref text, ref number, value, format);
        return text.TryCopyTo(destination, out bytesWritten);
    }

    private static void AppendDouble(ref ValueStringBuilder text, ref NumberBuffer number, double value, ReadOnlySpan<char> format)
    {
        if (!double.IsFinite(value))
        {
            AppendNotFinite(ref text, double.IsNaN(value), value < 0);
            return;
        }
        number.IsNegative = double.IsNegative(value);
        AppendFloat(ref text, Math.Abs(value), isSingle: false, ref number, DoubleKind, format);
    }

    private static void AppendSingle(ref ValueStringBuilder text, ref NumberBuffer number, float value, ReadOnlySpan<char> format)
    {
        if (!float.IsFinite(value))
        {
            AppendNotFinite(ref text, float.IsNaN(value), value < 0);
            return;
        }
        number.IsNegative = float.IsNegative(value);
        AppendFloat(ref text, Math.Abs(value), isSingle: true, ref number, SingleKind, format);
    }

    private static void AppendNotFinite(ref ValueStringBuilder text, bool isNaN, bool isNegative) =>
        text.Append(isNaN ? "NaN" : isNegative ? "-Infinity" : "Infinity");

    // A float is exactly a double, so only the shortest form needs to know which of the two it was.
    private static void AppendFloat(
        ref ValueStringBuilder text, double value, bool isSingle, ref NumberBuffer number, FloatKind kind, ReadOnlySpan<char> format)
    {
        char letter = ParseFormat(format, out int precision);
        switch (letter)
        {
            case 'R' or 'r':
            case 'G' or 'g' when precision <= 0:
                SetShortest(value, isSingle, ref number);
                AppendGeneral(ref text, ref number, letter is 'R' or 'G' ? 'G' : 'g', Math.Max(number.Count, kind.RoundTripDigits));
                return;
            case 'G' or 'g':
                SetDigits(value, precision, isFractional: false, ref number);
                AppendGeneral(ref text, ref number, letter, precision);
                return;
            case 'E' or 'e':
                if (precision < 0) precision = 6;
                SetDigits(value, precision + 1, isFractional: false, ref number);
                break;
            case 'F' or 'f' or 'N' or 'n' or 'C' or 'c':
                if (precision < 0) precision = DefaultFractionDigits;
                SetDigits(value, precision, isFractional: true, ref number);
                break;
            case 'P' or 'p':
                if (precision < 0) precision = DefaultFractionDigits;
                SetDigits(value, precision + 2, isFractional: true, ref number);
                break;
            case '\0':
                SetDigits(value, kind.Precision, isFractional: false, ref number);
                AppendCustom(ref text, ref number, format);
                return;
        }
        AppendStandard(ref text, ref number, letter, precision, isExact: true);
    }

    private static void SetShortest(double value, bool isSingle, ref NumberBuffer number)
    {
        if (value == 0) return;
        if (isSingle) SingleToShortest((float)value, ref number);
        else DoubleToShortest(value, ref number);
    }

    private static void SetDigits(double value, int count, bool isFractional, ref NumberBuffer number)
    {
        if (value != 0) DoubleToDigits(value, count, isFractional, ref number);
    }
}
