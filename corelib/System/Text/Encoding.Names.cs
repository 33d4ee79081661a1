// SPDX-License-Identifier: MIT
namespace System.Text;

/// <summary>Encodings by name and number: those that .NET has without a provider.</summary>
public abstract partial class Encoding
{
    private const int Utf7 = 65000;

    // The code page, then its names (https://www.iana.org/assignments/character-sets and what .NET has besides), in lower case.
    private static readonly (int CodePage, string Names)[] s_names =
    [
        (20127, " us-ascii ansi_x3.4-1968 ansi_x3.4-1986 ascii cp367 csascii ibm367 iso-ir-6 iso646-us iso_646.irv:1991 us "),
        (28591, " iso-8859-1 cp819 csisolatin1 ibm819 iso-ir-100 iso8859-1 iso_8859-1 iso_8859-1:1987 l1 latin1 "),
        (65001, " utf-8 unicode-1-1-utf-8 unicode-2-0-utf-8 x-unicode-1-1-utf-8 x-unicode-2-0-utf-8 "),
        (1200, " utf-16 iso-10646-ucs-2 ucs-2 unicode utf-16le "),
        (1201, " utf-16be unicodefffe "),
        (12000, " utf-32 utf-32le "),
        (12001, " utf-32be "),
        (Utf7, " utf-7 csunicode11utf7 unicode-1-1-utf-7 unicode-2-0-utf-7 x-unicode-1-1-utf-7 x-unicode-2-0-utf-7 "),
    ];

    /// <exception cref="ArgumentException">There is no encoding of the name.</exception>
    public static Encoding GetEncoding(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string wanted = " " + name.ToLowerInvariant() + " ";
        foreach ((int codePage, string names) in s_names)
        {
            if (name.IndexOf(' ') < 0 && name.Length > 0 && names.Contains(wanted)) return GetEncoding(codePage);
        }

        throw new ArgumentException($"'{name}' is not a supported encoding name. {ForProviders}", nameof(name));
    }

    /// <param name="codepage">0 for the default.</param>
    /// <exception cref="NotSupportedException">There is no such encoding.</exception>
    public static Encoding GetEncoding(int codepage)
    {
        if (codepage is < 0 or > 65535) throw new ArgumentOutOfRangeException(nameof(codepage), "Valid values are between 0 and 65535, inclusive.");
        return codepage switch
        {
            0 => Default,
            1 or 2 or 3 or 42 => throw new ArgumentException($"{codepage} is not a supported code page.", nameof(codepage)),
            1200 => Unicode,
            1201 => BigEndianUnicode,
            12000 => UTF32,
            12001 => UTF32Encoding.BigEndian,
            20127 => ASCII,
            28591 => Latin1,
            Utf7 => throw new NotSupportedException("Support for UTF-7 is disabled. See https://aka.ms/dotnet-warnings/SYSLIB0001 for more information."),
            65001 => UTF8,
            _ => throw new NotSupportedException($"No data is available for encoding {codepage}. {ForProviders}"),
        };
    }

    public static Encoding GetEncoding(string name, EncoderFallback encoderFallback, DecoderFallback decoderFallback) =>
        With(GetEncoding(name), encoderFallback, decoderFallback);

    public static Encoding GetEncoding(int codepage, EncoderFallback encoderFallback, DecoderFallback decoderFallback) =>
        With(GetEncoding(codepage), encoderFallback, decoderFallback);

    private static string ForProviders => "For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method.";

    private static Encoding With(Encoding shared, EncoderFallback encoderFallback, DecoderFallback decoderFallback)
    {
        Encoding own = (Encoding)shared.Clone();
        own.EncoderFallback = encoderFallback;
        own.DecoderFallback = decoderFallback;
        return own;
    }
}
