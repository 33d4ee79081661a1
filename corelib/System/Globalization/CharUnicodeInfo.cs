// SPDX-License-Identifier: MIT

namespace System.Globalization;

public enum UnicodeCategory
{
    UppercaseLetter = 0,
    LowercaseLetter = 1,
    TitlecaseLetter = 2,
    ModifierLetter = 3,
    OtherLetter = 4,
    NonSpacingMark = 5,
    SpacingCombiningMark = 6,
    EnclosingMark = 7,
    DecimalDigitNumber = 8,
    LetterNumber = 9,
    OtherNumber = 10,
    SpaceSeparator = 11,
    LineSeparator = 12,
    ParagraphSeparator = 13,
    Control = 14,
    Format = 15,
    Surrogate = 16,
    PrivateUse = 17,
    ConnectorPunctuation = 18,
    DashPunctuation = 19,
    OpenPunctuation = 20,
    ClosePunctuation = 21,
    InitialQuotePunctuation = 22,
    FinalQuotePunctuation = 23,
    OtherPunctuation = 24,
    MathSymbol = 25,
    CurrencySymbol = 26,
    ModifierSymbol = 27,
    OtherSymbol = 28,
    OtherNotAssigned = 29,
}

public static class CharUnicodeInfo
{
    private const uint Alternating = 30;

    public static UnicodeCategory GetUnicodeCategory(char ch) => GetUnicodeCategory((int)ch);

    public static UnicodeCategory GetUnicodeCategory(int codePoint)
    {
        if ((uint)codePoint > 0x10FFFF) ThrowNoCodePoint();
        ReadOnlySpan<uint> runs = UnicodeTables.Categories;
        // The last run that starts at or before the code point.
        int low = 0, high = runs.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) >> 1;
            if (runs[middle] >> 8 <= (uint)codePoint) low = middle;
            else high = middle - 1;
        }
        uint category = runs[low] & 0xFF;
        return (UnicodeCategory)(category < Alternating ? category : ((uint)codePoint ^ category) & 1);
    }

    internal static int ToUpper(int codePoint) => Map(UnicodeTables.Upper, codePoint);

    internal static int ToLower(int codePoint) => Map(UnicodeTables.Lower, codePoint);

    private static int Map(ReadOnlySpan<uint> rows, int codePoint)
    {
        int low = 0, high = rows.Length / 3 - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            uint last = rows[middle * 3 + 1] & 0xFFFFFF;
            if ((uint)codePoint < rows[middle * 3])
            {
                high = middle - 1;
            }
            else if ((uint)codePoint > last)
            {
                low = middle + 1;
            }
            else
            {
                bool stepsOver = rows[middle * 3 + 1] >> 24 == 2 && (((uint)codePoint ^ last) & 1) != 0;
                return stepsOver ? codePoint : codePoint + (int)rows[middle * 3 + 2];
            }
        }
        return codePoint;
    }

    // Apart, so that the C library can use the rest without exceptions.
    private static void ThrowNoCodePoint() => throw new ArgumentOutOfRangeException("codePoint");
}
