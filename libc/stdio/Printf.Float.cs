// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>Floating point: %e %f %g from exact decimal digits, %a from the bits.</summary>
internal static unsafe partial class Printf
{
    private const int DefaultPrecision = 6;

    /// <summary>What is printed between the padding: sign, digits with a run of zeros at each end, exponent.</summary>
    private ref struct FloatText
    {
        public byte* Prefix;
        public int PrefixLength;
        public byte* Digits;
        public int DigitCount;

        /// <summary>Digits before the point, counted from the first; zero or negative means zeros between point and digits.</summary>
        public long Point;

        /// <summary>Digits after the point.</summary>
        public long Precision;
        public bool HasPoint;
        public byte* Suffix;
        public int SuffixLength;
    }

    private static void Float(ref PrintSink sink, in PrintSpec spec, Float80 value)
    {
        FloatParts parts = FloatParts.Of(value);
        byte* prefix = stackalloc byte[3];
        int prefixLength = 0;
        AddSign(in spec, parts.IsNegative, prefix, ref prefixLength);
        bool isUpper = spec.Conversion < 'a';
        if (parts.Kind != FloatKind.Finite)
        {
            Special(ref sink, in spec, parts.Kind, prefix, prefixLength, isUpper);
            return;
        }

        Rounding rounding = RoundingMode.Of(parts.IsNegative);
        FloatText text = default;
        text.Prefix = prefix;
        text.PrefixLength = prefixLength;
        byte* suffix = stackalloc byte[8];
        text.Suffix = suffix;
        if ((spec.Conversion | 0x20) == 'a')
        {
            byte* digits = stackalloc byte[17];
            text.Digits = digits;
            Hexadecimal(ref sink, in spec, in parts, rounding, ref text, isUpper);
            return;
        }

        DecimalExpansion expansion = default;
        expansion.Rounding = rounding;
        byte* buffer = stackalloc byte[DecimalExpansion.BufferSize(in parts)];
        expansion.Digits = buffer;
        Decimal(in spec, in parts, ref expansion, ref text, isUpper);
        for (int i = 0; i < expansion.Count; i++)
        {
            buffer[i] += (byte)'0';
        }

        text.Digits = buffer;
        text.DigitCount = expansion.Count;
        Emit(ref sink, in spec, in text);
    }

    private static void Special(ref PrintSink sink, in PrintSpec spec, FloatKind kind, byte* prefix, int prefixLength, bool isUpper)
    {
        byte* text = stackalloc byte[4];
        uint letters = kind == FloatKind.Infinite ? 0x00666E69u : 0x006E616Eu; // "inf" and "nan", little-endian
        *(uint*)text = isUpper ? letters & 0x00DFDFDF : letters;
        FloatText special = default;
        special.Prefix = prefix;
        special.PrefixLength = prefixLength;
        special.Suffix = text;
        special.SuffixLength = 3;

        // Zeros in front would make no sense here: the 0 flag counts for numbers only.
        PrintSpec plain = spec;
        plain.Flags &= ~PrintFlags.Zero;
        Emit(ref sink, in plain, in special);
    }

    private static void Decimal(in PrintSpec spec, in FloatParts parts, ref DecimalExpansion expansion, ref FloatText text, bool isUpper)
    {
        byte kind = (byte)(spec.Conversion | 0x20);
        long precision = spec.Precision < 0 ? DefaultPrecision : spec.Precision;
        if (kind == 'g' && precision == 0)
        {
            precision = 1;
        }

        bool isAfterPoint = kind == 'f';
        long limit = kind == 'e' ? precision + 1 : precision;
        bool isRounded = expansion.Rounding == Rounding.Nearest
            && (isAfterPoint ? DecimalProduct.TryRoundAfterPoint(in parts, limit, ref expansion) : DecimalProduct.TryRoundTo(in parts, limit, ref expansion));
        if (!isRounded)
        {
            expansion.Expand(in parts, limit, isAfterPoint);
            expansion.Round(isAfterPoint ? expansion.Point + limit : limit);
        }

        long exponent = expansion.Count == 0 ? 0 : expansion.Point - 1;
        bool isScientific = kind == 'e';
        if (kind == 'g')
        {
            // C23 §7.23.6.1: with P the precision and X the exponent that %e would show, %f if P > X >= -4.
            isScientific = exponent < -4 || exponent >= precision;
            precision -= isScientific ? 1 : exponent + 1;
            if (!spec.Has(PrintFlags.Alternate))
            {
                while (expansion.Count > 0 && expansion.Digits[expansion.Count - 1] == 0)
                {
                    expansion.Count--;
                }

                long used = expansion.Count == 0 ? 0 : expansion.Count - (isScientific ? 1 : expansion.Point);
                precision = used < 0 ? 0 : used < precision ? used : precision;
            }
        }

        text.Precision = precision;
        text.HasPoint = precision > 0 || spec.Has(PrintFlags.Alternate);
        text.Point = expansion.Count == 0 ? (isScientific ? 1 : 0) : isScientific ? 1 : expansion.Point;
        if (isScientific)
        {
            AddExponent(ref text, (byte)(isUpper ? 'E' : 'e'), (int)exponent, 2);
        }
    }

    private static void AddExponent(ref FloatText text, byte letter, int exponent, int minimumDigits)
    {
        byte* digits = stackalloc byte[8];
        byte* end = digits + 8;
        byte* start = WriteDigits(end, (ulong)(exponent < 0 ? -exponent : exponent), 10, false);
        while (end - start < minimumDigits)
        {
            *--start = (byte)'0';
        }

        text.Suffix[text.SuffixLength++] = letter;
        text.Suffix[text.SuffixLength++] = (byte)(exponent < 0 ? '-' : '+');
        while (start < end)
        {
            text.Suffix[text.SuffixLength++] = *start++;
        }
    }

    /// <summary>
    /// The digit before the point is the integer bit of the format: 1 (0 if subnormal) for a double, 8 to f for a long
    /// double, whose top nibble is whole.
    /// </summary>
    private static void Hexadecimal(ref PrintSink sink, in PrintSpec spec, in FloatParts parts, Rounding rounding, ref FloatText text, bool isUpper)
    {
        text.Prefix[text.PrefixLength++] = (byte)'0';
        text.Prefix[text.PrefixLength++] = (byte)(isUpper ? 'X' : 'x');

        bool isLong = spec.Length == LengthModifier.LongDouble;
        ulong mantissa = parts.Mantissa;
        int exponent = 0;
        int fractionDigits = isLong ? 15 : 13;
        if (isLong && mantissa != 0)
        {
            exponent = parts.Exponent + 60;
        }
        else if (mantissa != 0)
        {
            // The value came as a double and was widened exactly: back to 52 bits of fraction, subnormals to the right of the point.
            exponent = parts.Exponent + 63;
            mantissa >>= 11;
            if (exponent < -1022)
            {
                mantissa >>= -1022 - exponent;
                exponent = -1022;
            }
        }

        if (spec.Precision >= 0 && spec.Precision < fractionDigits)
        {
            int dropped = (fractionDigits - (int)spec.Precision) * 4;
            mantissa = RoundBits(mantissa, dropped, rounding, out bool hasCarried);
            fractionDigits = (int)spec.Precision;
            if (hasCarried)
            {
                // Only a long double fills all 64 bits: f.ff rounds up to 10.00, shown as 1.00 with four more in the exponent.
                mantissa = 1UL << (fractionDigits * 4);
                exponent += 4;
            }
        }
        else if (spec.Precision < 0)
        {
            while (fractionDigits > 0 && (mantissa & 0xF) == 0)
            {
                mantissa >>= 4;
                fractionDigits--;
            }
        }

        byte letters = (byte)((isUpper ? 'A' : 'a') - 10);
        for (int i = fractionDigits; i >= 0; i--)
        {
            byte digit = (byte)((mantissa >> (i * 4)) & 0xF);
            text.Digits[text.DigitCount++] = (byte)(digit + (digit < 10 ? (byte)'0' : letters));
        }

        text.Point = 1;
        text.Precision = spec.Precision < 0 ? fractionDigits : spec.Precision;
        text.HasPoint = text.Precision > 0 || spec.Has(PrintFlags.Alternate);
        AddExponent(ref text, (byte)(isUpper ? 'P' : 'p'), exponent, 1);
        Emit(ref sink, in spec, in text);
    }

    /// <summary>value / 2^count, rounded; of 2^64 only the carry is left.</summary>
    private static ulong RoundBits(ulong value, int count, Rounding rounding, out bool hasCarried)
    {
        ulong rest = (1UL << count) - 1;
        ulong isOdd = (value >> count) & 1;
        ulong sum = value + (rounding == Rounding.Nearest ? (rest >> 1) + isOdd : rounding == Rounding.Away ? rest : 0);
        hasCarried = sum < value;
        return sum >> count;
    }

    private static void Emit(ref PrintSink sink, in PrintSpec spec, in FloatText text)
    {
        bool isNumber = text.Digits != null;
        long whole = !isNumber ? 0 : text.Point > 0 ? text.Point : 1;
        long length = text.PrefixLength + whole + (text.HasPoint ? 1 : 0) + text.Precision + text.SuffixLength;
        long padding = spec.Width - length;
        bool isLeft = spec.Has(PrintFlags.LeftAlign);
        if (!isLeft && !spec.Has(PrintFlags.Zero))
        {
            sink.Fill((byte)' ', padding);
        }

        sink.Write(text.Prefix, (nuint)text.PrefixLength);
        if (!isLeft && spec.Has(PrintFlags.Zero))
        {
            sink.Fill((byte)'0', padding);
        }

        if (isNumber)
        {
            EmitNumber(ref sink, in text);
        }

        sink.Write(text.Suffix, (nuint)text.SuffixLength);
        if (isLeft)
        {
            sink.Fill((byte)' ', padding);
        }
    }

    private static void EmitNumber(ref PrintSink sink, in FloatText text)
    {
        long wholeDigits = text.Point <= 0 ? 0 : text.Point < text.DigitCount ? text.Point : text.DigitCount;
        sink.Write(text.Digits, (nuint)wholeDigits);
        sink.Fill((byte)'0', text.Point > 0 ? text.Point - wholeDigits : 1);
        if (text.HasPoint)
        {
            sink.Write((byte)'.');
        }

        long zeros = text.Point >= 0 ? 0 : -text.Point < text.Precision ? -text.Point : text.Precision;
        long digits = text.DigitCount - wholeDigits;
        if (digits > text.Precision - zeros)
        {
            digits = text.Precision - zeros;
        }

        sink.Fill((byte)'0', zeros);
        sink.Write(text.Digits + wholeDigits, (nuint)digits);
        sink.Fill((byte)'0', text.Precision - zeros - digits);
    }
}
