// SPDX-License-Identifier: MIT

using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace System.Text;

/// <summary>A Unicode scalar value: any code point but the surrogates.</summary>
public readonly struct Rune : IComparable, IComparable<Rune>, IEquatable<Rune>, ISpanFormattable, IUtf8SpanFormattable
{
    private readonly uint _value;

    private Rune(uint value, bool _) => _value = value;

    public Rune(char ch)
    {
        if (char.IsSurrogate(ch)) throw new ArgumentOutOfRangeException(nameof(ch));
        _value = ch;
    }

    public Rune(char highSurrogate, char lowSurrogate) => _value = (uint)char.ConvertToUtf32(highSurrogate, lowSurrogate);

    public Rune(int value)
    {
        if (!IsValid(value)) ThrowInvalid();
        _value = (uint)value;
    }

    public Rune(uint value)
    {
        if (!IsValid(value)) ThrowInvalid();
        _value = value;
    }

    public static Rune ReplacementChar => new(0xFFFD, true);

    public int Value => (int)_value;

    public bool IsAscii => _value < 0x80;

    public bool IsBmp => _value < 0x10000;

    public int Plane => (int)(_value >> 16);

    public int Utf16SequenceLength => _value < 0x10000 ? 1 : 2;

    public int Utf8SequenceLength => _value < 0x80 ? 1 : _value < 0x800 ? 2 : _value < 0x10000 ? 3 : 4;

    public static bool IsValid(int value) => IsValid((uint)value);

    public static bool IsValid(uint value) => value < 0xD800 || (value > 0xDFFF && value <= 0x10FFFF);

    public static bool TryCreate(char ch, out Rune result) => TryCreate((uint)ch, out result);

    public static bool TryCreate(char highSurrogate, char lowSurrogate, out Rune result)
    {
        bool ok = char.IsSurrogatePair(highSurrogate, lowSurrogate);
        result = ok ? new Rune(highSurrogate, lowSurrogate) : default;
        return ok;
    }

    public static bool TryCreate(int value, out Rune result) => TryCreate((uint)value, out result);

    public static bool TryCreate(uint value, out Rune result)
    {
        bool ok = IsValid(value);
        result = new(ok ? value : 0, true);
        return ok;
    }

    public static OperationStatus DecodeFromUtf16(ReadOnlySpan<char> source, out Rune result, out int charsConsumed)
    {
        result = ReplacementChar;
        charsConsumed = 0;
        if (source.IsEmpty) return OperationStatus.NeedMoreData;
        charsConsumed = 1;
        char first = source[0];
        if (!char.IsSurrogate(first))
        {
            result = new(first, true);
            return OperationStatus.Done;
        }
        if (!char.IsHighSurrogate(first)) return OperationStatus.InvalidData;
        if (source.Length < 2) return OperationStatus.NeedMoreData;
        if (!TryCreate(first, source[1], out Rune pair)) return OperationStatus.InvalidData;
        result = pair;
        charsConsumed = 2;
        return OperationStatus.Done;
    }

    /// <summary>Decodes one scalar; of an ill-formed sequence it consumes the maximal subpart (Unicode 15, 3.9, U+FFFD substitution).</summary>
    public static OperationStatus DecodeFromUtf8(ReadOnlySpan<byte> source, out Rune result, out int bytesConsumed)
    {
        result = ReplacementChar;
        bytesConsumed = 0;
        if (source.IsEmpty) return OperationStatus.NeedMoreData;
        byte first = source[0];
        bytesConsumed = 1;
        if (first < 0x80)
        {
            result = new(first, true);
            return OperationStatus.Done;
        }
        // Table 3-7, Well-Formed UTF-8 Byte Sequences: only the second byte's range depends on the first.
        if (first is < 0xC2 or > 0xF4) return OperationStatus.InvalidData;
        int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        byte least = first == 0xE0 ? (byte)0xA0 : first == 0xF0 ? (byte)0x90 : (byte)0x80;
        byte most = first == 0xED ? (byte)0x9F : first == 0xF4 ? (byte)0x8F : (byte)0xBF;
        uint value = first & (0x7Fu >> length);
        for (int i = 1; i < length; i++)
        {
            if (i >= source.Length)
            {
                bytesConsumed = i;
                return OperationStatus.NeedMoreData;
            }
            byte next = source[i];
            if (next < least || next > most)
            {
                bytesConsumed = i;
                return OperationStatus.InvalidData;
            }
            least = 0x80;
            most = 0xBF;
            value = (value << 6) | (uint)(next & 0x3F);
        }
        result = new(value, true);
        bytesConsumed = length;
        return OperationStatus.Done;
    }

    public int EncodeToUtf16(Span<char> destination) =>
        TryEncodeToUtf16(destination, out int written) ? written : throw new ArgumentException("Destination is too short.", nameof(destination));

    public bool TryEncodeToUtf16(Span<char> destination, out int charsWritten)
    {
        charsWritten = Utf16SequenceLength;
        if (destination.Length < charsWritten)
        {
            charsWritten = 0;
            return false;
        }
        if (charsWritten == 1)
        {
            destination[0] = (char)_value;
            return true;
        }
        destination[0] = (char)(0xD7C0 + (_value >> 10));
        destination[1] = (char)(0xDC00 | (_value & 0x3FF));
        return true;
    }

    public int EncodeToUtf8(Span<byte> destination) =>
        TryEncodeToUtf8(destination, out int written) ? written : throw new ArgumentException("Destination is too short.", nameof(destination));

    public bool TryEncodeToUtf8(Span<byte> destination, out int bytesWritten)
    {
        bytesWritten = Utf8SequenceLength;
        if (destination.Length < bytesWritten)
        {
            bytesWritten = 0;
            return false;
        }
        if (bytesWritten == 1)
        {
            destination[0] = (byte)_value;
            return true;
        }
        uint rest = _value;
        for (int i = bytesWritten - 1; i > 0; i--)
        {
            destination[i] = (byte)(0x80 | (rest & 0x3F));
            rest >>= 6;
        }
        destination[0] = (byte)((0xF00u >> bytesWritten) | rest);
        return true;
    }

    public override string ToString()
    {
        Span<char> units = stackalloc char[2];
        return units.Slice(0, EncodeToUtf16(units)).ToString();
    }

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        TryEncodeToUtf16(destination, out charsWritten);

    bool IUtf8SpanFormattable.TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        TryEncodeToUtf8(utf8Destination, out bytesWritten);

    public bool Equals(Rune other) => _value == other._value;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Rune other && Equals(other);

    public override int GetHashCode() => Value;

    public int CompareTo(Rune other) => Value - other.Value;

    int IComparable.CompareTo(object? obj) => obj switch
    {
        null => 1,
        Rune other => CompareTo(other),
        _ => throw new ArgumentException("Object must be of type Rune."),
    };

    public static UnicodeCategory GetUnicodeCategory(Rune value) => CharUnicodeInfo.GetUnicodeCategory(value.Value);

    public static bool IsLetter(Rune value) => GetUnicodeCategory(value) <= UnicodeCategory.OtherLetter;

    public static bool IsDigit(Rune value) => GetUnicodeCategory(value) == UnicodeCategory.DecimalDigitNumber;

    public static bool IsLetterOrDigit(Rune value) => IsLetter(value) || IsDigit(value);

    public static bool IsUpper(Rune value) => GetUnicodeCategory(value) == UnicodeCategory.UppercaseLetter;

    public static bool IsLower(Rune value) => GetUnicodeCategory(value) == UnicodeCategory.LowercaseLetter;

    public static bool IsControl(Rune value) => value.IsBmp && char.IsControl((char)value._value);

    public static bool IsWhiteSpace(Rune value) => value.IsBmp && char.IsWhiteSpace((char)value._value);

    public static Rune ToUpperInvariant(Rune value) => new((uint)CharUnicodeInfo.ToUpper(value.Value), true);

    public static Rune ToLowerInvariant(Rune value) => new((uint)CharUnicodeInfo.ToLower(value.Value), true);

    public static bool operator ==(Rune left, Rune right) => left._value == right._value;

    public static bool operator !=(Rune left, Rune right) => left._value != right._value;

    public static bool operator <(Rune left, Rune right) => left._value < right._value;

    public static bool operator <=(Rune left, Rune right) => left._value <= right._value;

    public static bool operator >(Rune left, Rune right) => left._value > right._value;

    public static bool operator >=(Rune left, Rune right) => left._value >= right._value;

    public static explicit operator Rune(char ch) => new(ch);

    public static explicit operator Rune(int value) => new(value);

    public static explicit operator Rune(uint value) => new(value);

    // Apart, so that the C library can use the rest without exceptions.
    private static void ThrowInvalid() => throw new ArgumentOutOfRangeException("value");
}
