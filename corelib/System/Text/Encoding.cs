// SPDX-License-Identifier: MIT

namespace System.Text;

/// <summary>Conversion between UTF-16 text and bytes. What cannot be converted is left to the fallbacks: replaced, as a rule.</summary>
public abstract partial class Encoding : ICloneable
{
    private EncoderFallback _encoderFallback;
    private DecoderFallback _decoderFallback;

    private protected Encoding(EncoderFallback encoderFallback, DecoderFallback decoderFallback, bool isReadOnly)
    {
        _encoderFallback = encoderFallback;
        _decoderFallback = decoderFallback;
        IsReadOnly = isReadOnly;
    }

    public static Encoding UTF8 => UTF8Encoding.WithIdentifier;

    public static Encoding ASCII => ASCIIEncoding.Shared;

    public static Encoding Latin1 => Latin1Encoding.Shared;

    public static Encoding Unicode => UnicodeEncoding.LittleEndian;

    public static Encoding BigEndianUnicode => UnicodeEncoding.BigEndian;

    public static Encoding UTF32 => UTF32Encoding.LittleEndian;

    /// <summary>UTF-8 without a byte-order mark.</summary>
    public static Encoding Default => UTF8Encoding.WithoutIdentifier;

    public abstract string WebName { get; }

    public abstract int CodePage { get; }

    public virtual string EncodingName => WebName;

    public virtual bool IsSingleByte => false;

    /// <summary>The shared ones are; what <see cref="Clone"/> gives is not.</summary>
    public bool IsReadOnly { get; private set; }

    public EncoderFallback EncoderFallback
    {
        get => _encoderFallback;
        set
        {
            if (IsReadOnly) throw ReadOnly();
            ArgumentNullException.ThrowIfNull(value);
            _encoderFallback = value;
        }
    }

    public DecoderFallback DecoderFallback
    {
        get => _decoderFallback;
        set
        {
            if (IsReadOnly) throw ReadOnly();
            ArgumentNullException.ThrowIfNull(value);
            _decoderFallback = value;
        }
    }

    public virtual ReadOnlySpan<byte> Preamble => default;

    public virtual byte[] GetPreamble() => Preamble.ToArray();

    /// <summary>Keeps what one piece of text leaves over for the next.</summary>
    public virtual Encoder GetEncoder() => new(this);

    public virtual Decoder GetDecoder() => new(this);

    public virtual object Clone()
    {
        Encoding copy = (Encoding)MemberwiseClone();
        copy.IsReadOnly = false;
        return copy;
    }

    public static byte[] Convert(Encoding srcEncoding, Encoding dstEncoding, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return Convert(srcEncoding, dstEncoding, bytes, 0, bytes.Length);
    }

    public static byte[] Convert(Encoding srcEncoding, Encoding dstEncoding, byte[] bytes, int index, int count)
    {
        ArgumentNullException.ThrowIfNull(srcEncoding);
        ArgumentNullException.ThrowIfNull(dstEncoding);
        ArgumentNullException.ThrowIfNull(bytes);
        return dstEncoding.GetBytes(srcEncoding.GetChars(bytes, index, count));
    }

    public abstract int GetMaxByteCount(int charCount);

    public abstract int GetMaxCharCount(int byteCount);

    public virtual int GetByteCount(string s)
    {
        ArgumentNullException.ThrowIfNull(s);
        return GetByteCount(s.AsSpan());
    }

    public int GetByteCount(string s, int index, int count)
    {
        ArgumentNullException.ThrowIfNull(s);
        return GetByteCount(s.AsSpan(index, count));
    }

    public virtual int GetByteCount(char[] chars)
    {
        ArgumentNullException.ThrowIfNull(chars);
        return GetByteCount((ReadOnlySpan<char>)chars);
    }

    public virtual int GetByteCount(char[] chars, int index, int count)
    {
        EncodingRange.Check(chars, index, count, nameof(chars), nameof(index), nameof(count));
        return GetByteCount(new ReadOnlySpan<char>(chars, index, count));
    }

    public virtual byte[] GetBytes(string s)
    {
        ArgumentNullException.ThrowIfNull(s);
        return ToBytes(s);
    }

    public byte[] GetBytes(string s, int index, int count)
    {
        ArgumentNullException.ThrowIfNull(s);
        return ToBytes(s.AsSpan(index, count));
    }

    public virtual byte[] GetBytes(char[] chars)
    {
        ArgumentNullException.ThrowIfNull(chars);
        return ToBytes(chars);
    }

    public virtual byte[] GetBytes(char[] chars, int index, int count)
    {
        EncodingRange.Check(chars, index, count, nameof(chars), nameof(index), nameof(count));
        return ToBytes(new ReadOnlySpan<char>(chars, index, count));
    }

    public virtual int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex)
    {
        ArgumentNullException.ThrowIfNull(chars);
        ArgumentNullException.ThrowIfNull(bytes);
        EncodingRange.Check(chars, charIndex, charCount, nameof(chars), nameof(charIndex), nameof(charCount));
        EncodingRange.CheckStart(bytes, byteIndex, nameof(byteIndex));
        return GetBytes(new ReadOnlySpan<char>(chars, charIndex, charCount), bytes.AsSpan(byteIndex));
    }

    public virtual int GetBytes(string s, int charIndex, int charCount, byte[] bytes, int byteIndex)
    {
        ArgumentNullException.ThrowIfNull(s);
        ArgumentNullException.ThrowIfNull(bytes);
        EncodingRange.Check(s, charIndex, charCount);
        EncodingRange.CheckStart(bytes, byteIndex, nameof(byteIndex));
        return GetBytes(s.AsSpan(charIndex, charCount), bytes.AsSpan(byteIndex));
    }

    public virtual int GetCharCount(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return GetCharCount((ReadOnlySpan<byte>)bytes);
    }

    public virtual int GetCharCount(byte[] bytes, int index, int count)
    {
        EncodingRange.Check(bytes, index, count, nameof(bytes), nameof(index), nameof(count));
        return GetCharCount(new ReadOnlySpan<byte>(bytes, index, count));
    }

    public virtual char[] GetChars(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return GetChars(bytes, 0, bytes.Length);
    }

    public virtual char[] GetChars(byte[] bytes, int index, int count)
    {
        EncodingRange.Check(bytes, index, count, nameof(bytes), nameof(index), nameof(count));
        ReadOnlySpan<byte> source = new(bytes, index, count);
        char[] chars = new char[GetCharCount(source)];
        GetChars(source, chars);
        return chars;
    }

    public virtual int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(chars);
        EncodingRange.Check(bytes, byteIndex, byteCount, nameof(bytes), nameof(byteIndex), nameof(byteCount));
        EncodingRange.CheckStart(chars, charIndex, nameof(charIndex));
        return GetChars(new ReadOnlySpan<byte>(bytes, byteIndex, byteCount), chars.AsSpan(charIndex));
    }

    public virtual string GetString(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return GetString((ReadOnlySpan<byte>)bytes);
    }

    public virtual string GetString(byte[] bytes, int index, int count)
    {
        EncodingRange.Check(bytes, index, count, nameof(bytes), nameof(index), nameof(count));
        return GetString(new ReadOnlySpan<byte>(bytes, index, count));
    }

    public unsafe string GetString(byte* bytes, int byteCount) => GetString(new ReadOnlySpan<byte>(bytes, byteCount));

    public override bool Equals(object? value) =>
        value is Encoding other && other.CodePage == CodePage && other.Preamble.SequenceEqual(Preamble)
        && other._encoderFallback.Equals(_encoderFallback) && other._decoderFallback.Equals(_decoderFallback);

    public override int GetHashCode() => CodePage + _encoderFallback.GetHashCode() + _decoderFallback.GetHashCode();

    private byte[] ToBytes(ReadOnlySpan<char> chars)
    {
        byte[] bytes = new byte[GetByteCount(chars)];
        GetBytes(chars, bytes);
        return bytes;
    }

    private static InvalidOperationException ReadOnly() => new("Instance is read-only.");
}
