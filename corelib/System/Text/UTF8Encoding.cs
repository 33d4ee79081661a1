// SPDX-License-Identifier: MIT

using System.Buffers;
using System.Runtime.CompilerServices;

namespace System.Text;

/// <summary>UTF-8 (RFC 3629). Each maximal ill-formed part (Unicode 16 §3.9) is one replacement.</summary>
public class UTF8Encoding : Encoding
{
    internal static readonly UTF8Encoding WithIdentifier = new(true, throwOnInvalidBytes: false, isReadOnly: true);
    internal static readonly UTF8Encoding WithoutIdentifier = new(false, throwOnInvalidBytes: false, isReadOnly: true);

    private const ulong NotAscii = 0x8080808080808080;

    private readonly bool _emitsIdentifier;

    public UTF8Encoding()
        : this(false)
    {
    }

    public UTF8Encoding(bool encoderShouldEmitUTF8Identifier)
        : this(encoderShouldEmitUTF8Identifier, false)
    {
    }

    public UTF8Encoding(bool encoderShouldEmitUTF8Identifier, bool throwOnInvalidBytes)
        : this(encoderShouldEmitUTF8Identifier, throwOnInvalidBytes, isReadOnly: false)
    {
    }

    private UTF8Encoding(bool encoderShouldEmitUTF8Identifier, bool throwOnInvalidBytes, bool isReadOnly)
        : base(
            throwOnInvalidBytes ? EncoderExceptionFallback.Instance : EncoderReplacementFallback.ReplacementCharacter,
            throwOnInvalidBytes ? DecoderExceptionFallback.Instance : DecoderReplacementFallback.Default,
            isReadOnly) => _emitsIdentifier = encoderShouldEmitUTF8Identifier;

    public override string WebName => "utf-8";

    public override int CodePage => 65001;

    public override string EncodingName => "Unicode (UTF-8)";

    public override ReadOnlySpan<byte> Preamble => _emitsIdentifier ? [0xEF, 0xBB, 0xBF] : default;

    public override int GetMaxByteCount(int charCount) => EncodingSize.MaxBytes(charCount, EncoderFallback, 3);

    public override int GetMaxCharCount(int byteCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteCount);
        return EncodingSize.Checked(nameof(byteCount), ((long)byteCount + 1) * Math.Max(DecoderFallback.MaxCharCount, 1));
    }

    private protected override int CountSimple(ReadOnlySpan<char> chars)
    {
        int i = 0;
        while (i < chars.Length && chars[i] < 0x80) i++;
        return i;
    }

    private protected override int CountSimple(ReadOnlySpan<byte> bytes)
    {
        int i = 0;
        while (i + 8 <= bytes.Length && (Unsafe.ReadUnaligned<ulong>(in bytes[i]) & NotAscii) == 0) i += 8;
        while (i < bytes.Length && bytes[i] < 0x80) i++;
        return i;
    }

    private protected override int Put(Rune rune, Span<byte> bytes) => rune.TryEncodeToUtf8(bytes, out int length) ? length : 0;

    private protected override OperationStatus Take(ReadOnlySpan<byte> bytes, out Rune rune, out int length) => Rune.DecodeFromUtf8(bytes, out rune, out length);
}
