// SPDX-License-Identifier: MIT

using System.Buffers;
using System.Runtime.CompilerServices;

namespace System.Text;

/// <summary>UTF-8 (RFC 3629). Each ill-formed part becomes U+FFFD, or an exception where that was asked for.</summary>
public class UTF8Encoding : Encoding
{
    private const ulong NotAscii = 0x8080808080808080;

    private readonly bool _emitsIdentifier;
    private readonly bool _throws;

    public UTF8Encoding()
        : this(false)
    {
    }

    public UTF8Encoding(bool encoderShouldEmitUTF8Identifier)
        : this(encoderShouldEmitUTF8Identifier, false)
    {
    }

    public UTF8Encoding(bool encoderShouldEmitUTF8Identifier, bool throwOnInvalidBytes)
    {
        _emitsIdentifier = encoderShouldEmitUTF8Identifier;
        _throws = throwOnInvalidBytes;
    }

    public override string WebName => "utf-8";

    public override int CodePage => 65001;

    public override string EncodingName => "Unicode (UTF-8)";

    public override ReadOnlySpan<byte> Preamble => _emitsIdentifier ? [0xEF, 0xBB, 0xBF] : default;

    public override int GetMaxByteCount(int charCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(charCount);
        return checked((charCount + 1) * 3);
    }

    public override int GetMaxCharCount(int byteCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteCount);
        return checked(byteCount + 1);
    }

    public override int GetByteCount(ReadOnlySpan<char> chars)
    {
        int count = 0;
        for (int i = 0; i < chars.Length;)
        {
            if (chars[i] < 0x80)
            {
                count++;
                i++;
                continue;
            }
            count += Next(chars, i, out int consumed).Utf8SequenceLength;
            i += consumed;
        }
        return count;
    }

    private Rune Next(ReadOnlySpan<char> chars, int index, out int consumed)
    {
        if (Rune.DecodeFromUtf16(chars.Slice(index), out Rune rune, out consumed) != OperationStatus.Done && _throws)
            throw new EncoderFallbackException("Unable to translate Unicode character \\\\u" + ((int)chars[index]).ToString("X4") + " at index " + index.ToString() + " to specified code page.");
        return rune;
    }

    private protected override bool Encode(ReadOnlySpan<char> chars, Span<byte> bytes, out int written)
    {
        written = 0;
        for (int i = 0; i < chars.Length;)
        {
            if (chars[i] < 0x80)
            {
                if (written >= bytes.Length) return false;
                bytes[written++] = (byte)chars[i++];
                continue;
            }
            if (!Next(chars, i, out int consumed).TryEncodeToUtf8(bytes.Slice(written), out int length)) return false;
            written += length;
            i += consumed;
        }
        return true;
    }

    public override int GetCharCount(ReadOnlySpan<byte> bytes)
    {
        int count = 0;
        for (int i = 0; i < bytes.Length;)
        {
            int ascii = AsciiPrefix(bytes.Slice(i));
            count += ascii;
            i += ascii;
            if (i == bytes.Length) break;
            count += Next(bytes, i, out int consumed).Utf16SequenceLength;
            i += consumed;
        }
        return count;
    }

    private Rune Next(ReadOnlySpan<byte> bytes, int index, out int consumed)
    {
        if (Rune.DecodeFromUtf8(bytes.Slice(index), out Rune rune, out consumed) != OperationStatus.Done && _throws)
            throw new DecoderFallbackException("Unable to translate bytes [" + bytes[index].ToString("X2") + "] at index " + index.ToString() + " from specified code page to Unicode.");
        return rune;
    }

    private protected override bool Decode(ReadOnlySpan<byte> bytes, Span<char> chars, out int written)
    {
        written = 0;
        for (int i = 0; i < bytes.Length;)
        {
            int ascii = AsciiPrefix(bytes.Slice(i));
            if (ascii > chars.Length - written) return false;
            for (int end = i + ascii; i < end; i++) chars[written++] = (char)bytes[i];
            if (i == bytes.Length) break;
            if (!Next(bytes, i, out int consumed).TryEncodeToUtf16(chars.Slice(written), out int length)) return false;
            written += length;
            i += consumed;
        }
        return true;
    }

    private static int AsciiPrefix(ReadOnlySpan<byte> bytes)
    {
        int i = 0;
        while (i + 8 <= bytes.Length && (Unsafe.ReadUnaligned<ulong>(in bytes[i]) & NotAscii) == 0) i += 8;
        while (i < bytes.Length && bytes[i] < 0x80) i++;
        return i;
    }
}
