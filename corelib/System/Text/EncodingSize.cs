// SPDX-License-Identifier: MIT
namespace System.Text;

/// <summary>How much a conversion may give at most.</summary>
internal static class EncodingSize
{
    /// <summary>One character more than there are: an encoder may have kept a high surrogate.</summary>
    internal static int MaxBytes(int charCount, EncoderFallback fallback, int bytesPerChar)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(charCount);
        return Checked(nameof(charCount), ((long)charCount + 1) * Math.Max(fallback.MaxCharCount, 1) * bytesPerChar);
    }

    internal static int Checked(string name, long size)
    {
        if (size <= int.MaxValue) return (int)size;
        string what = name == "charCount" ? "Too many characters" : "Too many bytes";
        throw new ArgumentOutOfRangeException(name, $"{what}. The resulting number of {(name == "charCount" ? "bytes" : "chars")} is larger than what can be returned as an int.");
    }
}
