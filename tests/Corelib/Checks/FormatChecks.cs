// SPDX-License-Identifier: MIT

using System;
using System.Text;

namespace Skift.Tests.Corelib;

internal static class FormatChecks
{
    private sealed class Named
    {
        public override string ToString() => "named";
    }

    private readonly struct Point(int x, int y) : IFormattable
    {
        public string ToString(string? format, IFormatProvider? provider) => $"<{x.ToString(format)};{y.ToString(format)}>";

        public override string ToString() => ToString(null, null);
    }

    internal static void Run(Check check)
    {
        int number = 42;
        double half = 0.5;
        string? none = null;
        check.Equal("plain", $"{number}", "42");
        check.Equal("text around", $"a{number}b{half}c", "a42b0.5c");
        check.Equal("format", $"{number:X4} {half:F3} {number:D5}", "002A 0.500 00042");
        check.Equal("align right", $"[{number,6}]", "[    42]");
        check.Equal("align left", $"[{number,-6}]", "[42    ]");
        check.Equal("align and format", $"[{half,8:F2}]", "[    0.50]");
        check.Equal("align less than needed", $"[{number,1}]", "[42]");
        check.Equal("null", $"[{none}]", "[]");
        check.Equal("aligned null", $"[{none,3}]", "[   ]");
        check.Equal("braces", $"{{{number}}}", "{42}");
        check.Equal("bool and char", $"{true} {'x'}", "True x");
        check.Equal("object", $"{new Named()}", "named");
        check.Equal("formattable struct", $"{new Point(1, 2):D2} {new Point(3, 4),9}|", "<01;02>     <3;4>|");
        check.Equal("span", $"{"hello".AsSpan(1, 3)}", "ell");
        check.Equal("long text", $"{new string('x', 300)}{number}".Length, 302);
        check.Equal("nullable", $"{(int?)5}{(int?)null}", "5");
        check.Equal("tuple", $"{(1, "a")}", "(1, a)");

        check.Equal("composite", string.Format("{0} {1} {0}", 1, "b"), "1 b 1");
        check.Equal("composite aligned", string.Format("{0,5}|{1,-5}|{2:F1}", 1, "b", 2.25), "    1|b    |2.2");
        check.Equal("composite braces", string.Format("{{{0}}} }}", 7), "{7} }");
        check.Equal("composite null", string.Format("<{0}>", (object?)null), "<>");
        check.Equal("composite many", string.Format("{0}{1}{2}{3}{4}", 1, 2, 3, 4, 5), "12345");
        check.Throws<FormatException>("index too large", () => string.Format("{0} {1}", 1));
        check.Throws<FormatException>("unclosed", () => string.Format("{0", 1));
        check.Throws<FormatException>("stray brace", () => string.Format("a } b", 1));
        check.Throws<FormatException>("no number", () => string.Format("{x}", 1));
        check.Throws<ArgumentNullException>("no format", () => string.Format(null!, 1));

        Span<char> room = stackalloc char[8];
        check.True("try write", room.TryWrite($"{number}-{half}", out int written) && written == 6 && room.Slice(0, 6).ToString() == "42-0.5");
        check.False("try write too much", room.TryWrite($"{number}{"123456789"}", out written));
        check.Equal("try format", number.TryFormat(room, out written, "D6") ? room.Slice(0, written).ToString() : "", "000042");
        check.False("try format too small", number.TryFormat(room.Slice(0, 1), out written));
        Span<byte> bytes = stackalloc byte[8];
        check.Equal("try format UTF-8", number.TryFormat(bytes, out written) ? Encoding.UTF8.GetString(bytes.Slice(0, written)) : "", "42");
        check.Equal("create with buffer", string.Create(null, stackalloc char[4], $"{number}{half}{number}"), "420.542");
    }
}
