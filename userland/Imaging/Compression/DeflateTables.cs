// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Compression;

/// <summary>The tables of RFC 1951 §3.2.5 to §3.2.7.</summary>
internal static class DeflateTables
{
    internal const int MaxLiterals = 288;
    internal const int MaxDistances = 32;

    /// <summary>The order in which the lengths of the code of code lengths are sent.</summary>
    internal static readonly byte[] CodeLengthOrder =
    {
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
    };

    internal static readonly ushort[] LengthBase =
    {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
    };

    internal static readonly byte[] LengthExtraBits =
    {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    };

    internal static readonly ushort[] DistanceBase =
    {
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
        8193, 12289, 16385, 24577,
    };

    internal static readonly byte[] DistanceExtraBits =
    {
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    };

    /// <summary>The code lengths of fixed blocks (§3.2.6): literals, then distances.</summary>
    internal static void FillFixedLengths(Span<byte> lengths, out int literalCount)
    {
        lengths.Slice(0, 144).Fill(8);
        lengths.Slice(144, 112).Fill(9);
        lengths.Slice(256, 24).Fill(7);
        lengths.Slice(280, 8).Fill(8);
        lengths.Slice(288, MaxDistances).Fill(5);
        literalCount = MaxLiterals;
    }
}
