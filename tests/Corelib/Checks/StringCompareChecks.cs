// SPDX-License-Identifier: MIT

using System;

namespace Skift.Tests.Corelib;

internal static class StringCompareChecks
{
    internal static void Run(Check check)
    {
        check.Equal("ordinal less", Math.Sign(string.CompareOrdinal("abc", "abd")), -1);
        check.Equal("ordinal prefix", Math.Sign(string.CompareOrdinal("ab", "abc")), -1);
        check.Equal("ordinal is by code unit", Math.Sign(string.CompareOrdinal("a", "B")), 1);
        check.Equal("null first", Math.Sign(string.Compare(null, "")), -1);
        check.Equal("nulls are equal", string.Compare(null, null), 0);
        check.Equal("ignore case", string.Compare("HeLLo", "hEllO", StringComparison.OrdinalIgnoreCase), 0);
        check.Equal("ignore case order", Math.Sign(string.Compare("a", "B", StringComparison.OrdinalIgnoreCase)), -1);
        check.Equal("ignore case goes by upper case", Math.Sign(string.Compare("_", "a", StringComparison.OrdinalIgnoreCase)), 1);
        check.Equal("parts", string.Compare("xabcx", 1, "yabcy", 1, 3, StringComparison.Ordinal), 0);
        check.Equal("compare to", Math.Sign("b".CompareTo("a")), 1);
        check.True("equals", "ab".Equals("ab") && "ab" == new string(['a', 'b']) && "ab" != "Ab" && !"ab".Equals(null));
        check.True("equals ignoring case", "ÀB".Equals("àb", StringComparison.OrdinalIgnoreCase));
        check.False("no full case folding", "straße".Equals("STRASSE", StringComparison.OrdinalIgnoreCase));
        check.True("equal hashes", "hello".GetHashCode() == ("hel" + "lo".ToString()).GetHashCode());
        check.True("equal hashes ignoring case", "Hello".GetHashCode(StringComparison.OrdinalIgnoreCase) == "hELLO".GetHashCode(StringComparison.OrdinalIgnoreCase));
        check.True("comparer ordinal", StringComparer.Ordinal.Equals("a", "a") && !StringComparer.Ordinal.Equals("a", "A"));
        check.True("comparer ignoring case", StringComparer.OrdinalIgnoreCase.Equals("a", "A"));
        check.True("comparer hash", StringComparer.OrdinalIgnoreCase.GetHashCode("ÄB") == StringComparer.OrdinalIgnoreCase.GetHashCode("äb"));
        check.Equal("comparer order", Math.Sign(StringComparer.OrdinalIgnoreCase.Compare("a", "Z")), -1);
        check.Equal("comparer null", Math.Sign(StringComparer.Ordinal.Compare(null, "a")), -1);
        check.True("comparer from comparison", StringComparer.FromComparison(StringComparison.OrdinalIgnoreCase).Equals("x", "X"));
        check.Throws<ArgumentException>("unknown comparison", () => "a".Equals("b", (StringComparison)9));
        check.Throws<ArgumentException>("compare with a number", () => "a".CompareTo((object)1));
    }
}
