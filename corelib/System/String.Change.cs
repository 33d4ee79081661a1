// SPDX-License-Identifier: MIT

using System.Buffers;
using System.Globalization;
using System.Text;

namespace System;

public sealed partial class String
{
    public static string Create<TState>(int length, TState state, SpanAction<char, TState> action)
        where TState : allows ref struct
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length == 0) return Empty;
        string result = FastAllocateString(length);
        action(new Span<char>(ref result._firstChar, length), state);
        return result;
    }

    public string Substring(int startIndex) => Substring(startIndex, Length - startIndex);

    public string Substring(int startIndex, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startIndex);
        if (startIndex > Length) throw new ArgumentOutOfRangeException(nameof(startIndex), "startIndex cannot be larger than length of string.");
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (startIndex > Length - length) throw new ArgumentOutOfRangeException(nameof(length), "Index and length must refer to a location within the string.");
        return length == Length ? this : new string(this.AsSpan(startIndex, length));
    }

    public char[] ToCharArray() => Whole.ToArray();

    public char[] ToCharArray(int startIndex, int length)
    {
        if ((uint)startIndex > (uint)Length) throw new ArgumentOutOfRangeException(nameof(startIndex), IndexMessage);
        if ((uint)length > (uint)(Length - startIndex)) throw new ArgumentOutOfRangeException(nameof(length), IndexMessage);
        return this.AsSpan(startIndex, length).ToArray();
    }

    public void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)
    {
        ArgumentNullException.ThrowIfNull(destination);
        this.AsSpan(sourceIndex, count).CopyTo(destination.AsSpan(destinationIndex));
    }

    public void CopyTo(Span<char> destination) => Whole.CopyTo(destination);

    public bool TryCopyTo(Span<char> destination) => Whole.TryCopyTo(destination);

    public static bool IsNullOrWhiteSpace([Diagnostics.CodeAnalysis.NotNullWhen(false)] string? value)
    {
        foreach (char c in (ReadOnlySpan<char>)value)
        {
            if (!char.IsWhiteSpace(c)) return false;
        }
        return true;
    }

    public string Trim() => Cut(Whole.Trim());

    public string Trim(char trimChar) => Cut(Whole.Trim(trimChar));

    public string Trim(params char[]? trimChars) => Cut(trimChars is { Length: > 0 } ? Whole.Trim(trimChars) : Whole.Trim());

    public string TrimStart() => Cut(Whole.TrimStart());

    public string TrimStart(char trimChar) => Cut(Whole.TrimStart(trimChar));

    public string TrimStart(params char[]? trimChars) => Cut(trimChars is { Length: > 0 } ? Whole.TrimStart(trimChars) : Whole.TrimStart());

    public string TrimEnd() => Cut(Whole.TrimEnd());

    public string TrimEnd(char trimChar) => Cut(Whole.TrimEnd(trimChar));

    public string TrimEnd(params char[]? trimChars) => Cut(trimChars is { Length: > 0 } ? Whole.TrimEnd(trimChars) : Whole.TrimEnd());

    private string Cut(ReadOnlySpan<char> part) => part.Length == Length ? this : new string(part);

    public string PadLeft(int totalWidth) => PadLeft(totalWidth, ' ');

    public string PadLeft(int totalWidth, char paddingChar)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(totalWidth);
        int padding = totalWidth - Length;
        if (padding <= 0) return this;
        string result = FastAllocateString(totalWidth);
        Span<char> room = new(ref result._firstChar, totalWidth);
        room.Slice(0, padding).Fill(paddingChar);
        CopyTo(room.Slice(padding));
        return result;
    }

    public string PadRight(int totalWidth) => PadRight(totalWidth, ' ');

    public string PadRight(int totalWidth, char paddingChar)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(totalWidth);
        if (totalWidth <= Length) return this;
        string result = FastAllocateString(totalWidth);
        Span<char> room = new(ref result._firstChar, totalWidth);
        CopyTo(room);
        room.Slice(Length).Fill(paddingChar);
        return result;
    }

    public string Insert(int startIndex, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if ((uint)startIndex > (uint)Length) throw new ArgumentOutOfRangeException(nameof(startIndex));
        return Concat(this.AsSpan(0, startIndex), value, this.AsSpan(startIndex));
    }

    public string Remove(int startIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startIndex);
        if (startIndex > Length) throw new ArgumentOutOfRangeException(nameof(startIndex), "startIndex must be less than length of string.");
        return Substring(0, startIndex);
    }

    public string Remove(int startIndex, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startIndex);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Length - startIndex);
        return Concat(this.AsSpan(0, startIndex), this.AsSpan(startIndex + count));
    }

    public string Replace(char oldChar, char newChar)
    {
        int first = oldChar == newChar ? -1 : IndexOf(oldChar);
        if (first < 0) return this;
        string result = FastAllocateString(Length);
        Span<char> room = new(ref result._firstChar, Length);
        CopyTo(room);
        for (int i = first; i < room.Length; i++)
        {
            if (room[i] == oldChar) room[i] = newChar;
        }
        return result;
    }

    public string Replace(string oldValue, string? newValue) => Replace(oldValue, newValue, StringComparison.Ordinal);

    public string Replace(string oldValue, string? newValue, StringComparison comparisonType)
    {
        ArgumentException.ThrowIfNullOrEmpty(oldValue);
        int at = IndexOf(oldValue, comparisonType);
        if (at < 0) return this;
        ValueStringBuilder text = new(stackalloc char[256]);
        int start = 0;
        for (; at >= 0; at = IndexOf(oldValue, start, comparisonType))
        {
            text.Append(this.AsSpan(start, at - start));
            text.Append(newValue);
            start = at + oldValue.Length;
        }
        text.Append(this.AsSpan(start));
        return text.ToString();
    }

    public string ReplaceLineEndings() => ReplaceLineEndings(Environment.NewLine);

    public string ReplaceLineEndings(string replacementText)
    {
        ArgumentNullException.ThrowIfNull(replacementText);
        const string LineEnds = "\r\n\f\u0085\u2028\u2029";
        ValueStringBuilder text = new(stackalloc char[256]);
        ReadOnlySpan<char> rest = this;
        while (true)
        {
            int at = rest.IndexOfAny(LineEnds);
            if (at < 0) break;
            text.Append(rest.Slice(0, at));
            text.Append(replacementText);
            bool pair = rest[at] == '\r' && at + 1 < rest.Length && rest[at + 1] == '\n';
            rest = rest.Slice(at + (pair ? 2 : 1));
        }
        text.Append(rest);
        return text.ToString();
    }

    public string ToUpperInvariant()
    {
        int i = 0;
        while (i < Length && char.ToUpperInvariant(this[i]) == this[i] && !char.IsSurrogate(this[i])) i++;
        return i == Length ? this : Create(Length, this, static (room, source) => source.AsSpan().ToUpperInvariant(room));
    }

    public string ToLowerInvariant()
    {
        int i = 0;
        while (i < Length && char.ToLowerInvariant(this[i]) == this[i] && !char.IsSurrogate(this[i])) i++;
        return i == Length ? this : Create(Length, this, static (room, source) => source.AsSpan().ToLowerInvariant(room));
    }

    public string ToUpper() => ToUpperInvariant();

    public string ToUpper(CultureInfo? culture) => ToUpperInvariant();

    public string ToLower() => ToLowerInvariant();

    public string ToLower(CultureInfo? culture) => ToLowerInvariant();

    public string ToString(IFormatProvider? provider) => this;

    public StringRuneEnumerator EnumerateRunes() => new(this);
}
