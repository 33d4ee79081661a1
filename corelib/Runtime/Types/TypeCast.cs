using System.Runtime.CompilerServices;
using Internal.Runtime;
using Internal.Runtime.CompilerHelpers;

namespace System.Runtime;

/// <summary>Type tests and casts, as compiled code calls them by name (ECMA-335 I.8.7 assignment compatibility).</summary>
/// <remarks>The quick answers are here; what needs a walk over interfaces or variance goes through <see cref="CastCache"/>.</remarks>
internal static unsafe class TypeCast
{
    /// <summary>Classes: walk the base types. Only delegates can be variant, too.</summary>
    public static object? IsInstanceOfClass(MethodTable* type, object? obj)
    {
        if (obj == null || obj.TypeTable == type)
            return obj;
        for (MethodTable* table = obj.TypeTable->BaseType; table != null; table = table->BaseType)
        {
            if (table == type)
                return obj;
        }
        return type->HasGenericVariance && CastCache.IsAssignable(obj.TypeTable, type) ? obj : null;
    }

    public static bool IsInstanceOfException(MethodTable* type, object? obj) => IsInstanceOfClass(type, obj) != null;

    public static object? IsInstanceOfInterface(MethodTable* type, object? obj)
    {
        if (obj == null)
            return null;
        MethodTable* table = obj.TypeTable;
        MethodTable** interfaces = table->Interfaces;
        for (int i = 0; i < table->InterfaceCount; i++)
        {
            if (interfaces[i] == type)
                return obj;
        }
        return type->HasGenericVariance && CastCache.IsAssignable(table, type) ? obj : null;
    }

    public static object? IsInstanceOfAny(MethodTable* type, object? obj)
    {
        if (obj == null || obj.TypeTable == type || CastCache.IsAssignable(obj.TypeTable, type))
            return obj;
        return null;
    }

    public static object? CheckCastClass(MethodTable* type, object? obj)
    {
        if (obj == null || obj.TypeTable == type)
            return obj;
        return CheckCastClassSpecial(type, obj);
    }

    /// <summary>As <see cref="CheckCastClass"/>, when the caller has already compared the exact type.</summary>
    public static object CheckCastClassSpecial(MethodTable* type, object obj)
    {
        for (MethodTable* table = obj.TypeTable->BaseType; table != null; table = table->BaseType)
        {
            if (table == type)
                return obj;
        }
        if (type->HasGenericVariance && CastCache.IsAssignable(obj.TypeTable, type))
            return obj;
        throw InvalidCast(type, obj);
    }

    public static object? CheckCastInterface(MethodTable* type, object? obj)
    {
        if (obj == null || IsInstanceOfInterface(type, obj) != null)
            return obj;
        throw InvalidCast(type, obj);
    }

    public static object? CheckCastAny(MethodTable* type, object? obj)
    {
        if (obj == null || obj.TypeTable == type || CastCache.IsAssignable(obj.TypeTable, type))
            return obj;
        throw InvalidCast(type, obj);
    }

    /// <summary>Array element store: the value must fit the array's real element type, which may be narrower than its static one.</summary>
    public static void StelemRef(object?[] array, nint index, object? obj)
    {
        ref object? element = ref ElementReference(array, index);
        if (obj != null)
        {
            MethodTable* type = array.TypeTable->RelatedType;
            if (obj.TypeTable != type && type != MethodTable.Of<object>() && !CastCache.IsAssignable(obj.TypeTable, type))
                ThrowHelpers.ThrowArrayTypeMismatchException();
        }
        element = obj;
    }

    /// <summary>Array element address: writable, so the type must match exactly.</summary>
    public static ref object? LdelemaRef(object?[] array, nint index, MethodTable* elementType)
    {
        if (array.TypeTable->RelatedType != elementType)
            ThrowHelpers.ThrowArrayTypeMismatchException();
        return ref ElementReference(array, index);
    }

    private static ref object? ElementReference(object?[] array, nint index)
    {
        if ((nuint)index >= (nuint)(uint)array.Length)
            ThrowHelpers.ThrowIndexOutOfRangeException();
        return ref Unsafe.Add(ref Unsafe.As<byte, object?>(ref Unsafe.As<RawArrayData>(array).Data), index);
    }

    /// <summary>Whether a value of the one type may be held in a location of the other (boxed, if a value type).</summary>
    internal static bool AreTypesAssignable(MethodTable* source, MethodTable* target) => source == target || CastCache.IsAssignable(source, target);

    /// <summary>Types are unique in a program, so equivalence is identity. Called by ILC's array accessors.</summary>
    internal static bool AreTypesEquivalent(MethodTable* first, MethodTable* second) => first == second;

    private static InvalidCastException InvalidCast(MethodTable* type, object obj) =>
        new("Unable to cast object of type '" + TypeNames.Display(obj.TypeTable) + "' to type '" + TypeNames.Display(type) + "'.");
}
