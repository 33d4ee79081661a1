using System.Runtime.CompilerServices;
using Internal.Runtime;

namespace System.Runtime;

/// <summary>The slow half of interface calls: what a cell means, and which code implements it for an object (Asm/Dispatch.S is the fast half).</summary>
/// <remarks>Neither allocates nor locks, so interrupt handlers may make their first interface call at any time.</remarks>
internal static unsafe class InterfaceDispatch
{
    /// <summary>What a call site refers to: the stub to call and, until resolved, an encoded interface.</summary>
    private struct Cell
    {
        internal nint Stub;
        internal nint Cache;
    }

    private const nint KindMask = 3;
    private const nint KindDirect = 1;
    private const nint KindIndirectRelative = 2;
    private const nint KindRelative = 3;
    private const nint LargestVtableOffset = 0x1000;

    [RuntimeExport("skift_rt_resolve_cell")]
    private static nint ResolveCell(nint objectAddress, Cell* cell)
    {
        MethodTable* type = *(MethodTable**)objectAddress;
        nint cache = System.Threading.Volatile.Read(ref cell->Cache);
        if ((cache & KindMask) == 0)
        {
            if (cache < LargestVtableOffset && cache >= 0)
                return *(nint*)((byte*)type + cache);
            // Another processor was here first, or the cell serves several types.
            return Find(type, ((DispatchCache.Entry*)cache)->Key);
        }
        nint key = DispatchCache.Key(Interface(cell, cache), Slot(cell));
        DispatchCache.Entry* entry = DispatchCache.Lookup(type, key);
        if (entry == null)
        {
            nint code = Resolve(type, key);
            entry = DispatchCache.Add(type, key, code);
            if (entry == null)
                return code;
        }
        // In this order: who sees the new stub must see the new cache (x86-64 keeps the order of stores).
        System.Threading.Volatile.Write(ref cell->Cache, (nint)entry);
        System.Threading.Volatile.Write(ref cell->Stub, DispatchCache.StubAddress());
        return entry->Code;
    }

    /// <summary>The code behind an interface method for a delegate. ILC calls it by symbol, too.</summary>
    [RuntimeExport("RhpResolveInterfaceMethod")]
    internal static nint RhpResolveInterfaceMethod(object obj, nint cellAddress)
    {
        Cell* cell = (Cell*)cellAddress;
        nint cache = System.Threading.Volatile.Read(ref cell->Cache);
        if ((cache & KindMask) != 0)
            return Find(obj.TypeTable, DispatchCache.Key(Interface(cell, cache), Slot(cell)));
        if (cache < LargestVtableOffset && cache >= 0)
            return *(nint*)((byte*)obj.TypeTable + cache);
        return Find(obj.TypeTable, ((DispatchCache.Entry*)cache)->Key);
    }

    private static nint Find(MethodTable* type, nint key)
    {
        DispatchCache.Entry* entry = DispatchCache.Lookup(type, key);
        if (entry != null)
            return entry->Code;
        nint code = Resolve(type, key);
        DispatchCache.Add(type, key, code);
        return code;
    }

    private static MethodTable* Interface(Cell* cell, nint cache)
    {
        nint address = cache & ~KindMask;
        switch (cache & KindMask)
        {
            case KindDirect:
                return (MethodTable*)address;
            case KindRelative:
                return (MethodTable*)((nint)(&cell->Cache) + (int)address);
            default:
                return *(MethodTable**)((nint)(&cell->Cache) + (int)address);
        }
    }

    // A run of cells for the same slot ends with one that has no stub but the slot.
    private static ushort Slot(Cell* cell)
    {
        while (cell->Stub != 0)
            cell++;
        return (ushort)cell->Cache;
    }

    private static nint Resolve(MethodTable* type, nint key)
    {
        MethodTable* contract = DispatchCache.Interface(key);
        ushort slot = DispatchCache.Slot(key);
        nint code = DispatchResolver.Find(type, contract, slot);
        if (code == 0)
            DispatchResolver.ThrowUnresolved(type, contract);
        return code;
    }
}
