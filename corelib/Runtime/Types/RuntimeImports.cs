using Internal.Runtime;
using Internal.Runtime.CompilerHelpers;

namespace System.Runtime;

/// <summary>What the accessors of multi-dimensional arrays call; ILC writes those accessors and knows the names.</summary>
internal static unsafe class RuntimeImports
{
    internal static void RhCheckArrayStore(object array, object? obj)
    {
        if (obj == null)
            return;
        MethodTable* type = array.TypeTable->RelatedType;
        if (!TypeCast.AreTypesAssignable(obj.TypeTable, type))
            ThrowHelpers.ThrowArrayTypeMismatchException();
    }
}
