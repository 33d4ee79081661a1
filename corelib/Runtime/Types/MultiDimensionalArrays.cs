using System.Runtime.CompilerServices;
using Internal.Runtime;

namespace System.Runtime;

internal static unsafe class MultiDimensionalArrays
{
    /// <summary>An array of <paramref name="rank"/> dimensions with these lengths and lower bounds of zero.</summary>
    internal static Array New(MethodTable* type, int rank, int* lengths)
    {
        ulong total = 1;
        for (int i = 0; i < rank; i++)
        {
            if (lengths[i] < 0)
                throw new OverflowException();
            total *= (uint)lengths[i];
            if (total > int.MaxValue)
                throw new OutOfMemoryException("Array dimensions exceeded supported range.");
        }
        Array result = RuntimeExports.RhNewArray(type, (int)total);
        ref int bounds = ref Unsafe.As<byte, int>(ref Unsafe.As<RawArrayData>(result).Data);
        for (int i = 0; i < rank; i++)
            Unsafe.Add(ref bounds, i) = lengths[i];
        return result;
    }
}
