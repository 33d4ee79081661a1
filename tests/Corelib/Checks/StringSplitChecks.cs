// SPDX-License-Identifier: MIT

using System;

namespace Skift.Tests.Corelib;

internal static class StringSplitChecks
{
    internal static void Run(Check check)
    {
        const StringSplitOptions NoEmpty = StringSplitOptions.RemoveEmptyEntries;
        const StringSplitOptions Trim = StringSplitOptions.TrimEntries;
        check.Sequence("char", "a,b,,c,".Split(','), "a", "b", "", "c", "");
        check.Sequence("no separator in it", "abc".Split(','), "abc");
        check.Sequence("empty text", "".Split(','), "");
        check.Sequence("empty text without empties", "".Split(',', NoEmpty));
        check.Sequence("without empties", ",a,,b,".Split(',', NoEmpty), "a", "b");
        check.Sequence("trimmed", " a , b ,  , c ".Split(',', Trim), "a", "b", "", "c");
        check.Sequence("trimmed without empties", " a , b ,  , c ".Split(',', Trim | NoEmpty), "a", "b", "c");
        check.Sequence("count", "a,b,c,d".Split(',', 2), "a", "b,c,d");
        check.Sequence("count one", " a,b ".Split(',', 1), " a,b ");
        check.Sequence("count zero", "a,b".Split(',', 0));
        check.Sequence("count without empties", ",,a,,b,,c".Split(',', 2, NoEmpty), "a", "b,,c");
        check.Sequence("count trimmed", "a , b , c".Split(',', 2, Trim), "a", "b , c");
        check.Sequence("several chars", "a,b;c d".Split(',', ';', ' '), "a", "b", "c", "d");
        check.Sequence("white space", " a\tb  c\n".Split((char[]?)null, NoEmpty), "a", "b", "c");
        check.Sequence("white space with empties", "a  b".Split(), "a", "", "b");
        check.Sequence("string", "a::b::c".Split("::"), "a", "b", "c");
        check.Sequence("string overlapping", "a:::b".Split("::"), "a", ":b");
        check.Sequence("empty string separator", "a b".Split(""), "a b");
        check.Sequence("strings", "a--b++c--d".Split(["--", "++"], StringSplitOptions.None), "a", "b", "c", "d");
        check.Sequence("strings, the first given wins", "a---b".Split(["--", "---"], StringSplitOptions.None), "a", "-b");
        check.Sequence("strings, the longer given first", "a---b".Split(["---", "--"], StringSplitOptions.None), "a", "b");
        check.Throws<ArgumentOutOfRangeException>("negative count", () => "a".Split(',', -1));
        check.Throws<ArgumentException>("bad options", () => "a".Split(',', (StringSplitOptions)8));

        Span<Range> ranges = stackalloc Range[4];
        check.Equal("ranges", "a,b,c".AsSpan().Split(ranges, ','), 3);
        check.Equal("second range", ranges[1].ToString(), "2..3");
        check.Equal("ranges without empties", " x ,, y".AsSpan().Split(ranges, ',', Trim | NoEmpty), 2);
        check.Equal("trimmed range", ranges[1].ToString(), "6..7");
        string parts = "";
        foreach (Range part in "k=v=w".AsSpan().Split('=')) parts += part + ";";
        check.Equal("split enumerator", parts, "0..1;2..3;4..5;");
        string lines = "";
        foreach (ReadOnlySpan<char> line in "one\r\ntwo\nthree".AsSpan().EnumerateLines()) lines += line.ToString() + "|";
        check.Equal("lines", lines, "one|two|three|");
    }
}
