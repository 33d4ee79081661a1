using Internal.Runtime;

namespace System.Runtime;

/// <summary>Finds the implementation of an interface method in the dispatch maps of a type and its base types.</summary>
internal static unsafe class DispatchResolver
{
    private const ushort Reabstracted = 0xFFFE;
    private const ushort Ambiguous = 0xFFFF;

    /// <summary>The code, or zero when there is none.</summary>
    internal static nint Find(MethodTable* type, MethodTable* contract, ushort slot)
    {
        // Methods that classes provide go before interfaces' own defaults, whatever the depth (ECMA-335 II.12.2).
        nint code = FindInHierarchy(type, contract, slot, isDefault: false);
        return code != 0 ? code : FindInHierarchy(type, contract, slot, isDefault: true);
    }

    private static nint FindInHierarchy(MethodTable* type, MethodTable* contract, ushort slot, bool isDefault)
    {
        for (MethodTable* table = type; table != null; table = table->BaseType)
        {
            if (!table->HasDispatchMap)
                continue;
            nint code = FindInMap(type, table, contract, slot, isDefault, byVariance: false);
            if (code == 0 && contract->HasGenericVariance)
                code = FindInMap(type, table, contract, slot, isDefault, byVariance: true);
            if (code != 0)
                return code;
        }
        return 0;
    }

    private static nint FindInMap(MethodTable* type, MethodTable* owner, MethodTable* contract, ushort slot, bool isDefault, bool byVariance)
    {
        DispatchMap* map = owner->DispatchMap;
        int first = isDefault ? map->StandardCount : 0;
        int count = isDefault ? map->DefaultCount : map->StandardCount;
        for (int i = first; i < first + count; i++)
        {
            DispatchMap.Entry* entry = map->Entries + i;
            if (entry->InterfaceSlot != slot)
                continue;
            MethodTable* candidate = owner->Interface(entry->InterfaceIndex);
            bool matches = byVariance ? CastRules.IsVariantCompatible(candidate, contract) : candidate == contract;
            if (!matches)
                continue;
            if (entry->ImplementationSlot is Reabstracted or Ambiguous)
                ThrowUnresolved(type, contract);
            // A vtable slot is taken from the object's own type, which may override it; a sealed slot belongs to the map's owner.
            return entry->ImplementationSlot < owner->VtableSlots
                ? type->Vtable[entry->ImplementationSlot]
                : owner->SealedVirtual(entry->ImplementationSlot - owner->VtableSlots);
        }
        return 0;
    }

    internal static void ThrowUnresolved(MethodTable* type, MethodTable* contract) =>
        throw new EntryPointNotFoundException(
            "No implementation of '" + TypeNames.Display(contract) + "' was found for type '" + TypeNames.Display(type) + "'.");
}
