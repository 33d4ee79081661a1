// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Jpeg;

/// <summary>
/// The 8x8 inverse DCT in integers, after Loeffler, Ligtenberg and Moschytz (ICASSP 1989): 11 multiplications for a row or column
/// (12 here). Constants have 13 fraction bits, and 2 fraction bits are kept between the passes over columns and rows, as in the
/// IJG's accurate integer transform; any other choice rounds differently.
/// </summary>
internal static class JpegInverseDct
{
    private const int ConstantBits = 13;
    private const int PassBits = 2;

    // round(x * 2^13) for the products of the paper's rotations.
    private const int C0298 = 2446;
    private const int C0390 = 3196;
    private const int C0541 = 4433;
    private const int C0765 = 6270;
    private const int C0899 = 7373;
    private const int C1175 = 9633;
    private const int C1501 = 12299;
    private const int C1847 = 15137;
    private const int C1961 = 16069;
    private const int C2053 = 16819;
    private const int C2562 = 20995;
    private const int C3072 = 25172;

    /// <summary>Dequantizes and transforms a block, and writes its samples.</summary>
    /// <param name="coefficients">64 coefficients in natural order.</param>
    /// <param name="quantization">What to multiply them by.</param>
    /// <param name="samples">The plane.</param>
    /// <param name="offset">Where in it the block's first sample goes.</param>
    /// <param name="stride">Samples per row of the plane.</param>
    internal static void Transform(ReadOnlySpan<short> coefficients, ushort[] quantization, byte[] samples, int offset, int stride)
    {
        Span<int> work = stackalloc int[64];
        coefficients = coefficients.Slice(0, 64);
        bool isFlat = true;
        for (int i = 0; i < 64; i++)
        {
            work[i] = coefficients[i] * quantization[i];
            isFlat &= i == 0 || coefficients[i] == 0;
        }

        if (isFlat)
        {
            // Both passes only scale a DC coefficient; together they divide it by 8.
            byte level = ToSample((((work[0] << PassBits) + (1 << (PassBits + 2))) >> (PassBits + 3)) + 128);
            for (int y = 0; y < 8; y++)
                samples.AsSpan(offset + y * stride, 8).Fill(level);
            return;
        }

        for (int x = 0; x < 8; x++)
            TransformLine(work.Slice(x), 8, ConstantBits - PassBits);
        for (int y = 0; y < 8; y++)
        {
            Span<int> row = work.Slice(8 * y, 8);
            TransformLine(row, 1, ConstantBits + PassBits + 3);
            Span<byte> target = samples.AsSpan(offset + y * stride, 8);
            for (int x = 0; x < 8; x++)
                target[x] = ToSample(row[x] + 128);
        }
    }

    /// <summary>Transforms eight numbers that are step apart, in place, and takes away shift bits with rounding.</summary>
    private static void TransformLine(Span<int> line, int step, int shift)
    {
        int s0 = line[0];
        int s1 = line[step];
        int s2 = line[2 * step];
        int s3 = line[3 * step];
        int s4 = line[4 * step];
        int s5 = line[5 * step];
        int s6 = line[6 * step];
        int s7 = line[7 * step];
        int rounding = 1 << (shift - 1);

        // Even half: a butterfly of 0 and 4, a rotation of 2 and 6.
        int rotation = (s2 + s6) * C0541;
        int even2 = rotation - s6 * C1847;
        int even3 = rotation + s2 * C0765;
        int sum = ((s0 + s4) << ConstantBits) + rounding;
        int difference = ((s0 - s4) << ConstantBits) + rounding;
        int e0 = sum + even3;
        int e3 = sum - even3;
        int e1 = difference + even2;
        int e2 = difference - even2;

        // Odd half: sums of pairs share one rotation.
        int pair73 = s7 + s3;
        int pair51 = s5 + s1;
        int shared = (pair73 + pair51) * C1175;
        pair73 = shared - pair73 * C1961;
        pair51 = shared - pair51 * C0390;
        int pair71 = -(s7 + s1) * C0899;
        int pair53 = -(s5 + s3) * C2562;
        int o3 = s7 * C0298 + pair71 + pair73;
        int o2 = s5 * C2053 + pair53 + pair51;
        int o1 = s3 * C3072 + pair53 + pair73;
        int o0 = s1 * C1501 + pair71 + pair51;

        line[0] = (e0 + o0) >> shift;
        line[7 * step] = (e0 - o0) >> shift;
        line[step] = (e1 + o1) >> shift;
        line[6 * step] = (e1 - o1) >> shift;
        line[2 * step] = (e2 + o2) >> shift;
        line[5 * step] = (e2 - o2) >> shift;
        line[3 * step] = (e3 + o3) >> shift;
        line[4 * step] = (e3 - o3) >> shift;
    }

    private static byte ToSample(int value) => (byte)Math.Clamp(value, 0, 255);
}
