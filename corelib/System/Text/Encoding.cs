// SPDX-License-Identifier: MIT

namespace System.Text;

/// <summary>Conversion between UTF-16 text and bytes. What cannot be converted is replaced, unless the encoding was made to throw.</summary>
public abstract class Encoding
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: true);
    private static readonly Encoding s_ascii = new ASCIIEncoding();
    private static readonly Encoding s_latin1 = new Latin1Encoding();
    private static readonly Encoding s_unicode = new UnicodeEncoding();

    public static Encoding UTF8 => s_utf8;

    public static Encoding ASCII => s_ascii;

    public static Encoding Latin1 => s_latin1;

    public static Encoding Unicode => s_unicode;

    public static Encoding Default => s_utf8;

    public abstract string WebName { get; }

    public abstract int CodePage { get; }

    public virtual string EncodingName => WebName;

    public virtual ReadOnlySpan<byte> Preamble => default;

    public virtual byte[] GetPreamble() => Preamble.ToArray();

    public abstract int GetMaxByteCount(int charCount);

    public abstract int GetMaxCharCount(int byteCount);

    public abstract int GetByteCount(ReadOnlySpan<char> chars);

    public abstract int GetCharCount(ReadOnlySpan<byte> bytes);

    /// <summary>Encodes as much as fits whole characters; answers whether everything did.</summary>
    private protected abstract bool Encode(ReadOnlySpan<char> chars, Span<byte> bytes, out int written);

    private protected abstract bool Decode(ReadOnlySpan<byte> bytes, Span<char> chars, out int written);

    public virtual int GetByteCount(string s)
    {
        ArgumentNullException.ThrowIfNull(s);
        return GetByteCount(s.AsSpan());
    }

    public virtual int GetByteCount(char[] chars) => GetByteCount((ReadOnlySpan<char>)chars);

    public virtual int GetByteCount(char[] chars, int index, int count) => GetByteCount(new ReadOnlySpan<char>(chars, index, count));

    public virtual byte[] GetBytes(string s)
    {
        ArgumentNullException.ThrowIfNull(s);
        return ToBytes(s);
    }

    public virtual byte[] GetBytes(char[] chars) => ToBytes(chars);

    public virtual byte[] GetBytes(char[] chars, int index, int count) => ToBytes(new ReadOnlySpan<char>(chars, index, count));

    private byte[] ToBytes(ReadOnlySpan<char> chars)
    {
        byte[] bytes = new byte[GetByteCount(chars)];
        GetBytes(chars, bytes);
        return bytes;
    }

    public virtual int GetBytes(ReadOnlySpan<char> chars, Span<byte> bytes)
    {
        if (!Encode(chars, bytes, out int written)) throw TooShort(nameof(bytes));
        return written;
    }

    public virtual int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        GetBytes(new ReadOnlySpan<char>(chars, charIndex, charCount), bytes.AsSpan(byteIndex));

    public virtual int GetBytes(string s, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        GetBytes(s.AsSpan(charIndex, charCount), bytes.AsSpan(byteIndex));

    public virtual bool TryGetBytes(ReadOnlySpan<char> chars, Span<byte> bytes, out int bytesWritten)
    {
        if (Encode(chars, bytes, out bytesWritten)) return true;
        bytesWritten = 0;
        return false;
    }

    public virtual int GetCharCount(byte[] bytes) => GetCharCount((ReadOnlySpan<byte>)bytes);

    public virtual int GetCharCount(byte[] bytes, int index, int count) => GetCharCount(new ReadOnlySpan<byte>(bytes, index, count));

    public virtual char[] GetChars(byte[] bytes) => GetChars(bytes, 0, bytes.Length);

    public virtual char[] GetChars(byte[] bytes, int index, int count)
    {
        ReadOnlySpan<byte> source = new(bytes, index, count);
        char[] chars = new char[GetCharCount(source)];
        GetChars(source, chars);
        return chars;
    }

    public virtual int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        if (!Decode(bytes, chars, out int written)) throw TooShort(nameof(chars));
        return written;
    }

    public virtual int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        GetChars(new ReadOnlySpan<byte>(bytes, byteIndex, byteCount), chars.AsSpan(charIndex));

    public virtual bool TryGetChars(ReadOnlySpan<byte> bytes, Span<char> chars, out int charsWritten)
    {
        if (Decode(bytes, chars, out charsWritten)) return true;
        charsWritten = 0;
        return false;
    }

    public virtual string GetString(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return GetString((ReadOnlySpan<byte>)bytes);
    }

    public virtual string GetString(byte[] bytes, int index, int count)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return GetString(new ReadOnlySpan<byte>(bytes, index, count));
    }

    public unsafe string GetString(byte* bytes, int byteCount) => GetString(new ReadOnlySpan<byte>(bytes, byteCount));

    public string GetString(ReadOnlySpan<byte> bytes)
    {
        int length = GetCharCount(bytes);
        if (length == 0) return "";
        string result = string.FastAllocateString(length);
        Decode(bytes, new Span<char>(ref result.GetRawStringData(), length), out _);
        return result;
    }

    private ArgumentException TooShort(string name)
    {
        bool encoding = name == "bytes";
        return new ArgumentException(
            $"The output {(encoding ? "byte" : "char")} buffer is too small to contain the {(encoding ? "encoded data" : "decoded characters")}, "
            + $"encoding codepage '{CodePage}' and fallback 'System.Text.{(encoding ? "Encoder" : "Decoder")}ReplacementFallback'.",
            name);
    }
}
