// SPDX-License-Identifier: MIT
using System.Buffers;

namespace System.Text;

/// <summary>The two loops that all conversions are, over what an encoding knows of one character.</summary>
public abstract partial class Encoding
{
    /// <summary>A character that an encoding does not have.</summary>
    private protected const int NoSuchCharacter = -1;

    /// <summary>No character is more bytes than this.</summary>
    internal const int MostBytes = 4;

    /// <summary>How many characters at the beginning are one byte each, of the same number.</summary>
    private protected abstract int CountSimple(ReadOnlySpan<char> chars);

    private protected abstract int CountSimple(ReadOnlySpan<byte> bytes);

    /// <returns>Bytes written; 0 if there is no room, or <see cref="NoSuchCharacter"/>.</returns>
    private protected abstract int Put(Rune rune, Span<byte> bytes);

    /// <summary>The first character.</summary>
    /// <param name="bytes">At least one.</param>
    /// <param name="rune">It, with <see cref="OperationStatus.Done"/>.</param>
    /// <param name="length">What it takes, or what an ill-formed or unfinished part takes.</param>
    /// <returns>With <see cref="OperationStatus.NeedMoreData"/> all bytes are its beginning.</returns>
    private protected abstract OperationStatus Take(ReadOnlySpan<byte> bytes, out Rune rune, out int length);

    public virtual int GetByteCount(ReadOnlySpan<char> chars)
    {
        EncoderFallbackBuffer? fallback = null;
        _ = Encode(chars, default, isCounting: true, isLast: true, 0, _encoderFallback, ref fallback, out _, out int count);
        return count;
    }

    public virtual int GetCharCount(ReadOnlySpan<byte> bytes)
    {
        DecoderFallbackBuffer? fallback = null;
        _ = Decode(bytes, default, isCounting: true, isLast: true, 0, _decoderFallback, ref fallback, out _, out int count);
        return count;
    }

    public virtual int GetBytes(ReadOnlySpan<char> chars, Span<byte> bytes)
    {
        if (!TryEncode(chars, bytes, out int written)) throw TooFewBytes();
        return written;
    }

    public virtual int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        if (!TryDecode(bytes, chars, out int written)) throw TooFewChars();
        return written;
    }

    public virtual bool TryGetBytes(ReadOnlySpan<char> chars, Span<byte> bytes, out int bytesWritten)
    {
        if (TryEncode(chars, bytes, out bytesWritten)) return true;
        bytesWritten = 0;
        return false;
    }

    public virtual bool TryGetChars(ReadOnlySpan<byte> bytes, Span<char> chars, out int charsWritten)
    {
        if (TryDecode(bytes, chars, out charsWritten)) return true;
        charsWritten = 0;
        return false;
    }

    public string GetString(ReadOnlySpan<byte> bytes)
    {
        int length = GetCharCount(bytes);
        if (length == 0) return "";
        string result = string.FastAllocateString(length);
        _ = TryDecode(bytes, new Span<char>(ref result.GetRawStringData(), length), out _);
        return result;
    }

    internal ArgumentException TooFewBytes() => new(
        $"The output byte buffer is too small to contain the encoded data, encoding codepage '{CodePage}' and fallback '{_encoderFallback}'.", "bytes");

    internal ArgumentException TooFewChars() => new(
        $"The output char buffer is too small to contain the decoded characters, encoding codepage '{CodePage}' and fallback '{_decoderFallback}'.", "chars");

    private bool TryEncode(ReadOnlySpan<char> chars, Span<byte> bytes, out int written)
    {
        EncoderFallbackBuffer? fallback = null;
        return Encode(chars, bytes, isCounting: false, isLast: true, 0, _encoderFallback, ref fallback, out _, out written) == OperationStatus.Done;
    }

    private bool TryDecode(ReadOnlySpan<byte> bytes, Span<char> chars, out int written)
    {
        DecoderFallbackBuffer? fallback = null;
        return Decode(bytes, chars, isCounting: false, isLast: true, 0, _decoderFallback, ref fallback, out _, out written) == OperationStatus.Done;
    }

    /// <param name="chars">The text.</param>
    /// <param name="bytes">Not written to while <paramref name="isCounting"/>.</param>
    /// <param name="isCounting">Only <paramref name="written"/> is wanted.</param>
    /// <param name="isLast">A high surrogate at the end will have no other half.</param>
    /// <param name="start">The index of the first character, for the fallback.</param>
    /// <param name="fallback">For what the encoding does not have.</param>
    /// <param name="buffer">Of the fallback; made when there is need.</param>
    /// <param name="consumed">Whole characters only.</param>
    /// <param name="written">Bytes.</param>
    /// <returns>Done, DestinationTooSmall, or NeedMoreData for a high surrogate at the end.</returns>
    internal OperationStatus Encode(
        ReadOnlySpan<char> chars, Span<byte> bytes, bool isCounting, bool isLast, int start, EncoderFallback fallback, ref EncoderFallbackBuffer? buffer, out int consumed, out int written)
    {
        Span<byte> counted = stackalloc byte[MostBytes];
        consumed = 0;
        written = 0;
        while (consumed < chars.Length)
        {
            int simple = CountSimple(chars.Slice(consumed));
            int fitting = isCounting ? simple : Math.Min(simple, bytes.Length - written);
            if (!isCounting) Narrow(chars.Slice(consumed, fitting), bytes.Slice(written));
            consumed += fitting;
            written += fitting;
            if (fitting < simple) return OperationStatus.DestinationTooSmall;
            if (consumed == chars.Length) break;

            OperationStatus status = Rune.DecodeFromUtf16(chars.Slice(consumed), out Rune rune, out int length);
            if (status == OperationStatus.NeedMoreData && !isLast) return status;
            int count = status == OperationStatus.Done ? Put(rune, isCounting ? counted : bytes.Slice(written)) : NoSuchCharacter;
            if (count == NoSuchCharacter)
            {
                buffer ??= fallback.CreateFallbackBuffer();
                bool isAny = length == 2
                    ? buffer.Fallback(chars[consumed], chars[consumed + 1], start + consumed)
                    : buffer.Fallback(chars[consumed], start + consumed);
                count = isAny ? Replace(buffer, isCounting, isCounting ? counted : bytes.Slice(written)) : 0;
                if (count < 0) return OperationStatus.DestinationTooSmall;
            }
            else if (count == 0)
            {
                return OperationStatus.DestinationTooSmall;
            }

            consumed += length;
            written += count;
        }

        return OperationStatus.Done;
    }

    /// <summary>The loop the other way round; see <see cref="Encode"/>.</summary>
    /// <returns>Done, DestinationTooSmall, or NeedMoreData for an unfinished character at the end.</returns>
    internal OperationStatus Decode(
        ReadOnlySpan<byte> bytes, Span<char> chars, bool isCounting, bool isLast, int start, DecoderFallback fallback, ref DecoderFallbackBuffer? buffer, out int consumed, out int written)
    {
        consumed = 0;
        written = 0;
        while (consumed < bytes.Length)
        {
            int simple = CountSimple(bytes.Slice(consumed));
            int fitting = isCounting ? simple : Math.Min(simple, chars.Length - written);
            if (!isCounting) Widen(bytes.Slice(consumed, fitting), chars.Slice(written));
            consumed += fitting;
            written += fitting;
            if (fitting < simple) return OperationStatus.DestinationTooSmall;
            if (consumed == bytes.Length) break;

            OperationStatus status = Take(bytes.Slice(consumed), out Rune rune, out int length);
            if (status == OperationStatus.NeedMoreData && !isLast) return status;
            int count;
            if (status == OperationStatus.Done)
            {
                count = rune.Utf16SequenceLength;
                if (!isCounting && !rune.TryEncodeToUtf16(chars.Slice(written), out count)) return OperationStatus.DestinationTooSmall;
            }
            else
            {
                buffer ??= fallback.CreateFallbackBuffer();
                bool isAny = buffer.Fallback(bytes.Slice(consumed, length).ToArray(), start + consumed);
                count = isAny ? Replace(buffer, isCounting, isCounting ? default : chars.Slice(written)) : 0;
                if (count < 0) return OperationStatus.DestinationTooSmall;
            }

            consumed += length;
            written += count;
        }

        return OperationStatus.Done;
    }

    /// <returns>Bytes written, or -1 if there is no room.</returns>
    private int Replace(EncoderFallbackBuffer buffer, bool isCounting, Span<byte> bytes)
    {
        int written = 0;
        Span<char> pair = stackalloc char[2];
        for (char c = buffer.GetNextChar(); c != '\0'; c = buffer.GetNextChar())
        {
            pair[0] = c;
            int length = 1;
            if (char.IsHighSurrogate(c) && buffer.Remaining > 0) pair[length++] = buffer.GetNextChar();
            int count = Rune.DecodeFromUtf16(pair.Slice(0, length), out Rune rune, out _) == OperationStatus.Done
                ? Put(rune, isCounting ? bytes : bytes.Slice(written))
                : NoSuchCharacter;
            if (count == NoSuchCharacter) throw Recursive(rune, pair.Slice(0, length));
            if (count == 0)
            {
                buffer.Reset();
                return -1;
            }

            written += count;
        }

        return written;
    }

    /// <returns>Characters written, or -1 if there is no room.</returns>
    private static int Replace(DecoderFallbackBuffer buffer, bool isCounting, Span<char> chars)
    {
        int written = 0;
        for (char c = buffer.GetNextChar(); c != '\0'; c = buffer.GetNextChar())
        {
            if (!isCounting && written == chars.Length)
            {
                buffer.Reset();
                return -1;
            }

            if (!isCounting) chars[written] = c;
            written++;
        }

        return written;
    }

    private static ArgumentException Recursive(Rune rune, ReadOnlySpan<char> chars)
    {
        int number = chars.Length == 1 ? chars[0] : rune.Value;
        return new ArgumentException($"Recursive fallback not allowed for character \\\\u{number:X4}.", nameof(chars));
    }

    private static void Narrow(ReadOnlySpan<char> chars, Span<byte> bytes)
    {
        for (int i = 0; i < chars.Length; i++) bytes[i] = (byte)chars[i];
    }

    private static void Widen(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        for (int i = 0; i < bytes.Length; i++) chars[i] = (char)bytes[i];
    }
}
