using Internal.Runtime;

namespace System.Runtime;

/// <summary>Where references into the heap begin: stacks and registers (any word may be one), statics, frozen objects.</summary>
internal static unsafe class RootScan
{
    /// <summary>For the host's enumeration: every word of a stack, of saved registers, or of a thread's block.</summary>
    [RuntimeExport("skift_rt_scan")]
    internal static void ScanRange(nint low, nint high)
    {
        for (nint* word = (nint*)((low + 7) & ~(nint)7); word < (nint*)high; word++)
            Marker.MarkConservatively(*word);
    }

    internal static void ScanStatics()
    {
        int* block = (int*)ProgramImage.Find(ProgramImage.Section.GCStaticRegion, out byte* end);
        for (; block < end; block++)
            Marker.Mark(*(nint*)((byte*)block + *block));
    }

    /// <summary>Objects that the compiler laid out in the image. They are not in the heap, but their fields may refer to it.</summary>
    internal static void ScanFrozenObjects()
    {
        byte* position = ProgramImage.Find(ProgramImage.Section.FrozenObjectRegion, out byte* end);
        if (position == null)
            return;
        for (byte* obj = position + sizeof(nint); obj < end;)
        {
            MethodTable* type = *(MethodTable**)obj;
            if (type == null)
                break;
            if (type->ContainsGCPointers)
                ObjectScan.Visit(obj);
            obj += (ObjectScan.SizeOf(obj) + 7) & ~(nuint)7;
        }
    }
}
