using System.Runtime.CompilerServices;

namespace System.Runtime;

/// <summary>The sizes in which small objects are kept: steps of 8 at first, then about an eighth, so that little is lost to rounding.</summary>
internal static class SizeClasses
{
    internal const int Count = 44;

    /// <summary>Larger objects get blocks of their own.</summary>
    internal const int LargestSmall = 16384;

    internal const int Granule = 8;

    // 24 is the smallest object: header, type, one word.
    private static ReadOnlySpan<ushort> Sizes =>
    [
        24, 32, 40, 48, 56, 64, 72, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256, 288, 320, 384, 448, 512,
        576, 640, 768, 896, 1024, 1152, 1280, 1488, 1816, 2048, 2336, 2728, 3272, 3640, 4096, 4680, 5456, 6552, 8192, 9360, 10920, 16384,
    ];

    internal static int Size(int index) => Sizes[index];

    // The class of every size up to 1 KiB, by granules: most objects are small.
    private static ReadOnlySpan<byte> SmallClasses =>
    [
        0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15, 15, 15, 16, 16, 16,
        16, 17, 17, 17, 17, 18, 18, 18, 18, 19, 19, 19, 19, 19, 19, 19, 19, 20, 20, 20, 20, 20, 20, 20, 20, 21, 21, 21, 21, 21, 21, 21,
        21, 22, 22, 22, 22, 22, 22, 22, 22, 23, 23, 23, 23, 23, 23, 23, 23, 24, 24, 24, 24, 24, 24, 24, 24, 24, 24, 24, 24, 24, 24, 24,
        24, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 26, 26, 26, 26, 26, 26, 26, 26, 26, 26, 26, 26, 26, 26, 26,
        26,
    ];

    private const int LargestByTable = 1024;

    /// <summary>The smallest class that holds <paramref name="size"/> bytes (at most <see cref="LargestSmall"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Index(nuint size) => size <= LargestByTable ? SmallClasses[(int)((size + Granule - 1) / Granule)] : Search(size);

    private static int Search(nuint size)
    {
        int low = SmallClasses[LargestByTable / Granule];
        int high = Count - 1;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (Sizes[middle] >= size)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }
}
