// SPDX-License-Identifier: MIT
using System;
using System.Text;
using Skift.Tests.Corelib;

namespace Skift.Tests.Userland;

/// <summary>Encodings by name, whole and in pieces, and what they do with what they do not have.</summary>
internal static class TextEncodingChecks
{
    private const string Sample = "aé漢\U0001F600z";

    private static readonly string[] s_names = ["us-ascii", "iso-8859-1", "utf-8", "utf-16", "utf-16BE", "utf-32", "utf-32BE"];

    private static readonly string[] s_broken =
    [
        "", "41", "C3", "41C3", "C328", "E28261", "F09F98", "F09F9880", "F09F984141", "EDA08041", "FFFE4100", "00D8", "00D841", "00D84100", "00D800DC", "00DC", "4100D8", "D83DDE00", "D83D0041", "DE000041",
        "00000041", "0000D800", "00110000", "41000000", "00D80000", "410000", "4142434445", "80FF80",
    ];

    internal static void Run(Check check)
    {
        Names(check);
        Members(check);
        Whole(check);
        Broken(check);
        Unknown(check);
        Pieces(check);
        EncoderPieces(check);
        Converting(check);
        Fallbacks(check);
        Arguments(check);
    }

    private static void Names(Check check)
    {
        foreach (string name in (string[])["UTF-8", "utf-8", "Unicode", "utf-16le", "UTF-16BE", "unicodeFFFE", "utf-32", "utf-32LE", "utf-32be", "ascii", "US", "iso646-us", "Latin1", "L1", "cp819", "ucs-2", "x-unicode-1-1-utf-8"])
        {
            check.Print(name, Encoding.GetEncoding(name).WebName);
        }

        foreach (string name in (string[])["utf8", "", " ", "us ascii", "iso-8859-15"]) check.Throws<ArgumentException>("no " + name, () => Encoding.GetEncoding(name));
        check.Throws<NotSupportedException>("UTF-7", () => Encoding.GetEncoding("utf-7"));
        check.Throws<ArgumentNullException>("no name", () => Encoding.GetEncoding(null!));
        foreach (int number in (int[])[0, 1200, 1201, 12000, 12001, 20127, 28591, 65001]) check.Print(number.ToString(), Encoding.GetEncoding(number).WebName);
        foreach (int number in (int[])[1, 42, -1, 65536]) check.Throws<ArgumentException>(number.ToString(), () => Encoding.GetEncoding(number));
        foreach (int number in (int[])[437, 65000]) check.Throws<NotSupportedException>(number.ToString(), () => Encoding.GetEncoding(number));
    }

    private static void Members(Check check)
    {
        foreach (string name in s_names)
        {
            Encoding encoding = Encoding.GetEncoding(name);
            check.Print(name, $"{encoding.CodePage} {encoding.EncodingName} {encoding.IsSingleByte} {encoding.IsReadOnly} {Convert.ToHexString(encoding.GetPreamble())} {encoding.GetMaxByteCount(3)} {encoding.GetMaxCharCount(7)} {encoding.GetMaxCharCount(0)}");
            Encoding copy = (Encoding)encoding.Clone();
            check.Print("copy", $"{copy.IsReadOnly} {copy.Equals(encoding)} {copy.GetHashCode() == encoding.GetHashCode()}");
            copy.EncoderFallback = new EncoderReplacementFallback("<none>");
            copy.DecoderFallback = new DecoderReplacementFallback("<bad>");
            check.Print("changed", $"{copy.GetMaxByteCount(3)} {copy.GetMaxCharCount(7)} {copy.Equals(encoding)}");
            check.Throws<InvalidOperationException>("read-only", () => encoding.EncoderFallback = EncoderFallback.ExceptionFallback);
        }

        check.Print("default", $"{Encoding.Default.WebName} {Encoding.Default.Preamble.Length} {new UTF8Encoding().Preamble.Length} {new UnicodeEncoding().Preamble.Length} {new UnicodeEncoding(true, false).Preamble.Length}");
        check.Print("equal", $"{new UTF8Encoding(true).Equals(Encoding.UTF8)} {new UTF8Encoding(false).Equals(Encoding.UTF8)} {new UTF8Encoding(true, true).Equals(Encoding.UTF8)} {new UnicodeEncoding(true, true).Equals(Encoding.BigEndianUnicode)}");
        check.Throws<ArgumentOutOfRangeException>("too many", () => Encoding.UTF8.GetMaxByteCount(int.MaxValue));
        check.Throws<ArgumentOutOfRangeException>("fewer than none", () => Encoding.Unicode.GetMaxCharCount(-1));
    }

    private static void Whole(Check check)
    {
        foreach (string name in s_names)
        {
            Encoding encoding = Encoding.GetEncoding(name);
            byte[] bytes = encoding.GetBytes(Sample);
            check.Print(name, $"{Convert.ToHexString(bytes)} {encoding.GetByteCount(Sample)} {encoding.GetString(bytes)}");
            check.Print("lone", $"{Convert.ToHexString(encoding.GetBytes("a\uD800b\uDC00"))} {Convert.ToHexString(encoding.GetBytes("\uD800"))}");
        }

        check.Print("best fit", Convert.ToHexString(Encoding.Latin1.GetBytes("\u0100\u0178\u2013\u2026\u20AC\uFF21\uFF3F\uFF5E\uFF5F\u017F\u2122\U0001F600\u212A")));
        check.Print("converted", Convert.ToHexString(Encoding.Convert(Encoding.UTF8, Encoding.BigEndianUnicode, Encoding.UTF8.GetBytes(Sample))));
    }

    private static void Broken(Check check)
    {
        foreach (string name in s_names)
        {
            Encoding encoding = Encoding.GetEncoding(name);
            Encoding strict = Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            foreach (string hex in s_broken)
            {
                byte[] bytes = Convert.FromHexString(hex);
                check.Print($"{name} {hex}", $"{encoding.GetString(bytes)} {encoding.GetCharCount(bytes)} {Strict(strict, bytes)}");
            }
        }
    }

    private static string Strict(Encoding strict, byte[] bytes)
    {
        try
        {
            return strict.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            // .NET counts the index of half a pair in UTF-16 from what it has read behind it.
            string where = strict is UnicodeEncoding ? "" : $"{e.Message} {e.Index}";
            return $"{Convert.ToHexString(e.BytesUnknown!)} {where}";
        }
    }

    private static void Unknown(Check check)
    {
        foreach (string name in s_names)
        {
            Encoding strict = Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            foreach (string text in (string[])["aé", "漢", "x\U0001F600", "\uD800", "ab\uDC00c", "\uD83D\uD83D\uDE00"])
            {
                try
                {
                    check.Print(name, Convert.ToHexString(strict.GetBytes(text)));
                }
                catch (EncoderFallbackException e)
                {
                    check.Print(name, $"{e.Message} {(int)e.CharUnknown:X} {(int)e.CharUnknownHigh:X} {(int)e.CharUnknownLow:X} {e.Index} {e.IsUnknownSurrogate()}");
                }
            }
        }
    }

    /// <summary>Byte by byte, and two at a time.</summary>
    private static void Pieces(Check check)
    {
        foreach (string name in s_names)
        {
            foreach (int size in (int[])[1, 2, 3])
            {
                check.Print($"{name} by {size}", Decode(Encoding.GetEncoding(name), Encoding.GetEncoding(name).GetBytes(Sample), size));
                foreach (string hex in s_broken) check.Print($"{name} {hex} by {size}", Decode(Encoding.GetEncoding(name), Convert.FromHexString(hex), size));
            }
        }

        Decoder decoder = Encoding.UTF8.GetDecoder();
        char[] chars = new char[4];
        check.Print("kept", $"{decoder.GetCharCount([0xE2, 0x82], 0, 2)} {decoder.GetChars([0xE2, 0x82], 0, 2, chars, 0)} {decoder.GetCharCount([0xAC], 0, 1)} {decoder.GetCharCount([0x41], 0, 1)} {decoder.GetCharCount([], 0, 0, flush: true)} {decoder.GetChars([0xAC], 0, 1, chars, 0)} {(int)chars[0]:X}");
        _ = decoder.GetChars([0xE2], 0, 1, chars, 0);
        decoder.Reset();
        check.Print("forgotten", decoder.GetCharCount([0x41], 0, 1).ToString());
        Decoder strict = new UTF8Encoding(false, true).GetDecoder();
        _ = strict.GetChars([0x41, 0xE2, 0x82], 0, 3, chars, 0);
        check.Throws<DecoderFallbackException>("unfinished", () => strict.GetChars([0x41], 0, 1, chars, 0));
        strict.Reset();
        _ = strict.GetChars([0xE2], 0, 1, chars, 0);
        check.Throws<DecoderFallbackException>("at the end", () => strict.GetChars([], 0, 0, chars, 0, flush: true));
    }

    private static string Decode(Encoding encoding, byte[] bytes, int size)
    {
        Decoder decoder = encoding.GetDecoder();
        StringBuilder text = new();
        char[] chars = new char[16];
        for (int i = 0; i < bytes.Length; i += size)
        {
            int count = Math.Min(size, bytes.Length - i);
            int expected = decoder.GetCharCount(bytes, i, count, flush: false);
            int found = decoder.GetChars(bytes, i, count, chars, 0, flush: false);
            _ = text.Append(chars, 0, found).Append(expected == found ? "," : "!");
        }

        return text.Append(chars, 0, decoder.GetChars([], 0, 0, chars, 0, flush: true)).ToString();
    }

    private static void EncoderPieces(Check check)
    {
        // The others do not keep half a pair in .NET, though they count as if they did.
        foreach (string name in Array.FindAll(s_names, name => name.StartsWith("utf", StringComparison.Ordinal)))
        {
            foreach (string text in (string[])[Sample, "\uD83D", "a\uD83Db", "\uD83D\uD83D\uDE00", "\uDE00x"])
            {
                Encoder encoder = Encoding.GetEncoding(name).GetEncoder();
                byte[] bytes = new byte[16];
                StringBuilder line = new();
                foreach (char c in text)
                {
                    int expected = encoder.GetByteCount([c], 0, 1, flush: false);
                    int found = encoder.GetBytes([c], 0, 1, bytes, 0, flush: false);
                    _ = line.Append(Convert.ToHexString(bytes, 0, found)).Append(expected == found ? "," : "!");
                }

                check.Print(name, line.Append(Convert.ToHexString(bytes, 0, encoder.GetBytes([], 0, 0, bytes, 0, flush: true))).ToString());
            }
        }

        Encoder strict = new UTF8Encoding(false, true).GetEncoder();
        _ = strict.GetBytes(['\uD83D'], 0, 1, new byte[8], 0, flush: false);
        check.Throws<EncoderFallbackException>("half", () => strict.GetBytes(['x'], 0, 1, new byte[8], 0, flush: false));
    }

    private static void Converting(Check check)
    {
        Decoder decoder = Encoding.UTF8.GetDecoder();
        char[] chars = new char[2];
        byte[] bytes = Encoding.UTF8.GetBytes("ab漢\U0001F600c");
        StringBuilder line = new();
        for (int i = 0; i < bytes.Length;)
        {
            decoder.Convert(bytes, i, bytes.Length - i, chars, 0, 2, flush: false, out int used, out int written, out bool isDone);
            i += used;
            _ = line.Append($"{used} {written} {isDone}, ");
        }

        check.Print("decoder", line.ToString());
        check.Throws<ArgumentException>("no room for a character", () => Encoding.UTF8.GetDecoder().Convert([0x41], 0, 1, chars, 0, 0, false, out _, out _, out _));
        check.Throws<ArgumentException>("no room for a pair", () => Encoding.UTF8.GetDecoder().GetChars([0xF0, 0x9F, 0x98, 0x80], 0, 4, chars, 1));
        Encoder encoder = Encoding.UTF8.GetEncoder();
        byte[] room = new byte[4];
        string text = "ab漢\U0001F600c";
        _ = line.Clear();
        for (int i = 0; i < text.Length;)
        {
            encoder.Convert(text.AsSpan(i), room, flush: true, out int used, out int written, out bool isDone);
            i += used;
            _ = line.Append($"{used} {written} {isDone}, ");
        }

        check.Print("encoder", line.ToString());
        check.Throws<ArgumentException>("no room for a byte", () => Encoding.UTF8.GetEncoder().Convert("é".AsSpan(), new byte[1], true, out _, out _, out _));
    }

    private static void Fallbacks(Check check)
    {
        Encoding ascii = Encoding.GetEncoding("us-ascii", new EncoderReplacementFallback("<?>"), new DecoderReplacementFallback("[é]"));
        check.Print("long", $"{Encoding.ASCII.GetString(ascii.GetBytes("aé\U0001F600b"))} {ascii.GetString([0x41, 0xFF, 0x42])} {ascii.GetByteCount("é")} {ascii.GetCharCount([0xFF])}");
        Encoding none = Encoding.GetEncoding("us-ascii", new EncoderReplacementFallback(""), new DecoderReplacementFallback(""));
        check.Print("none", $"{Encoding.ASCII.GetString(none.GetBytes("aéb"))} {none.GetString([0x41, 0xFF, 0x42])}");
        Encoding numbers = Encoding.GetEncoding("iso-8859-1", new NumberFallback(), DecoderFallback.ReplacementFallback);
        check.Print("own", $"{Encoding.ASCII.GetString(numbers.GetBytes("a漢\U0001F600b\uD800"))} {numbers.GetByteCount("漢")}");
        Encoding recursive = Encoding.GetEncoding("us-ascii", new EncoderReplacementFallback("é"), DecoderFallback.ReplacementFallback);
        check.Throws<ArgumentException>("recursive", () => recursive.GetBytes("é"));
        check.Throws<ArgumentException>("half a pair", () => _ = new EncoderReplacementFallback("a\uD800"));
        check.Throws<ArgumentNullException>("null", () => _ = new DecoderReplacementFallback(null!));
        check.Print("equal", $"{new EncoderReplacementFallback("x").Equals(new EncoderReplacementFallback("x"))} {new DecoderReplacementFallback().DefaultString} {EncoderFallback.ExceptionFallback.MaxCharCount} {EncoderFallback.ReplacementFallback.MaxCharCount}");
        Decoder decoder = Encoding.UTF8.GetDecoder();
        decoder.Fallback = DecoderFallback.ExceptionFallback;
        check.Throws<DecoderFallbackException>("of a decoder", () => decoder.GetChars([0xFF], 0, 1, new char[4], 0));
    }

    private static void Arguments(Check check)
    {
        byte[] bytes = new byte[2];
        char[] chars = new char[2];
        check.Throws<ArgumentNullException>("no text", () => Encoding.UTF8.GetBytes((string)null!));
        check.Throws<ArgumentNullException>("no characters", () => Encoding.UTF8.GetBytes((char[])null!));
        check.Throws<ArgumentNullException>("no bytes", () => Encoding.UTF8.GetString(null!));
        check.Throws<ArgumentOutOfRangeException>("before", () => Encoding.UTF8.GetString(bytes, -1, 1));
        check.Throws<ArgumentOutOfRangeException>("fewer than none", () => Encoding.UTF8.GetChars(bytes, 0, -1));
        check.Throws<ArgumentOutOfRangeException>("behind", () => Encoding.UTF8.GetChars(bytes, 1, 2));
        check.Throws<ArgumentOutOfRangeException>("of characters", () => Encoding.UTF8.GetByteCount(chars, 1, 2));
        check.Throws<ArgumentOutOfRangeException>("of text", () => Encoding.UTF8.GetBytes("ab", 1, 2, bytes, 0));
        check.Throws<ArgumentOutOfRangeException>("start", () => Encoding.UTF8.GetBytes("ab", 0, 2, bytes, 3));
        check.Throws<ArgumentException>("room", () => Encoding.UTF8.GetBytes("ab", 0, 2, bytes, 1));
        check.Throws<ArgumentException>("room for characters", () => Encoding.ASCII.GetChars([1, 2, 3], 0, 3, chars, 0));
        check.Print("try", $"{Encoding.Unicode.TryGetBytes("ab", bytes, out int written)} {written} {Encoding.Unicode.TryGetChars([65, 0], chars, out written)} {written}");
    }

    /// <summary>The number of what is not there.</summary>
    private sealed class NumberFallback : EncoderFallback
    {
        public override int MaxCharCount => 10;

        public override EncoderFallbackBuffer CreateFallbackBuffer() => new Digits();

        private sealed class Digits : EncoderFallbackBuffer
        {
            private string _text = "";
            private int _position;

            public override int Remaining => _text.Length - _position;

            public override bool Fallback(char charUnknown, int index) => Begin(charUnknown, index);

            public override bool Fallback(char charUnknownHigh, char charUnknownLow, int index) => Begin(char.ConvertToUtf32(charUnknownHigh, charUnknownLow), index);

            public override char GetNextChar() => _position < _text.Length ? _text[_position++] : '\0';

            public override bool MovePrevious() => false;

            private bool Begin(int number, int index)
            {
                _text = $"({number:X}@{index})";
                _position = 0;
                return true;
            }
        }
    }
}
