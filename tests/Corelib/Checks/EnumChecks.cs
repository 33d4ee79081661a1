// SPDX-License-Identifier: MIT

using System;

namespace Skift.Tests.Corelib;

internal static class EnumChecks
{
    private enum Color
    {
        Red,
        Green = 5,
        Blue,
        Azure = Blue,
        Dark = -1,
    }

    [Flags]
    internal enum Access : byte
    {
        None = 0,
        Read = 1,
        Write = 2,
        Both = Read | Write,
        Execute = 4,
        Top = 0x80,
    }

    private enum Wide : ulong
    {
        Small = 1,
        Huge = 0x8000000000000000,
    }

    private enum Empty
    {
    }

    internal static void Run(Check check)
    {
        foreach (int value in new[] { 0, 5, 6, 7, -1, 100 }) check.Print($"color {value}", ((Color)value).ToString());
        foreach (int value in new[] { 0, 1, 2, 3, 4, 7, 8, 0x80, 0x85, 0xFF }) check.Print($"access {value}", ((Access)value).ToString());
        check.Equal("interpolated", $"{Color.Green} {Access.Read | Access.Execute} {Wide.Huge}", "Green Read, Execute Huge");
        check.Equal("formats", $"{Color.Green:D} {Color.Green:X} {Color.Dark:X} {Access.Top:X} {Access.Both:D} {Wide.Huge:D}", "5 00000005 FFFFFFFF 80 3 9223372036854775808");
        check.Equal("F format", ((Color)11).ToString("F") + " " + ((Access)9).ToString("F"), "11 9");
        check.Equal("aligned", $"[{Color.Red,5}]", "[  Red]");
        check.Equal("undefined", ((Wide)7).ToString() + (Empty)3, "73");
        check.Equal("concatenated", "x" + Color.Blue + DayOfWeek.Friday, "xBlueFriday");
        check.Throws<FormatException>("bad format", () => Color.Red.ToString("Q"));
        check.Sequence("names", Enum.GetNames<Access>(), "None", "Read", "Write", "Both", "Execute", "Top");
        check.Sequence("names by unsigned value", Enum.GetNames<Color>(), "Red", "Green", "Blue", "Azure", "Dark");
        check.Sequence("values", Enum.GetValues<Access>(), Access.None, Access.Read, Access.Write, Access.Both, Access.Execute, Access.Top);
        check.Equal("name", Enum.GetName(Color.Green) + Enum.GetName((Color)9), "Green");
        check.True("defined", Enum.IsDefined(Color.Blue) && !Enum.IsDefined((Color)4) && !Enum.IsDefined(Access.Read | Access.Execute));
        check.True("defined by type", Enum.IsDefined(typeof(Color), "Azure") && Enum.IsDefined(typeof(Color), 5) && !Enum.IsDefined(typeof(Color), "azure"));
        check.Equal("parse", Enum.Parse<Color>(" Green "), Color.Green);
        check.Equal("parse number", Enum.Parse<Color>("77"), (Color)77);
        check.Equal("parse flags", Enum.Parse<Access>("read,  EXECUTE", true), Access.Read | Access.Execute);
        check.Equal("parse by type", Enum.Parse(typeof(Color), "Dark"), Color.Dark);
        check.True("try parse", Enum.TryParse("Write", out Access access) && access == Access.Write);
        check.False("try parse wrong case", Enum.TryParse("write", out access));
        check.False("try parse too big", Enum.TryParse("256", out access));
        check.False("try parse empty", Enum.TryParse("", out access) || Enum.TryParse((string?)null, out access));
        check.False("try parse bad list", Enum.TryParse("Read,", out access));
        check.Throws<ArgumentException>("parse unknown", () => Enum.Parse<Color>("Pink"));
        check.Throws<ArgumentException>("parse nothing", () => Enum.Parse<Color>("  "));
        check.Throws<OverflowException>("parse too big", () => Enum.Parse<Access>("300"));
        check.True("has flag", Access.Both.HasFlag(Access.Read) && !Access.Read.HasFlag(Access.Both));
        check.Equal("compare", Color.Red.CompareTo(Color.Green) + 10 * Color.Green.CompareTo(Color.Dark), 9);
        check.True("equals", Color.Blue.Equals(Color.Azure) && !Color.Red.Equals(Access.None) && Color.Dark.GetHashCode() == -1);
        check.Equal("to object", Enum.ToObject(typeof(Access), 3).ToString(), "Both");
        Span<char> room = stackalloc char[5];
        check.True("try format", Enum.TryFormat(Color.Green, room, out int written) && written == 5 && !Enum.TryFormat(Access.Execute, room, out written));

        check.Equal("type names", $"{typeof(int)} {typeof(string).Name} {typeof(Color).Name} {typeof(DayOfWeek).Namespace}", "System.Int32 String Color System");
        check.Equal("nested name", typeof(Access).FullName, "Skift.Tests.Corelib.EnumChecks+Access");
        check.Equal("array names", $"{typeof(int[])} {typeof(string[,])}", "System.Int32[] System.String[,]");
        check.Equal("generic name", typeof(System.Collections.Generic.Dictionary<string, int>).ToString(), "System.Collections.Generic.Dictionary`2[System.String,System.Int32]");
        check.Equal("default text", new object().ToString() + new Check(null!), "System.ObjectSkift.Tests.Corelib.Check");
        check.Equal("exception type", new FormatException("bad").ToString(), "System.FormatException: bad");
    }
}
