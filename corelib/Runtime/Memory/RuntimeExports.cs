using System.Runtime.CompilerServices;
using Internal.Runtime;
using Internal.Runtime.CompilerHelpers;

namespace System.Runtime;

/// <summary>Allocation, boxing and unboxing, as compiled code calls them: some by symbol, some by method name.</summary>
internal static unsafe class RuntimeExports
{
    // Memory comes zeroed. The type is written last, so that whoever sees the object sees it whole.
    [RuntimeExport("RhpNewFast")]
    internal static void* RhpNewFast(MethodTable* type)
    {
        void** memory = (void**)Heap.Allocate(type->BaseSize);
        *memory = type;
        return memory;
    }

    // Finalizers are not run (corelib/README.md), so these are objects like any other.
    [RuntimeExport("RhpNewFinalizable")]
    internal static void* RhpNewFinalizable(MethodTable* type) => RhpNewFast(type);

    [RuntimeExport("RhNewObject")]
    internal static object RhNewObject(MethodTable* type) => AsObject(RhpNewFast(type));

    [RuntimeExport("RhpNewArrayFast")]
    internal static void* RhpNewArrayFast(MethodTable* type, nint length) => NewArray(type, length);

    [RuntimeExport("RhpNewPtrArrayFast")]
    internal static void* RhpNewPtrArrayFast(MethodTable* type, nint length) => NewArray(type, length);

    [RuntimeExport("RhNewArray")]
    internal static void* NewArray(MethodTable* type, nint length)
    {
        if ((nuint)length > int.MaxValue)
        {
            if (length < 0)
                ThrowHelpers.ThrowOverflowException();
            throw new OutOfMemoryException("Array dimensions exceeded supported range.");
        }
        nuint size = type->BaseSize + (nuint)length * type->ComponentSize;
        void** memory = (void**)Heap.Allocate((size + 7) & ~(nuint)7);
        ((int*)memory)[2] = (int)length;
        *memory = type;
        return memory;
    }

    internal static Array RhNewArray(MethodTable* type, int length) => Unsafe.As<Array>(AsObject(NewArray(type, length)));

    [RuntimeExport("RhNewString")]
    internal static void* NewString(MethodTable* type, nint length)
    {
        if ((nuint)length > 0x3FFFFFDF)
            throw new OutOfMemoryException();
        return NewArray(type, length);
    }

    internal static string RhNewString(MethodTable* type, int length) => Unsafe.As<string>(AsObject(NewString(type, length)));

    internal static object AsObject(void* memory) => Unsafe.As<nint, object>(ref *(nint*)&memory);

    public static object? RhBox(MethodTable* pEEType, ref byte data)
    {
        ref byte value = ref data;
        MethodTable* type = pEEType;
        if (type->IsNullable)
        {
            if (data == 0)
                return null;
            value = ref Unsafe.Add(ref data, type->NullableValueOffset);
            type = type->NullableType;
        }
        object box = RhNewObject(type);
        Buffer.CopyValue(ref box.GetRawData(), ref value, type);
        return box;
    }

    public static ref byte RhUnbox2(MethodTable* pUnboxToEEType, object obj)
    {
        if (obj == null)
            ThrowHelpers.ThrowNullReferenceException();
        if (!MayUnbox(obj!.TypeTable, pUnboxToEEType))
            ThrowCannotUnbox(obj, pUnboxToEEType);
        return ref obj.GetRawData();
    }

    public static void RhUnboxTypeTest(MethodTable* pType, MethodTable* pBoxType)
    {
        if (!MayUnbox(pBoxType, pType))
            throw new InvalidCastException();
    }

    public static void RhUnboxNullable(ref byte data, MethodTable* pUnboxToEEType, object? obj)
    {
        MethodTable* type = pUnboxToEEType->NullableType;
        if (obj == null)
        {
            SpanHelpers.ClearWithoutReferences(ref data, pUnboxToEEType->ValueTypeSize);
            return;
        }
        if (!MayUnbox(obj.TypeTable, type))
            ThrowCannotUnbox(obj, pUnboxToEEType);
        Buffer.CopyValue(ref Unsafe.Add(ref data, pUnboxToEEType->NullableValueOffset), ref obj.GetRawData(), type);
        data = 1;
    }

    // A boxed enum unboxes as its underlying type and the reverse (ECMA-335 III.4.32).
    private static bool MayUnbox(MethodTable* box, MethodTable* type) => box == type || box->IsSameUnderlyingType(type);

    private static void ThrowCannotUnbox(object obj, MethodTable* type) =>
        throw new InvalidCastException("Unable to cast object of type '" + TypeNames.Display(obj.TypeTable) + "' to type '" + TypeNames.Display(type) + "'.");
}
