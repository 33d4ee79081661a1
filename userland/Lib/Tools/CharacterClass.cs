// SPDX-License-Identifier: MIT
using System;

namespace Skift.Tools;

/// <summary>The classes of POSIX bracket expressions, such as <c>[:alpha:]</c>, in the C locale.</summary>
public static class CharacterClass
{
    public static bool IsKnown(string name) =>
        name is "alpha" or "digit" or "alnum" or "upper" or "lower" or "space" or "blank" or "punct" or "print" or "graph" or "cntrl" or "xdigit";

    public static bool Contains(string name, char c) => name switch
    {
        "alpha" => char.IsAsciiLetter(c),
        "digit" => char.IsAsciiDigit(c),
        "alnum" => char.IsAsciiLetterOrDigit(c),
        "upper" => char.IsAsciiLetterUpper(c),
        "lower" => char.IsAsciiLetterLower(c),
        "space" => c is ' ' or (>= '\t' and <= '\r'),
        "blank" => c is ' ' or '\t',
        "punct" => c is > ' ' and < (char)127 && !char.IsAsciiLetterOrDigit(c),
        "print" => c is >= ' ' and < (char)127,
        "graph" => c is > ' ' and < (char)127,
        "cntrl" => c is < ' ' or (char)127,
        "xdigit" => char.IsAsciiHexDigit(c),
        _ => false,
    };
}
