// SPDX-License-Identifier: MIT

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;

namespace System;

/// <summary>A UUID (RFC 9562) in the mixed byte order of COM: the first three fields little-endian.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Guid : IComparable, IComparable<Guid>, IEquatable<Guid>, ISpanFormattable, ISpanParsable<Guid>
{
    public static readonly Guid Empty;

    private readonly int _a;
    private readonly short _b;
    private readonly short _c;
    private readonly ulong _rest;      // the last eight bytes, the first of them lowest

    public Guid(ReadOnlySpan<byte> b)
    {
        if (b.Length != 16) throw new ArgumentException("Byte array for Guid must be exactly 16 bytes long.", nameof(b));
        _a = BinaryPrimitives.ReadInt32LittleEndian(b);
        _b = BinaryPrimitives.ReadInt16LittleEndian(b.Slice(4));
        _c = BinaryPrimitives.ReadInt16LittleEndian(b.Slice(6));
        _rest = BinaryPrimitives.ReadUInt64LittleEndian(b.Slice(8));
    }

    public Guid(byte[] b)
        : this((ReadOnlySpan<byte>)b)
    {
    }

    public Guid(ReadOnlySpan<byte> b, bool bigEndian)
        : this(b)
    {
        if (!bigEndian) return;
        _a = BinaryPrimitives.ReverseEndianness(_a);
        _b = BinaryPrimitives.ReverseEndianness(_b);
        _c = BinaryPrimitives.ReverseEndianness(_c);
    }

    public Guid(int a, short b, short c, byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k)
    {
        _a = a;
        _b = b;
        _c = c;
        _rest = BinaryPrimitives.ReadUInt64LittleEndian([d, e, f, g, h, i, j, k]);
    }

    public Guid(string g) => this = Parse(g);

    /// <summary>A random UUID, version 4. Its bits come from <see cref="Random.Shared"/> and are no secret.</summary>
    public static Guid NewGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.Shared.NextBytes(bytes);
        bytes[7] = (byte)(bytes[7] & 0x0F | 0x40);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new(bytes);
    }

    public byte[] ToByteArray() => ToByteArray(bigEndian: false);

    public byte[] ToByteArray(bool bigEndian)
    {
        byte[] bytes = new byte[16];
        TryWriteBytes(bytes, bigEndian, out _);
        return bytes;
    }

    public bool TryWriteBytes(Span<byte> destination) => TryWriteBytes(destination, bigEndian: false, out _);

    public bool TryWriteBytes(Span<byte> destination, bool bigEndian, out int bytesWritten)
    {
        bytesWritten = 0;
        if (destination.Length < 16) return false;
        BinaryPrimitives.WriteInt32LittleEndian(destination, bigEndian ? BinaryPrimitives.ReverseEndianness(_a) : _a);
        BinaryPrimitives.WriteInt16LittleEndian(destination.Slice(4), bigEndian ? BinaryPrimitives.ReverseEndianness(_b) : _b);
        BinaryPrimitives.WriteInt16LittleEndian(destination.Slice(6), bigEndian ? BinaryPrimitives.ReverseEndianness(_c) : _c);
        BinaryPrimitives.WriteUInt64LittleEndian(destination.Slice(8), _rest);
        bytesWritten = 16;
        return true;
    }

    public override string ToString() => ToString("D");

    public string ToString(string? format)
    {
        ValueStringBuilder text = new(stackalloc char[40]);
        Append(ref text, format);
        return text.ToString();
    }

    public string ToString(string? format, IFormatProvider? provider) => ToString(format);

    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default)
    {
        ValueStringBuilder text = new(stackalloc char[40]);
        Append(ref text, format);
        return text.TryCopyTo(destination, out charsWritten);
    }

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        TryFormat(destination, out charsWritten, format);

    private void Append(ref ValueStringBuilder text, ReadOnlySpan<char> format)
    {
        char letter = format.IsEmpty ? 'D' : format.Length == 1 ? (char)(format[0] & ~0x20) : '\0';
        if (letter is not ('D' or 'N' or 'B' or 'P'))
            throw new FormatException("Format string can be only \"D\", \"d\", \"N\", \"n\", \"P\", \"p\", \"B\", \"b\", \"X\" or \"x\".");
        Span<byte> bytes = stackalloc byte[16];
        TryWriteBytes(bytes, bigEndian: true, out _);
        if (letter is 'B' or 'P') text.Append(letter == 'B' ? '{' : '(');
        string digits = Convert.ToHexStringLower(bytes);
        for (int i = 0; i < digits.Length; i++)
        {
            if (letter != 'N' && (i is 8 or 12 or 16 or 20)) text.Append('-');
            text.Append(digits[i]);
        }
        if (letter is 'B' or 'P') text.Append(letter == 'B' ? '}' : ')');
    }

    public static Guid Parse(string input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Parse(input.AsSpan());
    }

    public static Guid Parse(ReadOnlySpan<char> input) =>
        TryParse(input, out Guid result) ? result : throw new FormatException("Unrecognized Guid format.");

    public static Guid Parse(string s, IFormatProvider? provider) => Parse(s);

    public static Guid Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    public static bool TryParse([NotNullWhen(true)] string? input, out Guid result) => TryParse(input.AsSpan(), out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Guid result) => TryParse(s, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Guid result) => TryParse(s, out result);

    public static bool TryParse(ReadOnlySpan<char> input, out Guid result)
    {
        result = default;
        ReadOnlySpan<char> text = input.Trim();
        if (text.Length == 38 && (text[0] == '{' && text[37] == '}' || text[0] == '(' && text[37] == ')')) text = text.Slice(1, 36);
        bool dashed = text.Length == 36;
        if (!dashed && text.Length != 32) return false;
        Span<byte> bytes = stackalloc byte[16];
        int digits = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (dashed && (i is 8 or 13 or 18 or 23))
            {
                if (text[i] != '-') return false;
                continue;
            }
            int value = Number.HexValue(text[i]);
            if (value < 0) return false;
            bytes[digits / 2] = (byte)(bytes[digits / 2] << 4 | value);
            digits++;
        }
        result = new(bytes, bigEndian: true);
        return true;
    }

    public bool Equals(Guid g) => _a == g._a && _b == g._b && _c == g._c && _rest == g._rest;

    public override bool Equals([NotNullWhen(true)] object? o) => o is Guid other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_a, _b, _c, _rest);

    /// <summary>By the fields as unsigned numbers, then by the remaining bytes in order.</summary>
    public int CompareTo(Guid value)
    {
        int order = ((uint)_a).CompareTo((uint)value._a);
        if (order == 0) order = ((ushort)_b).CompareTo((ushort)value._b);
        if (order == 0) order = ((ushort)_c).CompareTo((ushort)value._c);
        return Math.Sign(order != 0 ? order : BinaryPrimitives.ReverseEndianness(_rest).CompareTo(BinaryPrimitives.ReverseEndianness(value._rest)));
    }

    public int CompareTo(object? value) => value switch
    {
        null => 1,
        Guid other => CompareTo(other),
        _ => throw new ArgumentException("Object must be of type GUID."),
    };

    public static bool operator ==(Guid a, Guid b) => a.Equals(b);

    public static bool operator !=(Guid a, Guid b) => !a.Equals(b);
}
