using Internal.Runtime;

namespace System.Runtime;

/// <summary>The full rules of assignment compatibility (ECMA-335 I.8.7.1), without a cache.</summary>
internal static unsafe class CastRules
{
    internal static bool IsAssignable(MethodTable* source, MethodTable* target)
    {
        if (source == target || target == MethodTable.Of<object>())
            return true;
        if (target->IsInterface)
            return ImplementsInterface(source, target);
        if (target->IsParameterized || target->IsArray)
            return IsArrayOrPointerAssignable(source, target);
        if (target->IsNullable)
            return source == target->NullableType;
        if (source->IsInterface)
            return false;
        for (MethodTable* table = source; table != null; table = table->BaseType)
        {
            if (table == target || (target->HasGenericVariance && IsVariantCompatible(table, target)))
                return true;
        }
        return false;
    }

    internal static bool ImplementsInterface(MethodTable* source, MethodTable* target)
    {
        MethodTable** interfaces = source->Interfaces;
        for (int i = 0; i < source->InterfaceCount; i++)
        {
            if (interfaces[i] == target)
                return true;
        }
        if (!target->HasGenericVariance)
            return false;
        if (IsVariantCompatible(source, target))
            return true;
        for (int i = 0; i < source->InterfaceCount; i++)
        {
            if (IsVariantCompatible(interfaces[i], target))
                return true;
        }
        return false;
    }

    /// <summary>The same variant generic type with arguments that vary the right way.</summary>
    internal static bool IsVariantCompatible(MethodTable* source, MethodTable* target)
    {
        if (!source->HasGenericVariance || !target->HasGenericVariance || source->GenericDefinition != target->GenericDefinition)
            return false;
        MethodTable* definition = target->GenericDefinition;
        int arity = target->GenericArity;
        for (int i = 0; i < arity; i++)
        {
            MethodTable* from = source->GenericArgument(i);
            MethodTable* to = target->GenericArgument(i);
            if (from == to)
                continue;
            bool fits = definition->Variances[i] switch
            {
                GenericVariance.Covariant => AreReferencesCompatible(from, to),
                // The generic interfaces of arrays: also int[] as IEnumerable<uint>.
                GenericVariance.ArrayCovariant => AreReferencesCompatible(from, to) || from->IsSameUnderlyingType(to),
                GenericVariance.Contravariant => AreReferencesCompatible(to, from),
                _ => false,
            };
            if (!fits)
                return false;
        }
        return true;
    }

    // Variance is for references only: an int is an object, but an IEnumerable<int> is no IEnumerable<object>.
    private static bool AreReferencesCompatible(MethodTable* from, MethodTable* to) =>
        !from->IsValueType && !to->IsValueType && !from->IsPointerLike && CastCache.IsAssignable(from, to);

    private static bool IsArrayOrPointerAssignable(MethodTable* source, MethodTable* target)
    {
        if (source->ElementType != target->ElementType || !(source->IsArray || source->IsParameterized))
            return false;
        if (source->IsArray && source->ArrayRank != target->ArrayRank)
            return false;
        MethodTable* from = source->RelatedType;
        MethodTable* to = target->RelatedType;
        if (from == to)
            return true;
        if (from->IsPointerLike || to->IsPointerLike)
            return from->ElementType == to->ElementType && IsArrayOrPointerAssignable(from, to);
        if (from->IsValueType || to->IsValueType)
            return from->IsValueType && to->IsValueType && IsSameReduced(from, to);
        return source->IsArray && CastCache.IsAssignable(from, to);
    }

    // int[] is uint[], and an enum's array is its underlying type's: signedness is ignored, bool, char and the floats stand alone.
    private static bool IsSameReduced(MethodTable* from, MethodTable* to) =>
        from->IsPrimitive && to->IsPrimitive && Reduce(from->ElementType) == Reduce(to->ElementType);

    private static EETypeElementType Reduce(EETypeElementType type) => type switch
    {
        EETypeElementType.Byte => EETypeElementType.SByte,
        EETypeElementType.UInt16 => EETypeElementType.Int16,
        EETypeElementType.UInt32 => EETypeElementType.Int32,
        EETypeElementType.UInt64 => EETypeElementType.Int64,
        EETypeElementType.UIntPtr => EETypeElementType.IntPtr,
        _ => type,
    };
}
