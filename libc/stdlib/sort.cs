// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>qsort and bsearch.</summary>
public static unsafe partial class C
{
    private const int InsertionLimit = 8;

    /// <summary>Introsort: quicksort on the median of three, heapsort where it goes too deep, insertion sort for the rest.</summary>
    [RuntimeExport("qsort")]
    public static void qsort(void* array, nuint count, nuint size, delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void*, int> compare)
    {
        Comparison order = default;
        order.Plain = compare;
        Sort((byte*)array, count, size, order);
    }

    [RuntimeExport("qsort_r")]
    public static void qsort_r(void* array, nuint count, nuint size,
        delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void*, void*, int> compare, void* argument)
    {
        Comparison order = default;
        order.WithArgument = compare;
        order.Argument = argument;
        Sort((byte*)array, count, size, order);
    }

    [RuntimeExport("bsearch")]
    public static void* bsearch(void* key, void* array, nuint count, nuint size,
        delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void*, int> compare)
    {
        byte* low = (byte*)array;
        while (count > 0)
        {
            byte* middle = low + (count / 2 * size);
            int order = compare(key, middle);
            if (order == 0)
            {
                return middle;
            }

            if (order > 0)
            {
                low = middle + size;
                count -= (count / 2) + 1;
            }
            else
            {
                count /= 2;
            }
        }

        return null;
    }

    private struct Comparison
    {
        public delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void*, int> Plain;
        public delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void*, void*, int> WithArgument;
        public void* Argument;

        public readonly int Compare(void* left, void* right) => Plain != null ? Plain(left, right) : WithArgument(left, right, Argument);
    }

    private static void Sort(byte* array, nuint count, nuint size, in Comparison order)
    {
        if (size == 0 || IsSorted(array, count, size, in order)) return;
        int depth = 0;
        for (nuint n = count; n > 0; n >>= 1)
        {
            depth += 2;
        }

        Quicksort(array, count, size, in order, depth);
    }

    /// <summary>What is sorted already is common, and costs one look; what is not shows it early.</summary>
    private static bool IsSorted(byte* array, nuint count, nuint size, in Comparison order)
    {
        for (nuint i = 1; i < count; i++, array += size)
        {
            if (order.Compare(array, array + size) > 0) return false;
        }

        return true;
    }

    private static void Quicksort(byte* array, nuint count, nuint size, in Comparison order, int depth)
    {
        while (count > InsertionLimit)
        {
            if (depth-- == 0)
            {
                Heapsort(array, count, size, in order);
                return;
            }

            nuint split = Partition(array, count, size, in order);

            // The smaller side by recursion, so that the stack stays logarithmic.
            nuint right = count - split - 1;
            if (split < right)
            {
                Quicksort(array, split, size, in order, depth);
                array += (split + 1) * size;
                count = right;
            }
            else
            {
                Quicksort(array + ((split + 1) * size), right, size, in order, depth);
                count = split;
            }
        }

        for (nuint i = 1; i < count; i++)
        {
            for (byte* p = array + (i * size); p > array && order.Compare(p - size, p) > 0; p -= size)
            {
                Swap(p - size, p, size);
            }
        }
    }

    /// <summary>Moves the median of three to the front, splits by it, and puts it between; where it ends.</summary>
    private static nuint Partition(byte* array, nuint count, nuint size, in Comparison order)
    {
        byte* middle = array + (count / 2 * size);
        byte* last = array + ((count - 1) * size);
        if (order.Compare(array, middle) > 0)
        {
            Swap(array, middle, size);
        }

        if (order.Compare(middle, last) > 0)
        {
            Swap(middle, last, size);
            if (order.Compare(array, middle) > 0)
            {
                Swap(array, middle, size);
            }
        }

        Swap(array, middle, size);

        nuint i = 0;
        nuint j = count;
        while (true)
        {
            do
            {
                i++;
            }
            while (i < count && order.Compare(array + (i * size), array) < 0);

            do
            {
                j--;
            }
            while (j > 0 && order.Compare(array, array + (j * size)) < 0);

            if (i >= j)
            {
                Swap(array, array + (j * size), size);
                return j;
            }

            Swap(array + (i * size), array + (j * size), size);
        }
    }

    private static void Heapsort(byte* array, nuint count, nuint size, in Comparison order)
    {
        for (nuint i = count / 2; i > 0; i--)
        {
            Sift(array, i - 1, count, size, in order);
        }

        for (nuint end = count - 1; end > 0; end--)
        {
            Swap(array, array + (end * size), size);
            Sift(array, 0, end, size, in order);
        }
    }

    private static void Sift(byte* array, nuint root, nuint count, nuint size, in Comparison order)
    {
        while ((root * 2) + 1 < count)
        {
            nuint child = (root * 2) + 1;
            if (child + 1 < count && order.Compare(array + (child * size), array + ((child + 1) * size)) < 0)
            {
                child++;
            }

            if (order.Compare(array + (root * size), array + (child * size)) >= 0)
            {
                return;
            }

            Swap(array + (root * size), array + (child * size), size);
            root = child;
        }
    }

    private static void Swap(byte* left, byte* right, nuint size)
    {
        if (left == right)
        {
            return;
        }

        for (; size >= 8; size -= 8, left += 8, right += 8)
        {
            ulong value = *(ulong*)left;
            *(ulong*)left = *(ulong*)right;
            *(ulong*)right = value;
        }

        for (; size > 0; size--, left++, right++)
        {
            byte value = *left;
            *left = *right;
            *right = value;
        }
    }
}
