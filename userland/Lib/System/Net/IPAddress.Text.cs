// SPDX-License-Identifier: MIT
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace System.Net;

/// <summary>Addresses as text: RFC 5952, and the older forms of inet_aton(3).</summary>
public partial class IPAddress
{
    private const int Words = 8;

    public static IPAddress Parse(string ipString)
    {
        ArgumentNullException.ThrowIfNull(ipString);
        return Parse(ipString.AsSpan());
    }

    public static IPAddress Parse(ReadOnlySpan<char> ipSpan) =>
        TryParse(ipSpan, out IPAddress? address) ? address : throw new FormatException("An invalid IP address was specified.", new SocketException((int)SocketError.InvalidArgument));

    public static bool TryParse([NotNullWhen(true)] string? ipString, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        return ipString != null && TryParse(ipString.AsSpan(), out address);
    }

    public static bool TryParse(ReadOnlySpan<char> ipSpan, [NotNullWhen(true)] out IPAddress? address)
    {
        address = ipSpan.IndexOf(':') >= 0 ? Version6(ipSpan) : Version4(ipSpan, allowsOldForms: true);
        return address != null;
    }

    public override string ToString()
    {
        StringBuilder text = new();
        if (IsVersion4) AppendVersion4(text, _bytes);
        else AppendVersion6(text);
        return text.ToString();
    }

    private static void AppendVersion4(StringBuilder text, ReadOnlySpan<byte> bytes) =>
        text.Append(bytes[0]).Append('.').Append(bytes[1]).Append('.').Append(bytes[2]).Append('.').Append(bytes[3]);

    private void AppendVersion6(StringBuilder text)
    {
        int words = EndsWithVersion4() ? Words - 2 : Words;
        (int start, int length) = LongestZeros(words);
        for (int i = 0; i < words; i++)
        {
            if (i == start)
            {
                _ = text.Append("::");
                i += length - 1;
                continue;
            }

            if (i != 0 && i != start + length) _ = text.Append(':');
            _ = text.Append(Word(i).ToString("x", CultureInfo.InvariantCulture));
        }

        if (words != Words)
        {
            if (start + length != words) _ = text.Append(':');
            AppendVersion4(text, _bytes.AsSpan(12));
        }

        if (_scope != 0) _ = text.Append('%').Append(_scope);
    }

    /// <summary>Compatible, mapped, translated and ISATAP addresses end with one of version 4.</summary>
    private bool EndsWithVersion4()
    {
        bool isPrefixZero = Word(0) == 0 && Word(1) == 0 && Word(2) == 0 && Word(3) == 0;
        if (isPrefixZero && Word(6) != 0)
        {
            if (Word(4) == 0 && Word(5) is 0 or 0xFFFF) return true;
            if (Word(4) == 0xFFFF && Word(5) == 0) return true;
        }

        return Word(4) == 0 && Word(5) == 0x5EFE;
    }

    /// <summary>The first of the longest rows of at least two; (-1, 0) if there is none.</summary>
    private (int Start, int Length) LongestZeros(int words)
    {
        (int Start, int Length) best = (-1, 0);
        for (int i = 0; i < words; i++)
        {
            int length = 0;
            while (i + length < words && Word(i + length) == 0) length++;
            if (length > 1 && length > best.Length) best = (i, length);
            i += length;
        }

        return best;
    }

    /// <param name="allowsOldForms">Fewer parts, the last of which fills the rest, octal and hexadecimal.</param>
    private static IPAddress? Version4(ReadOnlySpan<char> text, bool allowsOldForms)
    {
        Span<byte> bytes = stackalloc byte[Version4Bytes];
        for (int part = 0; part < Version4Bytes; part++)
        {
            int dot = text.IndexOf('.');
            if (!TryNumber(dot < 0 ? text : text[..dot], allowsOldForms, out long value)) return null;
            if (dot < 0)
            {
                int left = Version4Bytes - part;
                if ((left != 1 && !allowsOldForms) || value >> (8 * left) != 0) return null;
                for (int i = Version4Bytes - 1; i >= part; i--, value >>= 8) bytes[i] = (byte)value;
                return new IPAddress(bytes);
            }

            if (value > 255) return null;
            bytes[part] = (byte)value;
            text = text[(dot + 1)..];
        }

        return null;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, bool allowsOldForms, out long value)
    {
        value = 0;
        if (text.IsEmpty) return false;
        int radix = !allowsOldForms || text[0] != '0' || text.Length == 1 ? 10 : text[1] is 'x' or 'X' ? 16 : 8;
        if (radix == 16) text = text[2..];
        if (text.IsEmpty) return false;
        foreach (char c in text)
        {
            int digit = char.IsAsciiHexDigit(c) ? c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10 : 16;
            if (digit >= radix) return false;
            value = (value * radix) + digit;
            if (value > uint.MaxValue) return false;
        }

        return true;
    }

    private static IPAddress? Version6(ReadOnlySpan<char> text)
    {
        if (text[0] == '[' && !TryUnbracket(ref text)) return null;
        uint scope = 0;
        int percent = text.IndexOf('%');
        if (percent >= 0)
        {
            // A scope may have a name, which nothing here could look up; what is no number says nothing.
            _ = uint.TryParse(text[(percent + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out scope);
            text = text[..percent];
        }

        Span<byte> bytes = stackalloc byte[Version6Bytes];
        return TryWords(text, bytes) ? new IPAddress(bytes) { _scope = scope } : null;
    }

    /// <summary>[address] or [address]:port, whose port is not looked at further.</summary>
    private static bool TryUnbracket(ref ReadOnlySpan<char> text)
    {
        int end = text.IndexOf(']');
        if (end < 0) return false;
        ReadOnlySpan<char> rest = text[(end + 1)..];
        text = text[1..end];
        if (rest.IsEmpty) return text.IndexOf(':') >= 0;
        return rest.Length > 1 && rest[0] == ':' && TryNumber(rest[1..], allowsOldForms: true, out _) && text.IndexOf(':') >= 0;
    }

    private static bool TryWords(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        bytes.Clear();
        int used = 0, gap = -1;
        if (text.StartsWith("::"))
        {
            gap = 0;
            text = text[2..];
            if (text.IsEmpty) return true;
        }

        while (true)
        {
            int colon = text.IndexOf(':');
            ReadOnlySpan<char> part = colon < 0 ? text : text[..colon];
            if (colon < 0 && part.IndexOf('.') >= 0)
            {
                if (used > Version6Bytes - Version4Bytes || Version4(part, allowsOldForms: false) is not IPAddress last) return false;
                last._bytes.CopyTo(bytes[used..]);
                used += Version4Bytes;
                break;
            }

            if (used == Version6Bytes || part.Length is 0 or > 4 || !ushort.TryParse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort word)) return false;
            bytes[used++] = (byte)(word >> 8);
            bytes[used++] = (byte)word;
            if (colon < 0) break;
            text = text[(colon + 1)..];
            if (!text.IsEmpty && text[0] == ':')
            {
                if (gap >= 0) return false;
                gap = used;
                text = text[1..];
                if (text.IsEmpty) break;
            }
        }

        return Spread(bytes, used, gap);
    }

    /// <summary>Moves what came after the gap to the end.</summary>
    private static bool Spread(Span<byte> bytes, int used, int gap)
    {
        if (gap < 0) return used == Version6Bytes;
        if (used == Version6Bytes) return false;
        bytes[gap..used].CopyTo(bytes[(Version6Bytes - (used - gap))..]);
        bytes[gap..(Version6Bytes - (used - gap))].Clear();
        return true;
    }
}
