// SPDX-License-Identifier: MIT
namespace System.Text;

/// <summary>What encodings, encoders and decoders ask of parts of arrays.</summary>
internal static class EncodingRange
{
    private const string NotInBuffer = "Index and count must refer to a location within the buffer.";

    internal static void Check<T>(T[] array, int index, int count, string arrayName, string indexName, string countName)
    {
        ArgumentNullException.ThrowIfNull(array, arrayName);
        CheckNotNegative(index, indexName);
        CheckNotNegative(count, countName);
        if (array.Length - index < count) throw new ArgumentOutOfRangeException(arrayName, NotInBuffer);
    }

    internal static void Check(string s, int charIndex, int charCount)
    {
        CheckNotNegative(charIndex, nameof(charIndex));
        CheckNotNegative(charCount, nameof(charCount));
        if (s.Length - charIndex < charCount) throw new ArgumentOutOfRangeException(nameof(s), "Index and count must refer to a location within the string.");
    }

    internal static void CheckStart<T>(T[] array, int index, string name)
    {
        if ((uint)index > (uint)array.Length)
        {
            throw new ArgumentOutOfRangeException(name, "Index was out of range. Must be non-negative and less than or equal to the size of the collection.");
        }
    }

    private static void CheckNotNegative(int value, string name)
    {
        if (value < 0) throw new ArgumentOutOfRangeException(name, "Non-negative number required.");
    }
}
