using System.Runtime.CompilerServices;

namespace System.Runtime;

internal static unsafe class ObjectCloner
{
    /// <summary>A new object with the same fields or elements.</summary>
    internal static object Clone(object original)
    {
        Internal.Runtime.MethodTable* type = original.TypeTable;
        object copy;
        nuint size = type->BaseSize - 2 * (nuint)sizeof(nint);
        if (type->HasComponentSize)
        {
            int length = Unsafe.As<Array>(original)._numComponents;
            // BaseSize of an array covers its length and bounds, which Alloc does not know: they are part of what is copied.
            copy = RuntimeExports.RhNewArray(type, length);
            size += (nuint)(uint)length * type->ComponentSize;
        }
        else
        {
            copy = RuntimeExports.RhNewObject(type);
        }
        if (type->ContainsGCPointers)
            Buffer.BulkMoveWithWriteBarrier(ref copy.GetRawData(), ref original.GetRawData(), size);
        else
            SpanHelpers.Memmove(ref copy.GetRawData(), ref original.GetRawData(), size);
        return copy;
    }
}
