// SPDX-License-Identifier: MIT
namespace System.Text;

/// <summary>What .NET writes in ISO 8859-1 for letters and signs that only look like one of it: without their accents, above all.</summary>
internal sealed class Latin1BestFit : EncoderFallback
{
    internal static readonly Latin1BestFit Instance = new();

    private const char WidthDifference = (char)0xFEE0;

    public override int MaxCharCount => 1;

    /// <summary>Each character, in rising order, and what stands for it.</summary>
    private static string Pairs =>
        "\u0100A\u0101a\u0102A\u0103a\u0104A\u0105a\u0106C\u0107c\u0108C\u0109c\u010AC\u010Bc\u010CC\u010Dc\u010ED\u010Fd\u0110D\u0111d" +
        "\u0112E\u0113e\u0114E\u0115e\u0116E\u0117e\u0118E\u0119e\u011AE\u011Be\u011CG\u011Dg\u011EG\u011Fg\u0120G\u0121g\u0122G\u0123g" +
        "\u0124H\u0125h\u0126H\u0127h\u0128I\u0129i\u012AI\u012Bi\u012CI\u012Di\u012EI\u012Fi\u0130I\u0131i\u0134J\u0135j\u0136K\u0137k" +
        "\u0139L\u013Al\u013BL\u013Cl\u013DL\u013El\u0141L\u0142l\u0143N\u0144n\u0145N\u0146n\u0147N\u0148n\u014CO\u014Do\u014EO\u014Fo" +
        "\u0150O\u0151o\u0152O\u0153o\u0154R\u0155r\u0156R\u0157r\u0158R\u0159r\u015AS\u015Bs\u015CS\u015Ds\u015ES\u015Fs\u0160S\u0161s" +
        "\u0162T\u0163t\u0164T\u0165t\u0166T\u0167t\u0168U\u0169u\u016AU\u016Bu\u016CU\u016Du\u016EU\u016Fu\u0170U\u0171u\u0172U\u0173u" +
        "\u0174W\u0175w\u0176Y\u0177y\u0178Y\u0179Z\u017Az\u017BZ\u017Cz\u017DZ\u017Ez\u0180b\u0189D\u0191F\u0192f\u0197I\u019Al\u019FO" +
        "\u01A0O\u01A1o\u01ABt\u01AET\u01AFU\u01B0u\u01B6z\u01CDA\u01CEa\u01CFI\u01D0i\u01D1O\u01D2o\u01D3U\u01D4u\u01D5U\u01D6u\u01D7U" +
        "\u01D8u\u01D9U\u01DAu\u01DBU\u01DCu\u01DEA\u01DFa\u01E4G\u01E5g\u01E6G\u01E7g\u01E8K\u01E9k\u01EAO\u01EBo\u01ECO\u01EDo\u01F0j" +
        "\u0261g\u02B9'\u02BA\"\u02BC'\u02C4^\u02C6^\u02C8'\u02CB`\u02CD_\u02DC~\u0300`\u0302^\u0303~\u030E\"\u0331_\u0332_\u2000 " +
        "\u2001 \u2002 \u2003 \u2004 \u2005 \u2006 \u2010-\u2011-\u2013-\u2014-\u2018'\u2019'\u201A,\u201C\"\u201D\"\u201E\"\u2022." +
        "\u2026.\u2032'\u2035`\u2039<\u203A>\u2122T";

    public override EncoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

    // The name is in messages.
    public override string ToString() => "System.Text.EncoderLatin1BestFitFallback";

    private static char Find(char c)
    {
        // The full-width forms of ASCII.
        if (c is >= '\uFF01' and <= '\uFF5E') return (char)(c - WidthDifference);
        int low = 0, high = (Pairs.Length / 2) - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            char key = Pairs[middle * 2];
            if (key == c) return Pairs[(middle * 2) + 1];
            if (key < c) low = middle + 1;
            else high = middle - 1;
        }

        return '?';
    }

    private sealed class Buffer : EncoderFallbackBuffer
    {
        private char _found;
        private int _remaining;

        public override int Remaining => _remaining;

        public override bool Fallback(char charUnknown, int index)
        {
            _found = Find(charUnknown);
            _remaining = 1;
            return true;
        }

        public override bool Fallback(char charUnknownHigh, char charUnknownLow, int index)
        {
            _found = '?';
            _remaining = 2;
            return true;
        }

        public override char GetNextChar()
        {
            if (_remaining == 0) return '\0';
            _remaining--;
            return _found;
        }

        // Nobody outside has this buffer, and the loops do not go back.
        public override bool MovePrevious() => false;
    }
}
