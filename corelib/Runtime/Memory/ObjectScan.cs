using Internal.Runtime;

namespace System.Runtime;

/// <summary>Visits the references in an object, as the GCDesc in front of its MethodTable describes them.</summary>
/// <remarks>
/// The word before the MethodTable is the number of series. Positive: that many pairs {start offset, length relative to the object's
/// size}, going down in memory. Negative: an array of structs: the start offset, then items {references, bytes to skip} applied in a circle.
/// </remarks>
internal static unsafe class ObjectScan
{
    internal static nuint SizeOf(byte* obj)
    {
        MethodTable* type = *(MethodTable**)obj;
        nuint size = type->BaseSize;
        if (type->HasComponentSize)
            size += (nuint)((uint*)obj)[2] * type->ComponentSize;
        return size;
    }

    internal static void Visit(byte* obj)
    {
        nint* description = (nint*)*(nint**)obj;
        nint series = description[-1];
        nuint size = SizeOf(obj);
        if (series >= 0)
        {
            for (nint i = 1; i <= series; i++)
            {
                nint* reference = (nint*)(obj + description[-2 * i]);
                nint* end = (nint*)((byte*)reference + description[-2 * i - 1] + (nint)size);
                for (; reference < end; reference++)
                    Marker.Mark(*reference);
            }
            return;
        }
        VisitStructs(obj, description, series, size);
    }

    private static void VisitStructs(byte* obj, nint* description, nint series, nuint size)
    {
        byte* position = obj + description[-2];
        byte* end = obj + size - sizeof(nint);
        while (position < end)
        {
            for (nint i = 0; i > series; i--)
            {
                uint* item = (uint*)(description - 3 + i);
                for (uint n = 0; n < item[0]; n++, position += sizeof(nint))
                    Marker.Mark(*(nint*)position);
                position += item[1];
            }
        }
    }
}
